"""When this happens to a session, tell that person with this text (templates/bookings/mail/).

Participants: one mail each (C4), with a calendar file of their own; answers go to the supervisor. Managers: about their
own people only, no calendar file; answers go to the office. No mail holds more than C1 allows.

A subscriber of a session's event passes over one that belongs to a series: the series tells of all its times at once.
"""

from typing import Any

from bookings.approvals import PHONE
from bookings.models import Acceptance, Assignment, Booking, Origin, Series, Status
from processes.models import Process
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.lib import clock
from tyonohjaus.outbox.compose import queue
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User
from tyonohjaus.people.models.dated import current

from . import absences as absences
from . import acceptances as acceptances
from . import earlier_times as earlier_times
from . import lengths as lengths
from . import nudging as nudging
from . import places as places
from . import sending as sending
from .asking import asked_together
from .members import let_go
from .telling import (
    BOOKED_FOR,
    CALLED_OFF,
    CANCELLED,
    CONFIRMED,
    DECLINED,
    LAPSED,
    MOVED,
    PASSING,
    RECORDED,
    REMINDER,
    SERIES_MOVED,
    TURNED_DOWN,
    UNANSWERED,
    answers_to,
    ask,
    in_calendars,
    state_of,
    tell,
    tell_manager,
    tell_participants,
    who_answered,
    who_approved,
)

Subject = Booking | Series
NUDGE = "bookings/mail/assignment"


# --- a time that waits for a yes


@on("booking.requested")
def ask_managers(event: Event, booking: Booking) -> None:
    _tell_whom_it_was_booked_for(event, booking, [booking])
    ask(booking.managers_asked(), [booking])


@on("series.requested")
def ask_managers_of_a_series(event: Event, series: Series) -> None:
    bookings = _bookings(event, series)
    _tell_whom_it_was_booked_for(event, series, bookings)
    ask(bookings[0].managers_asked(), bookings, series=series)


@on("process.changed", "process.manager_changed")
def confirm_what_waits_for_nobody(event: Event, process: Process) -> None:
    """No yes is needed any more, or the last who had not said it is gone: else it would lapse."""
    _settle(event, process.bookings.all())


@on("person.account_closed")
def confirm_what_waited_for_them_alone(event: Event, person: User) -> None:
    _settle(event, Booking.objects.filter(process__in=person.approves.filter(current()).values("process")))


@on("process.manager_changed", "process.changed")
def ask_who_can_answer_now(_event: Event, process: Process) -> None:
    """What waits is asked of one who has become a manager there (C12), and not again of one who was asked before."""
    waits = list(process.bookings.filter(status=Status.REQUESTED).select_related("process"))
    for manager in dict.fromkeys(manager for booking in waits for manager in booking.managers_asked()):
        waiting = Booking.objects.waiting_for(manager, clock.now()).filter(process=process)
        for bookings in asked_together(waiting):
            ask([manager], bookings, series=bookings[0].series)


@on("booking.approved", "booking.refused", "booking.declined")
@on("series.approved", "series.refused", "series.declined")
def tell_the_manager_what_the_office_wrote_down(event: Event, subject: Subject) -> None:
    if event.via == PHONE and not event.facts.get("series"):
        manager, approved = User.objects.get(pk=event.facts["manager"]), event.name.endswith("approved")
        bookings = _bookings(event, subject)
        tell_manager(manager, RECORDED, bookings, about=subject, once=str(event.pk), approved=approved)


@on("booking.declined", "series.declined")
def tell_of_a_no(event: Event, subject: Subject) -> None:
    if not event.facts.get("series"):
        bookings = _bookings(event, subject)
        _release(event, subject, bookings, DECLINED)
        _call_off(event, subject, bookings, but=event.facts["manager"])


@on("booking.turned_down")
def tell_that_it_does_not_suit(event: Event, booking: Booking) -> None:
    """The supervisor who said so knows."""
    _release(event, booking, [booking], TURNED_DOWN, but=event.actor)
    _call_off(event, booking, [booking])


@on("booking.lapsed", "series.lapsed")
def tell_both_sides_that_nobody_answered(event: Event, subject: Subject) -> None:
    if not event.facts.get("series"):
        bookings = _bookings(event, subject)
        unconfirmed = any(Acceptance.waits(booking) for booking in bookings)
        _release(event, subject, bookings, LAPSED, unconfirmed=unconfirmed)
        _call_off(event, subject, bookings)
        answered = who_answered(bookings)
        for manager in bookings[0].managers_asked():
            if manager not in answered:
                tell_manager(manager, UNANSWERED, bookings, about=subject, once=str(event.pk))


# --- a time that holds, moves, ends


@on("booking.confirmed", "series.confirmed")
def invite(event: Event, subject: Subject) -> None:
    if not event.facts.get("series"):
        bookings = _bookings(event, subject)
        once = state_of(bookings[0]) if isinstance(subject, Booking) else str(event.pk)
        tell_participants(bookings, CONFIRMED, about=subject, once=once, invite=True)


@on("booking.moved")
def tell_of_a_new_time(event: Event, booking: Booking) -> None:
    """Old and new; where the new one needs a yes, the managers are asked again.

    Calendars that know the session have the earlier time replaced at once, by a tentative one where it waits; those
    that do not know it wait for the yes, as at the first request.
    """
    if event.facts.get("series"):
        return
    _drop([booking])
    before, waits = event.facts["before"], booking.status == Status.REQUESTED
    once, invite = state_of(booking), not waits or in_calendars([booking])
    told: dict[str, Any] = {"before": before, "elsewhere": event.facts.get("elsewhere", False)}
    asked = acceptances.ask_supervisors(booking, invited=invite, **told)
    others = [str(one.user_id) for one in booking.people() if one.user_id not in asked]
    tell_participants([booking], MOVED, about=booking, once=once, invite=invite, only=others, waits=waits, **told)
    let_go(event, [booking], {str(booking.pk): before})
    if waits:
        ask(booking.managers_asked(), [booking], before=before)


@on("series.moved")
def tell_of_new_times(event: Event, series: Series) -> None:
    """All of them in one mail, old and new; the managers are asked for those alone that have changed."""
    bookings = _bookings(event, series)
    _drop(bookings)
    waits, once = bookings[0].status == Status.REQUESTED, str(event.pk)
    told: dict[str, Any] = {"once": once, "invite": not waits or in_calendars(bookings), "waits": waits}
    told["elsewhere"] = event.facts.get("elsewhere", False)
    tell_participants(bookings, SERIES_MOVED, about=series, befores=event.facts["before"], **told)
    let_go(event, bookings, event.facts["before"])
    if waits:
        ask(bookings[0].managers_asked(), bookings, series=series, once=once)


@on("series.cancelled")
def tell_of_cancellations(event: Event, series: Series) -> None:
    bookings = _bookings(event, series)
    _drop(bookings)
    told: dict[str, Any] = {"once": str(event.pk), "invite": in_calendars(bookings), "charged": _is_charged(bookings)}
    tell_participants(bookings, CANCELLED, about=series, **told)
    _call_off(event, series, bookings)


@on("booking.cancelled")
def tell_of_a_cancellation(event: Event, booking: Booking) -> None:
    """Not of one that is written down when its time has passed: the participants know, and no calendar needs it."""
    if event.facts.get("series"):
        return
    _drop([booking])
    if booking.starts_at > clock.now():
        invite = in_calendars([booking])
        charged = _is_charged([booking])
        tell_participants([booking], CANCELLED, about=booking, once=state_of(booking), invite=invite, charged=charged)
        _call_off(event, booking, [booking])


@on("booking.reminded")
def remind(event: Event, booking: Booking) -> None:
    user, once = User.objects.get(pk=event.facts["user"]), f"{state_of(booking)}:{event.facts['days']}"
    tell(user, REMINDER, [booking], about=booking, once=once, reply_to=answers_to(booking.process, user))


@on("assignment.reminded")
def remind_of_something(event: Event, assignment: Assignment) -> None:
    """A day and a link: neither what it is, nor of which supervision (C1)."""
    user, due = User.objects.get(pk=event.facts["user"]), event.facts["due"]
    queue(to=user, template=NUDGE, about=assignment, facts={"due": due}, once=f"{assignment.pk}:{due}")


# --- private


def _settle(event: Event, bookings: Any) -> None:
    waiting = bookings.filter(status=Status.REQUESTED).select_related("series").order_by("starts_at")
    subjects = dict.fromkeys(booking.series or booking for booking in waiting)
    by = User.objects.filter(pk=event.actor).first() if subjects else None
    for subject in subjects:
        subject.settle(by=by)


def _tell_whom_it_was_booked_for(event: Event, subject: Subject, bookings: list[Booking]) -> None:
    """A supervisee who books for themselves tells nobody before the yes; who books for others tells them at once."""
    if bookings[0].origin != Origin.BOOKED:
        until = max(booking.held_until for booking in bookings if booking.held_until)
        told: dict[str, Any] = {"about": subject, "once": str(event.pk), "invite": False, "but": event.actor}
        tell_participants(bookings, BOOKED_FOR, held_until=until, **told)


def _release(event: Event, subject: Subject, bookings: list[Booking], template: str, **told: Any) -> None:
    """Tell the participants that held times are free again, and take them out of the calendars that know them."""
    _drop(bookings)
    tell_participants(bookings, template, about=subject, once=str(event.pk), invite=in_calendars(bookings), **told)


def _call_off(event: Event, subject: Subject, bookings: list[Booking], *, but: Any = None) -> None:
    """Tell the managers who had said yes that the time is not used, without a reason (C10)."""
    for manager in [one for one in who_approved(bookings) if one.pk != but]:
        tell_manager(manager, CALLED_OFF, bookings, about=subject, once=str(event.pk), charged=_is_charged(bookings))


def _is_charged(bookings: list[Booking]) -> bool:
    """Does it cost although it is not held? Said to those who pay or said yes to the cost, and to nobody else."""
    return any(booking.price and booking.charged_percent for booking in bookings)


def _bookings(event: Event, subject: Subject) -> list[Booking]:
    if isinstance(subject, Booking):
        return [subject]
    rows = Booking.objects.filter(pk__in=event.facts["bookings"]).order_by("starts_at")
    return list(rows.select_related("process", "process__organisation"))


def _drop(bookings: list[Booking]) -> None:
    for booking in bookings:
        Message.objects.drop_waiting(booking, templates=PASSING)
