"""An invoice's own page and PDF: the office's, the payer's, and nobody else's."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from invoicing.hours import HoursCard
from invoicing.models import Invoice, Paper
from invoicing.views.sheet import Sheet, sheet_of
from processes.models import Process
from tests import factories
from tests.factories import client_of
from tests.invoicing.documents import samples
from tests.invoicing.month import draft, held, press
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_a_consumer_reads_what_they_pay_and_everybody_how_many_of_it() -> None:
    """The page says what the paper says."""
    of_aino, of_lehtola = sheet_of(samples.consumer()), sheet_of(samples.usual())
    assert [column.label for column in of_aino.columns][1] == "À-hinta, verollinen"
    assert [line.cells[0] for line in of_aino.lines] == ["185,74", "92,87"]
    assert "verollinen" not in str(of_lehtola.columns)
    assert {len(line.cells) for line in (*of_aino.lines, of_aino.foot)} == {3}
    assert sheet_of(samples.english()).lines[2].note.endswith("2\u00a0sessions × 1,250.00")
    assert sheet_of(samples.credit_note()).sums[0].value == "−200,00 − 51,00 = −251,00"


def test_a_payer_reads_their_own_invoices(sent: Invoice, maija: User) -> None:
    page = client_of(maija).get(reverse("invoicing:invoice_list"))
    assert b"20270001" in page.content
    detail = client_of(maija).get(reverse("invoicing:detail", args=[sent.pk]))
    text = " ".join(detail.content.decode().replace("&nbsp;", " ").replace("\u00a0", " ").split())
    for fact in (
        "Lasku 20270001",
        "219,63 €",
        "4410",
        "Toimintaterapia",
        "15.2.2027",
        "2027 00014",
        "FI37 1590 3000 0007 76",
        "NDEAFIHH",
        "ma 11.1.2027",
        "Työnohjaus, yksilö, 90 min",
        sent.frozen().lines[0].process_code,
        "25,5 %",
    ):
        assert fact in text, fact
    for hidden in ("Aino", "laskut@lehtola.example", "Delivery", "Toimitus"):
        assert hidden not in text, hidden


def test_the_payers_page_has_these_fields_and_no_other_C7() -> None:
    assert set(Sheet.__dataclass_fields__) == {
        "language", "title", "facts", "columns", "lines", "foot", "sums", "to_pay", "payment", "remarks",
    }  # fmt: skip
    assert set(HoursCard.__dataclass_fields__) == {
        "sessions",
        "travel",
        "km",
        "approved",
        "line", "starts_at", "ends_at", "minutes", "net", "vat_percent", "share", "cost_centre", "code", "names",
        "answer_by_on",
    }  # fmt: skip


def test_the_pdf_is_the_kept_one_under_a_neutral_name_C18_C21(sent: Invoice, maija: User) -> None:
    answer = client_of(maija).get(reverse("invoicing:pdf", args=[sent.pk]))

    assert answer.content == bytes(Paper.objects.get().pdf)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="lasku20270001.pdf"'
    assert answer["Cache-Control"] == "no-store"


def test_a_pdf_that_is_not_made_yet_is_told(framed: Process, laura: User, office: Client) -> None:
    held(framed)
    draft()
    [invoice] = press(laura).done

    answer = office.get(reverse("invoicing:pdf", args=[invoice.pk]))

    assert (answer.status_code, answer.url) == (303, reverse("invoicing:detail", args=[invoice.pk]))


def test_others_find_no_invoice_of_lehtola(
    sent: Invoice, pekka: User, outi: User, sami: User, aino: User, eero: User
) -> None:
    """Also not the one it is about: her employer pays (DOMAIN 4.3)."""
    for person in (pekka, outi, sami, aino, eero):
        client = client_of(person)
        for name in ("detail", "pdf"):
            assert client.get(reverse(f"invoicing:{name}", args=[sent.pk])).status_code == 404, (person, name)


def test_a_draft_is_the_offices_alone(framed: Process, maija: User, office: Client) -> None:
    held(framed)
    [invoice] = draft()
    url = reverse("invoicing:detail", args=[invoice.pk])

    assert client_of(maija).get(url).status_code == 404
    page = office.get(url)
    assert page.status_code == 200
    assert "219,63" in page.content.decode()


def test_one_who_pays_themselves_reads_their_own(
    kuuloke: Practice, outi: User, sami: User, laura: User, aino: User
) -> None:
    outi.street, outi.postcode, outi.city = "Kuusikuja 3", "33820", "Tampere"
    outi.save()
    held(factories.make_process(supervisor=sami, supervisees=[outi]))
    draft()
    [invoice] = press(laura).done

    assert b"20270001" in client_of(outi).get(reverse("invoicing:invoice_list")).content
    assert client_of(outi).get(reverse("invoicing:detail", args=[invoice.pk])).status_code == 200
    assert client_of(aino).get(reverse("invoicing:detail", args=[invoice.pk])).status_code == 404


def test_lists_ask_as_often_for_one_invoice_as_for_three(
    sent: Invoice, framed: Process, office: Client, laura: User, lehtola: Organisation
) -> None:
    url = reverse("invoicing:invoice_list")

    def count() -> int:
        office.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert office.get(url).status_code == 200
        return len(queries)

    one = count()
    for number in (1, 2):
        framed.cost_centre = f"99{number}"
        framed.save()
        held(framed, f"2027-01-2{number} 09:00")
        draft()
        press(laura)
    assert Invoice.objects.issued().count() == 3
    assert count() == one
