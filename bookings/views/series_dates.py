"""A series: all its dates, also those that were moved, called off or left out; a time for one left out (C7)."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bookings import diary, offers, told, words
from bookings.forms.series import SeriesChoice, reason
from bookings.models import Booking, Series, SkippedDate
from bookings.problems import NotBookable
from bookings.rules import changes_for_all
from bookings.slots.rhythm import Weekly
from processes import parties
from processes.models import Process, State
from processes.parties import Standing
from tyonohjaus.access import Action, may, needs
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge, Link, Row
from tyonohjaus.ui.words import when

from .sheet import booked


@needs(Action.BOOKING_SEE, on=Series)
@require_safe
def series(request: HttpRequest, series: Series) -> HttpResponse:
    """Its dates in order of time; those that were left out to its own people and the office."""
    process, user, now = series.process, request.user, clock.now()
    parties.with_people([process])
    standing = parties.standing(process, user)
    bookings = list(Booking.objects.visible_to(user).filter(series=series).with_people().order_by("starts_at"))
    moved = {} if standing.reads_as_payer else _moved(bookings)
    dated = [(row.starts_at, _date(row, moved, user=user, now=now)) for row in bookings]
    if not standing.reads_as_payer:
        fills = may(user, Action.BOOKING_PLAN, series) and process.state != State.OVER
        skipped = series.skipped_dates.filter(booking=None)
        left_out = [row for row in skipped if parties.may_hear_of(process, row.starts_at, user)]
        dated += [(row.starts_at, _left_out(row, fills=fills)) for row in left_out]
    context = {
        "series": series,
        "process": process,
        "title": words.title(process, standing=standing, user=user),
        "rows": [row for _at, row in sorted(dated, key=lambda pair: pair[0])],
        "moves": may(user, Action.BOOKING_PLAN, series),
        "next": next((row for row in bookings if row.can("move", now=now)), None),
        "cancels": _cancels(series, bookings, standing=standing, user=user, now=now),
    }
    return render(request, "bookings/series.html", context)


@needs(Action.BOOKING_PLAN, on=SkippedDate)
def skipped_date(request: HttpRequest, skipped: SkippedDate) -> HttpResponse:
    """GET: free times near it. POST: book one of them, for this date of the series."""
    if skipped.booking:
        return see_other(skipped.booking)  # the same click again (A3), or another was faster
    process = skipped.series.process
    parties.with_people([process])
    choice = _choice(skipped, process, posted(request))
    if not choice.is_valid():
        return _show(request, skipped, choice)
    try:
        (starts_at,), key = choice.starts(choice.cleaned_data), choice.cleaned_data["request_key"]
        booking = diary.fill(skipped, starts_at=starts_at, by=request.user, now=clock.now(), request_key=key)
    except NotBookable as refusal:
        return _show(request, skipped, _choice(skipped, process), refused=refusal, status=422)
    messages.success(request, booked(booking))
    return see_other(skipped.series)


def _moved(bookings: list[Booking]) -> dict[uuid.UUID, datetime]:
    """The first start of those that were moved, by session."""
    kind, name = Booking._meta.label_lower, "booking.moved"
    found = Event.objects.filter(subject_type=kind, subject_id__in=[row.pk for row in bookings], name=name)
    first: dict[uuid.UUID, datetime] = {}
    for event in found.order_by("at"):
        first.setdefault(event.subject_id, datetime.fromisoformat(event.facts["before"]))
    return first


def _date(booking: Booking, moved: dict[uuid.UUID, datetime], *, user: Any, now: datetime) -> Row:
    row = told.row(booking, user=user, now=now)
    before = moved.get(booking.pk)
    note = _("Moved. First it was %(when)s.") % {"when": when(before, language=spoken())} if before else ""
    return Row(title=row.title, url=row.url, note=note, badge=row.badge)


def _left_out(skipped: SkippedDate, *, fills: bool) -> Row:
    url = reverse("bookings:skipped_date", args=[skipped.pk])
    return Row(
        title=when(skipped.starts_at, language=spoken()),
        note=reason(skipped.outcome),
        badge=Badge(kind="off", text=_("Left out")),
        act=Link(url, _("Book a time")) if fills else None,
    )


def _cancels(series: Series, bookings: list[Booking], *, standing: Standing, user: Any, now: datetime) -> bool:
    """Is there anything ahead that this person may call off?"""
    if not changes_for_all(series.process, standing):
        return False
    return may(user, Action.BOOKING_CANCEL, series) and any(row.can("cancel", now=now) for row in bookings)


def _choice(skipped: SkippedDate, process: Process, data: Any = None) -> SeriesChoice:
    plan = offers.plan_series(process, first=skipped.starts_at, every=Weekly(1), times=1, now=clock.now())
    key = {"request_key": uuid.uuid4()}
    return SeriesChoice(data, plan=plan, process=process, leave_out=False, initial=key)


def _show(
    request: HttpRequest,
    skipped: SkippedDate,
    choice: SeriesChoice,
    *,
    refused: NotBookable | None = None,
    status: int | None = None,
) -> HttpResponse:
    context = {
        "skipped": skipped,
        "form": choice,
        "reason": reason(skipped.outcome),
        "offered": any(occurrence.is_free or occurrence.alternatives for occurrence in choice.plan),
        "refused": refused.sentences() if refused else [],
    }
    return respond(request, "bookings/skipped_date.html", context, status=status)
