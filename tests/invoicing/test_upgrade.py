"""A release that is taken in, or taken back, with money under way: what was issued stays, to the letter."""

import pytest
from django.core.management import call_command
from django.db import connection

from invoicing.models import Invoice
from invoicing.monthly_run import issue_ordered
from processes.models import Process
from tests.invoicing.month import FEBRUARY, MARCH_FIRST, draft, held, issue, order_ready
from tests.invoicing.test_crediting import credit
from tests.steps import OneByOne
from tyonohjaus.lib import guards
from tyonohjaus.people.models import User

pytestmark = pytest.mark.both

BEFORE_ORDERS_OF_CONTENT = "0014_travel_costs"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_back_and_forth_with_an_issued_invoice_a_credit_note_and_an_open_order(
    framed: Process, laura: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.db.migrations.executor.MigrationLoader", OneByOne)
    held(framed), held(framed, "2027-02-08 09:00")
    [invoice] = issue(laura)
    credit(invoice, by=laura)
    draft(FEBRUARY, now=MARCH_FIRST)
    assert order_ready(laura, FEBRUARY, now=MARCH_FIRST) == 1
    columns = ("pk", "number", "document", "net", "gross", "ordered_at", "ordered_by")
    issued = list(Invoice.objects.issued().order_by("number").values_list(*columns))
    assert len(issued) == 2

    try:
        call_command("migrate", "invoicing", BEFORE_ORDERS_OF_CONTENT, verbosity=0)
    finally:
        call_command("migrate", "invoicing", verbosity=0)

    assert list(Invoice.objects.issued().order_by("number").values_list(*columns)) == issued
    assert guards.missing(connection) == []
    assert not Invoice.objects.to_issue().exists(), "nobody knows any more what was shown"
    assert order_ready(laura, FEBRUARY, now=MARCH_FIRST) == 1
    assert len(issue_ordered(now=MARCH_FIRST).done) == 1
