"""The PDF of an issued invoice (outbox/paper.py says how)."""

from tyonohjaus.outbox import paper

from .models import Paper


def make(pk: object) -> None:
    paper.make(Paper.objects.unmade(), _render, pk=pk)


def make_all() -> None:
    paper.make_all(Paper.objects.unmade().order_by("invoice__number"), make)


def _render(row: Paper) -> bytes:
    from .documents.pdf import render  # 0.7 s and 60 MB that only a printing worker needs

    return render(row.invoice.frozen())
