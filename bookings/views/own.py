"""Everything that a supervisee has written, to take away (C37)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bookings.own_words import everything
from tyonohjaus.access import Action, needs


@needs(Action.OWN_NOTE)
@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """Plain text, neutrally named; no browser keeps it (C18)."""
    user: Any = request.user
    answer = HttpResponse(everything(user), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="omat.txt"'
    answer["Cache-Control"] = "no-store"
    return answer
