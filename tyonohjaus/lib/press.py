"""A page on paper: WeasyPrint, PDF/A-3a and PDF/UA-1 in one file, the same bytes for the same page.

What is printed is rendered once and its bytes are kept (outbox/paper.py); nothing renders it again. One
`FontConfiguration` and one parsed style sheet a process: a new one each time costs 25 ms and keeps 0.25 MB for ever.
Neither may be used by two threads at once, so there is a lock.
"""

import atexit
import gc
import hashlib
import threading
import warnings
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.staticfiles import finders

from .drawing import Drawing

if TYPE_CHECKING:
    from weasyprint import CSS, Attachment
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

BASE = "css/paper.css"
TRAILER = b"/Type /XRef"
ONE_AT_A_TIME = threading.Lock()

# PDF/UA says what it is in XMP, and PDF/A wants the words of that described. WeasyPrint writes one standard only
# (Kozea/WeasyPrint#2783); a second rdf:RDF is not read by validators, so this goes inside the first.
UNIVERSAL_ACCESS = b"""\
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
    base: "CSS"
    style: "CSS"
    fetcher: "URLFetcher"


class Enclosure(NamedTuple):
    """A file inside the PDF that says the same as its pages."""

    name: str
    description: str
    content: bytes
    made_on: date


def print_pdf(html: str, *, style: str, enclosed: Enclosure | None = None, drawings: Iterable[Drawing] = ()) -> bytes:
    """About 0.1 s, 0.7 s more the first time in a process. `html` is well-formed (`<br/>`), with the stand-ins of
    `drawings` on its first page; `style` names the sheet: "css/invoice.css"."""
    return _identified(_printed(html, style=style, enclosed=enclosed, drawings=drawings))


def inline(content: bytes, media_type: str = "image/svg+xml") -> str:
    """A picture as the address that a page names: nothing is fetched from anywhere."""
    return f"data:{media_type};base64,{b64encode(content).decode()}"


@contextmanager
def swept_afterwards() -> Iterator[None]:
    """A page is some hundred thousand objects, and most of them are gone when it is printed. While they are made, the
    collector would look at them again and again, and at the whole program with each third page: 0.18 s, more than the
    page itself takes. It looks once instead, at what is new."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)
        if was_on:
            gc.enable()


def _printed(html: str, *, style: str, enclosed: Enclosure | None, drawings: Iterable[Drawing]) -> bytes:
    from .typeset import Page

    def finish(_document: object, pdf: Any) -> None:
        _declare_access(pdf)
        for drawing in drawings:
            drawing.put_on(_first_page(pdf))

    with ONE_AT_A_TIME, swept_afterwards(), warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint 70 leaves its colour profile for the collector
        press = the_press(style)
        pdf: bytes = Page(html, base=press.base, fetcher=press.fetcher).write_pdf(
            finisher=finish,
            stylesheets=[press.style],
            font_config=press.fonts,
            pdf_variant="pdf/a-3a",
            pdf_identifier=False,  # it would make all streams twice; `_identified` gives one from the content
            attachments=[_attachment(enclosed)] if enclosed else None,
        )
    return pdf


def _attachment(enclosed: Enclosure) -> "Attachment":
    """Dated by what it says, since a clock would give other bytes each time (INVOICING.md 3.2)."""
    from weasyprint import Attachment

    midnight = datetime.combine(enclosed.made_on, time(), tzinfo=UTC)
    return Attachment(
        string=enclosed.content,
        name=enclosed.name,
        description=enclosed.description,
        created=midnight,
        modified=midnight,
        relationship="Alternative",
    )


@cache
def the_press(style: str) -> Press:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fonts = FontConfiguration()
    atexit.register(the_press.cache_clear)  # at the very end it could no longer remove its folder of fonts
    with TemporaryDirectory() as folder:  # it copies them
        return Press(
            fonts=fonts,
            base=CSS(string=style_sheet(BASE)),
            style=CSS(string=_font_faces(Path(folder)) + style_sheet(style), font_config=fonts),
            fetcher=URLFetcher(allowed_protocols=("data",)),
        )


def _font_faces(folder: Path) -> str:
    from .faces import faces  # fontTools: only for a printing worker

    rules = []
    for weight, content in faces().items():
        file = folder / f"{weight}.ttf"
        file.write_bytes(content)
        rules.append(f'@font-face {{ font-family: "Fira Sans"; font-weight: {weight}; src: url("{file.as_uri()}") }}\n')
    return "".join(rules)


def style_sheet(style: str) -> str:
    found = finders.find(style)
    if not isinstance(found, str):
        raise FileNotFoundError(f"{style} is not among the static files")
    return Path(found).read_text()


def _declare_access(pdf: Any) -> None:
    """PDF/UA-1 beside PDF/A-3a."""
    metadata = _named(pdf.catalog["Metadata"], pdf)
    [xmp] = metadata.stream
    before, end, after = xmp.rpartition(b"</rdf:RDF>")
    assert end
    metadata.stream = [before + UNIVERSAL_ACCESS + end + after]


def _first_page(pdf: Any) -> list[bytes | str]:
    """What is drawn on it, step by step."""
    steps: list[bytes | str] = _named(_named(pdf.page_references[0], pdf)["Contents"], pdf).stream
    return steps


def _named(reference: bytes, pdf: Any) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _identified(pdf: bytes) -> bytes:
    """With an identifier that is the same for the same bytes. It stands in the last object, where nothing moves."""
    before, mark, after = pdf.rpartition(TRAILER)
    assert mark
    name = hashlib.md5(pdf, usedforsecurity=False).hexdigest().encode()
    return b"%b%b /ID [<%b> <%b>]%b" % (before, mark, name, name, after)
