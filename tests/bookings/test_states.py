"""Every state × every verb has its one result: the table in bookings.models.MOVES (E2), and the hour beside it."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from bookings.models import MOVES, Absence, Acceptance, Approval, Asked, Booking, Cancellation, Status, Waiver
from bookings.models.states import TAKES_TIME
from processes.models import Process
from tests import factories
from tests.database import undone
from tests.factories import NOW
from tyonohjaus.events.models import Event
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User

pytestmark = pytest.mark.both

BEFORE, AFTER = NOW + timedelta(days=8), NOW - timedelta(days=1)

# verb → what a person calls, the row of MOVES that it takes, whether the session must lie ahead.
VERBS: dict[str, tuple[str, bool]] = {
    "approve": ("confirm", True),
    "decline": ("decline", True),
    "turn_down": ("turn_down", True),
    "lapse": ("lapse", True),
    "cancel": ("cancel", True),
    "mark_held": ("mark_held", False),
    "mark_no_show": ("mark_no_show", False),
    "mark_cancelled_late": ("mark_cancelled_late", False),
    "mark_called_off": ("mark_called_off", False),
}


MARKS = ["mark_held", "mark_no_show", "mark_cancelled_late", "mark_called_off"]


@pytest.fixture
def asked(kuuloke: Any, aino: User, sami: User, lehtola: Any) -> Process:
    return factories.make_process(supervisor=sami, supervisees=[aino], organisation=lehtola, approval="each")


def call(booking: Booking, verb: str, *, manager: User, supervisor: User) -> Booking:
    if verb in {"approve", "decline"}:
        return getattr(booking, verb)(by=manager)
    if verb == "lapse":
        return booking.lapse()
    if verb == "turn_down":
        Acceptance.ask(booking, anew=True)
        return booking.turn_down(by=supervisor)
    return getattr(booking, verb)(by=supervisor, now=NOW)


def called_off(booking: Booking, *, by: User, after: timedelta) -> None:
    """So long after its start, or before."""
    start = booking.starts_at
    since = start - timedelta(hours=24)
    Cancellation.objects.create(booking=booking, by=by, at=start + after, late_since=since, share=100)


@pytest.mark.parametrize("status", Status.values)
def test_each_state_and_verb_gives_the_one_allowed_result_E2(
    asked: Process, maija: User, sami: User, status: str
) -> None:
    for verb in VERBS:
        with undone():
            gives_the_one_allowed_result(asked, maija, sami, status, verb)


def gives_the_one_allowed_result(asked: Process, maija: User, sami: User, status: str, verb: str) -> None:
    row, ahead = VERBS[verb]
    booking = factories.make_booking(process=asked, starts_at=BEFORE if ahead else AFTER, status=status)
    if status == Status.CANCELLED:
        called_off(booking, by=sami, after=timedelta(hours=1))
    move = MOVES[row]

    if status not in move.sources:
        with pytest.raises(TooLate) as refusal:
            call(booking, verb, manager=maija, supervisor=sami)
        assert refusal.value.row.status == status
        booking.refresh_from_db()
        assert booking.status == status
        assert not Approval.objects.exists()
        assert not Event.objects.filter(name=move.event).exists()
        return

    after = call(booking, verb, manager=maija, supervisor=sami)

    booking.refresh_from_db()
    assert after.status == booking.status == move.target
    assert Event.objects.filter(name=move.event, subject_id=booking.pk).count() == 1
    if status in TAKES_TIME:
        assert booking.allocations.exists() == (not move.releases)
    assert booking.held_until is None


@pytest.mark.parametrize("status", Status.values)
def test_a_supervisors_yes_moves_no_state_before_the_managers_and_the_last_yes_confirms_E2(
    asked: Process, maija: User, sami: User, status: str
) -> None:
    """Two things, both needed, in either order; and nothing of it but what waits."""
    first, second = (
        factories.make_booking(process=asked, starts_at=BEFORE + timedelta(days=n), status=status) for n in (0, 1)
    )
    for booking in (first, second):
        Acceptance.ask(booking, anew=True)
    if status != Status.REQUESTED:
        with pytest.raises(TooLate):
            first.accept(by=sami)
        assert not Acceptance.objects.exclude(answer="").exists()
        return

    assert (first.accept(by=sami).status, first.approve(by=maija).status) == (Status.REQUESTED, Status.CONFIRMED)
    assert (second.approve(by=maija).status, second.accept(by=sami).status) == (Status.REQUESTED, Status.CONFIRMED)
    for late in (first.accept, first.turn_down):
        with pytest.raises(TooLate):
            late(by=sami)
    assert list(Event.objects.filter(name="booking.accepted").values_list("actor", flat=True)) == [sami.pk, sami.pk]


def test_the_table_names_every_verb_that_the_test_runs() -> None:
    assert {row for row, _ahead in VERBS.values()} == set(MOVES)


@pytest.mark.parametrize("verb", ["approve", "decline", "cancel"])
def test_what_has_begun_is_neither_answered_nor_called_off(asked: Process, maija: User, sami: User, verb: str) -> None:
    status = Status.CONFIRMED if verb == "cancel" else Status.REQUESTED
    booking = factories.make_booking(process=asked, starts_at=AFTER, status=status)

    with pytest.raises(TooLate):
        call(booking, verb, manager=maija, supervisor=sami)


@pytest.mark.parametrize("verb", MARKS)
def test_what_lies_ahead_is_not_marked(asked: Process, maija: User, sami: User, verb: str) -> None:
    booking = factories.make_booking(process=asked, starts_at=BEFORE)

    with pytest.raises(TooLate):
        call(booking, verb, manager=maija, supervisor=sami)


@pytest.mark.parametrize("status", Status.values)
def test_a_charge_is_waived_once_and_only_where_one_could_be(asked: Process, sami: User, status: str) -> None:
    booking = factories.make_booking(process=asked, starts_at=AFTER, status=status)
    if status not in {Status.CANCELLED, Status.NO_SHOW}:
        with pytest.raises(TooLate):
            booking.waive(by=sami, now=NOW)
        return

    booking.waive(by=sami, now=NOW)

    with pytest.raises(TooLate):
        Booking.objects.get(pk=booking.pk).waive(by=sami, now=NOW)
    assert Waiver.objects.filter(booking=booking).count() == 1


@pytest.mark.parametrize("first, last", permutations(MARKS, 2))
def test_each_mark_may_be_mended_by_another_and_leaves_no_trace_of_the_first(
    asked: Process, sami: User, first: str, last: str
) -> None:
    booking = factories.make_booking(process=asked, starts_at=AFTER)
    getattr(booking, first)(by=sami, now=NOW)

    row = getattr(booking, last)(by=sami, now=NOW)

    assert row.status == MOVES[last].target
    assert Booking.objects.get(pk=row.pk).charged_percent == (0 if last == "mark_called_off" else 100)
    assert Cancellation.objects.exists() == (last in {"mark_cancelled_late", "mark_called_off"})
    assert (
        set(row.attendances.values_list("was", flat=True))
        == {
            "mark_held": {"present"},
            "mark_no_show": {"absent"},
            "mark_cancelled_late": set(),
            "mark_called_off": set(),
        }[last]
    )
    assert row.allocations.exists()  # its time was its own, whatever is said of it afterwards


@pytest.mark.parametrize("verb", ["mark_held", "mark_no_show"])
@pytest.mark.parametrize("hours", [-1, -48])
def test_what_was_called_off_before_it_began_stays_called_off(
    asked: Process, sami: User, verb: str, hours: int
) -> None:
    """Late or not: all were told, and the time went to others."""
    booking = factories.make_booking(process=asked, starts_at=AFTER, status=Status.CANCELLED)
    called_off(booking, by=sami, after=timedelta(hours=hours))

    with pytest.raises(TooLate):
        getattr(booking, verb)(by=sami, now=NOW)
    assert Booking.objects.get(pk=booking.pk).status == Status.CANCELLED


def test_two_managers_each_answer_for_their_own_and_the_time_holds_when_both_have(
    kuuloke: Any, aino: User, eero: User, sami: User, maija: User, pekka: User, lehtola: Any
) -> None:
    group = factories.make_process(supervisor=sami, supervisees=[aino, eero], organisation=lehtola, approval="each")
    group.participants.filter(user=eero).update(manager=pekka)
    booking = factories.make_booking(process=group, starts_at=BEFORE, status=Status.REQUESTED)

    assert booking.approve(by=maija).status == Status.REQUESTED
    with pytest.raises(TooLate):
        booking.approve(by=maija)
    assert booking.approve(by=pekka).status == Status.CONFIRMED
    assert Event.objects.filter(name="booking.confirmed").count() == 1


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("verb", ["approve", "decline"])
def test_one_of_two_managers_moves_no_state_and_answers_what_waits_alone_E2(
    group_asks: Process, eero: User, pekka: User, status: str, verb: str
) -> None:
    """The other has not answered; a no is a fact about their own people, and no state."""
    booking = factories.make_booking(process=group_asks, starts_at=BEFORE, status=status)
    if status != Status.REQUESTED:
        with pytest.raises(TooLate):
            getattr(booking, verb)(by=pekka)
        assert not Approval.objects.exists()
        assert not Absence.objects.exists()
        return

    assert getattr(booking, verb)(by=pekka).status == Status.REQUESTED
    assert booking.allocations.exists()
    refused = [(eero.pk, pekka.pk)] if verb == "decline" else []
    assert list(Absence.objects.values_list("user", "refused_by")) == refused


def test_an_answer_never_falls_on_a_time_that_has_moved(asked: Process, maija: User, sami: User) -> None:
    booking = factories.make_booking(process=asked, starts_at=BEFORE, status=Status.REQUESTED)

    with pytest.raises(TooLate):
        booking.approve(by=maija, shown=Asked((BEFORE - timedelta(days=1), booking.ends_at), booking.price))
    assert not Approval.objects.exists()
