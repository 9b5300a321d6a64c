"""What getting to a session cost: kilometres or a receipt, on a line of its own, and no place anywhere (C17)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from invoicing.composing import House, lines_with_people
from invoicing.documents.document import InvoiceDocument
from invoicing.documents.finvoice import finvoice
from invoicing.documents.problems import problems
from invoicing.documents.sheet import context
from invoicing.documents.ubl import ubl
from invoicing.freezing import preview
from invoicing.models import Line, NotHeld, TravelBilled, TravelCost
from invoicing.monthly_run import concerns, draft_month, hours_waiting, month_of
from processes.models import CostShare, Process, Share, VatExemption
from tests import factories
from tests.factories import NOW, client_of, helsinki
from tests.forms import faults, finnish
from tests.invoicing.month import FEBRUARY, JANUARY, MARCH_FIRST, draft, held, issue
from tests.invoicing.test_crediting import credit
from tests.invoicing.test_packages import buy
from tyonohjaus.lib.mileage import per_km
from tyonohjaus.people.models import Organisation, User

pytestmark = [pytest.mark.django_db, pytest.mark.both]
KM = Decimal("42.5")


def document() -> InvoiceDocument:
    [invoice] = draft()
    found = preview(invoice, house=House.read(), on=date(2027, 2, 1), running=1)
    assert problems(found) == []
    return found


def nets() -> list[Decimal]:
    return sorted(line.net for line in Line.objects.filter(invoice__number=None, invoice__isnull=False))


def test_kilometres_are_billed_by_the_rate_of_the_sessions_day(framed: Process, sami: User) -> None:
    TravelCost.enter_km(held(framed), km=KM, by=sami)

    found = document()

    [line] = [line for line in found.lines if line.service == "travel"]
    assert (line.quantity, line.unit, line.unit_price, line.net) == (KM, "km", per_km(JANUARY), Decimal("23.38"))
    [row] = [row for row in context(found)["rows"] if row.number == line.number]
    assert (row.service, row.quantity.replace("\xa0", " "), row.code) == ("Matkakulut", "42,5 km", framed.code)
    assert found.sums.net == Decimal("198.38")
    assert 'QuantityUnitCodeUN="KMT"' in finvoice(found).decode()
    assert 'unitCode="KMT"' in ubl(found).decode()
    before = TravelCost.enter_km(held(framed, "2025-12-15 09:00"), km=KM, by=sami)
    assert (before.per_km, before.amount) == (Decimal("0.59"), Decimal("25.08"))


@pytest.mark.parametrize("deducts, net", [(True, "35.24"), (False, "40.00")])
def test_of_a_receipt_the_tax_is_taken_out_where_the_practice_deducts_it(
    framed: Process, sami: User, deducts: bool, net: str
) -> None:
    paid = {"paid": Decimal(40), "vat_percent": Decimal("13.5")}
    assert TravelCost.enter_receipt(held(framed), **paid, deducts=deducts, by=sami).amount == Decimal(net)


def test_only_to_a_session_that_was_held(framed: Process, sami: User) -> None:
    confirmed = factories.make_booking(process=framed, starts_at=helsinki("2027-01-11 09:00"), status="confirmed")
    with pytest.raises(NotHeld):
        TravelCost.enter_km(confirmed, km=KM, by=sami)


def test_what_is_written_down_late_goes_on_the_next_invoice_and_once(framed: Process, sami: User, laura: User) -> None:
    session = held(framed)
    issue(laura)
    TravelCost.enter_km(session, km=KM, by=sami)

    assert draft() == []
    [february] = issue(laura, FEBRUARY, now=MARCH_FIRST)

    assert [line.net for line in february.lines.all()] == [Decimal("23.38")]
    assert draft(FEBRUARY, now=MARCH_FIRST) == []


def test_the_payer_answers_for_it_as_for_the_session(aino_with_sami: Process, maija: User, sami: User) -> None:
    TravelCost.enter_km(held(aino_with_sami), km=KM, by=sami)
    draft()

    way, session = sorted(hours_waiting(maija), key=lambda card: card.net)

    assert (way.travel, way.km, way.net) == (True, KM, Decimal("23.38"))
    assert not session.travel
    line = Line.objects.get(pk=way.line)
    line.give_back(by=maija, returned_as="price")
    line.settle(by=sami, price=Decimal(20))
    draft_month(JANUARY, now=NOW)
    assert nets() == [Decimal(20)]


def test_it_stands_after_its_session_on_paper_and_where_the_payer_answers(
    aino_with_sami: Process, maija: User, sami: User
) -> None:
    """Whatever the rows' keys, which are random."""
    TravelCost.enter_km(held(aino_with_sami), km=KM, by=sami)
    draft()
    Line.objects.filter(service="travel").update(id=UUID(int=1))

    assert [card.travel for card in hours_waiting(maija)] == [False, True]
    assert [line.service for line in lines_with_people()] == ["session", "travel"]


def test_employers_share_the_way_too(
    framed: Process, sami: User, lehtola: Organisation, merikanta: Organisation, laura: User
) -> None:
    halves = [Share(organisation=whose, percent=Decimal(50)) for whose in (lehtola, merikanta)]
    CostShare.agree(framed, halves, on=date(2026, 1, 1), by=laura)
    CostShare.objects.update(starts_on=date(2026, 1, 1))
    TravelCost.enter_km(held(framed), km=KM, by=sami)
    draft()
    assert sorted(line.net for line in Line.objects.filter(service="travel")) == [Decimal("11.69")] * 2


def test_what_is_let_go_leaves_the_draft(framed: Process, sami: User) -> None:
    cost = TravelCost.enter_km(held(framed), km=KM, by=sami)
    draft()
    cost.let_go(by=sami)
    draft()
    assert nets() == [Decimal(175)]


def test_it_is_credited_and_billed_again_as_any_line(framed: Process, sami: User, laura: User) -> None:
    cost = TravelCost.enter_km(held(framed), km=KM, by=sami)
    [invoice] = issue(laura)
    with pytest.raises(TravelBilled):
        cost.let_go(by=laura)
    credit(invoice, invoice.lines.get(service="travel"), by=laura)
    cost.reprice(by=laura, price=Decimal(20))

    [february] = issue(laura, FEBRUARY, now=MARCH_FIRST)

    assert [line.net for line in february.lines.all()] == [Decimal(20)]
    assert invoice.lines.get(service="session").is_billed


def test_the_way_to_a_packaged_session_has_its_own_line(framed: Process, sami: User, laura: User) -> None:
    buy(framed, by=laura)
    held(framed, "2027-01-04 09:00")
    TravelCost.enter_km(held(framed, "2027-01-11 09:00"), km=KM, by=sami)
    draft()
    assert nets() == [Decimal("23.38"), Decimal(560)]
    assert not [one for one in concerns(month_of(JANUARY, now=NOW)) if one.KIND == "fault"]


def test_the_database_lets_no_way_be_paid_twice(framed: Process, sami: User) -> None:
    session = held(framed)
    cost = TravelCost.enter_km(session, km=KM, by=sami)
    draft()
    same = {"booking": session, "service": "travel", "travel": cost, "price": 1, "share": 100}
    for wrong in (same, same | {"edition": 1}, same | {"travel": None}, same | {"service": "session"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Line.objects.create(**wrong)


@pytest.mark.sqlite
def test_sami_writes_it_down_and_laura_lets_it_go(framed: Process, sami: User, laura: User, maija: User) -> None:
    session, page = held(framed), f"/processes/{framed.pk}/travel/"
    client, fields = finnish(sami), {"booking": str(session.pk), "km": "42,5", "paid": "", "vat_percent": ""}
    for typed, where in (
        ({"km": "-1"}, {"km"}),
        ({"km": "0"}, {"km"}),
        ({"km": "99999"}, {"km"}),
        ({"km": ""}, {"km"}),
        ({"paid": "12,00"}, {"km"}),
        ({"km": "", "paid": "12,00"}, {"vat_percent"}),
        ({"km": "", "paid": "12,00", "vat_percent": "99"}, {"vat_percent"}),
        ({"booking": "nonsense"}, {"booking"}),
    ):
        answer = client.post(page, fields | typed)
        assert (answer.status_code, set(faults(answer))) == (422, where), typed
    assert client.post(page, fields).status_code == 303
    told = client.get(f"/processes/{framed.pk}/").content.decode().replace("\xa0", " ")
    assert "42,5 km, 23,38 €" in told

    cost = TravelCost.objects.get()
    page = f"/processes/travel/{cost.pk}/"
    assert client_of(maija).get(page).status_code in {403, 404}
    assert finnish(laura).post(page).status_code == 303
    assert not TravelCost.objects.standing().exists()


def test_there_is_no_field_for_a_place() -> None:
    """C17: nothing but days, numbers and choices."""
    texts = [
        field.name for field in TravelCost._meta.get_fields() if field.get_internal_type() in {"CharField", "TextField"}
    ]
    assert texts == ["kind"]


@pytest.mark.sqlite
def test_a_second_press_writes_nothing_and_an_exempt_service_deducts_nothing(
    framed: Process, sami: User, laura: User
) -> None:
    VatExemption.agree(framed, ground="health", on=date(2026, 12, 1), confirmed_on=None, by=laura)
    VatExemption.objects.update(starts_on=date(2026, 12, 1))
    page, session = f"/processes/{framed.pk}/travel/", held(framed)
    receipt = {"booking": str(session.pk), "km": "", "paid": "40,00", "vat_percent": "13.5"}
    for known, count in (("0", 1), ("0", 1), ("1", 2)):
        assert finnish(sami).post(page, receipt | {"known": known}).status_code == 303
        assert TravelCost.objects.count() == count, "the way back costs the same"
    assert {cost.amount for cost in TravelCost.objects.all()} == {Decimal(40)}


@pytest.mark.sqlite
def test_each_who_leads_a_process_reads_their_own_travel_alone(
    framed: Process, sami: User, kaisa: User, laura: User
) -> None:
    """By the page and by the address; the office reads both."""
    framed.participants.create(user=kaisa, capacity="co_supervisor", starts_on=framed.starts_on)
    session = held(framed)
    own, others = (TravelCost.enter_km(session, km=km, by=by) for km, by in ((KM, sami), (Decimal(120), kaisa)))
    page = f"/processes/{framed.pk}/"

    def told(user: User) -> tuple[bool, bool]:
        text = finnish(user).get(page).content.decode()
        return "23,38" in text, "66,00" in text

    assert [told(user) for user in (sami, laura)] == [(True, False), (True, True)]
    assert list(TravelCost.objects.visible_to(kaisa)) == [others]
    assert [client_of(sami).get(f"/processes/travel/{row.pk}/").status_code for row in (own, others)] == [200, 404]


def test_each_year_has_its_own_rate() -> None:
    """The Tax Administration's decisions; the next year's is not known yet."""
    rates = {year: per_km(date(year, 12, 31)) for year in (2024, 2025, 2026)}
    assert rates == {2024: Decimal("0.57"), 2025: Decimal("0.59"), 2026: Decimal("0.55")}
