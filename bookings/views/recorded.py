"""The office writes down an answer that a manager gave by phone; the manager is told of it by mail."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bookings import approvals as asked
from bookings.approvals import PHONE, Ask
from bookings.approvals.told import what_became
from bookings.forms.recorded import RecordedApprovalForm
from bookings.models import Approval, Booking
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


@needs(Action.BOOKING_RECORD_APPROVAL, on=Booking)
def recorded_approval(request: HttpRequest, booking: Booking) -> HttpResponse:
    managers = _still_asked(booking)
    if not managers:
        became = _("This time does not wait for an answer any more."), _("Nothing was written down.")
        context = {"booking": booking, "became": became}
        return respond(request, "bookings/recorded.html", context, status=422 if request.method == "POST" else 200)
    data = posted(request)
    of_series = booking.series is not None and booking.series.bookings.filter(status=booking.status).count() > 1
    form = RecordedApprovalForm(data, managers=managers, of_series=of_series)
    shown = _shown(booking)
    changed = request.method == "POST" and request.POST.get("shown", shown) != shown
    if form.is_valid() and not changed:
        return _record(request, booking, form)
    context = {"booking": booking, "form": form, "shown": shown, "changed": changed}
    return respond(request, "bookings/recorded.html", context, status=422 if changed else None)


def _still_asked(booking: Booking) -> list[Any]:
    """The managers whose answer to this time is still missing."""
    if not booking.can("approve", now=clock.now()):
        return []
    times = {"for_starts_at": booking.starts_at, "for_ends_at": booking.ends_at}
    answered = Approval.objects.filter(booking=booking, **times).values_list("manager", flat=True)
    return [manager for manager in booking.managers_asked() if manager.pk not in set(answered)]


def _shown(booking: Booking) -> str:
    """What the office read out to the manager: times and prices, of its series too."""
    same = booking.series.bookings.filter(status=booking.status) if booking.series else [booking]
    return ",".join(sorted(f"{row.shown}={row.price}" for row in same))


def _record(request: HttpRequest, booking: Booking, form: RecordedApprovalForm) -> HttpResponse:
    manager = form.managers[form.cleaned_data["manager"]]
    ask = _ask(booking, manager, whole=form.cleaned_data.get("series", False))
    decided = asked.decide(
        [ask.token if ask else ""],
        decision=form.cleaned_data["decision"],
        by=manager,
        via=PHONE,
        recorded_by=request.user,
    )
    if not decided.done:
        became = what_became(asked.outcome(booking, manager, asked=booking.times, now=clock.now()))
        return respond(request, "bookings/recorded.html", {"booking": booking, "became": became}, status=422)
    messages.success(request, _("The answer is written down, and the manager is told of it by e-mail."))
    return see_other(booking)


def _ask(booking: Booking, manager: Any, *, whole: bool) -> Ask | None:
    if whole and booking.series:
        return asked.ask_series(manager, now=clock.now(), series=booking.series)
    return asked.ask(manager, now=clock.now(), booking=booking)
