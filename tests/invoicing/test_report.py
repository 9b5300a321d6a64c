"""Revenue, hours and what is open, by month; a table to take away is text and numbers, never a formula."""

import csv
import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import etree

from invoicing.crediting import mirror
from invoicing.models import Invoice, credit, pay
from invoicing.report import Year, of_year, open_items
from processes.models import Process
from tests.factories import NOW, client_of
from tests.forms import finnish
from tests.invoicing.month import FEBRUARY, MARCH_FIRST, held, issue
from tyonohjaus.lib import guards
from tyonohjaus.lib.workbook import xlsx_of
from tyonohjaus.people.models import Organisation, User

pytestmark = [pytest.mark.django_db, pytest.mark.both]

LATE = date(2027, 2, 20)
DOCUMENT, DRAFTS = '"invoicing_invoice"."document"', '"invoicing_invoice"."number" IS NULL'


def figures(year: Year, month: int) -> tuple[Any, ...]:
    row = year.months[month - 1]
    return row.invoices, row.net, row.gross, row.sessions, row.hours, row.open, row.overdue


def test_what_was_issued_held_and_paid_stands_in_its_month(sent: Invoice, laura: User) -> None:
    """Aino's session of January, issued on the first of February; a hundred has come in."""
    pay(sent, amount=Decimal(100), paid_on=sent.issue_on, place=0, by=laura, now=NOW)
    year = of_year(2027, today=LATE)

    assert figures(year, 1) == (0, 0, 0, 1, Decimal("1.5"), 0, 0)
    left = Decimal("119.63")
    assert figures(year, 2) == (1, Decimal("175.00"), Decimal("219.63"), 0, 0, left, left)
    assert (year.together.net, year.together.sessions) == (Decimal("175.00"), 1)
    assert [balance.open for _invoice, balance in open_items()] == [left]


def test_what_was_credited_is_no_revenue_and_not_open(sent: Invoice, laura: User) -> None:
    lines = list(sent.lines.values_list("pk", flat=True))
    credit(sent, lines=lines, again=False, by=laura, now=NOW, mirror=mirror(sent))

    assert figures(of_year(2027, today=LATE), 2) == (1, 0, 0, 0, 0, 0, 0)
    assert list(open_items()) == []


def sums_of(invoice: Invoice) -> tuple[Any, ...]:
    return invoice.net, invoice.vat, invoice.gross, invoice.line_count


def test_what_is_asked_of_many_stands_in_columns_of_older_ones_too(sent: Invoice, laura: User) -> None:
    """As the documents say it, of a credit note as well; the migration has filled those that were there before."""
    lines = list(sent.lines.values_list("pk", flat=True))
    note = credit(sent, lines=lines, again=False, by=laura, now=NOW, mirror=mirror(sent))
    guards.remove(connection)
    Invoice.objects.update(net=None, vat=None, line_count=None)
    import_module("invoicing.migrations.0017_sums").fill(apps, connection.schema_editor())
    guards.install(connection)

    for invoice in Invoice.objects.all():
        sums = invoice.frozen().sums
        assert sums_of(invoice) == (sums.net, sums.vat, sums.gross, len(invoice.frozen().lines))
    assert sums_of(note) == (Decimal("-175.00"), Decimal("-44.63"), Decimal("-219.63"), 1)


def test_neither_the_report_nor_the_month_reads_a_document(sent: Invoice, office: Client) -> None:
    """Each holds the whole invoice with its logo."""
    for url in ("/billing/2027-01/", reverse("invoicing:report"), reverse("invoicing:open_csv")):
        with CaptureQueriesContext(connection) as queries:
            assert office.get(url).status_code == 200
        read = [one["sql"] for one in queries if DOCUMENT in one["sql"].partition(" FROM ")[0]]
        assert [sql for sql in read if DRAFTS not in sql] == []


@pytest.fixture
def office(laura: User) -> Client:
    return finnish(laura, content=False)


def rows_of(answer: Any) -> list[list[str]]:
    assert answer["Cache-Control"] == "no-store"
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_laura_sees_it_as_a_picture_with_its_table_and_takes_it_away(
    sent: Invoice, framed: Process, laura: User, lehtola: Organisation
) -> None:
    def asked(name: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert office.get(reverse(f"invoicing:{name}"), {"year": "2027"}).status_code == 200
        return len(queries)

    names = ("report", "report_csv", "open_csv")
    with time_machine.travel(MARCH_FIRST):
        office = finnish(laura, content=False)
        assert [asked(name) for name in names]  # what only a first visit asks
        before = [asked(name) for name in names]
        text = office.get(reverse("invoicing:report")).content.decode().replace("\u00a0", " ")
        assert 'role="img"' in text
        assert "helmikuu 2027" in text
        assert "175,00 €" in text
        assert "huhtikuu 2027" not in text

        lehtola.name = "=HYPERLINK(1)"
        lehtola.save()
        held(framed, "2027-02-03 09:00")
        issue(laura, FEBRUARY, now=MARCH_FIRST)
        assert [asked(name) for name in names] == before
        months = rows_of(office.get(reverse("invoicing:report_csv"), {"year": "2027"}))
        assert months[2][:5] == ["2027-02", "1", "175,00", "44,63", "219,63"]
        opened = rows_of(office.get(reverse("invoicing:open_csv")))
    assert [row[:2] for row in opened[1:]] == [["20270001", "'=HYPERLINK(1)"], ["20270002", "'=HYPERLINK(1)"]]


def test_a_workbook_holds_numbers_as_numbers_and_text_as_text() -> None:
    rows = [["=1+1", Decimal("-5.50"), 3, date(2027, 2, 1), None], ["@a", Decimal(0), 0, None, "https://a.example"]]
    with zipfile.ZipFile(io.BytesIO(xlsx_of({"Yksi": (["A", "B", "C", "D", "E"], rows)}))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        texts = book.read("xl/sharedStrings.xml").decode()
    assert re.search(r"<v>-5\.50?</v>", sheet)
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "=1+1" in texts
    assert "@a" in texts


def cells_of(book: zipfile.ZipFile, sheet: int) -> list[list[str | Decimal]]:
    """Of one sheet: what is text as text, sums, counts and days as numbers."""
    found = {"main": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    texts = [one.findtext(".//main:t", namespaces=found) for one in etree.fromstring(book.read("xl/sharedStrings.xml"))]

    def cell(one: Any) -> str | Decimal:
        value = one.findtext("main:v", namespaces=found)
        return texts[int(value)] if one.get("t") == "s" else Decimal(value)

    rows = etree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml")).iterfind(".//main:row", found)
    return [[cell(one) for one in row] for row in rows]


def test_laura_takes_the_workbook_away(sent: Invoice, office: Client) -> None:
    """The months, and what is open: as the page says it, in numbers that add up."""
    answer = office.get(reverse("invoicing:report_xlsx"), {"year": "2027"})
    assert answer["Content-Disposition"] == 'attachment; filename="laskutus2027.xlsx"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        months, unpaid = cells_of(book, 1), cells_of(book, 2)
    net, vat, gross = (Decimal(sum_) for sum_ in ("175", "44.63", "219.63"))
    assert months[0][:5] == ["Kuukausi", "Laskut", "Ilman alv:tä", "Alv", "Yhteensä"]
    assert months[1:] == [
        ["2027-01", 0, 0, 0, 0, 1, Decimal("1.5"), 0, 0],
        ["2027-02", 1, net, vat, gross, 0, 0, gross, 0],
    ]
    day_of = date(1899, 12, 30).toordinal()
    days = [Decimal(day.toordinal() - day_of) for day in (sent.issue_on, sent.due_on)]
    assert unpaid[1:] == [["20270001", "Lehtolan Kuntoutus Oy", *days, gross, 0, 0, gross]]


def test_a_year_that_is_none_is_taken_for_one(office: Client) -> None:
    for year in ["", "abcd", "0000", "9999", "٢٠٢٧", "-1"]:
        assert office.get(reverse("invoicing:report"), {"year": year}).status_code == 200, year


def test_nobody_else_sees_what_the_practice_earns(
    sent: Invoice, maija: User, sami: User, aino: User, outi: User
) -> None:
    for person in (maija, sami, aino, outi):
        client = client_of(person)
        for name in ("report", "report_csv", "report_xlsx", "open_csv", "overdue"):
            assert client.get(reverse(f"invoicing:{name}")).status_code == 404, (person, name)
