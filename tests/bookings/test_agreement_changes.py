"""The agreement changes while times wait, or are booked: what it says now is done, and told (E1, E4)."""

from dataclasses import replace
from datetime import date

import pytest

from bookings.models import Booking, Status
from bookings.problems import NotBookable, NotGoingOn
from processes.models import Process
from tests.bookings.mails import event, files, gone, post, recipients, to
from tests.bookings.stories import book, book_series, move
from tests.factories import client_of, helsinki
from tests.processes.agreement import change, people_of
from tyonohjaus.people.accounts import close_account
from tyonohjaus.people.models import User

FRIDAY = date(2027, 2, 5)


def status_of(booking: Booking) -> str:
    return Booking.objects.get(pk=booking.pk).status


def now(process: Process) -> Process:
    return Process.objects.get(pk=process.pk)


def test_when_the_last_who_had_not_answered_is_gone_the_time_is_confirmed(
    group_asks: Process, aino: User, sami: User, maija: User, laura: User
) -> None:
    session = book(group_asks, by=sami)
    assert session.approve(by=maija).status == Status.REQUESTED
    change(now(group_asks), by=laura, people=replace(people_of(group_asks), supervisees=(aino,)))
    assert status_of(session) == Status.CONFIRMED


def test_not_while_maija_has_not_answered(group_asks: Process, aino: User, sami: User, laura: User) -> None:
    session = book(group_asks, by=sami)
    change(now(group_asks), by=laura, people=replace(people_of(group_asks), supervisees=(aino,)))
    assert status_of(session) == Status.REQUESTED


def test_nor_does_it_wait_for_a_manager_whose_account_is_closed(
    group_asks: Process, sami: User, maija: User, pekka: User, laura: User
) -> None:
    session, series = book(group_asks, by=sami), book_series(group_asks, by=sami, days=("03-09", "04-06"))
    session.approve(by=maija)
    series.approve(by=maija)
    close_account(pekka, by=laura)
    assert {status_of(one) for one in (session, *series.bookings.all())} == {Status.CONFIRMED}


def test_nor_for_one_who_manages_nobody_there_any_more_C12(
    group_asks: Process, eero: User, sami: User, maija: User, laura: User
) -> None:
    """Eero leaves Lehtola, and Maija has said yes."""
    session = book(group_asks, by=sami)
    session.approve(by=maija)
    eero.employments.get().end(by=laura)
    assert status_of(session) == Status.CONFIRMED


def test_when_no_yes_is_needed_any_more_what_waits_is_confirmed_and_told(
    aino_asks: Process, aino: User, sami: User, laura: User
) -> None:
    session = book(aino_asks, by=aino)
    gone()
    change(now(aino_asks), by=laura, approval="none")
    assert status_of(session) == Status.CONFIRMED
    assert recipients(post()) == [aino.email, sami.email]


def test_a_series_is_told_of_in_one_mail_each(aino_asks: Process, aino: User, sami: User, laura: User) -> None:
    series = book_series(aino_asks, by=sami)
    gone()
    change(now(aino_asks), by=laura, approval="none")
    assert set(series.bookings.values_list("status", flat=True)) == {Status.CONFIRMED}
    assert recipients(post()) == [aino.email, sami.email]


@pytest.mark.parametrize("approval", ["each", "series"])
def test_where_a_yes_is_needed_and_nobody_can_say_it_nothing_is_confirmed(
    aino_asks: Process, aino: User, laura: User, maija: User, approval: str
) -> None:
    session = book(aino_asks, by=aino)
    User.objects.filter(pk=maija.pk).update(is_active=False)
    change(now(aino_asks), by=laura, approval=approval, cost_centre="4411")
    assert status_of(session) == Status.REQUESTED


# --- who leaves on a day to come


def test_who_leaves_books_and_moves_no_time_for_who_comes_after(
    aino_with_sami: Process, aino: User, eero: User, sami: User, laura: User
) -> None:
    """Eero takes Aino's place on Friday: a time of Tuesday would be his, and nobody would have asked him."""
    thursday = helsinki("2027-02-04 10:00")
    people = replace(people_of(aino_with_sami), supervisees=(eero,))
    change(aino_with_sami, by=laura, people=people, people_from=FRIDAY)
    session = book(aino_with_sami, by=aino, at=thursday)
    for attempt in (lambda: book(aino_with_sami, by=aino), lambda: move(session, by=aino)):
        with pytest.raises(NotBookable) as refused:
            attempt()
        assert NotGoingOn() in refused.value.problems
    assert book(aino_with_sami, by=sami).starts_at > thursday


def test_nor_does_their_home_tell_of_it(
    group_with_sami: Process, aino: User, eero: User, sami: User, laura: User
) -> None:
    session = book(group_with_sami, by=sami)
    people = replace(people_of(group_with_sami), supervisees=(aino,))
    change(group_with_sami, by=laura, people=people, people_from=FRIDAY)
    homes = {user.name: client_of(user).get("/").content.decode() for user in (aino, eero)}
    assert [name for name, home in homes.items() if str(session.pk) in home] == [aino.name]


# --- what is booked already


def test_who_joins_is_invited_to_what_is_booked_and_the_others_are_not_again(
    group_with_sami: Process, aino: User, eero: User, outi: User, sami: User, laura: User
) -> None:
    series = book_series(group_with_sami, by=sami)
    gone()
    people = replace(people_of(group_with_sami), supervisees=(aino, eero, outi))
    change(now(group_with_sami), by=laura, people=people)
    invitation = to(outi, post())
    assert [event(file)["UID"] for file in files(invitation)] == [
        one.uid for one in series.bookings.order_by("starts_at")
    ]
    assert invitation.subject.startswith("Vahvistettu")


def test_of_what_waits_they_hear_when_it_is_confirmed(group_asks: Process, sami: User, outi: User, laura: User) -> None:
    book(group_asks, by=sami)
    gone()
    people = people_of(group_asks)
    change(now(group_asks), by=laura, people=replace(people, supervisees=(*people.supervisees, outi)))
    assert outi.email not in recipients(post())


def test_one_who_joins_later_is_invited_to_what_is_theirs_alone(
    group_with_sami: Process, aino: User, eero: User, outi: User, sami: User, laura: User
) -> None:
    book_series(group_with_sami, by=sami)
    gone()
    people = replace(people_of(group_with_sami), supervisees=(aino, eero, outi))
    change(now(group_with_sami), by=laura, people=people, people_from=date(2027, 3, 1))
    assert len(files(to(outi, post()))) == 2
