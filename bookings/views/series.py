"""Plan a series: every date with its outcome before anything is saved, then all or nothing (C1, C2, C7)."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings import diary, offers, words
from bookings.forms.series import SeriesChoice, SeriesPlan, request_key
from bookings.models import Series, Status
from bookings.problems import CountReached, NotBookable, sentences
from processes import parties
from processes.models import Process
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.parts import Link

from .sheet import beyond_the_frame


@needs(Action.BOOKING_PLAN, on=Process)
def series_new(request: HttpRequest, process: Process) -> HttpResponse:
    """GET: the form, and with its answers in the address the plan. POST: save the plan as chosen."""
    parties.with_people([process])
    if request.method == "POST" and (done := diary.series_with(request_key(request.POST), process)):
        return _done(request, done)  # the same click again (A3)
    form = SeriesPlan(request.GET or None, process=process)
    if not form.is_valid():
        return _show(request, process, form, status=422 if request.method == "POST" else None)
    data = posted(request)
    choice = SeriesChoice(data, plan=_plan(process, form), process=process, initial=_key())
    if not choice.is_valid():
        done = diary.series_with(request_key(request.POST), process)  # by a click that was a moment faster (A3)
        return _done(request, done) if done else _show(request, process, form, choice=choice)
    try:
        series = diary.book_series(
            process,
            starts=choice.starts(choice.cleaned_data),
            left_out=choice.left_out(choice.cleaned_data),
            by=request.user,
            now=clock.now(),
            request_key=choice.cleaned_data["request_key"],
        )
    except NotBookable as refusal:
        fresh = SeriesChoice(plan=_plan(process, form), process=process, initial=_key())
        return _show(request, process, form, choice=fresh, refused=refusal, status=422)
    return _done(request, series)


def _done(request: HttpRequest, series: Series) -> HttpResponse:
    messages.success(request, _told(series))
    beyond_the_frame(request, series.process)
    return see_other(series)


def _plan(process: Process, form: SeriesPlan) -> Any:
    times: int = form.cleaned_data["times"]
    return offers.plan_series(process, first=form.first, every=form.rhythm, times=times, now=clock.now())


def _key() -> dict[str, uuid.UUID]:
    return {"request_key": uuid.uuid4()}


def _show(
    request: HttpRequest,
    process: Process,
    form: SeriesPlan,
    *,
    choice: SeriesChoice | None = None,
    refused: NotBookable | None = None,
    status: int | None = None,
) -> HttpResponse:
    standing = parties.standing(process, request.user)
    full = [CountReached(process.agreed_count)] if process.agreed_count and form.room <= 0 else []
    context = {
        "process": process,
        "title": words.title(process, standing=standing, user=request.user),
        "way_back": Link(reverse("bookings:slots", args=[process.pk]), _("Book a time")),
        "form": form,
        "choice": choice,
        "closed": sentences(full),
        "refused": refused.sentences() if refused else [],
        "approval": process.asks_manager,
    }
    return respond(request, "bookings/series_new.html", context, status=status)


def _told(series: Series) -> str:
    bookings = list(series.bookings.all())
    booked = ngettext("%(count)d session is booked.", "%(count)d sessions are booked.", len(bookings)) % {
        "count": len(bookings)
    }
    if any(booking.status == Status.REQUESTED for booking in bookings):
        return f"{booked} {_('The manager is asked about all of them at once.')}"
    return f"{booked} {_('The calendar invitations come by e-mail.')}"
