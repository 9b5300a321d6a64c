"""The PDF of an issued invoice: made once, by whoever holds the lease; a worker that dies leaves it to the next."""

import logging
from datetime import timedelta

from tyonohjaus.lib.claim import claim, due

from .models import Paper

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
AT_ONCE = 50


def make(pk: object) -> None:
    paper = claim(Paper.objects.unmade(), lease=LEASE, pk=pk)
    if paper is None:
        return
    from .documents.pdf import render  # 0.7 s and 60 MB that only a printing worker needs

    paper.keep(render(paper.invoice.frozen()))


def make_all() -> None:
    """What no worker holds; one that cannot be made stops no other, and is tried again when its lease has lapsed."""
    for pk in due(Paper.objects.unmade().order_by("invoice__number"), limit=AT_ONCE):
        try:
            make(pk)
        except Exception:
            log.exception("A PDF was not made")
