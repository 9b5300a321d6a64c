"""What is really on the paper and in the file."""

import gc
import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pypdf
import pypdfium2
import pytest
import weasyprint
import zxingcpp

from invoicing.documents.codes import epc_text
from invoicing.documents.document import Form
from invoicing.documents.finvoice import finvoice
from invoicing.documents.pdf import render
from tests.invoicing.documents import samples
from tests.invoicing.documents.making import invoice, line
from tests.invoicing.documents.reading import printed, read, sums_on


@pytest.mark.parametrize("name", samples.ALL)
def test_every_sum_stands_in_the_text(name):
    """WeasyPrint cuts what overflows a positioned box without a word."""
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
    assert document.barcode
    assert document.barcode[0] == ("5" if name == "english" else "4")
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
    """E6. An identifier, too, that says the same of the same content; Python's collector, away meanwhile, is back."""
    assert render(samples.usual()) == printed("usual")
    other = render(replace(samples.usual(), cost_centre="4411"))
    first, second = (pikepdf.open(BytesIO(pdf)).trailer["/ID"] for pdf in (printed("usual"), other))
    assert len(bytes(first[0])) == 16
    assert bytes(first[0]) != bytes(second[0])
    assert gc.isenabled()


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
        "/Producer": f"WeasyPrint {weasyprint.__version__}",
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


def test_the_file_holds_its_finvoice():
    document = samples.usual()
    with pikepdf.open(BytesIO(printed("usual"))) as opened:
        [(name, enclosed)] = opened.attachments.items()
        assert name == "finvoice.xml"
        assert enclosed.get_file().read_bytes() == finvoice(document)
        assert enclosed.obj.AFRelationship == "/Alternative"
