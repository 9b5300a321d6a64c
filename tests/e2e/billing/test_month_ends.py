"""Month ends: exceptions and five kinds of payer; an invoice that was wrong and its right one (E6, C17, C35)."""

import zipfile
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import expect

from bookings.models import Booking, Status
from invoicing.monthly_run import draft_month
from processes.models import Process
from tests import factories
from tests.e2e.booking.clicks import at_most
from tests.e2e.house import House, Person, Sits, fi, link_in, text_of
from tests.e2e.month.invoices import to_send
from tests.factories import NOW, helsinki
from tests.invoicing.month import JANUARY
from tyonohjaus.people.models import Channel, Demanded, Organisation, User

pytestmark = pytest.mark.browser

COUNTY = "Merikannan hyvinvointialue"
HOME = {"street": "Asemakatu 4", "postcode": "33100", "city": "Tampere"}


@pytest.fixture
def payers(kuuloke: object, sami: User) -> dict[str, Process]:
    """A wellbeing services county, a municipality, a company, an association and a person who pays herself: each has a
    session of January, held within what was agreed beforehand."""
    county = {"group": "public", "demands": [Demanded.ORDER_NUMBER], "order_number_begins": "OT"}
    einvoices = {
        "channel": Channel.EINVOICE,
        "einvoice_address": "003790000126",
        "einvoice_operator": "003721291126",
    }
    organisations: dict[str, Any] = {
        "county": {"name": COUNTY, "business_id": "9000012-6"} | county | einvoices,
        "municipality": {
            "name": "Kallion kaupunki",
            "business_id": "9000013-4",
            "billing_email": "laskut@kallio.example",
        },
        "company": {
            "name": "Lehtolan Kuntoutus Oy",
            "business_id": "9000011-8",
            "billing_email": "laskut@lehtola.example",
        },
        "association": {"name": "Harjun Lähityö ry", "business_id": "9000014-2", "street": ""},
    }
    found = {}
    for number, (kind, values) in enumerate(organisations.items()):
        organisation = factories.make_organisation(**(HOME | values))
        person = factories.make_person(name=f"Ohjattava {number}")
        ordered = {"approval": "frame", "order_number": "40212" if kind == "county" else ""}
        found[kind] = factories.make_process(
            supervisor=sami, supervisees=[person], organisation=organisation, **ordered
        )
    niina = factories.make_person(name="Niina Laakso", **HOME)
    found["person"] = factories.make_process(supervisor=sami, supervisees=[niina])
    for number, process in enumerate(found.values()):
        held(process, f"2027-01-{11 + number} 09:00")
    return found


def held(process: Process, at: str) -> Booking:
    return factories.make_booking(process=process, starts_at=helsinki(at), status=Status.HELD)


def test_a_month_end_with_exceptions_to_five_kinds_of_payer(
    sits_down: Sits, town: House, payers: dict[str, Process], laura: User, sami: User
) -> None:
    unmarked = factories.make_booking(process=payers["company"], starts_at=helsinki("2027-01-25 09:00"))
    draft_month(JANUARY, now=NOW)
    office = sits_down(laura)
    what_keeps_an_invoice_back_stands_on_top(office)
    each_is_mended_where_it_says(office, payers)
    he_marks_his_session(sits_down(sami), unmarked)
    one_button_sends_all_in_five_clicks(office)
    each_payer_has_one(office, town)
    the_countys_goes_as_an_e_invoice(office)


def what_keeps_an_invoice_back_stands_on_top(laura: Person) -> None:
    laura.opens("/billing/")
    laura.finds(COUNTY, "Harjun Lähityö ry", "Sami Rautio", to_send(3))


def each_is_mended_where_it_says(laura: Person, payers: dict[str, Process]) -> None:
    """The county's order number is that of its process: ill-formed, then missing, then refused, then right. The
    association's street is its own."""
    begins = "%(what)s %(found)s: the payer takes only one that begins so: %(begins)s."
    expect(concern(laura, COUNTY)).to_contain_text(fi(begins, what=fi("Order number"), found="40212", begins="OT"))
    orders(laura, "")
    laura.reads("The process was saved.")
    laura.finds_soon("/billing/", fi("The payer demands on its invoices: %(what)s.", what=fi("Order number")))
    orders(laura, "T-40212")
    laura.finds(fi("The payer takes only one that begins so: %(begins)s.", begins="OT"))
    expect(laura.page.locator("[name=order_number]")).to_have_value("T-40212")
    laura.page.locator("[name=order_number]").fill("OT40212")
    laura.presses("Save")
    laura.reads("The process was saved.")
    laura.finds_soon("/billing/", to_send(4))
    concern(laura, "Harjun Lähityö ry").get_by_role("link").first.click()
    laura.page.locator("[name=street]").fill("Harjukatu 2")
    laura.presses("Save")


def orders(laura: Person, number: str) -> None:
    """Types the county's order number where the month says."""
    concern(laura, COUNTY).get_by_role("link", name=fi("Mend the process")).click()
    laura.page.locator("[name=order_number]").fill(number)
    laura.presses("Save")


def he_marks_his_session(sami: Person, session: Booking) -> None:
    """After the drafts were made."""
    sami.opens(session.get_absolute_url())
    sami.presses("It was held")
    sami.reads("Marked as held.")


def one_button_sends_all_in_five_clicks(laura: Person) -> None:
    laura.opens("/")
    with at_most(5, laura):
        laura.page.get_by_role("link", name=fi("Billing")).first.click()
        laura.reads("Send the invoices")
        laura.presses_if_there("Draft anew")  # the payers' pages were mended: a worker drafts by itself too
        laura.finds(to_send(5))
        laura.presses("Send the invoices")
        laura.finds("5 laskua sai numeronsa")


def each_payer_has_one(laura: Person, town: House) -> None:
    arrived = fi("PDF ready for %(made)s, delivered %(sent)s of %(issued)s.") % {"made": 5, "sent": 3, "issued": 5}
    laura.finds_soon("/billing/2027-01/", arrived)
    for address in ("laskut@lehtola.example", "laskut@kallio.example"):
        town.letter(address)
    expect(laura.page.get_by_role("button", name=fi("Send the invoices"))).to_have_count(0)


def the_countys_goes_as_an_e_invoice(laura: Person) -> None:
    """In a file for its operator, with the order number that it demands."""
    laura.opens("/billing/2027-01/einvoices/")
    laura.presses("Send the e-invoices")
    with laura.page.expect_download() as coming:
        laura.page.locator("main a[download]").first.click()
    with zipfile.ZipFile(coming.value.path()) as pack:
        [name] = [name for name in pack.namelist() if name.endswith(".xml")]
        read = etree.fromstring(pack.read(name))
    assert read.findtext(".//BuyerOrganisationName") == COUNTY
    assert read.findtext(".//BuyerOrganisationUnitNumber") == "003790000126"
    assert read.findtext(".//OrderIdentifier") == "OT40212"
    laura.opens("/billing/2027-01/")
    laura.finds(fi("PDF ready for %(made)s, delivered %(sent)s of %(issued)s.") % {"made": 5, "sent": 4, "issued": 5})


def concern(laura: Person, whose: str) -> Any:
    return laura.page.locator("main li").filter(has_text=whose).first


def test_an_invoice_with_a_wrong_price_is_credited_and_the_right_one_goes_out(
    sits_down: Sits, town: House, lehtola: Organisation, aino_with_sami: Process, laura: User, maija: User, pekka: User
) -> None:
    Process.objects.filter(pk=aino_with_sami.pk).update(approval="frame")
    lehtola.change(by=laura, billing_email="laskut@lehtola.example", channel=Channel.MAIL)
    for day in ("2027-01-11 09:00", "2027-01-25 09:00"):
        held(Process.objects.get(pk=aino_with_sami.pk), day)
    draft_month(JANUARY, now=NOW)
    office = sits_down(laura)
    office.opens("/billing/")
    office.presses("Send the invoices")
    town.letter("laskut@lehtola.example")

    she_credits_it_whole(office)
    she_mends_the_price_on_the_draft(office)
    the_right_invoice_goes_out(office, town)
    the_payer_reads_all_three(sits_down(maija))
    another_payers_manager_reads_none(sits_down(pekka))


def she_credits_it_whole(laura: Person) -> None:
    laura.opens("/billing/invoices/")
    laura.page.get_by_role("link", name="20270001").first.click()
    laura.follows("Credit")
    laura.presses("Issue the credit note")
    laura.finds("Hyvityslasku 20270002", "−439,25")
    wrong = laura.page.get_by_role("link", name="20270001")
    wrong.first.click()
    expect(laura.page.get_by_role("link", name=fi("Credit"), exact=True)).to_have_count(0)


def she_mends_the_price_on_the_draft(laura: Person) -> None:
    for _session in range(2):
        laura.opens("/billing/2027-01/")
        ready = laura.page.get_by_text(fi("Ready"), exact=True)
        laura.page.locator("#payers tr").filter(has=ready).get_by_role("link", name="Lehtolan Kuntoutus Oy").click()
        laura.reads("Is a price wrong?")
        laura.page.get_by_role("link", name="175,00").first.click()
        laura.page.locator("[name=price]").fill("160,00")
        laura.presses("Save")


def the_right_invoice_goes_out(laura: Person, town: House) -> None:
    laura.opens("/billing/")
    laura.presses("Send the invoices")
    town.letter("laskut@lehtola.example", number=3)
    laura.opens("/billing/invoices/")
    laura.finds("20270003", "401,60")


def the_payer_reads_all_three(maija: Person) -> None:
    maija.opens("/billing/invoices/")
    maija.finds("20270001", "20270002", "20270003")
    maija.reads_nothing_of("Sami", "Aino")


def another_payers_manager_reads_none(pekka: Person) -> None:
    assert pekka.opens("/billing/invoices/") == 200
    pekka.reads_nothing_of("20270001", "20270002", "20270003", "Lehtola")


def test_a_line_is_returned_for_its_price_and_goes_out_mended(
    sits_down: Sits, town: House, lehtola: Organisation, aino_with_sami: Process, laura: User, maija: User
) -> None:
    lehtola.change(by=laura, billing_email="laskut@lehtola.example", channel=Channel.MAIL)
    held(aino_with_sami, "2027-01-11 09:00")  # which nobody approved beforehand
    draft_month(JANUARY, now=NOW)
    manager, office = sits_down(maija), sits_down(laura)

    manager.opens(link_in(town.letter("Maija")))
    manager.page.get_by_role("listitem").filter(has_text="11.1.2027").get_by_text(fi("Wrong price")).click()
    manager.presses("Send the answers")
    manager.reads("You have answered")
    office.opens("/billing/")
    office.reads("Line returned", "Wrong price")
    concern(office, "Lehtolan Kuntoutus Oy").get_by_role("link").first.click()
    office.page.locator("[name=price]").fill("160,00")
    office.presses("Invoice at this price")
    office.finds(to_send(1))
    office.presses("Send the invoices")
    assert "200,80" in text_of(town.letter("laskut@lehtola.example"))


def test_a_month_is_exported_for_a_program_that_bills_elsewhere(
    sits_down: Sits, lehtola: Organisation, aino_with_sami: Process, laura: User
) -> None:
    lehtola.change(by=laura, channel=Channel.ELSEWHERE)
    Process.objects.filter(pk=aino_with_sami.pk).update(approval="frame")
    aino_with_sami.refresh_from_db()
    held(aino_with_sami, "2027-01-11 09:00")
    draft_month(JANUARY, now=NOW)
    office = sits_down(laura)

    first = she_makes_the_export(office)
    assert "11.1.2027" in first
    assert "Mäkelä" not in first

    held(aino_with_sami, "2027-01-25 09:00")  # marked late: the next night's run finds it
    draft_month(JANUARY, now=NOW)
    second = she_makes_the_export(office)
    assert "25.1.2027" in second
    assert "11.1.2027" not in second
    expect(office.page.get_by_role("link", name="laskutusperuste")).to_have_count(2)
    office.opens("/billing/")
    expect(office.page.get_by_role("button", name=fi("Send the invoices"))).to_have_count(0)
    office.opens("/billing/numbers/")
    office.finds("20270001")  # is still the next: an export takes no number


def she_makes_the_export(laura: Person) -> str:
    """The text of the newest file."""
    laura.opens("/billing/2027-01/exports/")
    laura.presses("Make the export")
    with laura.page.expect_download() as coming:
        laura.page.get_by_role("link", name="laskutusperuste").first.click()
    return coming.value.path().read_text(encoding="utf-8-sig")
