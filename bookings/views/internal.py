"""How much internal supervision there was: for the office, in numbers (S1-7)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bookings.internal_hours import half_years
from tyonohjaus.access import Action, needs
from tyonohjaus.ui.htmx import respond


@needs(Action.STATISTICS_SEE)
@require_safe
def internal_hours(request: HttpRequest) -> HttpResponse:
    return respond(request, "bookings/internal_hours.html", {"periods": half_years(request.user)})
