"""What the database itself refuses, whoever asks: nothing of an issued invoice changes (E6)."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import ProtectedError

from invoicing.models import Invoice, Line, NumberSeries, Paper
from processes.models import Process
from tests.database import refused
from tests.factories import helsinki
from tests.invoicing.month import FEBRUARY, draft, held, issue
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def issued(framed: Process, laura: User) -> Invoice:
    held(framed)
    return issue(laura)[0]


def test_an_issued_invoice_cannot_change_E6(issued: Invoice) -> None:
    before = issued.frozen()
    changes = [
        lambda: Invoice.objects.update(gross=1),
        lambda: Invoice.objects.update(net=1, vat=0, line_count=2),
        lambda: Invoice.objects.update(document="{}"),
        lambda: Invoice.objects.update(cost_centre="9"),
        lambda: Invoice.objects.update(number=None, document="", issue_on=None),
        lambda: Line.objects.update(share=50),
        lambda: Line.objects.update(invoice=None),
        lambda: Line.objects.all().delete(),
        lambda: NumberSeries.objects.update(next=1),
        lambda: NumberSeries.objects.all().delete(),
        lambda: Paper.objects.all().delete(),
        lambda: Invoice.objects.filter(pk=issued.pk)._raw_delete("default"),
    ]
    taken = [number for number, change in enumerate(changes) if not refused(change)]
    assert taken == []
    assert Invoice.objects.get().frozen() == before


RAW = [
    "UPDATE invoicing_invoice SET gross = 1",
    "UPDATE invoicing_invoice SET payer_key = payer_key",
    "DELETE FROM invoicing_invoice",
    "UPDATE invoicing_line SET price = 1",
    "DELETE FROM invoicing_line",
    "UPDATE invoicing_numberseries SET next = 1, last_issued_on = NULL",
    "DELETE FROM invoicing_numberseries",
    "DELETE FROM invoicing_paper",
]


def test_nor_from_a_shell_of_the_database(issued: Invoice) -> None:
    assert [sql for sql in RAW if not refused(sql)] == []
    assert Invoice.objects.get().frozen() == issued.frozen()


@pytest.mark.postgres
def test_nor_by_emptying_a_whole_table(issued: Invoice) -> None:
    for table in ("invoicing_invoice", "invoicing_line", "invoicing_paper"):
        assert refused(f"TRUNCATE {table} CASCADE"), table


def test_nor_by_saving_or_deleting_the_row(issued: Invoice) -> None:
    row = Invoice.objects.get()
    row.cost_centre = "9999"
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()
    with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
        row.delete()


def test_no_line_slips_onto_an_issued_invoice(issued: Invoice, framed: Process) -> None:
    late = held(framed, "2027-01-25 09:00")
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.create(booking=late, invoice=issued, price=1, share=100, service="session")
    waiting = Line.objects.create(booking=late, price=1, share=100, service="session")
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
