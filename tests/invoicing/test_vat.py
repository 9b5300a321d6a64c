"""VAT by the day of each session: the practice's rate, or none by a section of the law that the office has chosen."""

from datetime import date
from decimal import Decimal

import pytest

from invoicing.composing import House
from invoicing.documents.document import InvoiceDocument, VatCategory
from invoicing.documents.finvoice import finvoice
from invoicing.documents.problems import problems
from invoicing.documents.sheet import context
from invoicing.documents.ubl import ubl
from invoicing.freezing import preview
from invoicing.models import Invoice
from invoicing.monthly_run import concerns, month_of
from processes.models import Process, VatExemption
from tests import factories
from tests.factories import NOW
from tests.forms import faults, finnish
from tests.invoicing.month import JANUARY, draft, held, issue
from tyonohjaus.lib.vat import GROUNDS
from tyonohjaus.people.models import Practice, User
from tyonohjaus.people.models.practice import VatRate

pytestmark = pytest.mark.django_db
MIDDLE = date(2027, 1, 15)


def exempt(process: Process, *, by: User, ground: str = "health", on: date = JANUARY) -> VatExemption | None:
    return VatExemption.agree(process, ground=ground, on=on, confirmed_on=None, by=by)


def document() -> InvoiceDocument:
    [invoice] = draft()
    found = preview(invoice, house=House.read(), on=date(2027, 2, 1), running=1)
    assert problems(found) == []
    return found


def rows(found: InvoiceDocument) -> list[tuple[str, str, str, str]]:
    return [(row.category.value, str(row.percent), str(row.base), str(row.tax)) for row in found.sums.vat_rows]


def test_each_line_bears_the_rate_of_its_own_day(framed: Process) -> None:
    """A rate that changes inside the month gives a row a rate."""
    VatRate.objects.create(valid_from=MIDDLE, percent=Decimal("24.00"))
    held(framed, "2027-01-11 09:00"), held(framed, "2027-01-18 09:00")

    assert rows(document()) == [("S", "25.50", "175.00", "44.63"), ("S", "24.00", "175.00", "42.00")]


def test_from_its_day_on_a_process_is_exempt_and_every_form_says_why(framed: Process, laura: User) -> None:
    """INVOICING.md 6.2; C20: the section and nothing else."""
    exempt(framed, by=laura, on=MIDDLE)
    held(framed, "2027-01-11 09:00"), held(framed, "2027-01-18 09:00")

    found = document()

    assert rows(found) == [("S", "25.50", "175.00", "44.63"), ("E", "0", "175.00", "0.00")]
    assert [line.vat_ground for line in found.lines] == ["", "Veroton terveydenhoitopalvelu, AVL 34 §"]
    assert context(found)["laws"] == ["0\u00a0%: Veroton terveydenhoitopalvelu, AVL 34 §."]
    for written in (finvoice(found), ubl(found)):
        assert "AVL 34 §" in written.decode()


def test_two_grounds_are_one_row_that_names_each_with_its_lines(
    framed: Process, group_with_sami: Process, laura: User
) -> None:
    """EN 16931 wants one breakdown a category (BR-E-01)."""
    Process.objects.filter(pk=group_with_sami.pk).update(approval="frame", organisation=framed.organisation)
    exempt(framed, by=laura)
    exempt(group_with_sami, by=laura, ground="education")
    held(framed), held(group_with_sami, "2027-01-13 13:00")

    found = document()

    assert [row.category for row in found.sums.vat_rows] == [VatCategory.EXEMPT]
    assert context(found)["laws"] == [
        "0\u00a0%: Veroton terveydenhoitopalvelu, AVL 34 § (rivit 1).",
        "0\u00a0%: Veroton koulutuspalvelu, AVL 39 § (rivit 2).",
    ]


@pytest.mark.parametrize("vat, category", [("small", "E"), ("outside", "O")])
def test_a_small_business_prints_its_ground(framed: Process, kuuloke: Practice, vat: str, category: str) -> None:
    Practice.objects.update(vat=vat)
    held(framed)

    found = document()

    assert rows(found) == [(category, "0", "175.00", "0.00")]
    assert context(found)["laws"] == ["Veroton myynti, AVL 3 §."]
    assert f">{category}<" in finvoice(found).decode()
    assert f">{category}<" in ubl(found).decode()


def test_what_was_held_before_the_practice_was_registered_bears_no_tax(framed: Process, kuuloke: Practice) -> None:
    Practice.objects.update(vat_registered_on=MIDDLE)
    held(framed, "2027-01-11 09:00"), held(framed, "2027-01-18 09:00")

    assert rows(document()) == [("S", "25.50", "175.00", "44.63"), ("E", "0", "175.00", "0.00")]


def test_an_issued_invoice_keeps_its_tax(framed: Process, laura: User) -> None:
    held(framed)
    [invoice] = issue(laura)
    exempt(framed, by=laura)

    assert [row.tax for row in Invoice.objects.get(pk=invoice.pk).frozen().sums.vat_rows] == [Decimal("44.63")]


def test_no_days_overlap_whatever_is_agreed_after_what(framed: Process, laura: User) -> None:
    exempt(framed, by=laura, on=date(2027, 3, 1))
    exempt(framed, by=laura, on=MIDDLE, ground="education")
    exempt(framed, by=laura, on=date(2027, 2, 1), ground="")

    days = [JANUARY, MIDDLE, date(2027, 1, 31), date(2027, 2, 1), date(2027, 3, 1)]
    held_on = [[one.by for one in framed.vat_exemptions.all() if one.holds_on(day)] for day in days]
    assert held_on == [[], ["education"], ["education"], [], []]


def test_the_month_asks_who_said_so(framed: Process, laura: User) -> None:
    exempt(framed, by=laura)
    held(framed)
    draft()

    [found] = [one for one in concerns(month_of(JANUARY, now=NOW)) if "AVL" in one.sentence()]
    assert found.act().url == f"/processes/{framed.pk}/vat/"

    VatExemption.agree(framed, ground="health", on=JANUARY, confirmed_on=date(2027, 1, 20), by=laura)
    assert not [one for one in concerns(month_of(JANUARY, now=NOW)) if "AVL" in one.sentence()]


def test_one_who_pays_reads_a_price_without_tax(private: Process, laura: User) -> None:
    assert private.gross_price == Decimal("185.74")
    exempt(private, by=laura)
    assert Process.objects.get(pk=private.pk).gross_price == Decimal("148.00")


@pytest.mark.sqlite
def test_laura_chooses_the_ground(framed: Process, laura: User) -> None:
    client, page = finnish(laura), f"/processes/{framed.pk}/vat/"
    assert "Muuta arvonlisäveroa" in client.get(f"/processes/{framed.pk}/").content.decode()

    fields = {"ground": "health", "first_on": "1.1.2027", "confirmed_on": "20.1.2027"}
    assert client.post(page, fields).status_code == 303

    told = client.get(f"/processes/{framed.pk}/").content.decode()
    assert "Veroton: terveydenhoito (AVL 34–35 §)" in told
    shown = client.get(page).content.decode()
    assert "20.1.2027" in shown
    assert "arvonlisävero <span" not in shown, "whether there is VAT is no optional matter"

    assert client.post(page, fields | {"ground": "as_others", "first_on": "1.2.2027"}).status_code == 303
    assert not any(one.by for one in framed.vat_exemptions.all() if one.holds_on(date(2027, 2, 1)))


@pytest.mark.sqlite
def test_what_does_not_fit_is_told_beside_its_field(framed: Process, laura: User, aino: User) -> None:
    client, page = finnish(laura), f"/processes/{framed.pk}/vat/"
    for typed, where in (
        ({"ground": "charity", "first_on": "1.1.2027"}, {"ground"}),
        ({"ground": "health", "first_on": ""}, {"first_on"}),
        ({"ground": "health", "first_on": "1.1.2027", "confirmed_on": "1.1.2028"}, {"confirmed_on"}),
    ):
        answer = client.post(page, typed)
        assert (answer.status_code, set(faults(answer))) == (422, where)
    assert not VatExemption.objects.exists()
    assert factories.client_of(aino).get(page).status_code in {403, 404}


def test_every_ground_fits_its_places() -> None:
    """70 characters of a text in Finvoice; the choices are those of the table."""
    assert set(VatExemption.By.values) == set(GROUNDS)
    assert all(len(text) <= 70 for ground in GROUNDS.values() for text in ground.printed)
