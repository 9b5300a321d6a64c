"""Several employers pay for one process, so many percent each: together 100, whoever attends (S2-5)."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings import approvals, diary, frames
from bookings.models import Status
from invoicing.documents.wording import service_text
from invoicing.freezing import House, preview
from invoicing.models import Invoice, Line
from invoicing.monthly_run import draft_month, hours_waiting
from processes.models import CostShare, FrameAgreement, NotShared, People, PriceItem, Process, References, Share
from processes.models.shares import on_day
from tests.bookings.pages import reading, text
from tests.factories import NOW, client_of, helsinki, make_booking, make_employment, make_person, make_process
from tests.forms import faults, finnish
from tests.processes.agreement import filled
from tyonohjaus.lib import money
from tyonohjaus.people.models import Organisation, User

JANUARY = date(2027, 1, 1)


@pytest.fixture
def elina(merikanta: Organisation, pekka: User) -> User:
    user = make_person(name="Elina Niemi")
    make_employment(employee=user, organisation=merikanta, manager=pekka)
    return user


@pytest.fixture
def shared(
    kuuloke: Any,
    aino: User,
    elina: User,
    eero: User,
    sami: User,
    lehtola: Organisation,
    merikanta: Organisation,
    pekka: User,
    laura: User,
) -> Process:
    """Aino and Eero of Lehtola, Elina of Merikanta: 60 and 40 %."""
    group = make_process(
        supervisor=sami, supervisees=[aino, eero, elina], organisation=lehtola, price=Decimal("233.00")
    )
    group.participants.filter(user=elina).update(manager=pekka)
    agree(group, {lehtola: "60", merikanta: "40"}, by=laura, on=date(2026, 12, 1))
    return group


def agree(process: Process, percents: dict[Organisation, str], *, by: User, on: date) -> list[CostShare]:
    shares = [Share(organisation=whose, percent=Decimal(percent)) for whose, percent in percents.items()]
    return CostShare.agree(process, shares, on=on, by=by)


def held(process: Process, at: str = "2027-01-12 10:00", **fields: Any) -> Any:
    return make_booking(process=process, starts_at=helsinki(at), status=Status.HELD, **fields)


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


# --- pages


def test_no_manager_reads_another_employers_share_S2_5(shared: Process, maija: User, pekka: User) -> None:
    session = make_booking(process=shared, starts_at=helsinki("2027-02-09 10:00"))
    for manager, own, others in (
        (maija, ("139.80", "Lehtolan", "60%"), ("93.20", "Merikannan", "40%")),
        (pekka, ("93.20", "Merikannan", "40%"), ("139.80", "Lehtolan", "60%")),
    ):
        page = text(reading(manager).get(f"/processes/{shared.pk}/"))
        assert all(word in page for word in own), manager
        assert not any(word in page for word in (*others, "233")), manager
        page = text(reading(manager).get(session.get_absolute_url()))
        assert own[0] in page
        assert not any(word in page for word in (*others, "233"))
        home = text(reading(manager).get("/"))
        assert "233" not in home
        assert others[0] not in home


def test_what_is_asked_is_ones_own_employers_part(shared: Process, maija: User, pekka: User) -> None:
    Process.objects.filter(pk=shared.pk).update(approval="each")
    make_booking(process=shared, starts_at=helsinki("2027-02-09 10:00"), status=Status.REQUESTED)
    assert approvals.waiting(maija, now=NOW)[0].card.price == Decimal("139.80")
    assert approvals.waiting(pekka, now=NOW)[0].card.price == Decimal("93.20")


def test_members_read_that_the_cost_is_shared_and_not_how(shared: Process, aino: User, sami: User) -> None:
    for user in (aino, sami):
        page = text(reading(user).get(f"/processes/{shared.pk}/"))
        assert "The employers share the cost." in page
        assert "60%" not in page


def test_laura_writes_the_shares(
    shared: Process, laura: User, lehtola: Organisation, merikanta: Organisation, maija: User
) -> None:
    client, page = reading(laura), f"/processes/{shared.pk}/shares/"
    assert "Merikannan hyvinvointialue: 40%" in text(client.get(page))
    fields = {"first_on": "1.3.2027", "percent_0": "66,67", "percent_1": "33,33", "percent_2": "", "other": ""}
    assert client.post(page, fields).status_code == 303
    assert [share.percent for share in on_day(shared, date(2027, 3, 1))] == [Decimal("66.67"), Decimal("33.33")]
    assert client_of(maija).get(page).status_code == 403


def test_once_a_session_has_begun_a_day_that_lies_behind_is_refused_and_the_way_on_is_said(
    shared: Process, laura: User
) -> None:
    """Nothing becomes "from today" behind the office's back."""
    client, page = finnish(laura), f"/processes/{shared.pk}/shares/"
    fields = {"first_on": "4.1.2027", "percent_0": "50", "percent_1": "50", "percent_2": "", "other": ""}
    assert "aikaisintaan" not in client.get(page).content.decode()
    held(shared)
    assert "voimassa aikaisintaan tästä päivästä" in client.get(page).content.decode()

    refused = client.post(page, fields)

    assert refused.status_code == 422
    said = "Tapaamisia on jo ollut, ja mennyt pysyy niin kuin se veloitettiin. Kirjoita 1.2.2027 tai myöhempi päivä."
    assert said in faults(refused)["first_on"]
    assert 'value="4.1.2027"' in refused.content.decode()
    assert client.post(page, fields | {"first_on": "1.2.2027"}).status_code == 303
    told = client.get(f"/processes/{shared.pk}/").content.decode().replace("\xa0", " ")
    assert "Kustannusosuudet tallennettiin. Ensimmäinen päivä: ma 1.2.2027." in told


def test_before_that_the_message_says_the_first_day_that_there_is(shared: Process, laura: User) -> None:
    client, page = finnish(laura), f"/processes/{shared.pk}/shares/"
    fields = {"first_on": "4.1.2019", "percent_0": "50", "percent_1": "50", "percent_2": "", "other": ""}
    assert client.post(page, fields).status_code == 303
    first_on = CostShare.objects.filter(ends_on=None)[0].starts_on
    assert first_on == shared.starts_on
    assert f"{first_on:%-d.%-m.%Y}" in client.get(f"/processes/{shared.pk}/").content.decode()


def test_what_is_missing_is_said_in_one_sentence(shared: Process, laura: User) -> None:
    fields = {"first_on": "1.3.2027", "percent_0": "60", "percent_1": "30"}
    answer = finnish(laura).post(f"/processes/{shared.pk}/shares/", fields)
    assert "Yhteensä pitää olla 100 %: puuttuu 10 %." in text(answer)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "typed, said",
    [
        ({"percent_0": "60", "percent_1": "30"}, "10% is missing"),
        ({"percent_0": "60", "percent_1": "50"}, "10% is too much"),
        ({"percent_0": "100", "percent_1": ""}, "less than 100"),
        ({"percent_0": "0", "percent_1": "99"}, "more than nothing"),
        ({"percent_0": "33,333", "percent_1": "66,667"}, "two decimals"),
        ({"percent_0": "puolet", "percent_1": "50"}, "in numbers"),
        ({"percent_0": "50", "percent_2": "50"}, "Choose who pays"),
    ],
)
def test_what_does_not_fit_is_told_and_kept(shared: Process, laura: User, typed: dict[str, str], said: str) -> None:
    answer = reading(laura).post(f"/processes/{shared.pk}/shares/", {"first_on": "1.3.2027", **typed})
    assert answer.status_code == 422
    assert said in text(answer)
    assert all(f'value="{value}"' in answer.content.decode() for value in typed.values() if value)
    assert CostShare.objects.filter(ends_on=None).count() == 2


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
