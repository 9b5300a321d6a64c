"""The PDF of an accepted version (outbox/paper.py says how it is kept)."""

from tyonohjaus.lib import colour
from tyonohjaus.outbox import paper

from .models import Paper, Signature
from .sheet import sheet_of

STYLE = "css/agreement.css"


def make(pk: object) -> None:
    rows = Paper.objects.select_related("version", "reader")
    paper.make(Paper.objects.unmade(), lambda row: render(rows.get(pk=row.pk)), pk=pk)


def make_all() -> None:
    paper.make_all(Paper.objects.unmade().order_by("pk"), make)


def render(row: Paper) -> bytes:
    """The same bytes for the same version and reader."""
    from tyonohjaus.lib.press import print_pdf  # WeasyPrint: 0.7 s and 60 MB that only a printing worker needs

    return print_pdf(page(row), style=STYLE)


def page(row: Paper) -> str:
    """The HTML that is printed."""
    from django.template.loader import render_to_string

    version = row.version
    signatures = Signature.objects.filter(version=version).select_related("version")
    sheet = sheet_of(version, signatures, reader=row.reader)
    practice = version.terms.practice
    context = {"sheet": sheet, "practice": practice.name, "accent": colour.in_print(practice.accent)}
    return render_to_string("agreements/print/agreement.html", context)
