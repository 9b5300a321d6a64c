"""A second click on a button whose first click has done all that it asks: it leads where the first one does (A3)."""

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from bookings.forms.length import CHANGE
from bookings.forms.series_changes import KEEP
from bookings.models import Booking, Series, Status
from tyonohjaus.ui.htmx import see_other

Page = Callable[[HttpRequest, Any], HttpResponse]


def done_already(where: Callable[[HttpRequest, Any], Any]) -> Callable[[Page], Page]:
    """Decorator, below `needs`: `where` answers with a row once all is done, and with nothing before."""

    def decorate(page: Page) -> Page:
        @wraps(page)
        def wrapped(request: HttpRequest, row: Any) -> HttpResponse:
            found = where(request, row) if request.method == "POST" else None
            return see_other(found) if found else page(request, row)

        return wrapped

    return decorate


def called_off(request: HttpRequest, row: Booking | Series) -> Booking | Series | None:
    """By this person, all that the page named."""
    keys = _keys(part.split(" ")[0].partition("@")[0] for part in request.POST.get("shown", "").split(","))
    rows = _of(row, request.user).filter(pk__in=keys, status=Status.CANCELLED, cancellation__by=request.user.pk)
    return row if keys and rows.count() == len(keys) else None


def moved(request: HttpRequest, series: Series) -> Series | None:
    """They begin at the times that were chosen."""
    to = {key: text for key, text in _chosen(request, "to_").items() if text != KEEP}
    rows = _of(series, request.user).filter(pk__in=to)
    return series if to and {row.pk: row.starts_at for row in rows} == _instants(to) else None


def lasts_so_long(request: HttpRequest, booking: Booking) -> Booking | Series | None:
    keys = {key for key, text in _chosen(request, "session_").items() if text == CHANGE}
    rows = list(_of(booking.series or booking, request.user).filter(pk__in=keys))
    if not keys or len(rows) < len(keys) or {str(row.minutes) for row in rows} != {request.GET.get("minutes")}:
        return None
    return booking.series if len(rows) > 1 and booking.series else booking


def _of(row: Booking | Series, user: Any) -> Any:
    seen = Booking.objects.visible_to(user)
    return seen.filter(series=row) if isinstance(row, Series) else seen.filter(pk=row.pk)


def _chosen(request: HttpRequest, prefix: str) -> dict[uuid.UUID, str]:
    """What the page's dates were answered with, by session."""
    names = {name: name.removeprefix(prefix) for name in request.POST if name.startswith(prefix)}
    return {key: request.POST[name] for name, text in names.items() for key in _keys([text])}


def _keys(texts: Any) -> set[uuid.UUID]:
    try:
        return {uuid.UUID(text) for text in texts}
    except ValueError:
        return set()


def _instants(texts: dict[uuid.UUID, str]) -> dict[uuid.UUID, datetime]:
    try:
        return {key: datetime.fromisoformat(text) for key, text in texts.items()}
    except ValueError:
        return {}
