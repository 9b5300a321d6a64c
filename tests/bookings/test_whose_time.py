"""Whose time a session takes: theirs who meet on its day, by the agreement as it is when it is booked (C1, C2, A1)."""

from datetime import date, timedelta

import pytest

from bookings import diary, offers
from bookings.models import Booking, Series, Status
from bookings.problems import NotBookable
from processes import parties
from processes.models import People, Process
from tests.bookings.test_races import all_at_once
from tests.factories import NOW, helsinki, make_process
from tests.processes.agreement import change
from tyonohjaus.lib.periods import Period
from tyonohjaus.people.models import Organisation, User

MARCH = date(2027, 3, 1)
TENTH = helsinki("2027-03-10 10:00")


def whose(booking: Booking) -> set[User]:
    return {one.calendar.user for one in booking.allocations.select_related("calendar__user")}


@pytest.fixture
def kaisa_from_march(aino_with_sami: Process, aino: User, kaisa: User, laura: User) -> Process:
    change(aino_with_sami, by=laura, people=People(supervisor=kaisa, supervisees=(aino,)), people_from=MARCH)
    return Process.objects.get(pk=aino_with_sami.pk)


def test_a_supervisor_who_starts_later_gives_her_time_from_that_day(
    kaisa_from_march: Process, aino: User, sami: User, kaisa: User
) -> None:
    before = diary.book(kaisa_from_march, starts_at=helsinki("2027-02-10 10:00"), by=sami, now=NOW)
    after = diary.book(kaisa_from_march, starts_at=TENTH, by=sami, now=NOW)
    assert (whose(before), whose(after)) == ({aino, sami}, {aino, kaisa})


def test_nor_is_she_booked_twice_then(kaisa_from_march: Process, aino: User, outi: User, kaisa: User) -> None:
    elsewhere = make_process(supervisor=kaisa, supervisees=[outi])
    diary.book(kaisa_from_march, starts_at=TENTH, by=aino, now=NOW)
    with pytest.raises(NotBookable):
        diary.book(elsewhere, starts_at=TENTH, by=outi, now=NOW)


def test_what_is_offered_is_free_for_whoever_meets_that_day(
    kaisa_from_march: Process, outi: User, sami: User, kaisa: User, aino: User
) -> None:
    """Sami's time does not matter any more, and Kaisa's not yet."""
    for supervisor, member in ((sami, outi), (kaisa, outi)):
        other = make_process(supervisor=supervisor, supervisees=[member], kind="group")
        for taken in (helsinki("2027-02-24 10:00"), TENTH):
            if not (supervisor == kaisa and taken == TENTH):
                diary.book(other, starts_at=taken, by=supervisor, now=NOW)
    window = Period(helsinki("2027-02-24 00:00"), helsinki("2027-03-12 00:00"))
    starts = {slot.start for slot in offers.open_slots(kaisa_from_march, window=window, now=NOW)}
    assert TENTH in starts
    assert helsinki("2027-02-24 10:00") not in starts
    assert helsinki("2027-02-25 10:00") in starts


def test_a_series_over_the_day_takes_of_each_what_is_theirs(
    kaisa_from_march: Process, aino: User, sami: User, kaisa: User
) -> None:
    starts = [helsinki("2027-02-24 10:00"), TENTH]
    planned = offers.plan_series(kaisa_from_march, first=starts[0], every=offers.Weekly(2), times=2, now=NOW)
    assert [one.start for one in planned] == starts
    series = diary.book_series(kaisa_from_march, starts=starts, by=sami, now=NOW)
    assert [whose(one) for one in series.bookings.order_by("starts_at")] == [{aino, sami}, {aino, kaisa}]


def test_a_session_moved_over_the_day_changes_hands(
    kaisa_from_march: Process, aino: User, sami: User, kaisa: User
) -> None:
    session = diary.book(kaisa_from_march, starts_at=helsinki("2027-02-24 10:00"), by=sami, now=NOW)
    assert whose(diary.move(session, starts_at=TENTH, by=sami, now=NOW)) == {aino, kaisa}


def test_the_agreement_holds_as_it_is_and_not_as_the_page_has_read_it(
    aino_with_sami: Process, aino: User, sami: User, kaisa: User, laura: User
) -> None:
    stale = Process.objects.get(pk=aino_with_sami.pk)
    parties.with_people([stale])
    people = People(supervisor=kaisa, supervisees=(aino,))
    change(Process.objects.get(pk=stale.pk), by=laura, people=people, approval="each")
    session = diary.book(stale, starts_at=helsinki("2027-02-16 10:00"), by=aino, now=NOW)
    assert session.status == Status.REQUESTED
    assert whose(session) == {aino, kaisa}


@pytest.mark.django_db(transaction=True)
def test_a_change_of_people_beside_a_booking_comes_before_it_or_after(
    kuuloke: object, aino: User, sami: User, kaisa: User, laura: User, lehtola: Organisation
) -> None:
    """Each round on a day of its own: no session lies on the calendar of one who does not hold it."""
    for number in range(5):
        process = make_process(supervisor=sami, supervisees=[aino], organisation=lehtola)
        starts_at = helsinki("2027-02-09 10:00") + timedelta(days=number)
        outcomes = all_at_once(
            lambda p=process, s=starts_at: diary.book(
                Process.objects.get(pk=p.pk), starts_at=s, by=sami, now=NOW, outside_hours=True
            ),
            lambda p=process: change(p, by=laura, people=People(supervisor=kaisa, supervisees=(aino,))),
        )
        assert outcomes["done"] >= 1, outcomes
        for session in Booking.objects.filter(process=process):
            theirs = {one.user for one in parties.supervisors(Process.objects.get(pk=process.pk), session.day)}
            assert whose(session) == {aino, *theirs}
    assert not Series.objects.exists()
