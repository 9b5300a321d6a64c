"""Laura's pages for what goes by other ways than mail; a payer has none of them, only the PDF."""

import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from invoicing.models import Invoice, Paper, Route, Sending
from tests.bookings.pages import tree
from tests.factories import NOW, client_of
from tests.forms import faults, finnish, summary, typed
from tests.invoicing.month import JANUARY
from tyonohjaus.outbox.models import State
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
MONTH = "/billing/2027-01/einvoices/"


@pytest.fixture
def office(laura: User) -> Client:
    return finnish(laura, content=False)


def asked(*invoices: Invoice, **more: Any) -> dict[str, Any]:
    return {"invoices": [str(one.pk) for one in invoices], "route": "download", "form": "finvoice"} | more


def text_of(page: Any) -> str:
    return " ".join(page.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ").split())


def test_a_month_goes_as_one_file_and_a_second_time_only_by_lauras_word(einvoiced: Invoice, office: Client) -> None:
    page = office.get(MONTH)
    assert typed(page, "invoices") == [str(einvoiced.pk)]
    after = office.post(MONTH, asked(einvoiced), follow=True)
    [link] = tree(after).xpath("//main//a[contains(@href, '/zip/')]/@href")
    answer = office.get(link)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
        assert pack.namelist() == ["lasku20270001.xml", "lasku20270001.pdf"]
        assert pack.read("lasku20270001.pdf") == bytes(Paper.objects.get().pdf)
        assert pack.read("lasku20270001.xml") == bytes(Sending.objects.get().content)
    assert answer["Content-Disposition"] == 'attachment; filename="verkkolaskut20270201.zip"'
    assert answer["Cache-Control"] == "no-store"
    assert office.get(link).content == answer.content
    assert Sending.objects.count() == 1, "to download the file again is no sending"
    assert typed(after, "invoices") == []

    twice = office.post(MONTH, asked(einvoiced))
    assert twice.status_code == 422
    assert "Lähtenyt jo verkkolaskuna: 20270001 (Ladattu verkkolaskuna 1.2.2027, Laura Salmi)" in faults(twice)["again"]
    seen = typed(twice, "seen")
    unseen = office.post(MONTH, asked(einvoiced, again="on", seen="0" * 16))
    assert unseen.status_code == 422
    assert Sending.objects.count() == 1
    for status in (303, 422):  # and the same page pressed twice
        assert office.post(MONTH, asked(einvoiced, again="on", seen=seen)).status_code == status
    assert Sending.objects.count() == 2


def test_one_that_cannot_go_stops_all_and_says_where_to_mend(sent: Invoice, office: Client) -> None:
    """Lehtola has no e-invoice address: nothing goes, nothing is half-done."""
    page = office.post(MONTH, asked(sent))
    assert page.status_code == 422
    assert "Osaa näistä ei voi lähettää tässä muodossa" in faults(page)["invoices"]
    assert "Asiakkaalta puuttuu verkkolaskuosoite ja välittäjä." in text_of(page)
    assert reverse("people:organisation_edit", args=[sent.organisation_id]) in page.content.decode()
    assert typed(page, "invoices") == [str(sent.pk)]
    assert not Sending.objects.exists()


def test_what_is_not_offered_is_refused(einvoiced: Invoice, office: Client) -> None:
    """The operator's folder too, where the practice has none."""
    for wrong in [{"invoices": []}, {"invoices": ["x"]}, {"route": "drop"}, {"route": "letter"}, {"form": "pdf"}]:
        page = office.post(MONTH, asked(einvoiced) | wrong)
        assert page.status_code == 422, wrong
        assert faults(page), wrong
        assert not Sending.objects.exists(), wrong


def test_the_portals_page_has_each_field_as_it_is_typed(einvoiced: Invoice, office: Client) -> None:
    page = office.get(reverse("invoicing:portal", args=[einvoiced.pk]))
    fields = {
        tree(page).xpath(f"//label[@for='{one.get('id')}']/text()")[0]: one.get("value")
        for one in tree(page).xpath("//main//input[@readonly]")
    }
    assert fields["Laskun numero"] == "20270001"
    assert fields["Viitenumero"] == "202700014"
    assert fields["IBAN"] == "FI3715903000000776"
    assert fields["Yhteensä"] == "219,63"
    assert (fields["Alv, %"], fields["Alv 25,5 %"]) == ("25,5", "44,63")
    assert fields["Viitteenne"] == "Toimintaterapia"
    assert fields["Kuvaus"].startswith("Työnohjaus, yksilö, 90 min, ")
    assert "Aino" not in " ".join(fields.values())
    assert len(tree(page).xpath("//button[@data-copy][@hidden]")) == len(tree(page).xpath("//main//input[@readonly]"))


def test_marked_as_typed_where_a_file_has_gone_it_asks_first(einvoiced: Invoice, office: Client, laura: User) -> None:
    Sending.begin(einvoiced, route=Route.DOWNLOAD, by=laura, now=NOW)
    url = reverse("invoicing:delivery", args=[einvoiced.pk])
    page = office.post(url, {"how": "portal"})
    assert page.status_code == 422
    assert "Lähtenyt jo verkkolaskuna" in summary(page) + faults(page)["again"]
    assert office.post(url, {"how": "letter"}).status_code == 303
    assert office.post(url, {"how": "portal", "again": "on", "seen": typed(page, "seen")}).status_code == 303
    assert list(Sending.objects.order_by("at").values_list("route", "again_by")) == [
        ("download", None),
        ("letter", None),
        ("portal", laura.pk),
    ]


def test_of_an_uncertain_one_laura_says_that_it_arrived(
    einvoiced: Invoice, office: Client, laura: User, folder: Any
) -> None:
    row = Sending.begin(einvoiced, route=Route.DROP, by=laura, now=NOW)
    row.mark_uncertain()
    assert "Kysy välittäjältä" in text_of(office.get(reverse("invoicing:detail", args=[einvoiced.pk])))

    page = office.post(reverse("invoicing:sending_arrived", args=[row.pk]), follow=True)
    assert Sending.objects.get().state == State.SENT
    assert "Lähetetty verkkolaskuna" in text_of(page)


def test_a_payer_has_the_pdf_and_none_of_these_pages(einvoiced: Invoice, maija: User, laura: User) -> None:
    row = Sending.begin(einvoiced, route=Route.DOWNLOAD, by=laura, now=NOW)
    payer = client_of(maija)
    assert payer.get(reverse("invoicing:pdf", args=[einvoiced.pk])).status_code == 200
    for name, args, status in (
        ("einvoices", [JANUARY], 404),
        ("portal", [einvoiced.pk], 403),
        ("delivery", [einvoiced.pk], 403),
        ("sending_zip", [row.pk], 404),
    ):
        assert payer.get(reverse(f"invoicing:{name}", args=args)).status_code == status, name
    assert payer.post(reverse("invoicing:sending_arrived", args=[row.pk])).status_code == 404
