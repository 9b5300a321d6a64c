"""What an invoice's PDF costs: python -m benchmarks.invoice_pdf

Ours (logo, both codes, PDF/A-3a and PDF/UA-1, the data behind it) beside the same page as WeasyPrint alone prints it
plain, and beside that with its style parsed once as ours is. Taken in turns, so that a busy machine slows all alike.
The bar: at most 1.2 times the plain page. Then the memory of the process after 200 invoices, bar 250 MB.
"""

import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tyonohjaus.settings")
django.setup()

from invoicing.documents import pdf  # noqa: E402
from invoicing.documents.document import InvoiceDocument  # noqa: E402
from tests.invoicing.documents import samples  # noqa: E402
from tyonohjaus.lib.drawing import Drawing  # noqa: E402
from tyonohjaus.lib.press import inline, style_sheet, the_press  # noqa: E402

ROUNDS = 25
BAR = r"(\S+) (\S+) (\S+) (\S+) re"
KEPT = 200


def plain(html: str, *, parse: bool) -> bytes:
    from weasyprint import CSS, HTML

    press = the_press(pdf.STYLE)
    style = CSS(string=style_sheet(pdf.STYLE), font_config=press.fonts) if parse else press.style
    paper = HTML(string=html, url_fetcher=press.fetcher)
    made: bytes = paper.write_pdf(stylesheets=[style], font_config=press.fonts)
    return made


def as_svg(drawing: Drawing) -> bytes:
    """With its whole path, as one would draw it."""
    path = drawing.steps
    for step, drawn in ((BAR, r"M\1 \2h\3v\4h-\3z"), (r"(\S+ \S+) m", r"M\1"), (r"(\S+ \S+) l", r"L\1")):
        path = re.sub(step, drawn, path)
    begin, _path, end = drawing.stand_in.decode().partition(f"M-{drawing.width} -{drawing.height}h1")
    return f"{begin}{path}{end}".encode()


def in_turns(document: InvoiceDocument) -> list[float]:
    """Median milliseconds of ours, of the plain page, and of the plain page with its style parsed once."""
    drawn = pdf.codes_of(document, to_pay=document.sums.gross)
    html = pdf.page(document, drawn)
    for drawing in drawn.values():
        html = html.replace(inline(drawing.stand_in), inline(as_svg(drawing)))
    ways = (partial(pdf.render, document), partial(plain, html, parse=True), partial(plain, html, parse=False))
    rounds = [[_span(way) for way in ways] for _ in range(ROUNDS)]
    return [median(spans) for spans in zip(*rounds, strict=True)]


def memory() -> float:
    """Resident megabytes of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _span(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def main() -> None:
    first = _span(partial(pdf.render, samples.usual()))
    print(f"the first of a process, with WeasyPrint's import: {first:.0f} ms")
    print("              ours, ms   plain, ms     ×    style parsed once, ms     ×")
    for name, document in (("2 lines", samples.usual()), ("12 lines", samples.swedish()), ("30 lines", samples.long())):
        ours, page, parsed = in_turns(document)
        print(f"{name:10} {ours:11.0f} {page:11.0f} {ours / page:7.2f} {parsed:17.0f} {ours / parsed:11.2f}")
    before = memory()
    for _ in range(KEPT):
        pdf.render(samples.usual())
    print(f"memory: {before:.0f} MB, after {KEPT} more invoices {memory():.0f} MB")


if __name__ == "__main__":
    main()
