"""The office writes down an answer that a manager gave by phone; the manager is told of it by mail."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bookings import approvals as asked
from bookings.approvals import PHONE, Ask, told
from bookings.forms.recorded import RecordedApprovalForm
from bookings.models import Approval, Booking
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


class Question(NamedTuple):
    """What the office reads out to one manager: this session and, where it has one, what waits of its series."""

    one: Ask | None
    whole: Ask | None

    @property
    def shown(self) -> str:
        return " ".join(ask.token if ask else "-" for ask in self)


@needs(Action.BOOKING_RECORD_APPROVAL, on=Booking)
def recorded_approval(request: HttpRequest, booking: Booking) -> HttpResponse:
    questions = {manager: _question(booking, manager) for manager in _still_asked(booking)}
    if not questions:
        became = _("This time does not wait for an answer any more."), _("Nothing was written down.")
        context = {"booking": booking, "became": became}
        return respond(request, "bookings/recorded.html", context, status=422 if request.method == "POST" else 200)
    data = posted(request)
    of_series = booking.series is not None and booking.series.bookings.filter(status=booking.status).count() > 1
    prices = {manager: question.one.prices[0] if question.one else None for manager, question in questions.items()}
    form = RecordedApprovalForm(data, prices=prices, of_series=of_series)
    shown = " ".join(question.shown for question in questions.values())
    changed = request.method == "POST" and request.POST.get("shown", shown) != shown
    if form.is_valid() and not changed:
        return _record(request, booking, form, questions)
    context = {"booking": booking, "form": form, "shown": shown, "changed": changed}
    return respond(request, "bookings/recorded.html", context, status=422 if changed else None)


def _still_asked(booking: Booking) -> list[Any]:
    """The managers whose answer to this time is still missing."""
    if not booking.can("approve", now=clock.now()):
        return []
    times = {"for_starts_at": booking.starts_at, "for_ends_at": booking.ends_at}
    answered = Approval.objects.filter(booking=booking, **times).values_list("manager", flat=True)
    return [manager for manager in booking.managers_asked() if manager.pk not in set(answered)]


def _question(booking: Booking, manager: Any) -> Question:
    now = clock.now()
    one = asked.ask(manager, now=now, booking=booking)
    return Question(one, asked.ask_series(manager, now=now, series=booking.series) if booking.series else one)


def _record(
    request: HttpRequest, booking: Booking, form: RecordedApprovalForm, questions: dict[Any, Question]
) -> HttpResponse:
    """Exactly what was read out: what changes at this very moment is refused under the session's lock."""
    manager = form.managers[form.cleaned_data["manager"]]
    question = questions[manager]
    ask = question.whole if form.cleaned_data.get("series") else question.one
    decided = asked.decide(
        [ask.token if ask else ""],
        decision=form.cleaned_data["decision"],
        by=manager,
        via=PHONE,
        recorded_by=request.user,
    )
    if not decided.done:
        gone = asked.outcome(booking, manager, asked=booking.times, now=clock.now())
        became = told.missed(decided.late) if decided.late else told.what_became(gone)
        return respond(request, "bookings/recorded.html", {"booking": booking, "became": became}, status=422)
    messages.success(request, _("The answer is written down, and the manager is told of it by e-mail."))
    return see_other(booking)
