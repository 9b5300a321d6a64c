"""A session called off on its own day: the rule in words before the button, the charge kept as it was then decided, its
line on the month's end; and one that Sami lets go without a reason (DOMAIN 5.1, C10, E7)."""

import pytest
from playwright.sync_api import expect

from bookings.models import Booking
from processes.models import Process
from tests import factories
from tests.e2e.house import House, Person, Sits, fi
from tests.e2e.month.invoices import to_send
from tests.factories import helsinki
from tyonohjaus.people.models import User

pytestmark = pytest.mark.browser

HALF = "87,50"


@pytest.fixture
def ainos(aino_with_sami: Process) -> Booking:
    """Today at three, within the agreed frame: half of the price is charged when it is called off less than a day
    before."""
    Process.objects.filter(pk=aino_with_sami.pk).update(cancellation_share=50, approval="frame")
    aino_with_sami.refresh_from_db()
    return factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-01 15:00"))


@pytest.fixture
def his(eeros: Process) -> Booking:
    Process.objects.filter(pk=eeros.pk).update(approval="frame")
    eeros.refresh_from_db()
    return factories.make_booking(process=eeros, starts_at=helsinki("2027-02-01 12:00"))


def test_a_late_cancellation_and_its_charge(
    sits_down: Sits,
    town: House,
    ainos: Booking,
    his: Booking,
    aino: User,
    eero: User,
    sami: User,
    maija: User,
    laura: User,
    pekka: User,
    outi: User,
) -> None:
    her, him, supervisor = sits_down(aino), sits_down(eero), sits_down(sami)
    the_rule_stands_in_words_before_the_button(her, ainos)
    she_calls_it_off(her, town)
    another_rule_of_tomorrow_changes_nothing(her, ainos)
    he_calls_his_off_and_sami_lets_it_go(him, supervisor, his)
    the_manager_reads_charged_and_not_how_late(sits_down(maija), ainos)
    for user in (pekka, outi):
        assert sits_down(user).asks_for(ainos.get_absolute_url()) == 404
    it_is_a_line_of_the_month(town, sits_down(laura))


def the_rule_stands_in_words_before_the_button(aino: Person, session: Booking) -> None:
    aino.opens("/")
    aino.follows("About the session")
    expect(aino.page.get_by_role("link", name=fi("Move the session"))).to_have_count(0)  # that ended with the limit
    aino.follows("Cancel the session")
    assert aino.path == f"{session.get_absolute_url()}cancellation/"
    aino.finds(fi("Moving and free cancelling ended %(until)s.", until="su 31.1. klo 15"), fi("If you cancel now:"))
    aino.finds("50 %")
    aino.reads_nothing_of(HALF)  # her employer pays: euros are not hers to read (DOMAIN 4.3)


def she_calls_it_off(aino: Person, town: House) -> None:
    expect(aino.page.locator("main textarea")).to_have_count(0)  # why is never asked
    aino.presses("Cancel the session")
    aino.reads("The session is cancelled.", "Cancelled late")
    aino.finds(fi("The payer is invoiced for %(share)s of the price.", share="50 %"))
    town.letter("Sami", fi("Cancelled"))


def another_rule_of_tomorrow_changes_nothing(aino: Person, session: Booking) -> None:
    """What was decided is kept with the session, whatever is agreed later."""
    Process.objects.filter(pk=session.process_id).update(cancellation_share=100, cancellation_hours=72)
    aino.page.reload()
    aino.finds(fi("The payer is invoiced for %(share)s of the price.", share="50 %"))


def he_calls_his_off_and_sami_lets_it_go(eero: Person, sami: Person, session: Booking) -> None:
    eero.opens(f"{session.get_absolute_url()}cancellation/")
    eero.presses("Cancel the session")
    eero.reads("The payer is invoiced for the whole price.")
    sami.opens(session.get_absolute_url())
    sami.follows("Do not charge")
    expect(sami.page.locator("main textarea, main select")).to_have_count(0)
    sami.presses("Do not charge")
    sami.reads("This session is not charged.")
    eero.page.reload()
    eero.reads("This session is not charged.")


def the_manager_reads_charged_and_not_how_late(maija: Person, session: Booking) -> None:
    maija.opens(session.get_absolute_url())
    maija.reads("Charged")
    maija.reads_nothing_of(fi("Cancelled late"))


def it_is_a_line_of_the_month(town: House, laura: Person) -> None:
    """Of Aino's one, at the half that was decided; Eero's that was let go is none."""
    town.clock_moves_to("2027-03-01 8.05")
    laura.finds_soon("/billing/2027-02/", to_send(1))
    laura.page.locator("#payers").get_by_role("link", name="Lehtolan Kuntoutus Oy").first.click()
    laura.finds(HALF, "1.2.2027")
    expect(laura.page.locator("main")).not_to_contain_text("175,00")
