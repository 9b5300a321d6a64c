"""One session of a series, that one and those after it, or all: another time, or none. Every date is shown before
anything is saved, and all is saved or nothing (C1–C5)."""

import uuid
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings import costs, diary, offers, words
from bookings.forms.series_changes import HowFar, NewTime, NewTimes, shown
from bookings.models import Booking, Reach, Series, Status
from bookings.problems import NotBookable
from bookings.rules import changes_for_all
from bookings.told import is_not_theirs
from processes import parties
from processes.models import UNBILLED
from processes.parties import Standing
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock, money
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Link, Row
from tyonohjaus.ui.words import when

from . import twice


@needs(Action.BOOKING_PLAN, on=Series)
@twice.done_already(twice.moved)
def series_move(request: HttpRequest, series: Series) -> HttpResponse:
    """GET: how far and to when, and with that in the address every date with its outcome. POST: save as chosen."""
    parties.with_people([series.process])
    booking = _asked(request, series)
    if booking is None:
        return _nothing(request, series)
    form = NewTime(request.GET if "day" in request.GET else None, booking=booking)
    if not form.is_valid():
        return _show_move(request, series, form, status=422 if request.method == "POST" else None)
    rows = series.reached(booking, form.cleaned_data["reach"], by=request.user, now=clock.now())
    if request.method == "POST" and request.POST.get("shown") != shown(rows):
        return _show_move(request, series, form, rows=rows, refused=[_changed()], status=422)
    choice = _new_times(series, form, rows, posted(request))
    if not choice.is_valid():
        return _show_move(request, series, form, rows=rows, choice=choice)
    moves = choice.moves(choice.cleaned_data)
    to, now_at = {row.pk: start for row, start in moves.items()}, {row.pk: row.times for row in moves}
    try:
        moved = diary.move_several(series, shown=now_at, to=to, by=request.user, now=clock.now())
    except TooLate:
        return _show_move(request, series, form, refused=[_changed()], status=422)
    except NotBookable as refusal:
        return _show_move(request, series, form, rows=rows, refused=refusal.sentences(), status=422)
    messages.success(request, _told_of_moves(moved))
    places = {row.pk: words.where(row) for row in rows}
    if any(words.where(row) != places[row.pk] for row in moved):
        messages.warning(request, _("Of some the place is another than before: it stands on each one's page."))
    return see_other(series)


@needs(Action.BOOKING_CANCEL, on=Series)
@twice.done_already(twice.called_off)
def series_cancel(request: HttpRequest, series: Series) -> HttpResponse:
    """What calling off costs stands in words, for each date and in all, before the button. Why is never asked (C10)."""
    parties.with_people([series.process])
    standing = parties.standing(series.process, request.user)
    if not changes_for_all(series.process, standing):
        raise PermissionDenied
    booking = _asked(request, series)
    if booking is None:
        return _nothing(request, series)
    form = HowFar(request.GET if "reach" in request.GET else None, booking=booking)
    reach = form.cleaned_data["reach"] if form.is_valid() else Reach.FOLLOWING.value
    rows = _theirs(series.reached(booking, reach, by=request.user, now=clock.now()), request.user, standing)
    if request.method != "POST" or (form.is_bound and not form.is_valid()):
        return _show_cancel(request, series, form, rows, standing)
    try:
        if request.POST.get("shown") != _shown_with_costs(rows, request.user):
            raise TooLate(booking)
        cancelled = series.cancel({row.pk: row.times for row in rows}, by=request.user, now=clock.now())
    except TooLate:
        rows = _theirs(series.reached(booking, reach, by=request.user, now=clock.now()), request.user, standing)
        return _show_cancel(request, series, form, rows, standing, refused=[_changed()], status=422)
    count = len(cancelled)
    told = ngettext("%(count)d session is cancelled.", "%(count)d sessions are cancelled.", count) % {"count": count}
    messages.success(request, told)
    return see_other(series)


def _theirs(rows: list[Booking], user: Any, standing: Standing) -> list[Booking]:
    """Not what stands without this one of a pair."""
    return [row for row in rows if standing.sets_times or not is_not_theirs(row, user, standing=standing)]


def _asked(request: HttpRequest, series: Series) -> Booking | None:
    """The session from which one came, if it still lies ahead; else the next one of the series."""
    coming = series.ahead(by=request.user, now=clock.now()).select_related("process")
    try:
        of = uuid.UUID(request.GET.get("of", ""))
    except ValueError:
        return coming.first()
    return coming.filter(pk=of).first() or coming.first()


def _new_times(series: Series, form: NewTime, rows: list[Booking], data: Any = None) -> NewTimes:
    return NewTimes(data, plan=offers.plan_moves(series.process, walls=form.walls(rows), now=clock.now()))


def _nothing(request: HttpRequest, series: Series) -> HttpResponse:
    status = 422 if request.method == "POST" else None
    return respond(request, "bookings/series_over.html", {"series": series}, status=status)


def _show_move(
    request: HttpRequest,
    series: Series,
    form: NewTime,
    *,
    rows: list[Booking] | None = None,
    choice: NewTimes | None = None,
    refused: Any = (),
    status: int | None = None,
) -> HttpResponse:
    if rows and choice is None:
        choice = _new_times(series, form, rows)
    context = {
        "series": series,
        "title": _title(request, series),
        "way_back": _way_back(series),
        "form": form,
        "choice": choice,
        "shown": shown(rows or []),
        "refused": refused,
        "approval": series.process.asks_manager,
    }
    return respond(request, "bookings/series_move.html", context, status=status)


def _show_cancel(
    request: HttpRequest,
    series: Series,
    form: HowFar,
    rows: list[Booking],
    standing: Standing,
    *,
    refused: Any = (),
    status: int | None = None,
) -> HttpResponse:
    shares = _shares(rows, request.user)
    context = {
        "series": series,
        "title": _title(request, series),
        "way_back": _way_back(series),
        "form": form,
        "rows": [
            Row(
                title=when(row.starts_at, end=row.ends_at, language=spoken()),
                note=costs.charged(row, shares[row], standing=standing),
            )
            for row in rows
        ],
        "rule": _in_all(shares, standing),
        "shown": _shown_with_costs(rows, request.user),
        "refused": refused,
    }
    return respond(request, "bookings/series_cancel.html", context, status=status)


def _shares(rows: list[Booking], user: Any) -> dict[Booking, int]:
    """Percent of its price that calling off now would cost, by session."""
    found = {}
    for row in rows:
        costs_money = row.process.payer not in UNBILLED and row.price
        found[row] = row.cost_of_cancelling(now=clock.now(), by=user) if costs_money else 0
    return found


def _shown_with_costs(rows: list[Booking], user: Any) -> str:
    """What has changed since is not acted on, nor what has come to cost something."""
    return ",".join(f"{row.pk} {row.as_shown(now=clock.now(), by=user)}" for row in rows)


def _in_all(shares: dict[Booking, int], standing: Standing) -> str:
    """The sum in words; in euros only to one who pays (DOMAIN 4.3)."""
    if standing.sets_times:
        return _("Moving and cancelling on your side is never charged.")
    late = {row: share for row, share in shares.items() if share}
    if not late:
        return _("None of these is charged.")
    count = {"count": len(late)}
    charged = ngettext("%(count)d of these is charged.", "%(count)d of these are charged.", len(late)) % count
    if not standing.pays:
        return charged
    net = {row: money.share_of(row.price or Decimal(), share) for row, share in late.items()}
    parts = [costs.gross(row.process, price, at=row.starts_at) or Decimal() for row, price in net.items()]
    amount = money.euros(sum(parts, Decimal()), spoken())
    return f"{charged} {_('You pay %(amount)s in all.') % {'amount': amount}}"


def _way_back(series: Series) -> Link:
    return Link(series.get_absolute_url(), _("The dates of the series"))


def _title(request: HttpRequest, series: Series) -> str:
    standing = parties.standing(series.process, request.user)
    return words.title(series.process, standing=standing, user=request.user)


def _changed() -> str:
    return _("The sessions have changed in the meantime. Nothing was done now; the dates below are as they are now.")


def _told_of_moves(moved: list[Booking]) -> str:
    text = ngettext("%(count)d session was moved.", "%(count)d sessions were moved.", len(moved))
    text %= {"count": len(moved)}
    if any(row.status == Status.REQUESTED for row in moved):
        return f"{text} {_('The request went to the manager.')}"
    return f"{text} {_('New calendar invitations come by e-mail.')}"
