"""What each kind of invoice says on paper, and what it does not."""

from dataclasses import replace
from datetime import date

import pytest

from invoicing.documents import facts, sheet
from invoicing.documents.document import Address, Logo, Recipient
from invoicing.documents.pdf import render
from invoicing.documents.words import LANGUAGES
from tests.invoicing.documents import samples
from tests.invoicing.documents.making import KUULOKE, LEHTOLA
from tests.invoicing.documents.reading import printed, read, sums_on
from tyonohjaus.lib.colour import INK


def test_what_is_not_filled_leaves_no_row():
    text = read(printed("consumer"))[0]
    for label in ("Viitteenne", "Tilausnumero", "Kustannuspaikka", "Sopimus", "Y-tunnus ", "Verkkolaskuosoite"):
        assert f"{label} " not in text.replace("Y-tunnus 9000016-9", "")


def test_a_business_reads_whose_invoice_it_is_what_it_is_for_and_how_it_is_paid():
    """What the law and its bookkeeper ask for (AVL 209 e §); the codes of a bank stand in test_pdf.py."""
    text = read(render(samples.usual(order_number="4500-1")))[0]
    for label, value in (
        ("Laskun numero", "20270017"),
        ("Laskun päivä", "1.2.2027"),
        ("Eräpäivä", "15.2.2027"),
        ("Viitteenne", "Toimintaterapia"),
        ("Tilausnumero", "4500-1"),
        ("Kustannuspaikka", "4410"),
        ("Asiakkaan Y-tunnus", LEHTOLA.business_id),
        ("Y-tunnus", KUULOKE.business_id),
    ):
        assert f"{label} {value}" in text, (label, value)
    lines = ("ma 11.1.2027", "ke 13.1.2027", "KV7-2RM", "D4T-9HX", "25,5 %")
    for told in ("Lehtolan Kuntoutus Oy", *lines, "Viitenumero", "2027 00179", "IBAN", "FI37 1590 3000 0007 76"):
        assert told in text, told


def test_a_consumer_sees_the_gross_price_and_no_business_terms():
    text = read(printed("consumer"))[0]
    assert "À-hinta verollinen" in text
    assert "185,74" in text
    assert "Viivästyskorko korkolain mukaan." in text
    assert "Huomautukset" not in text
    assert "Riveillä on prosessin tunnus" not in text
    assert "40 €" not in text


def test_a_small_business_shows_no_vat():
    text = read(printed("small_business"))[0]
    assert "Veroton myynti, AVL 3 §." in text
    assert "Alv" not in text
    assert "FI90000169" not in text


def test_an_exempt_rate_carries_its_ground():
    assert "0 %: veroton terveydenhoitopalvelu, AVL 34 §." in read(printed("long"))[1]


def test_a_credit_note_says_what_is_left():
    text = read(printed("credit_note"))[0]
    assert "Hyvittää laskun 20270017, 1.2.2027" in text
    assert "viitenumerolla 2027 00179 viimeistään 15.2.2027" in text
    assert "Laskusta jää maksettavaa 219,63 €" in text
    whole = read(render(samples.credit_note(numbers=(1, 2))))[0]
    assert "Laskusta 20270017 ei jää maksettavaa." in whole
    assert "Hyvitettävät rivit kaikki" in whole
    late = read(render(samples.credit_note(issue_on=date(2027, 3, 1))))[0]
    assert "viimeistään" not in late


def test_who_gets_the_bill_when_it_is_not_the_buyer():
    scanning = Recipient(
        name="Laskuskannaus Oy", address=Address(street=("PL 99999",), postcode="00010", town="Skannauskeskus")
    )
    text = read(render(samples.usual(buyer=replace(LEHTOLA, recipient=scanning))))[0]
    assert "Asiakas Lehtolan Kuntoutus Oy, Asemakatu 4, 33100 TAMPERE" in text
    assert "Laskuskannaus Oy PL 99999 00010 SKANNAUSKESKUS" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_and_prose_cannot_become_markup(language):
    """Data is data: neither markup nor an address to fetch from."""
    mean = "<script>alert(1)</script> & <img src='http://127.0.0.1:9/x'>"
    text = read(render(samples.usual(language=language, buyer_reference=mean)))[0].replace(" ", "")
    assert mean.replace(" ", "") in text


def test_a_logo_fetches_nothing_and_a_broken_one_stops_nothing():
    greedy = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="file:///etc/hostname"/></svg>'
    for content in (greedy, b"no picture"):
        seller = replace(KUULOKE, logo=Logo(media_type="image/svg+xml", content=content))
        assert "470,63 €" in read(render(samples.usual(seller=seller)))[0]


@pytest.mark.parametrize(
    "accent, used",
    [("#1d4d4a", "#1d4d4a"), ("#e0a020", INK), ("", INK), ("red", INK), ("#12", INK)],
)
def test_a_pale_accent_gives_way_to_ink(accent, used):
    assert sheet.context(samples.usual(seller=replace(KUULOKE, accent=accent)))["accent"] == used


def test_more_facts_than_fit_become_smaller_and_push_the_lines_down():
    long = "Toimintaterapian yksikkö, tilaaja Virtanen-Korhonen Marja-Liisa"
    document = samples.usual(buyer_reference=long, order_number=long, contract=long, cost_centre=long)
    assert facts.context(document)["tight_facts"]
    assert not facts.context(samples.usual())["tight_facts"]
    text = read(render(document))[0]
    assert text.count("Virtanen-Korhonen") == 4
    assert [found for found in sums_on(document) if found not in text] == []
