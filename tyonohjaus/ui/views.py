from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tyonohjaus.access import public


@public
def hidden(request: HttpRequest) -> HttpResponse:
    """The page behind "Hide the screen": it says nothing of the person or of what was open."""
    return render(request, "ui/hidden.html")
