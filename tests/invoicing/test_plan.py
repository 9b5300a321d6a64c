"""What Laura's page says of a run is what the run does: it counts the very plan that the run carries out."""

from decimal import Decimal

import pytest

from invoicing.models import Line
from invoicing.monthly_run import draft_month, month_of
from processes.models import Process
from tests.factories import NOW
from tests.invoicing.month import JANUARY, cancelled, draft, held, issue
from tyonohjaus.people.models import User

pytestmark = pytest.mark.django_db


def undrafted() -> int:
    return month_of(JANUARY, now=NOW).undrafted


def test_a_question_that_fell_away_is_counted(group_with_sami: Process) -> None:
    """Maija, who was asked, has left: nobody need say yes any more, and the run bills the line."""
    held(group_with_sami)
    draft()
    assert undrafted() == 0
    group_with_sami.participants.update(manager=None)

    assert undrafted() == 1

    draft_month(JANUARY, now=NOW)
    assert Line.objects.get().invoice
    assert undrafted() == 0


def test_a_mended_reference_is_counted(framed: Process) -> None:
    """The run moves the line to another draft."""
    held(framed)
    [before] = draft()
    framed.cost_centre = "9900"
    framed.save()

    assert undrafted() == 1

    [after] = draft()
    assert after != before
    assert undrafted() == 0


def test_what_comes_changes_and_goes_is_counted_once_each(framed: Process, aino: User, sami: User, laura: User) -> None:
    stays, dearer = held(framed, "2027-01-04 09:00"), held(framed, "2027-01-11 09:00")
    waived = cancelled(framed, "2027-01-18 09:00", by=aino, share=100)
    draft()
    dearer.reprice(by=laura, price=Decimal(200))
    waived.waive(by=sami, now=NOW)
    held(framed, "2027-01-25 09:00")

    assert undrafted() == 3

    outcome = draft_month(JANUARY, now=NOW)
    assert (outcome.new, outcome.gone) == (2, 2)
    assert undrafted() == 0
    assert Line.objects.filter(booking=stays).exists()


def test_a_question_that_fell_away_after_the_invoice_went_out_is_told_as_late(
    group_with_sami: Process, framed: Process, laura: User
) -> None:
    """January's invoice has gone out; the line that waited beside it goes on February's."""
    held(framed)
    held(group_with_sami, "2027-01-13 13:00")
    issue(laura)
    group_with_sami.participants.update(manager=None)

    [late] = month_of(JANUARY, now=NOW).postponed
    assert late.booking.process == group_with_sami
