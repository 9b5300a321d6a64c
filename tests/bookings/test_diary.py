"""One time, one session: booking through the diary, on the database of this run."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from bookings import diary, offers, rules
from bookings.models import Allocation, Booking, Origin, Status
from bookings.problems import CountReached, HasOpenBooking, NotBookable, NotOffered, SlotTaken
from processes.models import Process
from tests import factories
from tests.bookings.pages import reading, text
from tests.factories import NOW, helsinki
from tests.invoicing.month import cancelled
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.lib.periods import Period
from tyonohjaus.people.models import User

pytestmark = pytest.mark.both

TUESDAY_TEN = helsinki("2027-02-09 10:00")


def test_aino_books_a_free_time(aino_with_sami: Process, aino: User) -> None:
    booking = diary.book(aino_with_sami, starts_at=TUESDAY_TEN, by=aino, now=NOW)

    assert booking.status == Status.CONFIRMED
    assert booking.minutes == 90
    assert Allocation.objects.filter(booking=booking).count() == 2  # Sami's calendar and Aino's
    assert Event.objects.get().name == "booking.confirmed"


def test_a_taken_time_is_no_longer_offered_A5(aino_with_sami: Process, aino: User) -> None:
    window = Period(helsinki("2027-02-09 00:00"), helsinki("2027-02-10 00:00"))
    assert TUESDAY_TEN in [slot.start for slot in offers.open_slots(aino_with_sami, window=window, now=NOW)]

    diary.book(aino_with_sami, starts_at=TUESDAY_TEN, by=aino, now=NOW)

    starts = [slot.start for slot in offers.open_slots(aino_with_sami, window=window, now=NOW)]
    assert helsinki("2027-02-09 11:30") in starts
    assert not [start for start in starts if abs(start - TUESDAY_TEN) < timedelta(minutes=90)]


def test_an_overlapping_time_is_refused_A1(
    aino_with_sami: Process, aino: User, eero: User, sami: User, lehtola: Any
) -> None:
    eeros = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)
    diary.book(aino_with_sami, starts_at=TUESDAY_TEN, by=aino, now=NOW)

    with pytest.raises(NotBookable) as refusal:
        diary.book(eeros, starts_at=TUESDAY_TEN + timedelta(minutes=30), by=eero, now=NOW)

    assert isinstance(refusal.value.problems[0], SlotTaken)
    assert Booking.objects.count() == 1


def test_the_database_alone_refuses_an_overlap_A1(aino_with_sami: Process, group_with_sami: Process) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=TUESDAY_TEN)

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_booking(process=group_with_sami, starts_at=TUESDAY_TEN + timedelta(minutes=89))

    factories.make_booking(process=group_with_sami, starts_at=TUESDAY_TEN + timedelta(minutes=90))


def test_the_same_click_twice_is_one_booking_A3(aino_with_sami: Process, aino: User) -> None:
    click = aino_with_sami.pk  # any UUID will do as a token
    first = diary.book(aino_with_sami, starts_at=TUESDAY_TEN, by=aino, now=NOW, request_key=click)
    second = diary.book(aino_with_sami, starts_at=TUESDAY_TEN, by=aino, now=NOW, request_key=click)

    assert first == second


def test_a_cancelled_time_can_be_booked_again_A4(aino_with_sami: Process, aino: User) -> None:
    diary.book(aino_with_sami, starts_at=TUESDAY_TEN, by=aino, now=NOW).cancel(by=aino, now=NOW)

    assert diary.book(aino_with_sami, starts_at=TUESDAY_TEN, by=aino, now=NOW).status == Status.CONFIRMED


def test_one_open_booking_at_a_time(aino_with_sami: Process, aino: User, sami: User) -> None:
    diary.book(aino_with_sami, starts_at=TUESDAY_TEN, by=aino, now=NOW)

    with pytest.raises(NotBookable) as refusal:
        diary.book(aino_with_sami, starts_at=TUESDAY_TEN + timedelta(days=1), by=aino, now=NOW)
    assert isinstance(refusal.value.problems[0], HasOpenBooking)

    # Sami may still set a time for her, and it does not count as hers.
    diary.book(aino_with_sami, starts_at=TUESDAY_TEN + timedelta(days=1), by=sami, now=NOW)


def test_what_was_imported_planned_or_has_begun_is_no_open_booking_of_hers(aino_with_sami: Process, aino: User) -> None:
    for week, origin in enumerate((Origin.IMPORTED, Origin.PLANNED, Origin.SET), start=1):
        factories.make_booking(process=aino_with_sami, starts_at=TUESDAY_TEN + timedelta(weeks=week), origin=origin)
    factories.make_booking(process=aino_with_sami, starts_at=NOW - timedelta(minutes=10), origin=Origin.BOOKED)

    diary.book(aino_with_sami, starts_at=TUESDAY_TEN, by=aino, now=NOW)

    with pytest.raises(NotBookable) as refusal:
        diary.book(aino_with_sami, starts_at=TUESDAY_TEN + timedelta(days=1), by=aino, now=NOW)
    assert [type(problem) for problem in refusal.value.problems] == [HasOpenBooking]


def test_the_agreed_count_is_the_ceiling(aino_with_sami: Process, aino: User, sami: User) -> None:
    """S3-5."""
    aino_with_sami.agreed_count = 1
    aino_with_sami.save()
    diary.book(aino_with_sami, starts_at=TUESDAY_TEN, by=sami, now=NOW)

    with pytest.raises(NotBookable) as refusal:
        diary.book(aino_with_sami, starts_at=TUESDAY_TEN + timedelta(days=1), by=aino, now=NOW)
    assert isinstance(refusal.value.problems[0], CountReached)


def test_a_time_called_off_too_late_to_be_free_uses_up_one_of_the_agreed(
    aino_with_sami: Process, aino: User, sami: User, laura: User
) -> None:
    """The payer agreed to pay for so many; once the charge is let go, there is room again."""
    aino_with_sami.agreed_count = 2
    aino_with_sami.save()
    late = cancelled(aino_with_sami, "2027-01-12 09:00", by=aino, share=100)
    cancelled(aino_with_sami, "2027-01-19 09:00", by=aino, share=0)
    assert rules.room(aino_with_sami) == 1
    diary.book(aino_with_sami, starts_at=TUESDAY_TEN, by=sami, now=NOW)

    with pytest.raises(NotBookable) as refusal:
        diary.book(aino_with_sami, starts_at=TUESDAY_TEN + timedelta(days=1), by=sami, now=NOW)
    assert isinstance(refusal.value.problems[0], CountReached)
    page = text(reading(aino).get(f"/processes/{aino_with_sami.pk}/"))
    assert "2 sessions; a time that was not used but is charged counts too" in page
    assert "to book" not in page

    late.waive(by=laura, now=NOW)
    diary.book(aino_with_sami, starts_at=TUESDAY_TEN + timedelta(days=1), by=sami, now=NOW)


def test_a_time_outside_the_hours_is_not_offered(aino_with_sami: Process, aino: User) -> None:
    with pytest.raises(NotBookable) as refusal:
        diary.book(aino_with_sami, starts_at=helsinki("2027-02-09 18:00"), by=aino, now=NOW)
    assert isinstance(refusal.value.problems[0], NotOffered)


def test_a_request_holds_its_time_until_the_deadline(aino_with_sami: Process, aino: User) -> None:
    aino_with_sami.approval = "each"
    aino_with_sami.save()

    booking = diary.book(aino_with_sami, starts_at=TUESDAY_TEN, by=aino, now=NOW)

    assert booking.status == Status.REQUESTED
    assert booking.held_until == helsinki("2027-02-04 16:00")


def test_internal_supervision_waits_for_no_yes_S1_7(kuuloke: Any, aino: User, sami: User, lehtola: Any) -> None:
    """Whatever its agreement says of approving."""
    inside = factories.make_process(
        supervisor=sami, supervisees=[aino], organisation=lehtola, payer="internal", approval="each"
    )

    assert diary.book(inside, starts_at=TUESDAY_TEN, by=aino, now=NOW).status == Status.CONFIRMED


def test_a_lapsed_hold_frees_itself_for_the_next_one(
    aino_with_sami: Process, aino: User, eero: User, sami: User, lehtola: Any
) -> None:
    aino_with_sami.approval = "each"
    aino_with_sami.save()
    held = diary.book(aino_with_sami, starts_at=TUESDAY_TEN, by=aino, now=NOW)
    eeros = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)
    later = helsinki("2027-02-04 16:00")

    diary.book(eeros, starts_at=TUESDAY_TEN, by=eero, now=later)

    held.refresh_from_db()
    assert held.status == Status.LAPSED
    assert "booking.lapsed" in Event.objects.values_list("name", flat=True)


def test_a_series_is_all_or_nothing_C2(
    aino_with_sami: Process, aino: User, eero: User, sami: User, lehtola: Any
) -> None:
    eeros = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)
    diary.book(eeros, starts_at=TUESDAY_TEN + timedelta(weeks=8), by=eero, now=NOW)

    with pytest.raises(NotBookable):
        diary.book_series(
            aino_with_sami, starts=[TUESDAY_TEN + timedelta(weeks=4 * n) for n in range(5)], by=sami, now=NOW
        )
    assert aino_with_sami.bookings.count() == 0

    series = diary.book_series(aino_with_sami, starts=[TUESDAY_TEN, TUESDAY_TEN + timedelta(weeks=4)], by=sami, now=NOW)
    assert series.bookings.count() == 2


def test_moving_keeps_the_id_and_frees_the_old_time(aino_with_sami: Process, aino: User) -> None:
    booking = diary.book(aino_with_sami, starts_at=TUESDAY_TEN, by=aino, now=NOW)

    moved = diary.move(booking, starts_at=TUESDAY_TEN + timedelta(minutes=30), by=aino, now=NOW)

    assert (moved.pk, moved.uid, moved.sequence) == (booking.pk, booking.uid, 1)
    assert Allocation.objects.filter(booking=moved, starts_at=moved.starts_at).count() == 2


def test_what_was_cancelled_cannot_be_moved(aino_with_sami: Process, aino: User) -> None:
    booking = diary.book(aino_with_sami, starts_at=TUESDAY_TEN, by=aino, now=NOW)
    booking.cancel(by=aino, now=NOW)

    with pytest.raises(TooLate):
        diary.move(booking, starts_at=TUESDAY_TEN + timedelta(days=1), by=aino, now=NOW)


def test_both_supervisors_must_be_free_A7(
    kuuloke: Any, aino: User, eero: User, sami: User, kaisa: User, lehtola: Any
) -> None:
    together = factories.make_process(
        supervisor=sami, co_supervisor=kaisa, supervisees=[aino, eero], organisation=lehtola
    )
    alone = factories.make_process(supervisor=kaisa, supervisees=[eero], organisation=lehtola)
    diary.book(alone, starts_at=TUESDAY_TEN, by=eero, now=NOW)

    with pytest.raises(NotBookable):
        diary.book(together, starts_at=TUESDAY_TEN, by=sami, now=NOW)
    booking = diary.book(together, starts_at=TUESDAY_TEN + timedelta(minutes=90), by=sami, now=NOW)
    assert Allocation.objects.filter(booking=booking).count() == 2


def test_a_public_holiday_is_not_offered_unless_the_supervisor_opens_it(aino_with_sami: Process, sami: User) -> None:
    """Good Friday 2027 is 26.3."""
    window = Period(helsinki("2027-03-26 00:00"), helsinki("2027-03-27 00:00"))
    assert offers.open_slots(aino_with_sami, window=window, now=NOW) == []

    day = clock.day_of(window.start)
    sami.supervisor.exceptions.create(kind="extra", first_on=day, last_on=day, starts="10:00", ends="12:00")

    assert offers.open_slots(aino_with_sami, window=window, now=NOW)
