"""A shared cost on invoices: whose part it is, at which price, and whose yes (S2-5, S4-18)."""

from datetime import date
from decimal import Decimal
from typing import Any

from bookings import approvals, diary
from invoicing.composing import House
from invoicing.documents.wording import service_text
from invoicing.freezing import preview
from invoicing.models import Invoice
from invoicing.monthly_run import draft_month, hours_waiting
from processes.models import PriceItem, Process
from tests.bookings.pages import reading, text
from tests.factories import NOW, helsinki, make_process
from tests.processes.agreement import filled
from tests.processes.shares import JANUARY, held
from tyonohjaus.people.models import Organisation, User


def test_the_invoice_says_which_part_it_is_and_names_nobody_elses_people(
    shared: Process, laura: User, pekka: User, maija: User, merikanta: Organisation
) -> None:
    """Also where names stand on invoices by agreement: another employer's people were there too (C17)."""
    Process.objects.filter(pk=shared.pk).update(names_on_invoice_since=date(2027, 1, 1), approval="frame")
    held(shared)
    draft_month(JANUARY, now=NOW)
    document = preview(Invoice.objects.get(organisation=merikanta), house=House.read(), on=date(2027, 2, 1), running=1)
    assert service_text(document.lines[0], "fi") == "Työnohjaus, ryhmä, 90\u00a0min, osuus 40\u00a0%"
    assert document.lines[0].people == ()


def test_another_service_has_its_own_name_and_price_S4_18(
    kuuloke: Any, aino: User, eero: User, sami: User, lehtola: Organisation, laura: User
) -> None:
    PriceItem.enter(by=laura, trade="mediation", kind="pair", minutes=90, price=Decimal(300), valid_from=JANUARY)
    PriceItem.enter(by=laura, kind="pair", minutes=90, price=Decimal(170), valid_from=JANUARY)
    form = filled(supervisor=sami, supervisees=[aino, eero], organisation=lehtola, kind="pair", trade="mediation")
    assert reading(laura).post("/processes/new/", form | {"price": ""}).status_code == 303
    process = Process.objects.get()
    assert process.price == Decimal(300)
    assert "Mediation, pair" in text(reading(aino).get(f"/processes/{process.pk}/"))
    Process.objects.update(approval="frame", starts_on=JANUARY)
    process.participants.update(starts_on=JANUARY)
    held(Process.objects.get())
    draft_month(JANUARY, now=NOW)
    document = preview(Invoice.objects.get(), house=House.read(), on=date(2027, 2, 1), running=1)
    assert service_text(document.lines[0], "fi") == "Sovittelu, pari, 90\u00a0min"


def test_of_a_cost_that_another_employer_pays_alone_a_manager_reads_and_answers_nothing(
    kuuloke: Any, aino: User, elina: User, sami: User, lehtola: Organisation, maija: User, pekka: User
) -> None:
    """Lehtola pays for Elina of Merikanta too: Pekka says yes to her time, and not to Lehtola's invoice."""
    group = make_process(
        supervisor=sami,
        supervisees=[aino, elina],
        organisation=lehtola,
        price=Decimal("233.00"),
        attendance="names",
        approval="each",
    )
    group.participants.filter(user=elina).update(manager=pekka)
    booking = held(group)
    asked = diary.book(group, starts_at=helsinki("2027-02-09 10:00"), by=sami, now=NOW)
    draft_month(JANUARY, now=NOW)
    pages = (booking.get_absolute_url(), f"/processes/{group.pk}/", "/", "/approvals/", "/billing/hours/")
    for page in pages:
        seen = text(reading(pekka).get(page))
        assert "233.00" not in seen
        assert "4410" not in seen
    assert [len(hours_waiting(user)) for user in (maija, pekka)] == [1, 0]
    assert "233.00" in text(reading(maija).get(booking.get_absolute_url()))
    [ask] = approvals.waiting(pekka, now=NOW)
    assert (ask.bookings[0], ask.card.whose, ask.card.price, ask.card.cost_centre) == (asked, "Elina Niemi", None, "")
