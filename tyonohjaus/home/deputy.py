"""The home of one who answers in a manager's place is what waits for their answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def page(request: HttpRequest) -> HttpResponse:
    return redirect("bookings:approvals")
