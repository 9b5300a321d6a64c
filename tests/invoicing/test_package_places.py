"""Which sessions take a place in a package, where something has been billed, let go or credited before."""

from datetime import date
from decimal import Decimal

import pytest

from invoicing.models import Line, PackedSession
from processes.models import CostShare, Process, Share
from tests.invoicing.month import FEBRUARY, JANUARY, MARCH_FIRST, cancelled, draft, held, issue
from tests.invoicing.test_crediting import credit
from tests.invoicing.test_packages import DAYS, billed, buy
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.django_db


def test_what_one_employer_has_had_its_invoice_of_joins_no_package_bought_later(
    framed: Process, laura: User, lehtola: Organisation, merikanta: Organisation
) -> None:
    """Else the guard refuses the month's run, and nobody's invoice is made."""
    halves = [Share(organisation=whose, percent=Decimal(50)) for whose in (lehtola, merikanta)]
    CostShare.agree(framed, halves, on=date(2026, 1, 1), by=laura)
    CostShare.objects.update(starts_on=date(2026, 1, 1))
    held(framed, DAYS[0])
    draft()
    Line.objects.filter(organisation=merikanta).update(invoice=None, state="returned", answer_by_on=JANUARY)
    assert [one.organisation for one in issue(laura)] == [lehtola]

    buy(framed, by=laura)
    assert draft() == []

    Line.objects.get(organisation=merikanta).settle(by=laura, price=Decimal("87.50"))
    held(framed, DAYS[1])
    assert {(one.organisation, *billed(one)) for one in draft()} == {
        (merikanta, (4, Decimal("87.50")), (11, Decimal(280)))
    }
    assert PackedSession.objects.get().booking.day.day == 11


def test_a_time_that_is_let_go_gives_its_place_back_also_when_the_package_is_billed(
    framed: Process, laura: User, aino: User, sami: User
) -> None:
    buy(framed, by=laura, sessions=2)
    held(framed, DAYS[0])
    issue(laura)
    waived = cancelled(framed, "2027-02-01 09:00", by=aino, share=100)
    assert draft(FEBRUARY, now=MARCH_FIRST) == []
    assert PackedSession.objects.count() == 2

    waived.waive(by=sami, now=MARCH_FIRST)
    held(framed, "2027-02-08 09:00")

    assert draft(FEBRUARY, now=MARCH_FIRST) == [], "it was paid for with the package"


def test_a_run_of_an_earlier_month_leaves_the_line_where_it_waits(framed: Process, laura: User) -> None:
    """As crediting an invoice of that month makes one."""
    buy(framed, by=laura)
    held(framed, "2027-02-01 09:00")
    draft(FEBRUARY, now=MARCH_FIRST)
    held(framed, DAYS[0])

    assert draft(JANUARY, now=MARCH_FIRST) == []
    assert billed(draft(FEBRUARY, now=MARCH_FIRST)[0]) == [(4, Decimal(560))]


def test_one_that_is_credited_for_good_is_not_billed_by_an_earlier_session(framed: Process, laura: User) -> None:
    buy(framed, by=laura)
    held(framed, DAYS[1])
    [invoice] = issue(laura)
    credit(invoice, by=laura, again=False)
    held(framed, DAYS[0])

    assert draft() == []
