"""Busy times from a supervisor's own calendar. The address goes in and is never shown again."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bookings import hours_told
from bookings.forms.busy import CalendarAddress
from bookings.models import BusyCalendar
from bookings.views.own_hours import own
from tyonohjaus.access import Action, needs
from tyonohjaus.celery import hurry
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Supervisor
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.parts import Fact


@needs(Action.AVAILABILITY_EDIT)
def hours_calendar(request: HttpRequest) -> HttpResponse:
    supervisor = own(request)
    calendar = of(supervisor)
    if calendar and "again" in request.POST:
        return _read_soon(request, calendar, _("The calendar is being read. This takes a minute at most."))
    if "remove" in request.POST:
        if calendar:
            calendar.unsubscribe(by=request.user)
        messages.success(request, _("Removed. Your own calendar is no longer read. Nothing booked is changed by it."))
        return see_other("bookings:hours")
    form = CalendarAddress(posted(request))
    if form.is_valid():
        calendar = BusyCalendar.subscribe(supervisor, address=form.cleaned_data["address"], by=request.user)
        return _read_soon(request, calendar, _("Saved. The calendar is read within a minute. Nothing booked changes."))
    context = {"form": form, "calendar": calendar, **state(calendar, clock.now())}
    return respond(request, "bookings/hours_calendar.html", context)


def of(supervisor: Supervisor) -> BusyCalendar | None:
    return BusyCalendar.objects.filter(supervisor=supervisor).first()


def state(calendar: BusyCalendar | None, now: datetime) -> dict[str, Any]:
    """What a page tells of it, beside the hours and on its own page."""
    if calendar is None:
        return {"read": [], "stale": False}
    facts = [Fact(_("Calendar"), calendar.host), Fact(_("Last read"), hours_told.last_read(calendar))]
    if calendar.fault:
        facts.append(Fact(_("Last attempt"), hours_told.fault(calendar), note=hours_told.remedy(calendar)))
    return {"read": facts, "stale": calendar.is_stale(now)}


def _read_soon(request: HttpRequest, calendar: BusyCalendar, said: str) -> HttpResponse:
    hurry("bookings.tasks.read_busy_calendar", str(calendar.pk))
    messages.success(request, said)
    return see_other("bookings:hours_calendar")
