"""A group from two employers: each manager says yes to its own part of the price and reads no other, and the month's
two invoices make up the whole (DOMAIN 1, S2-5)."""

from datetime import time as wall
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from bookings.models import Status
from processes.models import Process
from tests import factories
from tests.e2e.house import House, Person, Sits, fi, fi_many, link_in, text_of
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.browser

WHOLE, LEHTOLAS, MERIKANTAS = "233,00", "139,80", "93,20"
ASKED = fi_many("%(count)s time to approve", "%(count)s times to approve", 1)


@pytest.fixture
def group(aino: User, eero: User, sami: User, lehtola: Organisation, merikanta: Organisation, pekka: User) -> Process:
    """Aino and Eero of Lehtola, Elina of Merikanta."""
    factories.make_practice(billing_starts_on=clock.today() - timedelta(days=400))
    details = {"street": "Satamatie 12", "postcode": "28100", "city": "Pori", "cost_centre": "31200"}
    Organisation.objects.filter(pk=merikanta.pk).update(billing_email="laskut@merikanta.example", **details)
    elina = factories.make_person(name="Elina Niemi")
    factories.make_employment(employee=elina, organisation=merikanta, manager=pekka)
    row: Process = factories.make_process(
        supervisor=sami,
        supervisees=[aino, eero, elina],
        organisation=lehtola,
        price=Decimal("233.00"),
        approval="each",
        attendance="names",
        open_bookings=5,
    )
    row.participants.filter(user=elina).update(manager=pekka)
    return row


def test_two_employers_share_a_group_S2_5(
    sits_down: Sits, town: House, group: Process, laura: User, sami: User, aino: User, maija: User, pekka: User
) -> None:
    office, supervisor, member = (sits_down(user) for user in (laura, sami, aino))
    lehtolas, merikantas = sits_down(maija), sits_down(pekka)
    process = reverse("processes:detail", args=[group.pk])

    the_office_writes_the_shares(office, process)
    they_met_last_month(group)
    session = a_time_is_booked(supervisor, process)
    each_manager_says_yes_to_its_own_part(town, lehtolas, "maija.korhonen@lehtola.example", own=LEHTOLAS)
    supervisor.opens(session)
    supervisor.reads("Waiting for the manager's approval")
    each_manager_says_yes_to_its_own_part(town, merikantas, "pekka.aaltonen@merikanta.example", own=MERIKANTAS)
    supervisor.opens(session)
    supervisor.reads("Confirmed")
    nobody_reads_anothers_part(lehtolas, process, own=LEHTOLAS, others=MERIKANTAS)
    nobody_reads_anothers_part(merikantas, process, own=MERIKANTAS, others=LEHTOLAS)
    members_read_that_it_is_shared_and_not_how(member, process)
    the_month_makes_two_invoices(office, lehtolas, merikantas)


def the_office_writes_the_shares(office: Person, process: str) -> None:
    """Less than the whole is refused, and says what is missing."""
    page = office.page
    office.opens(f"{process}shares/")
    last_month = clock.today().replace(day=1) - timedelta(days=20)
    page.locator("[name=first_on]").fill(f"{last_month:%-d.%-m.%Y}")
    page.get_by_label("Lehtolan Kuntoutus Oy").first.fill("60")
    page.get_by_label("Merikannan hyvinvointialue").first.fill("30")
    office.sends_the_form()
    office.finds(fi("%(percent)s is missing.", percent="10 %"))
    page.get_by_label("Merikannan hyvinvointialue").first.fill("40")
    office.sends_the_form()
    office.finds("Kustannusosuudet tallennettiin.")
    office.finds("Lehtolan Kuntoutus Oy: 60 %", "Merikannan hyvinvointialue: 40 %")


def they_met_last_month(group: Process) -> None:
    """As it was agreed by word of mouth."""
    day = clock.today().replace(day=1) - timedelta(days=10)
    factories.make_booking(process=group, starts_at=clock.at(day, wall(10)), status=Status.HELD)


def a_time_is_booked(supervisor: Person, process: str) -> str:
    """The path of the session."""
    supervisor.opens(f"{process}slots/")
    supervisor.takes_a_free_time()
    supervisor.reads("Waiting for the manager's approval")
    return supervisor.path


def each_manager_says_yes_to_its_own_part(town: House, manager: Person, address: str, *, own: str) -> None:
    letter = town.letter(address, ASKED)
    assert own in text_of(letter)
    manager.opens(link_in(letter))
    manager.finds(own)
    manager.reads_nothing_of(WHOLE)
    manager.presses("Approve working time and price")
    manager.reads("You have approved this time.")


def nobody_reads_anothers_part(manager: Person, process: str, *, own: str, others: str) -> None:
    manager.opens(process)
    manager.finds(own)
    manager.reads_nothing_of(others, WHOLE)


def members_read_that_it_is_shared_and_not_how(member: Person, process: str) -> None:
    member.opens(process)
    member.page.locator("#agreed").click()  # folded: seldom read by those who meet
    member.reads("The employers share the cost.")
    member.reads_nothing_of(LEHTOLAS, MERIKANTAS, "60 %")


def the_month_makes_two_invoices(office: Person, *managers: Person) -> None:
    """Each answers for the hours that it had not approved beforehand; what they accept is ready at once."""
    office.opens("/billing/")
    office.presses_if_there("Draft the invoices")  # what stands on them was written on the process: a worker makes them
    for manager in managers:
        manager.opens("/billing/hours/")
        manager.presses("Send the answers")
        manager.finds(fi_many("%(count)d time accepted.", "%(count)d times accepted.", 1))
    office.finds_soon("/billing/", fi_many("Send %(ready)s invoice", "Send %(ready)s invoices", 2, called="ready"))
    payers = office.page.locator("#payers")
    for payer, own in (("Lehtolan", LEHTOLAS), ("Merikannan", MERIKANTAS)):
        expect(payers.get_by_role("row").filter(has_text=payer)).to_contain_text(own)
    expect(payers.locator("tfoot")).to_contain_text(WHOLE)
    office.presses("Send the invoices")
    office.finds(fi_many("%(count)d invoice was issued.", "%(count)d invoices were issued.", 2))
