"""Laura presses the button: numbers without a gap, and nothing twice."""

from datetime import date

import pytest
from django.utils.translation import gettext

from invoicing.demands import SessionChanged
from invoicing.documents.faults import Fault
from invoicing.issuing import OutOfTurn
from invoicing.models import AlreadyRunning, Invoice, NumberSeries, Paper
from invoicing.monthly_run import issue_ordered
from processes import parties
from processes.models import Process
from tests import factories
from tests.factories import NOW, helsinki
from tests.invoicing.month import (
    cancelled,
    draft,
    held,
    issue,
    order_ready,
    press,
)
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_what_is_missing_holds_its_invoice_and_no_other_back(
    framed: Process, private: Process, laura: User, outi: User
) -> None:
    """Her address is gone after the press: a worker finds it out."""
    held(framed), held(private, "2027-01-12 09:00")
    draft()
    assert order_ready(laura) == 2
    User.objects.filter(pk=outi.pk).update(street="")

    outcome = issue_ordered(now=NOW)

    assert [invoice.number for invoice in outcome.done] == ["20270001"]
    [(refused, problems)] = outcome.refused
    assert refused.consumer == outi
    assert [problem.fault for problem in problems] == [Fault.ADDRESS_MISSING]

    assert press(laura).done == []
    User.objects.filter(pk=outi.pk).update(street="Kuusikuja 3")
    again = press(laura)

    assert [invoice.number for invoice in again.done] == ["20270002"]
    assert not again.refused


def test_a_second_press_does_nothing(framed: Process, laura: User) -> None:
    held(framed)
    issue(laura)

    assert press(laura).done == []
    assert Invoice.objects.count() == Paper.objects.count() == 1
    assert Event.objects.filter(name="invoice.issued").count() == 1


def test_a_session_that_changed_since_is_not_issued_as_it_was(
    framed: Process, aino: User, sami: User, laura: User
) -> None:
    late = cancelled(framed, "2027-01-25 09:00", by=aino, share=100)
    draft()
    order_ready(laura)
    late.waive(by=sami, now=NOW)

    outcome = issue_ordered(now=NOW)

    assert not outcome.done
    assert [problems for _draft, problems in outcome.refused] == [[SessionChanged()]]
    assert NumberSeries.peek(on=date(2027, 2, 1)) == 1  # the number was given back


def test_a_day_before_the_last_number_gets_none(framed: Process, laura: User) -> None:
    held(framed)
    issue(laura, now=(tenth := helsinki("2027-02-10 09:00")))
    other = factories.make_process(
        supervisor=parties.supervisors(framed)[0].user,
        supervisees=[parties.supervisees(framed)[0].user],
        organisation=framed.organisation,
        cost_centre="1",
        approval="frame",
    )
    held(other, "2027-01-12 09:00")
    draft()
    order_ready(laura, now=tenth)

    outcome = issue_ordered(now=NOW)

    [(_refused, [problem])] = outcome.refused
    assert isinstance(problem, OutOfTurn)
    assert problem.told(gettext)


@pytest.mark.django_db(transaction=True)  # as in a worker: what is told of it must bring its own transaction
def test_a_fault_of_the_program_stops_no_other(
    framed: Process, private: Process, laura: User, caplog: pytest.LogCaptureFixture
) -> None:
    """Its number is given back; the log says what it was, and no content (C30)."""
    held(framed), held(private, "2027-01-12 09:00")
    draft()
    order_ready(laura)
    Process.objects.filter(pk=framed.pk).update(kind="unknown")

    outcome = issue_ordered(now=NOW)

    assert [invoice.number for invoice in outcome.done] == ["20270001"]
    assert len(outcome.refused) == 1
    assert "Aino" not in caplog.text


def test_the_years_first_number_is_where_the_old_program_ended(framed: Process, laura: User) -> None:
    NumberSeries.begin(year=2027, at=17, by=laura)
    held(framed)

    [invoice] = issue(laura)

    assert invoice.number == "20270017"
    with pytest.raises(AlreadyRunning):
        NumberSeries.begin(year=2027, at=30, by=laura)


def test_a_number_tells_nothing_of_a_person_C19(framed: Process, laura: User) -> None:
    held(framed)

    [invoice] = issue(laura)

    assert invoice.number == "20270001"
    assert invoice.frozen().reference == f"{invoice.number}4"
