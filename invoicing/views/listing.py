"""The list of invoices, in the reader's words: with how each has gone for the office, with its PDF for a payer."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from invoicing import words
from invoicing.delivery import ways
from invoicing.models import Balance, Invoice
from tyonohjaus.lib import clock
from tyonohjaus.ui.parts import Badge, Column, Line
from tyonohjaus.ui.templatetags.ui import status


def lines_of(invoices: Iterable[Invoice], *, office: bool) -> dict[str, Any]:
    rows = list(invoices)
    columns = [
        Column(label=_("Invoice")),
        Column(label=_("Invoice date")),
        Column(label=_("Due date")),
        Column(label=_("Total"), number=True),
        Column(label=_("Payment")),
    ]
    if not office:
        return {"columns": columns, "lines": [_line(row) for row in rows]}
    way = ways(rows)
    lines = [_line(row, _status(words.stage(way[row.pk]))) for row in rows]
    return {"columns": [*columns, Column(label=_("Delivery"))], "lines": lines}


def _line(invoice: Invoice, *more: Any) -> Line:
    standing = words.standing(Balance.of(invoice), today=clock.today())
    cells = [words.numeric(invoice.issue_on), words.numeric(invoice.due_on), words.euros(invoice.gross)]
    cells.append(_status(standing) if standing else "")
    url = reverse("invoicing:detail", args=[invoice.pk])
    return Line(title=invoice.number or "", note=words.payer(invoice), url=url, cells=[*cells, *more])


def _status(badge: Badge) -> str:
    return render_to_string("ui/status.html", status(badge.kind, badge.text, badge.icon))
