"""An earlier time: asked for, freed, held, answered, passed on (E5)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from time_machine import travel

from bookings import diary, taking
from bookings.earlier_times import offer_freed, take, ways
from bookings.models import (
    OFFER_MOVES,
    Allocation,
    AvailabilityException,
    Booking,
    Calendar,
    FreedTime,
    Status,
    TimeOffer,
    TimeWish,
)
from bookings.problems import NotBookable
from processes.models import Process
from processes.models.agreeing import People
from tests.bookings import mails
from tests.bookings.pages import fields, reading, text
from tests.factories import NOW, client_of, helsinki, make_booking, make_person, make_process
from tests.processes.agreement import change
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User

FREED = helsinki("2027-02-09 10:00")
LATER = helsinki("2027-03-09 10:00")


@pytest.fixture
def theirs(aino_with_sami: Process) -> Booking:
    """Aino's own time, on the day that Eero waits for."""
    return make_booking(process=aino_with_sami, starts_at=FREED)


@pytest.fixture
def eero_with_sami(sami: User, eero: User, lehtola: Any) -> Process:
    return make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)


@pytest.fixture
def wish(eero_with_sami: Process, eero: User) -> TimeWish:
    make_booking(process=eero_with_sami, starts_at=LATER, origin="booked", created_by=eero)
    return TimeWish.ask(eero_with_sami, by=eero, from_on=clock.today())


def after(moment: Any, **time: Any) -> Any:
    return travel(moment + timedelta(**time), tick=False)


def the_offer() -> TimeOffer:
    return TimeOffer.objects.select_related("wish__process", "wish__user").get()


def held() -> set[str]:
    return set(Allocation.objects.filter(offer__isnull=False).values_list("calendar__user__name", flat=True))


def test_a_cancelled_time_is_held_for_who_asked_and_they_are_told_neutrally_E5(
    theirs: Booking, wish: TimeWish, aino: User, eero: User, sami: User
) -> None:
    theirs.cancel(by=aino, now=NOW)
    mails.post()
    offer_freed(NOW)
    offer = the_offer()
    assert (offer.wish, offer.starts_at, offer.status) == (wish, FREED, "open")
    assert offer.held_until == NOW + timedelta(hours=24)
    assert held() == {sami.name, eero.name}
    told = mails.to(eero, mails.post())
    assert f"/offered/{offer.pk}/" in told.body
    assert told.reply_to == ["sami@rautio.example"]
    assert "Aino" not in told.body + told.subject
    assert "Sami" not in told.body + told.subject
    offer_freed(NOW)
    assert TimeOffer.objects.count() == 1


def test_a_moved_a_declined_and_a_lapsed_time_are_freed_too_E5(
    aino_asks: Process, aino: User, sami: User, maija: User
) -> None:
    booking = diary.book(aino_asks, starts_at=FREED, by=aino, now=NOW)
    diary.move(booking, starts_at=FREED + timedelta(days=1), by=sami, now=NOW)
    assert FreedTime.objects.get().starts_at == FREED
    booking.decline(by=maija)
    assert FreedTime.objects.filter(starts_at=FREED + timedelta(days=1), user=sami).exists()
    other = diary.book(aino_asks, starts_at=FREED + timedelta(days=2), by=aino, now=NOW)
    with after(NOW, days=6):
        taking.lapse_expired(clock.now())
    assert FreedTime.objects.filter(starts_at=other.starts_at).exists()


def test_a_closing_taken_away_is_offered(wish: TimeWish, sami: User) -> None:
    closed = AvailabilityException.objects.create(
        supervisor=sami.supervisor, first_on=date(2027, 2, 9), last_on=date(2027, 2, 9)
    )
    closed.remove(by=sami)
    offer_freed(NOW)
    assert the_offer().day == date(2027, 2, 9)


def test_it_is_taken_in_the_place_of_the_later_one_in_one_go_E5(theirs: Booking, wish: TimeWish, eero: User) -> None:
    theirs.cancel(by=theirs.process.participants.get(capacity="supervisee").user, now=NOW)
    offer_freed(NOW)
    offer = the_offer()
    page = reading(eero).get(f"/offered/{offer.pk}/")
    assert "Move my session here" in text(page)
    assert "Book this" not in text(page)  # one own booking at a time, as agreed
    assert reading(eero).post(f"/offered/{offer.pk}/", {"answer": "move"}).status_code == 303
    mine = Booking.objects.get(process=wish.process)
    assert (mine.starts_at, mine.status) == (FREED, Status.CONFIRMED)
    offer.refresh_from_db()
    wish.refresh_from_db()
    assert offer.status == "taken"
    assert wish.ended_at
    assert not held()
    assert reading(eero).post(f"/offered/{offer.pk}/", {"answer": "move"}).status_code == 422  # once


def test_no_other_session_is_moved_than_the_page_names_C3(
    theirs: Booking, wish: TimeWish, aino: User, eero: User, sami: User
) -> None:
    theirs.cancel(by=aino, now=NOW)
    offer_freed(NOW)
    path = f"/offered/{the_offer().pk}/"
    later = reading(eero).get(path).context["later"]
    Booking.objects.get(process=wish.process).cancel(by=sami, now=NOW)
    other = make_booking(process=wish.process, starts_at=helsinki("2027-04-06 10:00"))
    answer = reading(eero).post(path, {"answer": "move", "later": later})
    assert answer.status_code == 422
    assert "Nothing was done now" in text(answer)
    other.refresh_from_db()
    assert other.starts_at == helsinki("2027-04-06 10:00")
    assert reading(eero).post(path, {"answer": "move", "later": answer.context["later"]}).status_code == 303


def test_the_session_of_whoever_comes_after_them_does_not_give_way_C22(
    eero_with_sami: Process, eero: User, outi: User, sami: User, laura: User
) -> None:
    """Eero leaves in February and Outi comes in March: her time is not his to move."""
    people = People(supervisor=sami, supervisees=(outi,))
    change(eero_with_sami, by=laura, people=people, people_from=date(2027, 3, 1))
    process = Process.objects.get(pk=eero_with_sami.pk)
    hers = make_booking(process=process, starts_at=LATER, origin="booked", created_by=sami)
    assert ways(process, starts_at=FREED, by=eero, now=NOW).instead_of is None
    assert ways(process, starts_at=LATER - timedelta(days=1), by=outi, now=NOW).instead_of == hers


def test_a_session_that_lasts_longer_by_now_is_not_the_one_on_the_page_C3(
    theirs: Booking, wish: TimeWish, aino: User, eero: User
) -> None:
    theirs.cancel(by=aino, now=NOW)
    offer_freed(NOW)
    client, url = reading(eero), f"/offered/{the_offer().pk}/"
    form = fields(client.get(url), having="later") | {"answer": "move"}
    later = Booking.objects.get(starts_at=LATER)
    Booking.objects.filter(pk=later.pk).update(ends_at=later.ends_at + timedelta(minutes=30))
    assert client.post(url, form).status_code == 422
    later.refresh_from_db()
    assert later.starts_at == LATER


def test_what_a_move_may_lose_is_said_before_the_button_where_a_manager_is_asked(
    theirs: Booking, wish: TimeWish, aino: User, eero: User
) -> None:
    Process.objects.filter(pk=wish.process_id).update(approval="each")
    theirs.cancel(by=aino, now=NOW)
    offer_freed(NOW)
    page = text(reading(eero).get(f"/offered/{the_offer().pk}/"))
    assert "Approval Maija Korhonen. The time is held for you until" in page
    assert "If the new time is not confirmed, neither of the two stands." in page
    Process.objects.filter(pk=wish.process_id).update(approval="none")
    assert "neither of the two stands" not in text(reading(eero).get(f"/offered/{the_offer().pk}/"))


def test_approvals_still_apply_to_a_taken_time_E5(theirs: Booking, wish: TimeWish, aino: User, eero: User) -> None:
    Process.objects.filter(pk=wish.process_id).update(approval="each")
    theirs.cancel(by=aino, now=NOW)
    offer_freed(NOW)
    later = Booking.objects.get(process=wish.process_id)
    assert take(the_offer(), by=eero, now=NOW, instead_of=later).status == Status.REQUESTED


def test_declined_it_is_free_at_once_and_goes_to_the_next_in_order_of_asking_E5(
    theirs: Booking, wish: TimeWish, aino: User, eero: User, sami: User
) -> None:
    elina = make_person(name="Elina Niemi")
    second = make_process(supervisor=sami, supervisees=[elina])
    with after(NOW, minutes=1):
        TimeWish.ask(second, by=elina, from_on=clock.today())
    with after(NOW, minutes=2):
        theirs.cancel(by=aino, now=clock.now())
        offer_freed(clock.now())
        offer = the_offer()
        assert offer.wish == wish
        assert reading(eero).post(f"/offered/{offer.pk}/", {"answer": "decline"}).status_code == 303
        assert not held()
        offer_freed(clock.now())
        assert list(TimeOffer.objects.open().values_list("wish__user__name", flat=True)) == [elina.name]
        offer_freed(clock.now())
        assert TimeOffer.objects.count() == 2


def test_a_hold_expires_and_passes_on_E5(theirs: Booking, wish: TimeWish, aino: User, eero: User) -> None:
    theirs.cancel(by=aino, now=NOW)
    offer_freed(NOW)
    offer = the_offer()
    with after(NOW, hours=24):
        with pytest.raises(TooLate):
            take(offer, by=eero, now=clock.now())
        again = diary.book(theirs.process, starts_at=FREED, by=aino, now=clock.now())  # the hold blocks nobody
        assert again.status == Status.CONFIRMED
        offer.refresh_from_db()
        assert offer.status == "lapsed"
        page = reading(eero).get(f"/offered/{offer.pk}/")
        assert "not held for you any more" in text(page)


def test_while_it_is_held_nobody_else_books_it_E5(theirs: Booking, wish: TimeWish, aino: User) -> None:
    theirs.cancel(by=aino, now=NOW)
    offer_freed(NOW)
    with pytest.raises(NotBookable):
        diary.book(theirs.process, starts_at=FREED, by=aino, now=NOW)


def test_never_after_the_notice_limit_or_the_start_E5(theirs: Booking, wish: TimeWish, sami: User) -> None:
    sami.supervisor.notice_hours = 24
    sami.supervisor.save()
    with after(FREED, hours=-24):
        theirs.cancel(by=sami, now=clock.now())
        offer_freed(clock.now())
    with after(FREED, hours=1):
        offer_freed(clock.now())
    assert not TimeOffer.objects.exists()
    with after(FREED, hours=2):
        offer_freed(clock.now())
        assert not FreedTime.objects.exists()


def test_never_to_one_who_took_the_wish_back_E5(theirs: Booking, wish: TimeWish, aino: User, eero: User) -> None:
    theirs.cancel(by=aino, now=NOW)
    offer_freed(NOW)
    path = f"/processes/{wish.process_id}/earlier-time/"
    assert reading(eero).post(path, {"take_back": str(TimeWish.objects.waiting().get().pk)}).status_code == 303
    assert the_offer().status == "withdrawn"
    assert not held()
    assert not mails.post() or eero.email not in mails.recipients(mails.post())
    offer_freed(NOW)
    assert TimeOffer.objects.count() == 1


@pytest.mark.parametrize("goes", ["leaves", "closes their account"])
def test_of_one_who_left_nothing_is_held_and_nobody_else_reads_the_wish_C22(
    theirs: Booking, wish: TimeWish, aino: User, eero: User, sami: User, laura: User, goes: str
) -> None:
    Booking.objects.filter(process=wish.process).delete()
    theirs.cancel(by=aino, now=NOW)
    offer_freed(NOW)
    assert held() == {"Eero Virtanen", "Sami Rautio"}
    new, process = make_person(name="Uusi Ohjattava"), wish.process
    if goes == "leaves":
        process.change(people=People(supervisor=sami, supervisees=(new,)), by=laura)
    else:
        User.objects.filter(pk=eero.pk).update(is_active=False)
    offer_freed(NOW)
    assert held() == set()
    assert the_offer().status == "withdrawn"
    assert eero.email not in mails.recipients(mails.post())
    if goes == "leaves":
        browser = reading(new)
        assert "You have asked for an earlier time" not in text(browser.get(f"/processes/{process.pk}/earlier-time/"))
        assert "An earlier time is held for you" not in text(browser.get("/"))


@pytest.mark.parametrize(
    "said",
    [
        {"from_on": date(2027, 2, 10)},
        {"from_on": date(2027, 2, 1), "weekdays": [0]},
        {"from_on": date(2027, 2, 1), "parts": ["afternoon"]},
    ],
)
def test_what_does_not_suit_is_not_offered(
    theirs: Booking, wish: TimeWish, aino: User, eero: User, said: dict[str, Any]
) -> None:
    TimeWish.ask(wish.process, by=eero, **said)
    theirs.cancel(by=aino, now=NOW)
    offer_freed(NOW)
    assert not TimeOffer.objects.exists()


def test_who_gave_it_up_and_who_asks_later_are_not_offered_it(
    theirs: Booking, eero_with_sami: Process, aino: User, eero: User
) -> None:
    TimeWish.ask(theirs.process, by=aino, from_on=clock.today())
    theirs.cancel(by=aino, now=NOW)
    with after(NOW, minutes=1):
        TimeWish.ask(eero_with_sami, by=eero, from_on=clock.today())
        offer_freed(clock.now())
    assert not TimeOffer.objects.exists()


def test_the_page_asks_changes_and_takes_back(eero_with_sami: Process, eero: User) -> None:
    path = f"/processes/{eero_with_sami.pk}/earlier-time/"
    form = {"from_on": "8.2.2027", "weekdays": ["1", "3"], "parts": ["morning"]}
    assert reading(eero).post(path, form).status_code == 303
    wish = TimeWish.objects.get()
    assert (wish.from_on, wish.weekdays, wish.parts) == (date(2027, 2, 8), [1, 3], ["morning"])
    reading(eero).post(path, form | {"weekdays": []})
    assert TimeWish.objects.get().weekdays == []
    for bad in ({"from_on": "31.1.2027"}, {"from_on": "x"}, {"from_on": "8.2.2027", "weekdays": ["9"]}):
        assert reading(eero).post(path, bad).status_code == 422
    reading(eero).post(path, {"take_back": str(TimeWish.objects.waiting().get().pk)})
    assert TimeWish.objects.get().ended_at


def test_a_group_has_no_such_page_to_fill_and_others_none_at_all(
    group_with_sami: Process, aino_with_sami: Process, aino: User, sami: User, maija: User, laura: User, outi: User
) -> None:
    path = f"/processes/{group_with_sami.pk}/earlier-time/"
    assert reading(aino).post(path, {"from_on": "8.2.2027"}).status_code == 422
    assert not TimeWish.objects.exists()
    own = f"/processes/{aino_with_sami.pk}/earlier-time/"
    assert [client_of(user).get(own).status_code for user in (aino, sami, maija, laura, outi)] == [
        200,
        403,
        403,
        403,
        404,
    ]


def test_an_allocation_is_of_a_session_or_of_an_offer_never_both_or_neither(theirs: Booking, wish: TimeWish) -> None:
    calendar = Calendar.objects.first()
    times = {"calendar": calendar, "starts_at": LATER, "ends_at": LATER + timedelta(hours=1)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Allocation.objects.create(**times)


@pytest.mark.parametrize("verb", OFFER_MOVES)
@pytest.mark.parametrize("status", TimeOffer.Status.values)
def test_each_state_and_verb_of_an_offer_as_the_table_says_E2(
    wish: TimeWish, eero: User, verb: str, status: str
) -> None:
    times = {"starts_at": FREED, "ends_at": FREED + timedelta(minutes=90), "held_until": FREED - timedelta(days=2)}
    offer = TimeOffer.objects.create(wish=wish, place="remote", status=status, **times)
    move = OFFER_MOVES[verb]
    now = offer.held_until if verb == "lapse" else NOW
    assert offer.can(verb, now=now) == (status in move.sources)
    with transaction.atomic():
        if status in move.sources:
            assert offer.locked().move(verb, by=eero).status == move.target
        else:
            with pytest.raises(TooLate):
                offer.locked().move(verb, by=eero)
    assert Event.objects.filter(name=move.event).count() == (status in move.sources)


@pytest.mark.sqlite
def test_what_was_taken_back_or_changed_in_another_window_is_not_written_over(wish: TimeWish, eero: User) -> None:
    path, client = f"/processes/{wish.process_id}/earlier-time/", reading(eero)
    form = {"from_on": "8.2.2027", "weekdays": ["1"]}
    old = form | {"seen": TimeWish.seen(wish.process)}
    assert client.post(path, form | {"weekdays": ["2"], "seen": old["seen"]}).status_code == 303
    changed = client.post(path, old)
    assert changed.status_code == 422
    assert "changed or taken back in another window" in text(changed)
    assert TimeWish.objects.get().weekdays == [2]

    old["seen"] = TimeWish.seen(wish.process)
    assert client.post(path, {"take_back": str(wish.pk)}).status_code == 303
    assert client.post(path, old).status_code == 422
    assert not TimeWish.objects.waiting().exists()

    anew = client.post(path, form | {"seen": ""})
    assert anew.status_code == 303
    assert client.post(path, {"take_back": str(wish.pk)}).status_code == 422  # of the wish before
    assert TimeWish.objects.waiting().exists()
    assert client.post(path, form | {"seen": ""}).status_code == 303  # a second tap of the same
