"""The billing contact's home is the list of invoices."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def page(request: HttpRequest) -> HttpResponse:
    return redirect("invoicing:invoice_list")
