"""An earlier time that is held: taken, let go, passed on (E5)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from bookings import diary
from bookings.earlier_times import offer_freed, take, ways
from bookings.models import (
    OFFER_MOVES,
    Allocation,
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
from tests import factories
from tests.bookings.earlier import FREED, LATER, after, held, the_offer
from tests.bookings.pages import facts, fields, reading, text
from tests.factories import NOW, helsinki, make_booking, make_person, make_process
from tests.processes.agreement import change
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User

pytestmark = pytest.mark.both


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
    eeros: Process, eero: User, outi: User, sami: User, laura: User
) -> None:
    """Eero leaves in February and Outi comes in March: her time is not his to move."""
    people = People(supervisor=sami, supervisees=(outi,))
    change(eeros, by=laura, people=people, people_from=date(2027, 3, 1))
    process = Process.objects.get(pk=eeros.pk)
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


def test_an_allocation_is_of_a_session_or_of_an_offer_never_both_or_neither(theirs: Booking, wish: TimeWish) -> None:
    calendar = Calendar.objects.first()
    times = {"calendar": calendar, "starts_at": LATER, "ends_at": LATER + timedelta(hours=1)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Allocation.objects.create(**times)


@pytest.mark.sqlite
def test_a_session_that_moves_keeps_its_price_and_the_page_says_so(eeros: Process, eero: User, sami: User) -> None:
    """Eero pays himself: 148 + VAT as he booked it, 160 + VAT by today's agreement, and two may be open."""
    Process.objects.filter(pk=eeros.pk).update(payer="self", organisation=None, price="160.00", open_bookings=2)
    factories.make_booking(process=eeros, starts_at=LATER, origin="booked", created_by=eero, price=Decimal(148))
    wish = TimeWish.ask(eeros, by=eero, from_on=clock.today())
    FreedTime.objects.create(user=sami, starts_at=FREED, ends_at=FREED + timedelta(minutes=90))
    offer_freed(NOW)

    shown = facts(reading(eero).get(f"/offered/{TimeOffer.objects.get(wish=wish).pk}/"))

    assert shown["Price"] == "€185.74, VAT included"
    assert shown["Price, booked as well"] == "€200.80, VAT included"


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
