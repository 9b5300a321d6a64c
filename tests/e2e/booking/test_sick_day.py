"""Sami wakes up ill: his day's three sessions are settled on one page before the first would begin, everybody concerned
is told at once, and why is told to nobody (C10)."""

from dataclasses import dataclass

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, expect

from bookings.models import Booking
from processes.models import Process
from tests import factories
from tests.e2e.booking.clicks import at_most
from tests.e2e.house import ADDRESSES, House, Person, Sits, event_in, fi, fi_many, link_in, text_of
from tests.factories import helsinki
from tyonohjaus.people.models import User

pytestmark = pytest.mark.browser

CANCELLED, MOVED = fi("Cancelled"), fi("Moved")
ILL = ("sair", "ill ", "poissa")


@dataclass(frozen=True)
class Day:
    ainos: Booking
    eeros: Booking
    group: Booking


@pytest.fixture
def day(aino_with_sami: Process, eeros: Process, group_with_sami: Process) -> Day:
    """Today at ten, at noon and at half past two; Maija has approved Aino's, and is asked of each new time of hers."""
    Process.objects.filter(pk=aino_with_sami.pk).update(approval="each")
    at = [helsinki(f"2027-02-01 {clock}") for clock in ("10:00", "12:00", "14:30")]
    made = zip((aino_with_sami, eeros, group_with_sami), at, strict=True)
    return Day(*[factories.make_booking(process=process, starts_at=starts_at) for process, starts_at in made])


def test_a_sick_supervisors_day(
    sits_down: Sits,
    town: House,
    day: Day,
    sami: User,
    aino: User,
    eero: User,
    maija: User,
    pekka: User,
    outi: User,
) -> None:
    supervisor = sits_down(sami)
    one_is_moved_and_two_are_cancelled_at_once(supervisor, day)
    those_concerned_are_told_and_not_why(town)
    the_manager_is_asked_of_the_new_time(town, sits_down(maija))
    her, him = sits_down(aino), sits_down(eero)
    nothing_is_charged(him, day)
    another_is_booked_in_three_clicks_and_moved_in_three(him)
    each_sees_their_own(her, him, [sits_down(pekka), sits_down(outi)], town, day)
    the_day_is_closed(her, day)


def one_is_moved_and_two_are_cancelled_at_once(sami: Person, day: Day) -> None:
    sami.opens("/")
    sami.follows("I have fallen ill")
    sami.presses("Show the sessions")
    for booking in (day.eeros, day.group):
        expect(_choice(sami, booking).locator("input:checked")).to_have_value("cancel")
    moves = _choice(sami, day.ainos).locator("label", has_text=fi("Move to %(when)s", when="").strip())
    expect(moves).to_have_count(3)
    expect(moves.first).to_contain_text("ke 3.2.2027 klo 10.00–11.30")
    moves.first.click()
    sami.presses("Close the days and do this")
    sami.reads("The days are closed.")
    sami.finds(
        fi_many("%(count)d session cancelled.", "%(count)d sessions cancelled.", 2),
        fi_many("%(count)d session moved.", "%(count)d sessions moved.", 1),
    )


def those_concerned_are_told_and_not_why(town: House) -> None:
    method, event = event_in(town.letter("Aino", MOVED))
    assert (method, str(event["STATUS"])) == ("REQUEST", "TENTATIVE")
    assert event["DTSTART"].dt == helsinki("2027-02-03 10:00")
    method, event = event_in(town.letter("Aino", CANCELLED))  # the group's
    assert (method, str(event["STATUS"])) == ("CANCEL", "CANCELLED")
    town.letter("Eero", CANCELLED, number=2)
    everything = "".join(text_of(letter) + letter["Subject"] for letter in town.post.accepted).lower()
    assert not [word for word in ILL if word in everything]


def the_manager_is_asked_of_the_new_time(town: House, maija: Person) -> None:
    asked = fi_many("%(count)s time to approve", "%(count)s times to approve", 1)
    maija.opens(link_in(town.letter("Maija", asked)))
    maija.finds("3.2.2027 klo 10.00–11.30")
    maija.presses("Approve working time and price")
    town.letter("Aino", fi("Confirmed"))


def nothing_is_charged(eero: Person, day: Day) -> None:
    eero.opens(day.eeros.get_absolute_url())
    eero.reads("Cancelled", "This session is not charged.", "Book another time")


def another_is_booked_in_three_clicks_and_moved_in_three(eero: Person) -> None:
    """From home, and from the session's page."""
    page = eero.page
    eero.opens("/")
    with at_most(3, eero):
        page.locator("section[aria-labelledby=book] .chip").first.click()
        eero.presses("Book the time", within=page.locator("#choice"))
        eero.reads("The time is booked and confirmed. The calendar invitation comes by e-mail.")
    with at_most(3, eero):
        eero.follows("Move the session")
        page.locator("#day .chip").last.click()
        eero.presses("Move the session", within=page.locator("#choice"))
        eero.reads("The session was moved. A new calendar invitation comes by e-mail.")


def each_sees_their_own(aino: Person, eero: Person, others: list[Person], town: House, day: Day) -> None:
    for person, hidden in ((aino, day.eeros), (eero, day.ainos)):
        assert person.asks_for(hidden.get_absolute_url()) == 404
    for person in others:
        for booking in (day.ainos, day.eeros, day.group):
            assert person.asks_for(booking.get_absolute_url()) == 404
        assert town.letters(ADDRESSES.get(person.name, person.name)) == []


def the_day_is_closed(aino: Person, day: Day) -> None:
    """What has become free there is offered to nobody."""
    aino.opens(reverse("bookings:slots", args=[day.ainos.process_id]))
    expect(aino.page.locator(".month a.day").first).not_to_contain_text("maanantai 1.2.")


def _choice(sami: Person, booking: Booking) -> Locator:
    return sami.page.locator("fieldset").filter(has=sami.page.locator(f"[name='session-{booking.pk}']"))
