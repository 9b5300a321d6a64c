"""Who joins on a day to come has a mail's link by now: what it leads to opens on that day, and the page says so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase

from processes.models import PRIVATE, Participant
from tyonohjaus.lib import clock
from tyonohjaus.people.models.dated import not_over
from tyonohjaus.ui.htmx import respond

View = Callable[..., HttpResponseBase]


def opens_later(process: str) -> Callable[[View], View]:
    """Decorator above @needs. `process` leads from a participant to the view's row: "process", "process__bookings"."""

    def decorate(view: View) -> View:
        @wraps(view)
        def told(request: HttpRequest, *args: Any, pk: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, pk=pk, **kwargs)
            except Http404:
                if first_on := _first_day(request.user, Q(**{process: pk})):
                    return respond(request, "processes/later.html", {"first_on": first_on})
                raise

        return told

    return decorate


def _first_day(user: Any, leads_there: Q) -> Any:
    """None for everybody else, and where the session may not learn of it (C6)."""
    if not user.is_authenticated:
        return None
    rows = Participant.objects.filter(leads_there, not_over(), user=user, starts_on__gt=clock.today())
    if not user.content_open:
        rows = rows.exclude(process__payer__in=PRIVATE)
    return rows.order_by("starts_on").values_list("starts_on", flat=True).first()
