"""A supervisor's own hours. No change here cancels what is booked; the page says so."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from bookings import words
from bookings.forms.hours import ClosedDays, ExtraHours, Terms, WeeklyHours
from bookings.models import AvailabilityException, AvailabilityRule, Booking, HoursOverlap
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Supervisor
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.parts import Fact, Row

EXTRA = AvailabilityException.Kind.EXTRA


@needs(Action.AVAILABILITY_EDIT)
@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    supervisor, today = _mine(request), clock.today()
    if supervisor is None:
        return render(request, "bookings/hours_none.html")
    weekly = supervisor.hours.exclude(valid_until__lt=today).order_by("weekday", "starts", "valid_from")
    coming = supervisor.exceptions.filter(last_on__gte=today).order_by("first_on", "starts")
    context = {
        "weekly": [Row(title=words.weekly(rule), url=_url("hours_rule", rule), note=_valid(rule)) for rule in weekly],
        "coming": [
            Row(title=words.exception(row), url=_url("hours_exception", row), note=_kind(row)) for row in coming
        ],
        "terms": _terms(supervisor),
    }
    return render(request, "bookings/hours.html", context)


@needs(Action.AVAILABILITY_EDIT)
def rule_new(request: HttpRequest) -> HttpResponse:
    return _enter(request, AvailabilityRule, WeeklyHours, title=_("New weekly hours"))


@needs(Action.AVAILABILITY_EDIT, on=AvailabilityRule)
def rule(request: HttpRequest, row: AvailabilityRule) -> HttpResponse:
    return _change(request, row, WeeklyHours, title=_("Weekly hours"))


@needs(Action.AVAILABILITY_EDIT)
def closed_new(request: HttpRequest) -> HttpResponse:
    return _enter(request, AvailabilityException, ClosedDays, title=_("Closed days"))


@needs(Action.AVAILABILITY_EDIT)
def extra_new(request: HttpRequest) -> HttpResponse:
    return _enter(request, AvailabilityException, ExtraHours, title=_("Extra hours"))


@needs(Action.AVAILABILITY_EDIT, on=AvailabilityException)
def exception(request: HttpRequest, row: AvailabilityException) -> HttpResponse:
    if row.kind == EXTRA:
        return _change(request, row, ExtraHours, title=_("Extra hours"))
    return _change(request, row, ClosedDays, title=_("Closed days"))


@needs(Action.AVAILABILITY_EDIT)
def terms(request: HttpRequest) -> HttpResponse:
    supervisor = _own(request)
    form = Terms(posted(request), supervisor=supervisor)
    if form.is_valid():
        supervisor.change(by=request.user, **form.cleaned_data)
        return _saved(request, _("Saved. Nothing booked is changed by it."))
    return respond(request, "bookings/hours_form.html", {"form": form, "title": _("How times are given out")})


def _mine(request: HttpRequest) -> Supervisor | None:
    """The signed-in supervisor; None for a guest, who has no hours here."""
    mine = Supervisor.objects.where_user_may(request.user, Action.AVAILABILITY_EDIT)
    return mine.filter(user=request.user.pk).first()


def _own(request: HttpRequest) -> Supervisor:
    supervisor = _mine(request)
    if supervisor is None:
        raise Http404
    return supervisor


def _enter(request: HttpRequest, model: Any, form_of: Any, *, title: str) -> HttpResponse:
    supervisor = _own(request)
    form = form_of(posted(request), supervisor=supervisor)
    if form.is_valid():
        try:
            row = model.enter(by=request.user, supervisor=supervisor, **form.cleaned_data)
        except HoursOverlap as overlap:
            form.refuse(overlap)
        else:
            return _saved(request, _told(row, supervisor))
    return respond(request, "bookings/hours_form.html", {"form": form, "title": title})


def _change(request: HttpRequest, row: Any, form_of: Any, *, title: str) -> HttpResponse:
    if "remove" in request.POST:
        row.remove(by=request.user)
        return _saved(request, _("Removed. Nothing booked is changed by it."))
    form = form_of(posted(request), supervisor=row.supervisor, row=row)
    if form.is_valid():
        try:
            row = row.change(by=request.user, **form.cleaned_data)
        except HoursOverlap as overlap:
            form.refuse(overlap)
        else:
            return _saved(request, _told(row, row.supervisor))
    return respond(request, "bookings/hours_form.html", {"form": form, "title": title, "removable": True})


def _saved(request: HttpRequest, what: str) -> HttpResponse:
    messages.success(request, what)
    return see_other("bookings:hours")


def _told(row: AvailabilityRule | AvailabilityException, supervisor: Supervisor) -> str:
    """Closed days tell how many sessions are agreed on them: those stay, and are moved or cancelled one by one."""
    saved = _("Saved. Nothing booked is changed by it.")
    if isinstance(row, AvailabilityRule) or row.kind == EXTRA:
        return saved
    start, end = clock.day_bounds(row.first_on, row.last_on)
    agreed = Booking.objects.open().filter(allocations__calendar__user=supervisor.user_id)
    count = agreed.filter(starts_at__lt=end, ends_at__gt=start).distinct().count()
    if not count:
        return saved
    stays = ngettext(
        "%(count)d session is agreed on these days; move or cancel it on its own page.",
        "%(count)d sessions are agreed on these days; move or cancel them on their own pages.",
        count,
    )
    return f"{saved} {stays % {'count': count}}"


def _url(name: str, row: Any) -> str:
    return reverse(f"bookings:{name}", args=[row.pk])


def _kind(row: AvailabilityException) -> str:
    return f"{_('Extra hours')}, {words.place(row.place)}" if row.kind == EXTRA else _("Closed")


def _valid(rule: AvailabilityRule) -> str:
    return words.sentence(f"{words.place(rule.place)}, {words.validity(rule)}")


def _terms(supervisor: Supervisor) -> list[Fact]:
    return [
        Fact(_("Free after a session"), words.minutes(supervisor.buffer_minutes)),
        Fact(_("Moving between places"), words.minutes(supervisor.travel_minutes)),
        Fact(_("Booked at latest"), _("%(count)d h before") % {"count": supervisor.notice_hours}),
        Fact(_("Booked at earliest"), _("%(count)d weeks before") % {"count": supervisor.horizon_weeks}),
        Fact(_("Times begin every"), words.minutes(supervisor.step_minutes)),
    ]
