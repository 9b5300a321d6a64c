"""Many at once: real threads with connections of their own, on the database of this run (E6)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from invoicing import hours, printing
from invoicing.composing import House
from invoicing.crediting import mirror
from invoicing.freezing import freeze
from invoicing.models import Invoice, Line, NotIssuable, Paper, credit
from invoicing.monthly_run import draft_month
from invoicing.repricing import reprice
from processes.models import Process
from tests import factories
from tests.bookings.test_races import ROUNDS, all_at_once
from tests.factories import NOW, helsinki
from tests.invoicing.month import JANUARY, cancelled, held, press
from tyonohjaus.events.models import Event
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Organisation, User

THREADS = 20

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def payers(kuuloke: Any, sami: User) -> list[Process]:
    """Twenty payers with a session each."""
    processes = []
    for number in range(THREADS):
        person = factories.make_person(
            name=f"Maksaja {number:02}", street="Kuusikuja 3", postcode="33820", city="Tampere"
        )
        process = factories.make_process(supervisor=sami, supervisees=[person])
        held(process, f"2027-01-11 {number:02}:00", take_time=False)
        processes.append(process)
    return processes


def issuing(draft: Invoice, laura: User) -> Callable[[], Any]:
    return lambda: draft.issue(by=laura, now=NOW, freeze=freeze(House.read()))


def test_twenty_issue_at_once_and_the_numbers_are_unique_and_gapless_E6(payers: list[Process], laura: User) -> None:
    draft_month(JANUARY, now=NOW)
    drafts = list(Invoice.objects.drafts())
    assert len(drafts) == THREADS

    outcomes = all_at_once(*(issuing(draft, laura) for draft in drafts))

    assert outcomes == {"done": THREADS}
    assert sorted(Invoice.objects.values_list("number", flat=True)) == [f"2027{n:04}" for n in range(1, THREADS + 1)]


def test_a_failure_leaves_no_gap_E6(payers: list[Process], laura: User) -> None:
    """Every third payer has no address: their numbers are given back, while the others take theirs."""
    draft_month(JANUARY, now=NOW)
    drafts = list(Invoice.objects.drafts().order_by("pk"))
    User.objects.filter(pk__in=[draft.consumer_id for draft in drafts[::3]]).update(street="")

    outcomes = all_at_once(*(issuing(draft, laura) for draft in drafts))

    good = THREADS - len(drafts[::3])
    assert outcomes == {"done": good, NotIssuable.__name__: THREADS - good}
    numbers = sorted(Invoice.objects.issued().values_list("number", flat=True))
    assert numbers == [f"2027{n:04}" for n in range(1, good + 1)]


def test_two_presses_at_once_issue_each_invoice_once(payers: list[Process], laura: User) -> None:
    draft_month(JANUARY, now=NOW)

    outcomes = all_at_once(*(lambda: press(laura) for _press in range(4)))

    assert outcomes == {"done": 4}
    assert sorted(Invoice.objects.values_list("number", flat=True)) == [f"2027{n:04}" for n in range(1, THREADS + 1)]
    assert Paper.objects.count() == Event.objects.filter(name="invoice.issued").count() == THREADS


def test_runs_at_once_make_each_line_and_draft_once(payers: list[Process]) -> None:
    outcomes = all_at_once(*(lambda: draft_month(JANUARY, now=NOW) for _run in range(6)))

    assert outcomes == {"done": 6}
    assert Line.objects.count() == Invoice.objects.count() == THREADS


def test_a_run_beside_issuing_puts_no_line_on_an_issued_invoice(
    aino_with_sami: Process, laura: User, lehtola: Organisation
) -> None:
    aino_with_sami.approval = "frame"
    aino_with_sami.save()
    for number in range(3):
        day = 4 + 2 * number
        held(aino_with_sami, f"2027-01-{day:02} 09:00")
        draft_month(JANUARY, now=NOW)
        held(aino_with_sami, f"2027-01-{day + 1:02} 09:00")
        lehtola.buyer_reference = f"Viite {number + 1}"  # the next round's invoice is another
        draft = Invoice.objects.drafts().get()

        outcomes = all_at_once(issuing(draft, laura), lambda: draft_month(JANUARY, now=NOW))

        assert outcomes == {"done": 2}
        issued = Invoice.objects.get(pk=draft.pk)
        assert issued.lines.count() == len(issued.frozen().lines)
        lehtola.save()
    assert not Line.objects.filter(invoice=None).exclude(booking__starts_at__gte=helsinki("2027-01-08 00:00")).exists()


def test_a_waiver_beside_issuing_is_on_the_invoice_or_stops_it(
    aino_with_sami: Process, aino: User, sami: User, laura: User, lehtola: Organisation
) -> None:
    aino_with_sami.approval = "frame"
    aino_with_sami.save()
    for number in range(3):
        lehtola.buyer_reference = f"Viite {number}"
        lehtola.save()
        late = cancelled(aino_with_sami, f"2027-01-{4 + number:02} 09:00", by=aino, share=100)
        draft_month(JANUARY, now=NOW)
        draft = Invoice.objects.drafts().get()

        outcomes = all_at_once(issuing(draft, laura), lambda late=late: late.waive(by=sami, now=NOW))

        assert outcomes["done"] + outcomes[NotIssuable.__name__] == 2
        issued = Invoice.objects.get(pk=draft.pk).is_issued
        assert issued == (outcomes[NotIssuable.__name__] == 0)
        draft_month(JANUARY, now=NOW)


def test_another_price_beside_issuing_is_on_no_invoice_or_comes_too_late(
    aino_with_sami: Process, laura: User, lehtola: Organisation
) -> None:
    aino_with_sami.approval = "frame"
    aino_with_sami.save()
    for number in range(3):
        lehtola.buyer_reference = f"Viite {number}"
        lehtola.save()
        session = held(aino_with_sami, f"2027-01-{4 + number:02} 09:00")
        draft_month(JANUARY, now=NOW)
        draft = Invoice.objects.drafts().get()

        outcomes = all_at_once(
            issuing(draft, laura), lambda session=session: reprice(session, by=laura, price=Decimal(200))
        )

        assert outcomes["done"] == 1
        session.refresh_from_db()
        assert (session.price == 175) == Invoice.objects.get(pk=draft.pk).is_issued
        draft_month(JANUARY, now=NOW)
        press(laura)


def test_workers_at_once_make_a_paper_once(payers: list[Process], laura: User) -> None:
    draft_month(JANUARY, now=NOW)
    [first, *_rest] = press(laura).done

    outcomes = all_at_once(*(lambda: printing.make(first.paper.pk) for _worker in range(4)))

    assert outcomes == {"done": 4}
    assert Event.objects.filter(name="invoice.printed", subject_id=first.pk).count() == 1
    assert Message.objects.filter(about_id=first.pk).count() == 1
    assert Paper.objects.get(invoice=first).attempts == 1


def test_an_answer_and_silence_at_once_are_one_answer(group_with_sami: Process, maija: User) -> None:
    held(group_with_sami)
    draft_month(JANUARY, now=NOW)
    line = Line.objects.get()

    outcomes = all_at_once(
        lambda: line.give_back(by=maija, returned_as="price"),
        lambda: line.accept(by=maija),
        lambda: hours.accept_silence(date(2027, 3, 1)),
    )

    assert outcomes[TooLate.__name__] in {1, 2}
    assert Event.objects.filter(name__in=["line.accepted", "line.returned"]).count() == 1


def test_what_is_credited_beside_a_run_stops_neither(aino_with_sami: Process, laura: User) -> None:
    """Nobody is charged any more: the run finds the line that says so, or the session that was billed."""
    aino_with_sami.approval = "frame"
    aino_with_sami.save()
    for number in range(ROUNDS):
        held(aino_with_sami, f"2027-01-{4 + number % 25:02} 09:00", take_time=False)
        draft_month(JANUARY, now=NOW)
        [invoice] = press(laura).done
        chosen = list(invoice.lines.values_list("pk", flat=True))

        outcomes = all_at_once(
            lambda invoice=invoice, chosen=chosen: credit(
                invoice, lines=chosen, again=False, by=laura, now=NOW, mirror=mirror(invoice)
            ),
            lambda: draft_month(JANUARY, now=NOW),
        )

        assert outcomes == {"done": 2}
        assert not Invoice.objects.drafts().exists()
