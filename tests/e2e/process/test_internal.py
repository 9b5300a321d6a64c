"""Supervision inside a wellbeing services county, by its own supervisor: hours are counted, nothing is priced or
invoiced (DOMAIN 1, S1-7)."""

from datetime import date, time, timedelta

import pytest
from playwright.sync_api import expect

from bookings.models import Booking
from processes.models import Process
from tests import factories
from tests.e2e.house import Person, Sits, fi
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = pytest.mark.browser

NAMES = ("Elina Niemi", "Hanna Järvinen", "Ville Koski")


@pytest.fixture
def staff(kuuloke: Practice, merikanta: Organisation, pekka: User) -> list[User]:
    people = [factories.make_person(name=name) for name in NAMES]
    for one in people:
        factories.make_employment(employee=one, organisation=merikanta, manager=pekka)
    return people


def test_internal_supervision_counts_hours_and_costs_nothing_S1_7(
    sits_down: Sits, staff: list[User], laura: User, kaisa: User, pekka: User
) -> None:
    office, supervisor, manager = (sits_down(user) for user in (laura, kaisa, pekka))
    process = the_office_starts_it_without_a_price(office)
    two_sessions_are_held(supervisor)
    the_manager_reads_hours_and_no_price(manager, process)
    the_month_has_nothing_to_invoice(office)


def the_office_starts_it_without_a_price(office: Person) -> str:
    """A price there is refused, with the reason; what was written stays. The path of the process."""
    page = office.page
    office.opens("/processes/new/")
    page.locator("[name=kind]").select_option("group")
    page.locator("[name=supervisor]").select_option(label="Kaisa Lindqvist")
    for name in NAMES:
        page.get_by_label(name).check()
    page.locator("[name=payer][value=internal]").check()
    page.locator("[name=organisation]").select_option(label="Merikannan hyvinvointialue")
    page.locator("[name=starts_on]").fill(f"{_last_month(1):%-d.%-m.%Y}")
    page.locator("[name=price]").fill("175,00")
    office.sends_the_form()
    office.reads("Internal supervision has no price and no invoice. Empty the price.")
    page.locator("[name=price]").fill("")
    office.sends_the_form()
    office.reads("Internal supervision is not invoiced.")
    return office.path


def two_sessions_are_held(supervisor: Person) -> None:
    """They were agreed by word of mouth; one tap each."""
    row = Process.objects.get()
    for day in (5, 19):
        factories.make_booking(process=row, starts_at=clock.at(_last_month(day), time(12)))
    for booking in Booking.objects.order_by("starts_at"):
        supervisor.opens(booking.get_absolute_url())
        supervisor.presses("It was held")
        supervisor.reads("Marked as held.")


def the_manager_reads_hours_and_no_price(manager: Person, process: str) -> None:
    manager.opens(process)
    manager.reads_nothing_of("€")
    manager.opens(f"{process}report/")
    facts = manager.page.locator("dl.facts")
    for label, number in (("Sessions held", "2"), ("Minutes", "180")):
        expect(facts.locator("div", has_text=fi(label)).first).to_contain_text(number)
    manager.reads_nothing_of("€")


def the_month_has_nothing_to_invoice(office: Person) -> None:
    office.opens("/billing/")
    office.reads("No session of this month waits for an invoice.")
    expect(office.page.locator("#payers")).to_have_count(0)


def _last_month(day: int) -> date:
    return (clock.today().replace(day=1) - timedelta(days=1)).replace(day=day)
