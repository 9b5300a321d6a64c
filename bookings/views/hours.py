"""A supervisor's own hours. No change here cancels what is booked; the page says so."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from bookings import holidays, hours_told, told, words
from bookings.forms.hours import ClosedDays, ExtraHours, Terms, WeeklyHours
from bookings.hours_effect import left_outside, on_closed_days
from bookings.models import AvailabilityException, AvailabilityRule, HoursOverlap
from bookings.views import busy
from bookings.views.own_hours import mine, own
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import ChangedMeanwhile, stand
from tyonohjaus.people.models import Supervisor
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.parts import Row

FORM = "bookings/hours_form.html"
EXTRA, WORKED = AvailabilityException.Kind.EXTRA, AvailabilityException.Kind.WORKED


@needs(Action.AVAILABILITY_EDIT)
@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    supervisor, now, today = mine(request), clock.now(), clock.today()
    if supervisor is None:
        return render(request, "bookings/hours_none.html")
    weekly = supervisor.hours.exclude(valid_until__lt=today).order_by("weekday", "starts", "valid_from")
    coming = supervisor.exceptions.filter(last_on__gte=today).order_by("first_on", "starts")
    context = {
        "weekly": [_weekly(rule) for rule in weekly],
        "coming": [_differing(row) for row in coming if not holidays.is_answer(row)],
        "holidays": _holidays(supervisor, today),
        "agreed": [
            told.row(booking, user=request.user, now=now) for booking in on_closed_days(supervisor, coming, now=now)
        ],
        "terms": hours_told.terms(supervisor),
        **busy.state(busy.of(supervisor), now),
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
    if row.kind == WORKED:
        return see_other("bookings:hours_holidays")
    return _change(request, row, ClosedDays, title=_("Closed days"))


@needs(Action.AVAILABILITY_EDIT)
def terms(request: HttpRequest) -> HttpResponse:
    supervisor = own(request)
    form = Terms(posted(request), supervisor=supervisor)
    if form.is_valid():
        supervisor.change(by=request.user, **form.cleaned_data)
        return _saved(request, _("Saved. Nothing booked is changed by it."))
    return respond(request, FORM, {"form": form, "title": _("How times are given out")})


def _enter(request: HttpRequest, model: Any, form_of: Any, *, title: str) -> HttpResponse:
    supervisor = own(request)
    form = form_of(posted(request), supervisor=supervisor)
    page: dict[str, Any] = {"form": form, "title": title}
    if form.is_valid():
        enter = partial(_enter_all, model, form.entries, by=request.user, supervisor=supervisor)
        return weighed(request, supervisor, enter, page)
    return respond(request, FORM, page)


def _enter_all(model: Any, entries: Iterable[dict[str, Any]], **of: Any) -> None:
    """All of them, or none."""
    with transaction.atomic():
        for values in entries:
            model.enter(**of, **values)


def _change(request: HttpRequest, row: Any, form_of: Any, *, title: str) -> HttpResponse:
    form = form_of(posted(request), supervisor=row.supervisor, row=row)
    page: dict[str, Any] = {"form": form, "title": title, "removable": True, "stood": stand(row.says)}
    if "remove" in request.POST:
        page["form"] = form_of(supervisor=row.supervisor, row=row)
        return weighed(request, row.supervisor, partial(row.remove, by=request.user), page)
    if form.is_valid():
        return weighed(request, row.supervisor, _changing(request, row, form.entries[0]), page)
    return respond(request, FORM, page)


def _changing(request: HttpRequest, row: Any, values: dict[str, Any]) -> Callable[[], Any]:
    """As it stood when this page was opened: what another window has changed since is not written over."""
    return partial(row.change, by=request.user, seen=request.POST.get("stood"), **values)


def weighed(
    request: HttpRequest,
    supervisor: Supervisor,
    change: Callable[[], Any],
    page: dict[str, Any],
    *,
    template: str = FORM,
) -> HttpResponse:
    """First what it would leave outside the hours; made when that has been seen."""
    try:
        left = left_outside(supervisor, change, now=clock.now())
        seen = " ".join(sorted(str(booking.pk) for booking in left))
        if left and request.POST.get("seen") != seen:
            rows = [told.row(booking, user=request.user, now=clock.now()) for booking in left]
            return render(request, template, page | {"left": rows, "seen": seen, "removing": "remove" in request.POST})
        change()
    except HoursOverlap as overlap:
        page["form"].refuse(overlap)
        return respond(request, FORM, page)
    except ChangedMeanwhile:
        page["form"].add_error(
            None, _("These hours were changed elsewhere after you opened them. Save again to replace that.")
        )
        return respond(request, FORM, page)
    return _saved(request, _told(len(left), removed="remove" in request.POST))


def _saved(request: HttpRequest, what: str) -> HttpResponse:
    messages.success(request, what)
    return see_other("bookings:hours")


def _told(count: int, *, removed: bool) -> str:
    what = _("Removed. Nothing booked is changed by it.") if removed else _("Saved. Nothing booked is changed by it.")
    if not count:
        return what
    stays = ngettext(
        "%(count)d agreed session lies outside your hours now: it stays until you move or cancel it.",
        "%(count)d agreed sessions lie outside your hours now: they stay until you move or cancel them.",
        count,
    )
    return f"{what} {stays % {'count': count}}"


def _weekly(rule: AvailabilityRule) -> Row:
    url = reverse("bookings:hours_rule", args=[rule.pk])
    return Row(title=hours_told.weekly(rule), url=url, note=hours_told.where_and_when(rule))


def _differing(row: AvailabilityException) -> Row:
    url = reverse("bookings:hours_exception", args=[row.pk])
    kind = f"{_('Extra hours')}, {words.place(row.place)}" if row.kind == EXTRA else _("Closed")
    return Row(title=hours_told.exception(row), url=url, note=kind)


def _holidays(supervisor: Supervisor, today: date) -> str:
    """What holds of the coming year, in a sentence."""
    coming = holidays.coming(supervisor, today=today)
    works = sum(one.works for one in coming)
    said = ngettext(
        "In the coming year %(count)d public holiday is closed.",
        "In the coming year %(count)d public holidays are closed.",
        len(coming) - works,
    ) % {"count": len(coming) - works}
    if works:
        worked = ngettext("You work on %(count)d holiday.", "You work on %(count)d holidays.", works)
        said = f"{said} {worked % {'count': works}}"
    return said if holidays.answered(supervisor, today=today) else f"{said} {_('July is not decided.')}"
