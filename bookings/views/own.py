"""Everything that a supervisee has written, to take away as plain text (C37)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bookings.own_words import everything
from tyonohjaus.access import Action, needs
from tyonohjaus.ui.htmx import download


@needs(Action.OWN_NOTE)
@require_safe
def file(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    return download(everything(user), name="omat.txt", kind="text/plain; charset=utf-8")
