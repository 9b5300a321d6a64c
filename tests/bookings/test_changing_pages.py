"""Another time, or none: the rule in words before the button, no reason asked, and never a way around the rule."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from bookings import diary
from bookings.models import Booking, Status
from bookings.problems import MovingTooLate, NotBookable
from processes.models import Process
from tests import factories
from tests.bookings.pages import chips, facts, fields, landed, reading, text, tree
from tests.bookings.stories import NEXT_TUESDAY, TUESDAY, book
from tests.factories import NOW, client_of, helsinki
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite

LATE = helsinki("2027-02-08 12:00")  # 22 hours before


def page_of(name: str, booking: Booking, **query: str) -> str:
    return reverse(f"bookings:{name}", args=[booking.pk], query=query or None)


@pytest.fixture
def booking(aino_with_sami: Process, aino: User) -> Booking:
    return book(aino_with_sami, by=aino)


# --- moving


def test_aino_moves_her_session(booking: Booking, aino: User) -> None:
    client = reading(aino)
    page = client.get(page_of("rescheduling", booking, day="2027-02-16", time="10.00"))
    assert "Now Tue 9 Feb 2027 at 10:00–11:30" in text(page)
    assert "You can move or cancel free of charge until Mon 8 Feb at 10:00." in text(page)

    after = landed(client.post(page_of("rescheduling", booking), fields(page, having="starts_at")), client)

    moved = Booking.objects.get()
    assert (moved.pk, moved.starts_at, moved.sequence) == (booking.pk, NEXT_TUESDAY, 1)
    assert "The session was moved." in text(after)


def test_a_page_that_shows_another_time_moves_nothing_and_a_second_click_does_no_harm(
    booking: Booking, aino: User, sami: User
) -> None:
    client = reading(aino)
    form = fields(client.get(page_of("rescheduling", booking, day="2027-02-16", time="10.00")), having="starts_at")
    diary.move(booking, starts_at=helsinki("2027-02-10 10:00"), by=sami, now=NOW)

    stale = client.post(page_of("rescheduling", booking), form)

    assert stale.status_code == 422
    assert "The session has changed in the meantime. Nothing was done now" in text(stale)
    assert Booking.objects.get().starts_at == helsinki("2027-02-10 10:00")
    again = fields(client.get(page_of("rescheduling", booking, day="2027-02-16", time="10.00")), having="starts_at")
    assert [client.post(page_of("rescheduling", booking), again).status_code for _click in range(2)] == [303, 303]
    assert Booking.objects.get().starts_at == NEXT_TUESDAY


def test_its_own_time_counts_as_free_when_it_is_moved_a_little(booking: Booking, aino: User) -> None:
    offered = chips(reading(aino).get(page_of("rescheduling", booking, day="2027-02-09")))
    assert "10:30–12:00" in offered
    assert "10:00–11:30" not in offered, "it is there already"


def test_one_of_a_series_is_looked_for_around_its_own_day(booking: Booking, aino: User, sami: User) -> None:
    """Not after the last of them, where nothing may be booked yet."""
    for day in ("2027-03-09", "2027-04-06", "2027-11-09"):
        factories.make_booking(process=booking.process, starts_at=helsinki(f"{day} 10:00"))
    second = Booking.objects.get(starts_at=helsinki("2027-03-09 10:00"))
    for person in (aino, sami):
        page = reading(person).get(page_of("rescheduling", second))
        assert "March 2027" in text(page)
        assert "Tuesday 9 Mar" in text(page)
        assert "10:30–12:00" in chips(page)


def test_a_moved_session_asks_the_manager_anew(booking: Booking, aino: User) -> None:
    booking.process.approval = "each"
    booking.process.save()
    client = reading(aino)

    after = landed(client.post(page_of("rescheduling", booking), {"starts_at": NEXT_TUESDAY.isoformat()}), client)

    assert Booking.objects.get().status == Status.REQUESTED
    assert "The request went to the manager." in text(after)


def test_before_a_time_that_needs_a_yes_again_aino_reads_that_the_old_one_is_given_up(
    booking: Booking, aino: User, sami: User
) -> None:
    chosen = page_of("rescheduling", booking, day="2027-02-16", time="10.00")
    told = "Your present time, Tue 9 Feb 2027 at 10:00–11:30, is free for others at once."
    assert "is free for others" not in text(reading(aino).get(chosen))

    booking.process.approval = "each"
    booking.process.save()

    for user in (aino, sami):
        assert f"{told} If the new time is not confirmed, neither of the two stands." in text(reading(user).get(chosen))


def test_moving_is_no_way_around_the_rule(booking: Booking, aino: User, sami: User) -> None:
    with time_machine.travel(LATE):
        page = reading(aino).get(page_of("rescheduling", booking))
        assert "This session could be moved until Mon 8 Feb at 10:00." in text(page)
        assert not tree(page).xpath("//table[@class='month']")
        with pytest.raises(NotBookable) as refusal:
            diary.move(booking, starts_at=NEXT_TUESDAY, by=aino, now=LATE)
        assert isinstance(refusal.value.problems[0], MovingTooLate)

        answer = reading(sami).post(page_of("rescheduling", booking), {"starts_at": NEXT_TUESDAY.isoformat()})
        assert answer.status_code == 303


def test_a_taken_time_is_refused_and_nothing_moves_A1(
    booking: Booking, aino: User, eero: User, sami: User, lehtola: Organisation
) -> None:
    eeros = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)
    book(eeros, by=eero, at=NEXT_TUESDAY)

    again = reading(aino).post(page_of("rescheduling", booking), {"starts_at": NEXT_TUESDAY.isoformat()})

    assert again.status_code == 422
    assert "This time was just taken." in text(again)
    assert Booking.objects.get(pk=booking.pk).starts_at == TUESDAY


def test_sami_moves_it_by_hand_to_an_evening(booking: Booking, sami: User) -> None:
    form = {"by_hand": "1", "day": "10.2.2027", "time": "18.30"}
    assert reading(sami).post(page_of("rescheduling", booking), form).status_code == 303
    assert Booking.objects.get().starts_at == helsinki("2027-02-10 18:30")


# --- cancelling


@pytest.mark.parametrize(
    "now, said, share",
    [
        (NOW, "You can move or cancel free of charge until Mon 8 Feb at 10:00.", 0),
        (LATE, "If you cancel now: the payer is invoiced for the whole price.", 100),
    ],
)
def test_the_rule_stands_before_the_button(booking: Booking, aino: User, now: Any, said: str, share: int) -> None:
    with time_machine.travel(now):
        client = reading(aino)
        page = client.get(page_of("cancellation", booking))
        after = landed(client.post(page_of("cancellation", booking)), client)

    assert said in text(page)
    assert "A reason is not asked." in text(page)
    assert not tree(page).xpath("//textarea")
    cancelled = Booking.objects.get()
    assert (cancelled.status, cancelled.cancellation.share) == (Status.CANCELLED, share)
    assert "The session is cancelled." in text(after)


def test_one_who_pays_reads_the_rule_in_euros(kuuloke: Any, outi: User, sami: User) -> None:
    """140.00 net at 50 % is 70.00, with 25.5 % VAT 87.85."""
    own = factories.make_process(supervisor=sami, supervisees=[outi], price="140.00", cancellation_share=50)
    booking = book(own, by=outi)

    assert "87,85 €" in text(reading(outi, language="fi").get(page_of("cancellation", booking)))
    with time_machine.travel(LATE):
        client = reading(outi, language="fi")
        assert "87,85 €" in text(client.get(page_of("cancellation", booking)))
        assert "87,85 €" in text(landed(client.post(page_of("cancellation", booking)), client))


def test_before_it_is_moved_one_who_pays_reads_its_own_price_and_rule(kuuloke: Any, outi: User, sami: User) -> None:
    """Two hours that cost what they cost: not what the agreement says of a session by now."""
    own = factories.make_process(supervisor=sami, supervisees=[outi], price=Decimal("100.00"), payer="self")
    booking = book(own, by=outi)
    Booking.objects.filter(pk=booking.pk).update(price=Decimal("220.00"), cancellation_hours=48)
    query = {"day": "2027-02-16", "time": "10.00"}
    sheet = facts(reading(outi).get(reverse("bookings:rescheduling", args=[booking.pk]), query))
    assert "276.10" in sheet["Price"]
    assert "14 Feb" in sheet["Cancelling"]


def test_what_still_waits_for_a_yes_costs_nothing(aino_with_sami: Process, aino: User) -> None:
    aino_with_sami.approval = "each"
    aino_with_sami.cancellation_hours = 24 * 14
    aino_with_sami.save()
    booking = book(aino_with_sami, by=aino)

    page = reading(aino).get(page_of("cancellation", booking))
    assert "free of charge until the time is confirmed" in text(page)
    reading(aino).post(page_of("cancellation", booking))
    assert Booking.objects.get().cancellation.share == 0


@pytest.mark.parametrize("who", ["sami", "laura"])
def test_the_practices_own_cancelling_is_never_charged(booking: Booking, request: Any, who: str) -> None:
    user = request.getfixturevalue(who)
    with time_machine.travel(LATE):
        client = reading(user)
        assert "is never charged" in text(client.get(page_of("cancellation", booking)))
        client.post(page_of("cancellation", booking))
    assert Booking.objects.get().cancellation.share == 0


@pytest.mark.parametrize("page", ["cancellation", "rescheduling"])
def test_too_late_says_what_happened(booking: Booking, aino: User, sami: User, page: str) -> None:
    booking.cancel(by=sami, now=NOW)
    client = reading(aino)

    shown = client.get(page_of(page, booking))
    posted = client.post(page_of(page, booking), {"starts_at": NEXT_TUESDAY.isoformat()})

    assert (shown.status_code, posted.status_code) == (200, 422)
    assert "This session has changed in the meantime: cancelled in time. Nothing was done now." in text(posted)


def test_what_has_begun_is_not_moved_any_more(booking: Booking, aino: User) -> None:
    with time_machine.travel(TUESDAY + timedelta(minutes=1)):
        assert "has already begun" in text(reading(aino).post(page_of("cancellation", booking)))


@pytest.mark.parametrize("page", ["cancellation", "rescheduling"])
def test_a_member_does_not_change_the_groups_session_E4(
    group_with_sami: Process, aino: User, sami: User, page: str
) -> None:
    booking = book(group_with_sami, by=sami)

    assert client_of(aino).get(page_of(page, booking)).status_code == 403
    assert client_of(aino).post(page_of(page, booking)).status_code == 403
    assert page not in str(reading(aino).get(booking.get_absolute_url()).content)
    assert Booking.objects.get().status == Status.CONFIRMED


@pytest.mark.parametrize("page", ["cancellation", "rescheduling"])
def test_strangers_find_nothing_and_the_manager_may_not(
    booking: Booking, maija: User, pekka: User, eero: User, page: str
) -> None:
    statuses = [client_of(user).get(page_of(page, booking)).status_code for user in (maija, pekka, eero)]
    assert statuses == [403, 404, 404]
