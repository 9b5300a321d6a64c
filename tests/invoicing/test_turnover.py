"""How near a small business is to the limit up to which it need not register for VAT (AVL 3 §)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from invoicing.models import Invoice
from invoicing.monthly_run import concerns, month_of
from invoicing.turnover import turnover_of
from processes.models import Process, VatExemption
from tests.factories import NOW, helsinki
from tests.invoicing.month import FEBRUARY, JANUARY, MARCH_FIRST, draft, held, issue, open_month
from tests.invoicing.test_crediting import credit
from tyonohjaus.lib.vat import small_business_limit
from tyonohjaus.people.models import Practice, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(kuuloke: Practice) -> Practice:
    Practice.objects.update(vat="small")
    return Practice.objects.get()


def sums(practice: Practice, year: int = 2027) -> list[Decimal]:
    return [one.sum for one in turnover_of(practice, year=year)]


def said() -> list[str]:
    """The badges of what is told of the limit."""
    found = concerns(month_of(JANUARY, now=NOW))
    return [one.badge().kind for one in found if type(one).__name__ == "NearLimit"]


def test_invoices_count_and_credit_notes_count_back(framed: Process, small: Practice, laura: User) -> None:
    held(framed), held(framed, "2027-01-25 09:00")
    [invoice] = issue(laura)
    assert sums(small) == [Decimal(350), Decimal()]

    credit(invoice, invoice.lines.order_by("booking__starts_at")[0], by=laura)

    assert sums(small) == [Decimal(175), Decimal()]


def test_decembers_work_is_of_its_own_year_whenever_it_is_invoiced(
    framed: Process, small: Practice, laura: User
) -> None:
    Practice.objects.update(billing_starts_on=date(2026, 12, 1))
    held(framed, "2026-12-14 09:00"), held(framed, "2027-02-08 09:00")
    issue(laura, date(2026, 12, 1)), issue(laura, FEBRUARY, now=MARCH_FIRST)

    assert sums(small) == [Decimal(175), Decimal(175)]
    assert sums(small, 2028) == [Decimal(), Decimal(175)]


def test_what_another_section_exempts_counts_for_nothing(framed: Process, small: Practice, laura: User) -> None:
    VatExemption.agree(framed, ground="health", on=date(2027, 1, 15), confirmed_on=None, by=laura)
    held(framed, "2027-01-11 09:00"), held(framed, "2027-01-18 09:00")
    issue(laura)

    assert sums(small) == [Decimal(175), Decimal()]


@pytest.mark.parametrize(
    "price, kinds", [("15999.99", []), ("16000", ["waits"]), ("20000", ["waits"]), ("20000.01", ["fault"])]
)
def test_at_four_fifths_the_month_warns_and_over_the_limit_it_is_a_fault(
    framed: Process, small: Practice, laura: User, price: str, kinds: list[str]
) -> None:
    held(framed, price=Decimal(price))
    issue(laura)
    assert said() == kinds


def test_the_year_before_counts_where_it_went_over(framed: Process, small: Practice, laura: User) -> None:
    Practice.objects.update(billing_starts_on=date(2026, 12, 1))
    held(framed, "2026-12-14 09:00", price=Decimal("20000.01"))
    issue(laura, date(2026, 12, 1))
    assert said() == ["fault"]


def test_a_seller_that_is_registered_has_no_limit(framed: Process, kuuloke: Practice, laura: User) -> None:
    held(framed, price=Decimal(30000))
    issue(laura)
    assert said() == []
    assert turnover_of(kuuloke, year=2027) == []


def test_one_question_to_the_database_for_many_invoices(
    framed: Process, private: Process, small: Practice, laura: User
) -> None:
    held(framed), held(private, "2027-01-13 13:00")
    issue(laura)
    assert Invoice.objects.count() == 2
    with CaptureQueriesContext(connection) as asked:
        turnover_of(small, year=2027)
    assert len(asked) == 1


def test_the_limit_is_that_of_the_year() -> None:
    assert [small_business_limit(year) for year in (2027, 2025, 2024, 2020)] == [20_000, 20_000, 15_000, 10_000]
    with pytest.raises(LookupError):
        small_business_limit(2000)


@pytest.mark.sqlite
def test_laura_reads_it_on_the_months_page(framed: Process, small: Practice, laura: User, office: Client) -> None:
    held(framed, "2027-01-11 09:00", price=Decimal(17000))
    issue(laura, now=helsinki("2027-02-01 08:00"))
    text = open_month(office).content.decode().replace("\xa0", " ")
    assert "17 000,00 €" in text
    assert "85 %" in text
    assert "Lähellä vähäisen toiminnan rajaa" in text


@pytest.mark.sqlite
def test_months_before_the_table_of_limits_have_their_page(small: Practice, office: Client) -> None:
    for month in ("2016-01", "2010-05", "2000-01", "2099-12"):
        assert office.get(f"/billing/{month}/").status_code == 200


@pytest.mark.sqlite
def test_the_months_table_of_who_never_had_vat_has_no_column_for_it(
    framed: Process, small: Practice, office: Client
) -> None:
    held(framed)
    draft()
    shown = office.get("/billing/2027-01/")
    assert shown.context["shows_vat"] is False
    assert b'data-label="Alv"' not in shown.content
    Practice.objects.update(vat="registered")
    assert b'data-label="Alv"' in office.get("/billing/2027-01/").content
