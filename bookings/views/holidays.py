"""A supervisor's public holidays and July: proposed, changed a day at a time, and never forced."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings import holidays, hours_told
from bookings.forms.holidays import HolidayAnswers
from bookings.forms.hours import ClosedDays
from bookings.models import AvailabilityException
from bookings.views.hours import weighed
from bookings.views.own_hours import own
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Supervisor
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.parts import Row

PAGE = "bookings/hours_holidays.html"


@needs(Action.AVAILABILITY_EDIT)
def hours_holidays(request: HttpRequest) -> HttpResponse:
    """GET: the coming holidays, as they are answered. POST: these answers; all closed; or that one works in July."""
    supervisor, today = own(request), clock.today()
    coming = holidays.coming(supervisor, today=today)
    if "july_worked" in request.POST:
        holidays.work_in_july(supervisor, by=request.user, today=today)
        messages.success(request, _("Saved. Nothing booked is changed by it."))
        return see_other("bookings:hours_holidays")
    form = HolidayAnswers(posted(request), holidays=coming)
    if "all" in request.POST:
        form = HolidayAnswers({**request.POST.dict(), **form.all_free()}, holidays=coming)
    page: dict[str, Any] = {"form": form, **_july(supervisor)}
    if not form.is_valid():
        return respond(request, PAGE, page)
    change = partial(holidays.answer, supervisor, form.works, by=request.user, today=today)
    return weighed(request, supervisor, change, page, template=PAGE)


def _july(supervisor: Supervisor) -> dict[str, Any]:
    """What is closed of it; else the days to close, and whether they said that they work."""
    said = holidays.answered(supervisor, today=clock.today())
    closed = [row for row in said if row.kind == holidays.CLOSED]
    if closed:
        return {"july": [Row(title=hours_told.exception(row), url=_url(row), note=_("Closed")) for row in closed]}
    first, last = holidays.july(clock.today())
    form = ClosedDays(supervisor=supervisor, initial={"first_on": first, "last_on": last})
    return {"july_form": form, "july_worked": bool(said)}


def _url(row: AvailabilityException) -> str:
    return reverse("bookings:hours_exception", args=[row.pk])
