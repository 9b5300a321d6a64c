"""Several employers pay for one process, so many percent each: together 100, whoever attends (S2-5)."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings import frames
from invoicing.models import Invoice, Line
from invoicing.monthly_run import draft_month, hours_waiting
from processes.models import CostShare, FrameAgreement, NotShared, People, Process, References, Share
from processes.models.shares import on_day
from tests.bookings.pages import reading, text
from tests.factories import NOW, helsinki, make_booking
from tests.processes.shares import JANUARY, agree, held
from tyonohjaus.lib import money
from tyonohjaus.people.models import Organisation, User


@pytest.mark.parametrize("percents", [("60", "39.99"), ("60", "40.01"), ("100",), ("0", "100"), ("-10", "110")])
def test_shares_make_a_hundred_together(
    shared: Process, laura: User, lehtola: Organisation, merikanta: Organisation, percents: tuple[str, ...]
) -> None:
    with pytest.raises(NotShared):
        agree(shared, dict(zip([lehtola, merikanta], percents, strict=False)), by=laura, on=date(2027, 2, 1))
    assert [share.percent for share in on_day(shared, date(2027, 2, 1))] == [Decimal(60), Decimal(40)]


@given(
    total=st.decimals(min_value=0, max_value=9999, places=2),
    cuts=st.lists(st.integers(min_value=1, max_value=9999), min_size=1, max_size=6, unique=True),
)
def test_the_parts_make_up_the_whole_to_the_cent(total: Decimal, cuts: list[int]) -> None:
    ends = [0, *sorted(cuts), 10000]
    percents = [Decimal(end - start) / 100 for start, end in pairwise(ends)]
    parts = money.split(total, percents)
    assert sum(parts) == total
    for part, percent in zip(parts, percents, strict=True):
        assert abs(part - total * percent / 100) < Decimal("0.01")


def test_three_thirds_leave_the_odd_cent_to_the_largest_remainder() -> None:
    thirds = [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]
    assert money.split(Decimal("233.00"), thirds) == [Decimal("77.66"), Decimal("77.66"), Decimal("77.68")]
    assert money.split(Decimal("0.01"), [Decimal(50), Decimal(50)]) == [Decimal("0.01"), Decimal("0.00")]


def test_each_employer_has_its_own_line_and_its_manager_alone_says_yes(
    shared: Process, maija: User, pekka: User, merikanta: Organisation
) -> None:
    held(shared)
    draft_month(JANUARY, now=NOW)
    lines = {str(line.organisation): line.net for line in Line.objects.all()}
    assert lines == {"Lehtolan Kuntoutus Oy": Decimal("139.80"), "Merikannan hyvinvointialue": Decimal("93.20")}
    assert [card.net for card in hours_waiting(maija)] == [Decimal("139.80")]
    assert [card.net for card in hours_waiting(pekka)] == [Decimal("93.20")]
    merikantas = Line.objects.get(organisation=merikanta)
    assert not Line.objects.visible_to(maija).filter(pk=merikantas.pk).exists()
    merikantas.accept(by=pekka)
    draft_month(JANUARY, now=NOW)
    draft = Invoice.objects.get()
    assert (draft.organisation, draft.lines.get().net) == (merikanta, Decimal("93.20"))
    draft_month(JANUARY, now=NOW)  # again: nothing changes
    assert Line.objects.count() == 2


def test_a_yes_beforehand_is_a_yes_for_ones_own_employer_alone(shared: Process, maija: User) -> None:
    session = held(shared)
    times = {"for_starts_at": session.starts_at, "for_ends_at": session.ends_at}
    session.approvals.create(manager=maija, answer="approved", via="portal", **times)
    draft_month(JANUARY, now=NOW)
    states = {str(line.organisation): line.state for line in Line.objects.all()}
    assert states == {"Lehtolan Kuntoutus Oy": "ready", "Merikannan hyvinvointialue": "waiting"}


def test_whoever_attends_the_shares_stay(shared: Process, elina: User, sami: User) -> None:
    session = make_booking(process=shared, starts_at=helsinki("2027-01-12 10:00"))
    session.mark_held(by=sami, now=NOW, absent=frozenset({elina.pk}))
    draft_month(JANUARY, now=NOW)
    assert sum(line.net for line in Line.objects.all()) == Decimal("233.00")


def test_a_session_is_charged_by_the_shares_of_its_own_day(
    shared: Process, laura: User, lehtola: Organisation, merikanta: Organisation
) -> None:
    held(shared)
    agree(shared, {lehtola: "50", merikanta: "50"}, by=laura, on=date(2026, 12, 1))  # never the past
    assert [share.percent for share in on_day(shared, date(2027, 1, 12))] == [Decimal(60), Decimal(40)]
    assert [share.percent for share in on_day(shared, date(2027, 2, 1))] == [Decimal(50), Decimal(50)]
    draft_month(JANUARY, now=NOW)
    assert {line.part for line in Line.objects.all()} == {Decimal(60), Decimal(40)}
    agree(shared, {}, by=laura, on=date(2027, 3, 1))
    assert on_day(shared, date(2027, 3, 1)) == []


def test_one_part_that_is_settled_leaves_the_others_as_they_are(
    shared: Process, laura: User, pekka: User, maija: User, merikanta: Organisation, lehtola: Organisation
) -> None:
    held(shared)
    draft_month(JANUARY, now=NOW)
    Line.objects.get(organisation=lehtola).accept(by=maija)
    Line.objects.get(organisation=merikanta).give_back(by=pekka, returned_as="price")
    Line.objects.get(organisation=merikanta).settle(by=laura, price=Decimal("80.00"))
    draft_month(JANUARY, now=NOW)
    assert {line.net for line in Line.objects.all()} == {Decimal("139.80"), Decimal("80.00")}
    assert Invoice.objects.count() == 2


def test_one_part_that_is_let_go_is_on_no_invoice_and_the_other_is(
    shared: Process, laura: User, pekka: User, maija: User, merikanta: Organisation, lehtola: Organisation
) -> None:
    held(shared)
    draft_month(JANUARY, now=NOW)
    Line.objects.get(organisation=lehtola).accept(by=maija)
    Line.objects.get(organisation=merikanta).give_back(by=pekka, returned_as="not_held")
    Line.objects.get(organisation=merikanta).let_go(by=laura, now=NOW)
    draft_month(JANUARY, now=NOW)
    assert Invoice.objects.get().organisation == lehtola
    assert Line.objects.get(organisation=merikanta).state == Line.State.LET_GO


def test_references_are_each_employers_own(
    shared: Process, laura: User, lehtola: Organisation, merikanta: Organisation
) -> None:
    shares = [
        Share(organisation=lehtola, percent=Decimal(50)),
        Share(organisation=merikanta, percent=Decimal(50), references=References("M-1", "", "OT77")),
    ]
    CostShare.agree(shared, shares, on=date(2027, 2, 1), by=laura)
    here, there = on_day(shared, date(2027, 2, 1))
    assert here.references == References("4410", "Toimintaterapia", "")
    assert there.references == References("M-1", "", "OT77")


def test_a_ceiling_is_used_up_by_its_own_organisations_part(
    shared: Process, laura: User, lehtola: Organisation, maija: User
) -> None:
    """Lehtola's manager reads that sum: the rest is Merikanta's."""
    frame = FrameAgreement.agree(
        by=laura, organisation=lehtola, number="P-1", starts_on=date(2026, 1, 1), ceiling_euros=Decimal(1000), prices=[]
    )
    Process.objects.filter(pk=shared.pk).update(frame=frame)
    held(shared)
    assert frames.use_of(frame).euros == Decimal("139.80")
    assert "139.80" in text(reading(maija).get(f"/practice/frames/{frame.pk}/"))
    held(shared, "2026-11-10 10:00")  # before the shares
    assert frames.use_of(frame).euros == Decimal("372.80")


def test_of_shares_agreed_ahead_and_then_otherwise_one_whole_set_holds_each_day(
    shared: Process, laura: User, lehtola: Organisation, merikanta: Organisation, maija: User
) -> None:
    """Agreed for March, and then, from today, in another way: February is not charged twice."""
    agree(shared, {lehtola: "50", merikanta: "50"}, by=laura, on=date(2027, 3, 1))
    agree(shared, {lehtola: "70", merikanta: "30"}, by=laura, on=date(2027, 2, 1))
    for day, parts in (((2027, 1, 31), (60, 40)), ((2027, 2, 10), (70, 30)), ((2027, 3, 10), (70, 30))):
        assert [share.percent for share in on_day(shared, date(*day))] == [Decimal(part) for part in parts]
    booking = make_booking(process=shared, starts_at=helsinki("2027-02-10 10:00"))
    assert "163.10" in text(reading(maija).get(booking.get_absolute_url()))


def test_what_was_agreed_ahead_may_begin_earlier(
    shared: Process, laura: User, lehtola: Organisation, merikanta: Organisation
) -> None:
    for first in (date(2027, 3, 1), date(2027, 2, 5)):
        agree(shared, {lehtola: "50", merikanta: "50"}, by=laura, on=first)
    assert [share.percent for share in on_day(shared, date(2027, 2, 4))] == [Decimal(60), Decimal(40)]
    assert [share.percent for share in on_day(shared, date(2027, 2, 5))] == [Decimal(50), Decimal(50)]


@pytest.mark.parametrize("payer", ["self", "internal"])
def test_where_no_employer_pays_any_more_none_is_charged_a_part(
    shared: Process, payer: str, laura: User, sami: User, aino: User, eero: User, elina: User
) -> None:
    """One who pays themselves: no employer is invoiced, and none learns of it (DOMAIN 4.3)."""
    people = People(supervisor=sami, supervisees=(aino, eero, elina))
    terms = {"payer": payer, "approval": "none"} | ({"price": None} if payer == "internal" else {"organisation": None})
    process = shared.change(people=people, by=laura, **terms)
    held(process)
    draft_month(JANUARY, now=NOW)
    assert not Line.objects.exists()
    assert not Invoice.objects.exists()
    assert not CostShare.objects.filter(ends_on=None).exists()
