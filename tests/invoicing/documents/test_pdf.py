"""What is really on the paper and in the file."""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import pikepdf
import pypdf
import pypdfium2
import pytest
import zxingcpp

from invoicing.documents import facts, sheet
from invoicing.documents.codes import epc_text
from invoicing.documents.document import Address, Form, InvoiceDocument, Logo, Recipient
from invoicing.documents.pdf import render
from invoicing.documents.words import LANGUAGES
from tests.invoicing.documents import samples
from tests.invoicing.documents.making import KUULOKE, LEHTOLA, invoice, line
from tyonohjaus.lib import money


@cache
def printed(name: str) -> bytes:
    return render(samples.ALL[name]())


def read(pdf: bytes) -> list[str]:
    """The text of each page, every white space a plain space."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def sums_on(document: InvoiceDocument) -> set[str]:
    sums, language = document.sums, document.language
    amounts = [line.net for line in document.lines] + [line.unit_price for line in document.lines]
    if document.seller.vat_registered:
        amounts += [sums.net, sums.vat, sums.gross]
        amounts += [part for row in sums.vat_rows for part in (row.base, row.tax, row.base + row.tax)]
    written = [money.amount(value, language) for value in amounts] + [money.euros(sums.gross, language)]
    return {" ".join(text.split()) for text in written}


@pytest.mark.parametrize("name", samples.ALL)
def test_every_sum_stands_in_the_text(name):
    """PRINT.md trap 1: what overflows is cut without a word."""
    text = " ".join(read(printed(name)))
    assert [found for found in sums_on(samples.ALL[name]()) if found not in text] == []


@pytest.mark.parametrize("count", [1, 13, 14, 15, 16, 17, 18, 19, 20, 45])
def test_no_sum_is_lost_wherever_the_page_breaks(count):
    lines = tuple(
        line(at + 1, date(2027, 1, 4), (Form.GROUP, 120), f"{250 + at}.{at:02d}", "W2H-6MD") for at in range(count)
    )
    document = invoice(lines=lines)
    pages = read(render(document))
    text = " ".join(pages)
    assert [found for found in sums_on(document) if found not in text] == []
    assert len(pages) == 1 if count <= 14 else len(pages) > 1
    assert pages[-1].count("Alv-kanta") == 1
    assert f"1 ({len(pages)})" in pages[0]
    assert document.barcode is not None
    assert document.barcode in pages[0]  # page 1 alone can be paid
    for at, page in enumerate(pages[1:], start=2):
        assert f"Lasku 20270017 · Kuuloke Työnohjaus Oy {at} ({len(pages)})" in page


@pytest.mark.parametrize("name", samples.ALL)
def test_only_the_font_that_we_ship_is_in_the_file(name):
    fonts = set()
    for page in pypdf.PdfReader(BytesIO(printed(name))).pages:
        for font in page["/Resources"]["/Font"].values():
            fonts.add(str(font.get_object()["/BaseFont"]))
    assert fonts
    assert all(re.fullmatch(r"/[A-Z]{6}\+Fira-Sans(-Medium)?", font) for font in fonts), fonts


@pytest.mark.parametrize("name", ["usual", "swedish", "long", "consumer", "small_business", "english"])
def test_a_bank_can_read_both_codes_from_the_paper(name):
    document = samples.ALL[name]()
    picture = pypdfium2.PdfDocument(printed(name))[0].render(scale=300 / 72).to_pil()
    read_back = {code.format: code.text for code in zxingcpp.read_barcodes(picture)}
    seller = document.seller
    assert read_back == {
        zxingcpp.BarcodeFormat.Code128: document.barcode,
        zxingcpp.BarcodeFormat.QRCode: epc_text(
            name=seller.name,
            iban=seller.iban,
            bic=seller.bic,
            amount=document.sums.gross,
            reference=document.reference,
            due_on=document.due_on,
        ),
    }


@pytest.mark.parametrize(
    "document",
    [samples.credit_note(), invoice(lines=(line(1, date(2027, 1, 4), (Form.PAIR, 90), "0.00", "A"),))],
    ids=["credit note", "nothing to pay"],
)
def test_nothing_to_pay_has_no_codes(document):
    pdf = render(document)
    assert list(zxingcpp.read_barcodes(pypdfium2.PdfDocument(pdf)[0].render(scale=300 / 72).to_pil())) == []
    assert "Maksutiedot" not in read(pdf)[0]


def test_a_million_has_no_barcode_but_can_be_paid():
    lines = (line(1, date(2027, 1, 4), (Form.GROUP, 90), "1000000.00", "A"),)
    text = read(render(invoice(lines=lines)))[0]
    assert "Virtuaaliviivakoodi" not in text
    assert "2027 00179" in text


def test_the_same_document_gives_the_same_bytes():
    assert render(samples.usual()) == printed("usual")
    assert render(replace(samples.usual(), cost_centre="4411")) != printed("usual")


def test_also_in_another_process():
    code = (
        "import django, hashlib; django.setup()\n"
        "from invoicing.documents.pdf import render\n"
        "from tests.invoicing.documents import samples\n"
        "render(samples.swedish())\n"
        "print(hashlib.sha256(render(samples.long())).hexdigest())"
    )
    settings = os.environ["DJANGO_SETTINGS_MODULE"]
    env = {**os.environ, "PYTHONHASHSEED": "7", "DJANGO_SETTINGS_MODULE": settings, "TZ": "Asia/Tokyo"}
    run = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == hashlib.sha256(printed("long")).hexdigest()


def test_metadata_tells_title_and_author_only():
    """C17: whatever stands on the paper, the file's properties say number and seller."""
    planted = replace(
        samples.usual(),
        buyer_reference="jaksaminen",
        footer="uupumus",
        lines=(replace(samples.usual().lines[0], people=("Aino Mäkelä",)), samples.usual().lines[1]),
    )
    pdf = render(planted)
    reader = pypdf.PdfReader(BytesIO(pdf))
    assert dict(reader.metadata or {}) == {
        "/Title": "Lasku 20270017",
        "/Author": "Kuuloke Työnohjaus Oy",
        "/Producer": "WeasyPrint 70.0",
    }
    with pikepdf.open(BytesIO(pdf)) as opened:
        xmp = opened.Root.Metadata.read_bytes().decode()
    for word in ("jaksaminen", "uupumus", "Aino", "Lehtola", "KV7-2RM"):
        assert word not in xmp
    assert "Aino Mäkelä" in read(pdf)[0]


def test_the_file_declares_pdf_a_3a_and_pdf_ua_1_in_one_rdf():
    with pikepdf.open(BytesIO(printed("long"))) as opened:
        xmp = opened.Root.Metadata.read_bytes().decode()
        assert opened.Root.Lang == "fi"
        assert opened.Root.MarkInfo.Marked
    assert xmp.count("<rdf:RDF") == 1
    assert 'pdfaid:part="3"' in xmp
    assert 'pdfaid:conformance="A"' in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


def test_pictures_speak():
    """PDF/UA: each picture has its alternative text, the barcode's is its digits."""
    with pikepdf.open(BytesIO(printed("usual"))) as opened:
        alts = [str(item.Alt) for item in opened.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]
    assert "Kuuloke Työnohjaus Oy, logo" in alts
    assert any("437159030000007760004706300000000000000202700179270215" in alt for alt in alts)
    assert any(alt.startswith("QR-koodi") for alt in alts)


def test_what_is_not_filled_leaves_no_row():
    text = read(printed("consumer"))[0]
    for label in ("Viitteenne", "Tilausnumero", "Kustannuspaikka", "Sopimus", "Y-tunnus ", "Verkkolaskuosoite"):
        assert f"{label} " not in text.replace("Y-tunnus 9000016-9", "")


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
    [("#1d4d4a", "#1d4d4a"), ("#e0a020", sheet.INK), ("", sheet.INK), ("red", sheet.INK), ("#12", sheet.INK)],
)
def test_a_pale_accent_gives_way_to_ink(accent, used):
    assert sheet.context(samples.usual(seller=replace(KUULOKE, accent=accent)))["accent"] == used


def test_the_contrast_is_that_of_wcag():
    assert sheet.contrast_on_white("#000000") == pytest.approx(21)
    assert sheet.contrast_on_white("#51605d") == pytest.approx(6.6, abs=0.05)


def test_more_facts_than_fit_become_smaller_and_push_the_lines_down():
    long = "Toimintaterapian yksikkö, tilaaja Virtanen-Korhonen Marja-Liisa"
    document = samples.usual(buyer_reference=long, order_number=long, contract=long, cost_centre=long)
    assert facts.context(document)["tight_facts"]
    assert not facts.context(samples.usual())["tight_facts"]
    text = read(render(document))[0]
    assert text.count("Virtanen-Korhonen") == 4
    assert [found for found in sums_on(document) if found not in text] == []
