"""The document on paper: WeasyPrint, PDF/A-3a and PDF/UA-1 in one file, the same bytes for the same input.

An issued invoice is rendered once and its bytes are kept; nothing renders it again. One `FontConfiguration` and one
parsed style sheet a process: a new one each time costs 25 ms and keeps 0.25 MB for ever. Neither may be used by two
threads at once, so there is a lock.
"""

import atexit
import threading
import warnings
from base64 import b64encode
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from invoicing.documents import codes, sheet
from invoicing.documents.document import InvoiceDocument

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

FACES = {400: "FiraSans-Regular.ttf", 500: "FiraSans-Medium.ttf"}
ONE_AT_A_TIME = threading.Lock()

# PDF/UA says what it is in XMP, and PDF/A wants the words of that described. WeasyPrint writes one standard only
# (Kozea/WeasyPrint#2783); a second rdf:RDF is not read by validators, so this goes inside the first.
UNIVERSAL_ACCESS = """\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>\
</rdf:Description><rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


class Press(NamedTuple):
    fonts: "FontConfiguration"
    style: "CSS"
    fetcher: "URLFetcher"


def render(document: InvoiceDocument) -> bytes:
    """The PDF of a document without problems; about 0.1 s, 0.7 s more the first time in a process."""
    return _also_accessible(_printed(page(document), identifier=document.digest[:16]))


def page(document: InvoiceDocument) -> str:
    """The HTML that is printed, pictures included."""
    return render_to_string("invoicing/print/invoice.html", {**sheet.context(document), **_pictures(document)})


def _pictures(document: InvoiceDocument) -> dict[str, str]:
    pictures = {}
    if logo := document.seller.logo:
        pictures["logo"] = _inline(logo.content, logo.media_type)
    if document.is_payable:
        pictures["qr"] = _inline(codes.qr_svg(_epc_text(document)).encode())
    if digits := document.barcode:
        pictures["bars"] = _inline(codes.barcode_svg(digits).encode())
    return pictures


def _epc_text(document: InvoiceDocument) -> str:
    seller = document.seller
    return codes.epc_text(
        name=seller.name,
        iban=seller.iban,
        bic=seller.bic,
        amount=document.sums.gross,
        reference=document.reference,
        due_on=document.due_on,
    )


def _inline(content: bytes, media_type: str = "image/svg+xml") -> str:
    return f"data:{media_type};base64,{b64encode(content).decode()}"


def _printed(html: str, *, identifier: bytes) -> bytes:
    from weasyprint import HTML

    with ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint 70 leaves its colour profile for the collector
        press = the_press()
        paper = HTML(string=html, url_fetcher=press.fetcher)
        pdf: bytes = paper.write_pdf(
            stylesheets=[press.style],
            font_config=press.fonts,
            pdf_variant="pdf/a-3a",
            pdf_identifier=identifier,
        )
    return pdf


@cache
def the_press() -> Press:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    wheel = files("fontpkg_fira_sans") / "files"
    faces = "".join(
        f'@font-face {{ font-family: "Fira Sans"; font-weight: {weight}; '
        f'src: url("{Path(str(wheel / name)).as_uri()}") }}\n'
        for weight, name in FACES.items()
    )
    fonts = FontConfiguration()
    atexit.register(the_press.cache_clear)  # at the very end it could no longer remove its folder of fonts
    style = CSS(string=faces + style_sheet(), font_config=fonts)
    return Press(fonts=fonts, style=style, fetcher=URLFetcher(allowed_protocols=("data",)))


def style_sheet() -> str:
    found = finders.find("css/invoice.css")
    if not isinstance(found, str):
        raise FileNotFoundError("css/invoice.css is not among the static files")
    return Path(found).read_text()


def _also_accessible(pdf: bytes) -> bytes:
    """Declares PDF/UA-1 beside PDF/A-3a."""
    import pikepdf

    patched = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        metadata = opened.Root.Metadata
        xmp = metadata.read_bytes().decode()
        metadata.write(xmp.replace("</rdf:RDF>", f"{UNIVERSAL_ACCESS}</rdf:RDF>", 1).encode())
        opened.save(patched, deterministic_id=True)
    return patched.getvalue()
