"""Sami marks January's session when January has been invoiced: Laura sees where it goes, and February's invoice says
its day."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from processes.models import Process
from tests import factories
from tests.forms import finnish
from tests.invoicing.month import FEBRUARY, JANUARY, MARCH_FIRST, held, issue, open_month
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.django_db
NEXT = "Seuraavalle laskulle"


@pytest.fixture
def late(framed: Process, laura: User, kuuloke: object) -> Process:
    """January has been issued; then comes the 25th."""
    held(framed, "2027-01-11 09:00")
    issue(laura)
    held(framed, "2027-01-25 09:00")
    return framed


def test_it_is_told_at_once_that_it_goes_on_the_next_invoice(late: Process, office: Client) -> None:
    page = open_month(office)

    [january, later] = page.context["rows"]
    assert (january.count, later.count, later.net) == (1, 1, 175)
    assert later.badge.text == NEXT
    assert page.context["month"].undrafted == 0  # no button that would do nothing
    assert page.context["foot"]["count"] == 1


def test_it_is_still_told_when_the_drafts_have_been_brought_up_to_date(late: Process, office: Client) -> None:
    office.post(reverse("invoicing:drafts", args=[JANUARY]))

    assert [row.badge.text for row in open_month(office).context["rows"]][1:] == [NEXT]


def test_one_who_pays_themselves_is_told_by_name(private: Process, office: Client, laura: User, outi: User) -> None:
    held(private, "2027-01-11 09:00")
    issue(laura)
    held(private, "2027-01-25 09:00")

    [_january, later] = open_month(office).context["rows"]

    assert later.title == outi.name


def test_what_a_manager_must_be_asked_first_is_drafted_as_ever(
    late: Process, office: Client, sami: User, aino: User, lehtola: Organisation, maija: User
) -> None:
    asking = factories.make_process(supervisor=sami, supervisees=[aino], organisation=lehtola)
    held(asking, "2027-01-26 09:00")

    month = open_month(office).context["month"]

    assert month.undrafted == 1
    assert len(month.postponed) == 1


def test_februarys_invoice_has_it_with_its_own_day(late: Process, laura: User) -> None:
    held(late, "2027-02-08 09:00")
    with time_machine.travel(MARCH_FIRST):
        [invoice] = issue(laura, FEBRUARY, now=MARCH_FIRST)
        office = finnish(laura, content=False)
        rows = office.get("/billing/2027-01/").context["rows"]

    frozen = invoice.frozen()
    assert [line.performed_on.isoformat() for line in frozen.lines] == ["2027-01-25", "2027-02-08"]
    assert frozen.period_first_on == JANUARY
    assert len(rows) == 1  # nothing waits in January any more


def test_a_second_press_says_that_nothing_was_left_to_send(late: Process, laura: User) -> None:
    office = finnish(laura, content=False)

    page = office.post(reverse("invoicing:issue", args=[JANUARY]), {"shown": "x"})

    assert page.status_code == 422
    assert "Lähetettävää ei enää ollut." in page.content.decode()
