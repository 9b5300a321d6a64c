"""What keeps one invoice back stands on top of the month, with where it is mended; the others go out."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from invoicing.issuing import Unforeseen
from invoicing.models import Invoice, NumberSeries
from invoicing.monthly_run import NotOver, concerns, draft_month, issue_ordered, month_of
from processes.models import Process
from tests.factories import NOW
from tests.forms import finnish
from tests.invoicing.month import FEBRUARY, JANUARY, draft, held, issue, order_ready, press
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import Organisation, Practice, User, VatRate

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


EINVOICE = {"channel": "einvoice", "einvoice_address": "003790000118", "einvoice_operator": "E204503"}


@pytest.fixture
def two(framed: Process, private: Process) -> tuple[Process, Process]:
    """Lehtola and Outi each have a session to pay."""
    held(framed), held(private, "2027-01-12 09:00")
    return framed, private


def shown() -> dict[str, str]:
    """What stands on top, by kind, and where its first act leads."""
    return {type(one).__name__: one.acts()[0].url.partition("#")[0] for one in concerns(month_of(JANUARY, now=NOW))}


def issued(laura: User) -> list[str]:
    """Who got an invoice."""
    press(laura)
    return [str(one.payer) for one in Invoice.objects.issued()]


@pytest.mark.parametrize(
    "profile, process",
    [
        ({"demands": ["order_number"]}, {}),
        ({"order_number_begins": "OT"}, {"order_number": "T-1"}),
        ({}, {"order_number": "OT\u000b1"}),
        ({"demands": ["einvoice_address"]}, {}),
        (
            {"channel": "einvoice", "einvoice_address": "003790000118", "einvoice_operator": "E204503", "street": "A"},
            {},
        ),
        ({"street": ""}, {}),
        ({"business_id": "9000011-7"}, {}),
    ],
    ids=[
        "missing",
        "ill-formed",
        "unprintable",
        "no e-invoice address",
        "cannot go as e-invoice",
        "no address",
        "no business id",
    ],
)
def test_a_payer_whose_demands_are_not_met_waits_and_the_others_do_not(
    two: tuple[Process, Process],
    laura: User,
    lehtola: Organisation,
    outi: User,
    profile: dict[str, object],
    process: dict[str, str],
) -> None:
    """Also what is gone after the draft: it is asked again when it is issued."""
    Process.objects.filter(pk=two[0].pk).update(**process)
    draft()
    Organisation.objects.filter(pk=lehtola.pk).update(**{"channel": "mail"} | profile)
    draft()
    of_process = profile.get("demands") == ["order_number"] or process
    page = f"/processes/{two[0].pk}/agreement/" if of_process else f"/practice/organisations/{lehtola.pk}/"
    assert shown()["Blocked"] == page
    assert issued(laura) == [outi.name]
    lehtola.channel, lehtola.demands, lehtola.order_number_begins = "mail", [], ""
    lehtola.save()
    Process.objects.filter(pk=two[0].pk).update(order_number="")
    draft()
    assert "Blocked" not in shown()
    assert len(issued(laura)) == 2, "once it is mended, the same button does the rest"


def test_the_drafts_own_page_tells_what_the_payer_demands(framed: Process, lehtola: Organisation, laura: User) -> None:
    """As the month's page does, with where it is mended."""
    held(framed)
    lehtola.demands = ["order_number"]
    lehtola.save()
    [invoice] = draft()
    text = finnish(laura, content=False).get(reverse("invoicing:detail", args=[invoice.pk])).content.decode()

    assert "maksaja vaatii laskuunsa: tilausnumero" in text.lower()
    for mended in (reverse("processes:edit", args=[framed.pk]), f"/practice/organisations/{lehtola.pk}/"):
        assert f'href="{mended}#id_order_number"' in text


def test_the_drafts_own_page_tells_that_a_session_has_changed(
    two: tuple[Process, Process], laura: User, outi: User
) -> None:
    """As the worker that issues it would: it counts in nothing that the button sends, and one press drafts it anew."""
    invoice = next(one for one in draft() if one.organisation)
    two[0].bookings.get().reprice(by=laura, price=Decimal(200))
    office, page = finnish(laura, content=False), reverse("invoicing:detail", args=[invoice.pk])

    assert [one.invoice.payer for one in month_of(JANUARY, now=NOW).ready] == [outi]
    assert "Blocked" not in shown()
    text = office.get(page).content.decode()
    assert "Jokin tapaaminen on muuttunut laskun muodostamisen jälkeen" in text
    anew = reverse("invoicing:drafts", args=[JANUARY])
    assert f'action="{anew}"' in text

    assert office.post(anew).status_code == 303
    assert anew not in office.get(page).content.decode()
    assert len(month_of(JANUARY, now=NOW).ready) == 2


def test_the_drafts_own_page_leads_to_what_the_practice_lacks(framed: Process, laura: User, kuuloke: Practice) -> None:
    held(framed)
    [invoice] = draft()
    Practice.objects.update(iban="")
    text = finnish(laura, content=False).get(reverse("invoicing:detail", args=[invoice.pk])).content.decode()
    assert f'href="{reverse("people:practice")}"' in text


def test_sessions_of_several_cost_centres_are_told_where_one_is_demanded(
    framed: Process, group_with_sami: Process, lehtola: Organisation
) -> None:
    group_with_sami.approval, group_with_sami.cost_centre = "frame", "5500"
    group_with_sami.save()
    held(framed), held(group_with_sami, "2027-01-13 13:00")
    lehtola.grouping, lehtola.demands = "month", ["cost_centre"]
    lehtola.save()
    draft()
    [found] = [one for one in concerns(month_of(JANUARY, now=NOW)) if type(one).__name__ == "Blocked"]
    assert [type(one).__name__ for one in found.draft.problems] == ["Differ"]
    lehtola.grouping = "cost"
    lehtola.save()
    assert len(draft()) == 2
    assert "Blocked" not in shown()


def test_a_payer_that_is_billed_elsewhere_takes_no_number(
    two: tuple[Process, Process], laura: User, lehtola: Organisation, outi: User
) -> None:
    lehtola.change(by=laura, channel="elsewhere")
    draft()
    assert shown()["ToExport"] == "/billing/2027-01/exports/"
    assert issued(laura) == [outi.name]


def test_a_day_before_the_last_number_keeps_all_back_and_says_from_when(
    two: tuple[Process, Process], laura: User
) -> None:
    draft()
    NumberSeries.objects.create(year=2027, next=5, last_issued_on=date(2027, 2, 20))
    assert shown()["LaterIssued"] == "/billing/numbers/"
    assert month_of(JANUARY, now=NOW).ready == []
    assert issued(laura) == []


def test_a_rate_that_changes_inside_the_month_is_shown_and_stops_nothing(
    framed: Process, laura: User, kuuloke: Practice
) -> None:
    held(framed, "2027-01-11 09:00"), held(framed, "2027-01-25 09:00", price=Decimal(200))
    VatRate.objects.create(percent=Decimal(26), valid_from=date(2027, 1, 20))
    draft()
    [found] = [one for one in concerns(month_of(JANUARY, now=NOW)) if type(one).__name__ == "RateChange"]
    assert found.rates == [Decimal("25.50"), Decimal(26)]
    assert found.codes == [framed.code]
    assert len(issue(laura)) == 1


def test_a_month_that_goes_on_is_neither_drafted_nor_issued(two: tuple[Process, Process], laura: User) -> None:
    with pytest.raises(NotOver):
        draft_month(FEBRUARY, now=NOW)
    assert press(laura, FEBRUARY).done == []


def test_one_failure_stops_no_other_is_shown_by_its_invoice_and_done_by_the_next_press(
    two: tuple[Process, Process], laura: User, outi: User, office: Client
) -> None:
    """A line whose session the program cannot write: the number is given back, so no hole comes of it (E6)."""
    draft()
    order_ready(laura)
    kind = Process.objects.get(pk=two[0].pk).kind
    Process.objects.filter(pk=two[0].pk).update(kind="odd")
    outcome = issue_ordered(now=NOW)
    assert [type(one) for _draft, [one] in outcome.refused] == [Unforeseen]
    assert [one.number for one in outcome.done] == ["20270001"]
    Process.objects.filter(pk=two[0].pk).update(kind=kind)
    assert Event.objects.filter(name="invoice.not_issued").count() == 1
    page = office.get("/billing/2027-01/")
    assert [type(one).__name__ for one in page.context["concerns"]] == ["NotIssued"]
    again = press(laura)
    assert [one.number for one in again.done] == ["20270002"]
    assert "NotIssued" not in shown()
