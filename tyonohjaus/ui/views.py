from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tyonohjaus.access import public


@public
@require_safe
def hidden(request: HttpRequest) -> HttpResponse:
    """The page behind "Hide the screen": it says nothing of the person or of what was open."""
    return render(request, "ui/hidden.html")
