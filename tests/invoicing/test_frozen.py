"""What an issued invoice says, and goes on saying: sums to the cent, the day's rate, nobody's name."""

from datetime import date
from decimal import Decimal

import pytest

from invoicing.composing import House
from invoicing.documents.document import Service, VatCategory
from invoicing.freezing import preview
from invoicing.models import Invoice
from processes.models import OrganisationGoal, Process
from tests import factories
from tests.factories import helsinki
from tests.invoicing.month import (
    cancelled,
    draft,
    held,
    issue,
)
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_the_frozen_document_holds_all_that_is_printed(framed: Process, laura: User, lehtola: Organisation) -> None:
    held(framed, "2027-01-11 09:00")

    [invoice] = issue(laura)

    frozen = invoice.frozen()
    assert (frozen.number, frozen.issue_on, frozen.due_on) == ("20270001", date(2027, 2, 1), date(2027, 2, 15))
    assert frozen.reference == "202700014"
    assert (frozen.seller.name, frozen.seller.business_id, frozen.seller.iban) == (
        "Kuuloke Työnohjaus Oy",
        "9000016-9",
        "FI3715903000000776",
    )
    assert (frozen.buyer.name, frozen.buyer.business_id) == ("Lehtolan Kuntoutus Oy", "9000011-8")
    assert frozen.buyer.address.lines == ("Asemakatu 4", "33100 TAMPERE")
    assert (frozen.cost_centre, frozen.buyer_reference) == ("4410", "Toimintaterapia")
    [line] = frozen.lines
    assert (line.performed_on, line.minutes, line.process_code) == (date(2027, 1, 11), 90, framed.code)
    assert (line.net, line.vat_percent) == (Decimal("175.00"), Decimal("25.50"))
    assert (frozen.sums.net, frozen.sums.vat, frozen.sums.gross) == (
        Decimal("175.00"),
        Decimal("44.63"),  # 44.625, half up
        Decimal("219.63"),
    )
    assert invoice.gross == Decimal("219.63")


def test_a_reference_may_be_international_and_the_barcode_follows(framed: Process, laura: User) -> None:
    Practice.objects.get().change(by=laura, has_rf_references=True)
    held(framed)

    [invoice] = issue(laura)

    frozen = invoice.frozen()
    assert frozen.reference == "RF64202700014"
    assert frozen.barcode
    assert (frozen.barcode[0], frozen.barcode[25:48]) == ("5", "64" + "202700014".zfill(21))


def test_what_changes_later_changes_no_issued_invoice(
    framed: Process, laura: User, lehtola: Organisation, kuuloke: Practice
) -> None:
    held(framed)
    [invoice] = issue(laura)
    before = invoice.document
    lehtola.name = "Muu nimi Oy"
    lehtola.save()
    kuuloke.iban = ""
    kuuloke.save()

    assert Invoice.objects.get().document == before


def test_tax_is_counted_once_a_rate_on_the_sum(framed: Process, laura: User) -> None:
    """Three sessions of 0.02 lose no cent to rounding line by line."""
    for day in ("11", "12", "13"):
        held(framed, f"2027-01-{day} 09:00", price=Decimal("33.33"))

    [invoice] = issue(laura)

    assert (invoice.frozen().sums.net, invoice.frozen().sums.vat) == (Decimal("99.99"), Decimal("25.50"))


def test_the_rate_follows_the_day_of_performance(framed: Process, laura: User, kuuloke: Practice) -> None:
    kuuloke.billing_starts_on = date(2024, 8, 1)
    kuuloke.save()
    held(framed, "2024-08-30 09:00"), held(framed, "2024-09-02 09:00")

    [invoice] = issue(laura)

    assert [(row.percent, row.base, row.tax) for row in invoice.frozen().sums.vat_rows] == [
        (Decimal("25.50"), Decimal("175.00"), Decimal("44.63")),
        (Decimal("24.00"), Decimal("175.00"), Decimal("42.00")),
    ]


@pytest.mark.sqlite
def test_a_small_business_shows_no_tax_and_says_why(framed: Process, laura: User, kuuloke: Practice) -> None:
    kuuloke.vat = Practice.Vat.SMALL
    kuuloke.save()
    held(framed)

    [invoice] = issue(laura)

    frozen = invoice.frozen()
    assert frozen.sums.gross == Decimal("175.00")
    assert frozen.lines[0].vat_category is VatCategory.EXEMPT
    assert frozen.sums.vat_rows[0].ground == "Veroton myynti, AVL 3 §"
    assert frozen.seller.vat_id is None


def test_a_consumer_is_billed_at_home_by_the_practices_terms(private: Process, laura: User, kuuloke: Practice) -> None:
    kuuloke.payment_term_days = 5  # a Saturday
    kuuloke.save()
    held(private)

    [invoice] = issue(laura)

    frozen = invoice.frozen()
    assert frozen.buyer.is_consumer
    assert frozen.buyer.name == "Outi Savolainen"
    assert frozen.due_on == date(2027, 2, 8)
    assert frozen.sums.gross == Decimal("185.74")


@pytest.mark.sqlite
def test_late_and_missed_times_are_one_word_C10(framed: Process, aino: User, laura: User) -> None:
    framed.cancellation_share = 50
    framed.save()
    cancelled(framed, "2027-01-25 09:00", by=aino, share=50)
    factories.make_booking(process=framed, starts_at=helsinki("2027-01-18 09:00"), status="no_show")

    [invoice] = issue(laura)

    assert {(line.service, line.share, line.net) for line in invoice.frozen().lines} == {
        (Service.RESERVED, Decimal(50), Decimal("87.50"))
    }


@pytest.mark.sqlite
def test_an_invoice_names_nobody_and_no_goal_C17(framed: Process, aino: User, laura: User) -> None:
    """Aino's manager may read her name in lists of sessions: that puts it on no invoice."""
    OrganisationGoal.objects.create(process=framed, text="Yhtenäiset kirjaamiskäytännöt")
    assert framed.attendance == "names"
    held(framed)

    [invoice] = issue(laura)

    for word in ("Aino", "Mäkelä", "Sami", "kirjaamis", str(aino.pk), str(framed.pk)):
        assert word not in invoice.document


def test_names_stand_on_invoices_by_a_switch_of_their_own_from_its_day_on(framed: Process, laura: User) -> None:
    framed.names_on_invoice_since = date(2027, 1, 20)
    framed.save()
    held(framed, "2027-01-11 09:00"), held(framed, "2027-01-25 09:00")

    [invoice] = issue(laura)

    assert [line.people for line in invoice.frozen().lines] == [(), ("Aino Mäkelä",)]


@pytest.mark.sqlite
def test_the_receiver_reads_their_own_language(framed: Process, laura: User, lehtola: Organisation) -> None:
    clerk = factories.make_person(name="Åsa Öberg", language="sv")
    factories.make_manager(user=clerk, organisation=lehtola)
    lehtola.memberships.filter(user=clerk).update(capacity="billing")
    held(framed)

    [invoice] = issue(laura)

    assert invoice.frozen().language == "sv"


def test_a_preview_is_what_will_be_issued(framed: Process, laura: User) -> None:
    held(framed)
    [invoice] = draft()
    shown = preview(invoice, house=House.read(), on=date(2027, 2, 1), running=1)

    [issued] = issue(laura)

    assert issued.frozen() == shown
