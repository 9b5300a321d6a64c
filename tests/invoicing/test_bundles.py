"""What one invoice of a month holds, as its payer wants it: by references, process, cost centre, orderer, or all in one
(docs/decisions/0042)."""

import pytest
from django.db import IntegrityError, transaction

from invoicing import tasks
from invoicing.models import Invoice
from invoicing.monthly_run import draft_month
from processes.models import Process, References
from tests import factories
from tests.factories import NOW
from tests.invoicing.month import JANUARY, draft, held, issue, press
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = [pytest.mark.django_db, pytest.mark.both]

ANNA, BERTTA = {"buyer_reference": "Anna", "order_number": "OT1"}, {"buyer_reference": "Bertta", "order_number": "OT1"}


@pytest.fixture
def three(kuuloke: Practice, sami: User, merikanta: Organisation) -> list[Process]:
    """Anna ordered two of Merikanta's processes, Bertta one; two of them stand on the cost centre 100."""
    merikanta.street, merikanta.postcode, merikanta.city = "Satamatie 12", "28100", "Pori"
    merikanta.save()
    ordered = [("100", ANNA), ("100", BERTTA), ("200", ANNA)]
    found = []
    for place, (cost_centre, who) in enumerate(ordered):
        person = factories.make_person(name=f"Ohjattava {place}")
        fields = {"approval": "frame", "cost_centre": cost_centre, **who}
        process = factories.make_process(supervisor=sami, supervisees=[person], organisation=merikanta, **fields)
        held(process, f"2027-01-1{place + 1} 09:00")
        found.append(process)
    return found


@pytest.mark.parametrize(
    "rule, on_them",
    [
        ("references", {("100", "Anna", "OT1"), ("100", "Bertta", "OT1"), ("200", "Anna", "OT1")}),
        ("process", {("100", "Anna", "OT1"), ("100", "Bertta", "OT1"), ("200", "Anna", "OT1")}),
        ("cost", {("100", "", "OT1"), ("200", "Anna", "OT1")}),
        ("orderer", {("", "Anna", "OT1"), ("100", "Bertta", "OT1")}),
        ("month", {("", "", "OT1")}),
    ],
)
def test_each_rule_makes_its_own_invoices_with_what_their_sessions_share(
    three: list[Process], laura: User, merikanta: Organisation, rule: str, on_them: set[tuple[str, ...]]
) -> None:
    merikanta.change(by=laura, grouping=rule)
    invoices = issue(laura)
    assert {References.of(one.frozen()) for one in invoices} == on_them
    assert {one.references for one in invoices} == on_them
    assert sum(len(one.frozen().lines) for one in invoices) == 3
    assert draft_month(JANUARY, now=NOW).new == 0


def test_two_of_one_bundle_cannot_be(three: list[Process], laura: User, merikanta: Organisation) -> None:
    """As `invoice_one_a_month` for references: the database says so, whatever runs at the same time."""
    merikanta.change(by=laura, grouping="month")
    [one] = draft()
    one.pk = None
    one._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


def test_a_changed_rule_makes_the_drafts_anew_at_once(
    three: list[Process], laura: User, merikanta: Organisation
) -> None:
    assert len(draft()) == 3
    merikanta.change(by=laura, grouping="month")
    tasks.draft_anew()
    [whole] = Invoice.objects.drafts()
    assert (whole.bundle, whole.lines.count()) == ("month:", 3)
    merikanta.change(by=laura, grouping="cost")
    tasks.draft_anew()
    assert sorted(Invoice.objects.values_list("bundle", flat=True)) == ["cost:100", "cost:200"]
    Process.objects.filter(organisation=merikanta).update(cost_centre="100", **ANNA)
    for rule, count in (("process", 3), ("references", 1)):
        merikanta.change(by=laura, grouping=rule)
        tasks.draft_anew()
        assert Invoice.objects.drafts().count() == count


def test_what_has_gone_out_stays_and_what_comes_late_goes_on_the_next(
    three: list[Process], laura: User, merikanta: Organisation
) -> None:
    """Under another rule, too, the payer gets one invoice of a month."""
    before = {one.number: one.document for one in issue(laura)}
    merikanta.change(by=laura, grouping="month")
    held(three[0], "2027-01-25 09:00")
    assert draft() == []
    assert {one.number: one.document for one in Invoice.objects.all()} == before
    assert press(laura).done == []
