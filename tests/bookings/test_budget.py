"""A manager reads how much of what was agreed is used: sessions, and euros where their own employer pays (C7)."""

import dataclasses
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bookings import approvals, lengths
from bookings.budget import Budget, budgets
from bookings.models import Booking, Status
from processes.models import CostShare, Payer, PriceItem, Process, Share
from processes.own_part import OwnPart
from tests import factories
from tests.bookings.pages import facts, page, reading, tree
from tests.bookings.stories import book
from tests.factories import NOW, helsinki
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Membership, Organisation, User

pytestmark = pytest.mark.sqlite


def of(manager: User, process: Process) -> Budget:
    process = Process.objects.get(pk=process.pk)
    return budgets(manager, [process], OwnPart.read(manager, [process]))[process.pk]


@pytest.fixture
def used(asked: Process) -> Process:
    """Ten agreed at 175: one held, one cancelled too late, one that is let go, one ahead."""
    ago = [NOW - timedelta(days=days) for days in (56, 28, 14)]
    for start, status in zip(ago, (Status.HELD, Status.NO_SHOW, Status.CANCELLED), strict=True):
        factories.make_booking(process=asked, starts_at=start, status=status)
    factories.make_booking(process=asked, starts_at=helsinki("2027-02-23 10:00"))
    return asked


def test_sessions_and_euros_used_of_what_was_agreed(used: Process, maija: User) -> None:
    assert of(maija, used) == Budget(taken=3, count=10, spent=Decimal("350.00"), agreed=Decimal("1750.00"))


def test_it_holds_these_fields_alone_C7() -> None:
    assert {field.name for field in dataclasses.fields(Budget)} == {"taken", "count", "spent", "agreed"}


def test_it_stands_on_the_approval_page_the_process_page_and_the_home(used: Process, aino: User, maija: User) -> None:
    booking = book(used, by=aino)
    shown = facts(reading(maija, language="fi").get(f"/bookings/{booking.pk}/approval/"))
    assert shown["Käytetyt kerrat"] == "4 varattu tai toteutunut, 10 sovittu"
    assert "350,00" in shown["Kustannukset tähän mennessä"]
    assert "1 750,00" in shown["Kustannukset tähän mennessä"].replace("\u202f", " ").replace("\xa0", " ")
    for path in (f"/processes/{used.pk}/", "/"):
        assert "350,00 €" in page(maija, path)


def test_its_sentences_break_on_a_phone(used: Process, aino: User, maija: User) -> None:
    """Only a number with its unit stays on one line: the page of an approval never scrolls sideways."""
    booking = book(used, by=aino)
    for path in (f"/bookings/{booking.pk}/approval/", f"/processes/{used.pk}/"):
        unbroken = tree(reading(maija).get(path)).xpath("//dd[contains(@class, 'num')] | //dd//*[@class='num']")
        assert not [part for part in unbroken if "agreed" in part.text_content()]


def test_its_own_people_and_the_office_have_no_such_part(used: Process, aino: User, sami: User, laura: User) -> None:
    for user in (aino, sami, laura):
        assert "Sovitusta käytetty" not in page(user, f"/processes/{used.pk}/")


def test_longer_sessions_are_agreed_at_their_own_price(used: Process, maija: User, sami: User) -> None:
    """Of ten at 175 one ahead becomes two hours at 220: 45 more than before."""
    PriceItem.objects.create(kind="individual", minutes=120, price="220.00", valid_from=date(2026, 1, 1))
    lengths.change_length(Booking.objects.get(process=used, status=Status.CONFIRMED), minutes=120, by=sami, now=NOW)
    assert of(maija, used).agreed == Decimal("1795.00")


def test_no_euros_where_another_employer_pays_C7(
    used: Process, aino: User, maija: User, pekka: User, merikanta: Organisation
) -> None:
    """Merikanta pays; Maija approves Aino's working time."""
    Process.objects.filter(pk=used.pk).update(organisation=merikanta)
    assert of(maija, used) == Budget(taken=3, count=10)
    booking = book(Process.objects.get(pk=used.pk), by=aino)
    [ask] = approvals.waiting(maija, now=NOW)
    assert (ask.card.price, ask.card.spent, ask.card.agreed) == (None, None, None)
    assert "175,00" not in page(maija, f"/bookings/{booking.pk}/approval/")
    assert "350,00" not in page(maija, f"/processes/{used.pk}/")


def test_of_a_shared_cost_their_own_part(
    used: Process, maija: User, lehtola: Organisation, merikanta: Organisation, laura: User
) -> None:
    shares = [Share(organisation=whose, percent=Decimal(50)) for whose in (lehtola, merikanta)]
    CostShare.agree(used, shares, on=clock.today(), by=laura)
    CostShare.objects.update(starts_on=used.starts_on)
    assert of(maija, used).spent == Decimal("175.00")
    assert of(maija, used).agreed == Decimal("875.00")


def test_an_internal_one_has_sessions_and_no_euros_S1_7(
    kuuloke: Any, sami: User, aino: User, maija: User, lehtola: Organisation
) -> None:
    own = factories.make_process(
        supervisor=sami, supervisees=[aino], organisation=lehtola, payer=Payer.INTERNAL, agreed_count=5
    )
    factories.make_booking(process=own, starts_at=helsinki("2027-02-23 10:00"))
    assert of(maija, own) == Budget(taken=1, count=5)


def test_a_new_manager_reads_of_the_time_since_C12(
    used: Process, pekka: User, laura: User, lehtola: Organisation
) -> None:
    Membership.begin(user=pekka, organisation=lehtola, capacity=Membership.As.MANAGER, by=laura)
    used.participants.get(capacity="supervisee").ask(pekka, by=laura)
    assert of(pekka, used) == Budget(taken=1, count=10, spent=Decimal(), agreed=Decimal("1750.00"))
    assert Booking.objects.filter(process=used).count() == 4
