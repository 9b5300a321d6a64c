"""Laura presses the button: numbers without a gap, frozen facts, sums to the cent, and nothing twice."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils.translation import gettext

from invoicing.documents.document import Service, VatCategory
from invoicing.documents.faults import Fault
from invoicing.freezing import Changed, House, preview
from invoicing.issuing import OutOfTurn
from invoicing.models import AlreadyRunning, Invoice, Line, NumberSeries, Paper
from invoicing.monthly_run import issue_all
from processes import parties
from processes.models import OrganisationGoal, Process
from tests import factories
from tests.factories import NOW, helsinki
from tests.invoicing.month import FEBRUARY, JANUARY, cancelled, draft, held
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def framed(aino_with_sami: Process) -> Process:
    aino_with_sami.approval = "frame"
    aino_with_sami.save()
    return aino_with_sami


@pytest.fixture
def private(kuuloke: Practice, outi: User, sami: User) -> Process:
    """Outi pays herself."""
    outi.street, outi.postcode, outi.city = "Kuusikuja 3 B 12", "33820", "Tampere"
    outi.save()
    return factories.make_process(supervisor=sami, supervisees=[outi], length_minutes=60, price=Decimal(148))


def issue(laura: User, first: date = JANUARY, now: Any = NOW) -> list[Invoice]:
    draft(first, now=now)
    outcome = issue_all(first, by=laura, now=now)
    assert not outcome.refused, outcome.refused
    return outcome.done


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
    kuuloke.payment_term_days = 7
    kuuloke.save()
    held(private)

    [invoice] = issue(laura)

    frozen = invoice.frozen()
    assert frozen.buyer.is_consumer
    assert frozen.buyer.name == "Outi Savolainen"
    assert frozen.due_on == date(2027, 2, 8)
    assert frozen.sums.gross == Decimal("185.74")


def test_late_and_missed_times_are_one_word_C10(framed: Process, aino: User, laura: User) -> None:
    framed.cancellation_share = 50
    framed.save()
    cancelled(framed, "2027-01-25 09:00", by=aino, share=50)
    factories.make_booking(process=framed, starts_at=helsinki("2027-01-18 09:00"), status="no_show")

    [invoice] = issue(laura)

    assert {(line.service, line.share, line.net) for line in invoice.frozen().lines} == {
        (Service.RESERVED, Decimal(50), Decimal("87.50"))
    }


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


def test_the_receiver_reads_their_own_language(framed: Process, laura: User, lehtola: Organisation) -> None:
    clerk = factories.make_person(name="Åsa Öberg", language="sv")
    factories.make_manager(user=clerk, organisation=lehtola)
    lehtola.memberships.filter(user=clerk).update(capacity="billing")
    held(framed)

    [invoice] = issue(laura)

    assert invoice.frozen().language == "sv"


# --- what must be mended first


def test_what_is_missing_holds_its_invoice_and_no_other_back(
    framed: Process, private: Process, laura: User, outi: User
) -> None:
    outi.street = ""
    outi.save()
    held(framed), held(private, "2027-01-12 09:00")
    draft()

    outcome = issue_all(JANUARY, by=laura, now=NOW)

    assert [invoice.number for invoice in outcome.done] == ["20270001"]
    [(refused, problems)] = outcome.refused
    assert refused.consumer == outi
    assert [problem.fault for problem in problems] == [Fault.ADDRESS_MISSING]

    outi.street = "Kuusikuja 3"
    outi.save()
    again = issue_all(JANUARY, by=laura, now=NOW)

    assert [invoice.number for invoice in again.done] == ["20270002"]
    assert not again.refused


def test_a_second_press_does_nothing(framed: Process, laura: User) -> None:
    held(framed)
    issue(laura)

    assert issue_all(JANUARY, by=laura, now=NOW).done == []
    assert Invoice.objects.count() == Paper.objects.count() == 1
    assert Event.objects.filter(name="invoice.issued").count() == 1


def test_a_session_that_changed_since_is_not_issued_as_it_was(
    framed: Process, aino: User, sami: User, laura: User
) -> None:
    late = cancelled(framed, "2027-01-25 09:00", by=aino, share=100)
    draft()
    late.waive(by=sami, now=NOW)

    outcome = issue_all(JANUARY, by=laura, now=NOW)

    assert not outcome.done
    assert isinstance(outcome.refused[0][1][0], Changed)
    assert NumberSeries.peek(on=date(2027, 2, 1)) == 1  # the number was given back


def test_a_day_before_the_last_number_gets_none(framed: Process, laura: User) -> None:
    held(framed)
    issue(laura, now=helsinki("2027-02-10 09:00"))
    other = factories.make_process(
        supervisor=parties.supervisors(framed)[0].user,
        supervisees=[parties.supervisees(framed)[0].user],
        organisation=framed.organisation,
        cost_centre="1",
        approval="frame",
    )
    held(other, "2027-01-12 09:00")
    draft()

    outcome = issue_all(JANUARY, by=laura, now=NOW)

    [(_refused, [problem])] = outcome.refused
    assert isinstance(problem, OutOfTurn)
    assert problem.told(gettext)


def test_a_fault_of_the_program_stops_no_other(
    framed: Process, private: Process, laura: User, caplog: pytest.LogCaptureFixture
) -> None:
    """Its number is given back; the log says what it was, and no content (C30)."""
    held(framed), held(private, "2027-01-12 09:00")
    draft()
    Process.objects.filter(pk=framed.pk).update(kind="unknown")

    outcome = issue_all(JANUARY, by=laura, now=NOW)

    assert [invoice.number for invoice in outcome.done] == ["20270001"]
    assert len(outcome.refused) == 1
    assert "Aino" not in caplog.text


def test_a_preview_is_what_will_be_issued(framed: Process, laura: User) -> None:
    held(framed)
    [invoice] = draft()
    shown = preview(invoice, house=House.read(), on=date(2027, 2, 1), running=1)

    [issued] = issue(laura)

    assert issued.frozen() == shown


# --- numbers


def test_the_years_first_number_is_where_the_old_program_ended(framed: Process, laura: User) -> None:
    NumberSeries.begin(year=2027, at=17, by=laura)
    held(framed)

    [invoice] = issue(laura)

    assert invoice.number == "20270017"
    with pytest.raises(AlreadyRunning):
        NumberSeries.begin(year=2027, at=30, by=laura)


def test_a_number_tells_nothing_of_a_person_C19(framed: Process, laura: User) -> None:
    held(framed)

    [invoice] = issue(laura)

    assert invoice.number == "20270001"
    assert invoice.frozen().reference == f"{invoice.number}4"


# --- what the database itself refuses


@pytest.fixture
def issued(framed: Process, laura: User) -> Invoice:
    held(framed)
    return issue(laura)[0]


@pytest.mark.parametrize(
    "change",
    [
        lambda invoice: Invoice.objects.update(gross=1),
        lambda invoice: Invoice.objects.update(document="{}"),
        lambda invoice: Invoice.objects.update(cost_centre="9"),
        lambda invoice: Invoice.objects.update(number=None, document="", issue_on=None),
        lambda invoice: Line.objects.update(share=50),
        lambda invoice: Line.objects.update(invoice=None),
        lambda invoice: Line.objects.all().delete(),
        lambda invoice: NumberSeries.objects.update(next=1),
        lambda invoice: NumberSeries.objects.all().delete(),
        lambda invoice: Paper.objects.all().delete(),
        lambda invoice: Invoice.objects.filter(pk=invoice.pk)._raw_delete("default"),
    ],
)
def test_an_issued_invoice_cannot_change_E6(issued: Invoice, change: Any) -> None:
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        change(issued)


def test_no_line_slips_onto_an_issued_invoice(issued: Invoice, framed: Process) -> None:
    late = held(framed, "2027-01-25 09:00")
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.create(booking=late, invoice=issued, price=1, share=100)
    waiting = Line.objects.create(booking=late, price=1, share=100)
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.filter(pk=waiting.pk).update(invoice=issued)


def test_a_made_paper_cannot_change(issued: Invoice) -> None:
    assert issued.paper.keep(b"%PDF-1.7 first")
    assert not issued.paper.keep(b"%PDF-1.7 second")
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.update(pdf=b"%PDF-1.7 third")
    assert bytes(Paper.objects.get().pdf) == b"%PDF-1.7 first"


def test_a_session_has_one_line_for_good(issued: Invoice, framed: Process, laura: User) -> None:
    draft(), draft(FEBRUARY, now=helsinki("2027-03-01 08:00"))

    assert Line.objects.count() == 1
