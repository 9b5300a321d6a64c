"""The first meeting, on Sami's phone: the rhythm, every date with its outcome, one changed, one left out, all saved at
once; one letter with a file for each date (S0-7, S1-1)."""

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, expect

from bookings.models import AvailabilityException
from processes.models import Process
from tests import factories
from tests.e2e.booking.clicks import at_most
from tests.e2e.house import House, Person, Sits, events_in, fi, fi_many, text_of
from tests.factories import helsinki
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User

pytestmark = pytest.mark.browser

CONFIRMED = fi("Confirmed")


@pytest.fixture
def july(sami: User) -> AvailabilityException:
    return AvailabilityException.enter(
        by=sami,
        supervisor=sami.supervisor,
        first_on=helsinki("2027-07-01 09:00").date(),
        last_on=helsinki("2027-07-31 09:00").date(),
    )


def test_the_series_is_planned_in_the_first_meeting(
    sits_down: Sits,
    town: House,
    aino_with_sami: Process,
    eeros: Process,
    july: AvailabilityException,
    sami: User,
    aino: User,
    maija: User,
    pekka: User,
    outi: User,
) -> None:
    factories.make_booking(process=eeros, starts_at=helsinki("2027-04-26 13:00"))
    phone, hers = sits_down(sami), sits_down(aino)
    for person in (phone, hers):
        person.page.set_viewport_size({"width": 390, "height": 844})
    ten_dates_without_a_clash_take_six_clicks(phone)
    every_date_is_shown_with_its_outcome(phone, aino_with_sami)
    series = one_is_changed_two_are_left_out_and_all_is_saved(phone)
    one_letter_has_a_file_for_each_date(town)
    she_sees_what_was_left_out_and_her_manager_does_not(hers, sits_down(maija), series)
    nobody_else_learns_of_it(town, [sits_down(pekka), sits_down(outi)], series)


def ten_dates_without_a_clash_take_six_clicks(sami: Person) -> None:
    """Of Eero's, from home."""
    sami.opens("/")
    with at_most(6, sami):
        sami.page.locator("nav").get_by_role("link", name=fi("Supervision")).locator("visible=true").click()
        sami.follows("Eero Virtanen")
        sami.follows("Plan a series")
        sami.page.locator("[name=first_on]").fill("10.2.2027")
        sami.page.locator("[name=time]").fill("10.00")
        sami.page.locator("[name=times]").fill("5")
        sami.presses("Look at the dates")
        sami.presses("Book these times")
        sami.finds(fi_many("%(count)d session is booked.", "%(count)d sessions are booked.", 5))


def every_date_is_shown_with_its_outcome(sami: Person, process: Process) -> None:
    """Ten Mondays at 13, every four weeks: 29 March is Easter Monday, on 26 April Sami meets another, in July he is
    away."""
    sami.opens(reverse("bookings:series_new", args=[process.pk]))
    page = sami.page
    page.locator("[name=first_on]").fill("1.3.2027")
    page.locator("[name=time]").fill("13.00")
    page.locator("[name=times]").fill("10")
    sami.presses("Look at the dates")
    dates = page.locator("#dates ~ form fieldset")
    expect(dates).to_have_count(10)
    for day, remark in (
        ("ma 29.3.", "A holiday"),
        ("ma 26.4.", "Does not suit everybody"),
        ("ma 19.7.", "Outside the hours"),
    ):
        expect(_date(sami, day)).to_contain_text(fi(remark))
        expect(_date(sami, day).locator("input:checked")).to_have_count(0)  # nothing is chosen for anybody (C1)
    expect(_date(sami, "ma 1.3.").locator("input:checked")).to_have_count(1)
    sami.reads_nothing_of("Eero")  # whose clash it is stands nowhere (C42)
    sami.fits_the_screen()


def one_is_changed_two_are_left_out_and_all_is_saved(sami: Person) -> str:
    """The path of the series."""
    _date(sami, "ma 29.3.").locator("label", has_text="ti 30.3.").first.click()
    for day in ("ma 26.4.", "ma 19.7."):
        _date(sami, day).locator("label", has_text=fi("Leave out")).click()
    sami.presses("Book these times")
    sami.finds(fi_many("%(count)d session is booked.", "%(count)d sessions are booked.", 8))
    return sami.path


def one_letter_has_a_file_for_each_date(town: House) -> None:
    for name in ("Aino", "Sami"):
        letter = town.letters(name, CONFIRMED)[-1] if name == "Sami" else town.letter(name, CONFIRMED)
        events = events_in(letter)
        assert len(events) == len({str(event["UID"]) for event in events}) == 8
        hours = sorted(f"{clock.local(event['DTSTART'].dt):%H.%M}" for event in events)
        assert hours == ["09.00", *["13.00"] * 7]  # also when summer time has begun; 30 March is the one chosen instead
        assert all(str(event["SUMMARY"]) == "Tapaaminen" for event in events)
    assert "30.3." in text_of(town.letter("Aino", CONFIRMED))


def she_sees_what_was_left_out_and_her_manager_does_not(aino: Person, maija: Person, series: str) -> None:
    aino.opens(series)
    aino.finds("ti 30.3.", "ma 26.4.", "ma 19.7.")
    maija.opens(series)
    maija.finds("ti 30.3.")
    for day in ("26.4.", "19.7."):
        expect(maija.page.locator("main")).not_to_contain_text(day)


def nobody_else_learns_of_it(town: House, others: list[Person], series: str) -> None:
    for person in others:
        assert person.asks_for(series) == 404
        assert town.letters(person.name) == []
    assert town.letters("Maija") == []  # no yes of hers is needed here


def _date(sami: Person, day: str) -> Locator:
    return sami.page.locator("#dates ~ form fieldset", has_text=day)
