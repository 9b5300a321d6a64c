"""Another length: this one, this and those after it, or all (A1, A4, B2, C1–C5, E2, S4)."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bookings import diary, lengths
from bookings.models import Allocation, Booking, Reach, Room, Series, Status
from bookings.problems import NoPrice, NotBookable, NotThatLong, RoomTaken
from bookings.slots.search import Outcome
from processes.models import Place, PriceItem, Process
from tests import factories
from tests.bookings import mails
from tests.bookings.pages import fields, landed, reading, text
from tests.bookings.stories import TUESDAY, book, book_series
from tests.factories import NOW, helsinki
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite

LONG, SHORT = 120, 60


@pytest.fixture(autouse=True)
def prices(kuuloke: Any) -> None:
    """Not linear in minutes (DOMAIN 5.1)."""
    for minutes, price in ((SHORT, "125.00"), (LONG, "220.00")):
        PriceItem.objects.create(kind="individual", minutes=minutes, price=price, valid_from=date(2026, 1, 1))


@pytest.fixture
def series(aino_with_sami: Process, sami: User) -> Series:
    """Three Tuesdays at ten; the last of them after the clocks have gone forward. The first mails are out."""
    made = book_series(aino_with_sami, by=sami)
    mails.post()
    return made


@pytest.fixture
def eeros(sami: User, eero: User, lehtola: Organisation) -> Process:
    return factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)


@pytest.fixture
def asked(aino_with_sami: Process) -> Process:
    """Aino's process, where Maija is asked."""
    aino_with_sami.approval = "series"
    aino_with_sami.save()
    return aino_with_sami


def dates(series: Series) -> list[Booking]:
    return list(series.bookings.order_by("starts_at"))


def minutes(series: Series) -> list[int]:
    return [one.minutes for one in dates(series)]


def url(booking: Booking, **query: Any) -> str:
    return reverse("bookings:length", args=[booking.pk], query=query or None)


def times(rows: list[Booking]) -> dict[Any, Any]:
    return {one.pk: one.times for one in rows}


def change(booking: Booking, by: Any, *, to: int = LONG) -> Booking:
    (row,) = lengths.change_length(booking, minutes=to, by=by, now=clock.now())
    return row


# --- one session


def test_a_longer_session_keeps_its_id_its_uid_and_its_start_C3(
    aino_with_sami: Process, aino: User, sami: User, maija: User
) -> None:
    booking = book(aino_with_sami, by=aino)
    mails.post()
    row = change(booking, sami)

    assert (row.pk, row.starts_at, row.minutes, row.status) == (booking.pk, TUESDAY, LONG, booking.status)
    assert {a.ends_at for a in Allocation.objects.filter(booking=row)} >= {row.ends_at}
    assert row.price == Decimal("220.00")
    sent = mails.post()
    assert mails.recipients(sent) == sorted([aino.email, sami.email])
    event = mails.event(mails.files(mails.to(aino, sent))[0])
    assert (str(event["uid"]), event["sequence"]) == (booking.uid, booking.sequence + 1)
    assert event["DTEND"].dt == row.ends_at
    body = str(mails.to(aino, sent).body).replace("\u00a0", " ")
    assert "klo 10.00–12.00" in body
    assert "klo 10.00–11.30" in body
    lengths.change_length(row, minutes=LONG, by=sami, now=clock.now())  # it is so already
    assert mails.post() == []
    assert Event.objects.filter(name="booking.length_changed").count() == 1


def test_a_shorter_one_gives_its_end_back(aino_with_sami: Process, eeros: Process, sami: User, aino: User) -> None:
    booking = change(book(aino_with_sami, by=aino), sami, to=SHORT)
    assert booking.price == Decimal("125.00")
    buffer = sami.supervisor.buffer
    diary.book(eeros, starts_at=booking.ends_at + buffer, by=sami, now=NOW, outside_hours=True)


def test_the_agreed_length_has_the_agreed_price_again(aino_with_sami: Process, aino: User, sami: User) -> None:
    booking = change(change(book(aino_with_sami, by=aino), sami), sami, to=aino_with_sami.length_minutes)
    assert booking.price == aino_with_sami.price


def test_one_who_pays_is_told_where_the_price_stands(kuuloke: Any, outi: User, sami: User) -> None:
    own = factories.make_process(supervisor=sami, supervisees=[outi], price=Decimal("100.00"), payer="self")
    booking = book(own, by=outi)
    mails.post()
    change(booking, sami)
    sent = mails.post()
    assert "uusi hinta" in str(mails.to(outi, sent).body)
    assert "uusi hinta" not in str(mails.to(sami, sent).body)
    assert "276,10 €" in text(reading(outi).get(booking.get_absolute_url())).replace("€276.10", "276,10 €")


def test_no_mail_to_an_employers_mailbox_says_that_she_pays_herself_C6(kuuloke: Any, aino: User, sami: User) -> None:
    own = factories.make_process(supervisor=sami, supervisees=[aino], price=Decimal("100.00"), payer="self")
    booking = book(own, by=aino)
    mails.post()
    change(booking, sami)
    assert "hinta" not in mails.everything(mails.to(aino, mails.post()))


def test_without_a_price_for_that_length_nothing_changes(aino_with_sami: Process, aino: User, sami: User) -> None:
    booking = book(aino_with_sami, by=aino)
    with pytest.raises(NotBookable) as refusal:
        change(booking, sami, to=75)
    assert refusal.value.problems == (NoPrice(75),)
    page = reading(sami).get(url(booking, minutes=75))
    assert page.status_code == 422
    assert "Nobody has set a price for 75 minutes." in text(page)
    assert reading(sami).post(url(booking, minutes=75)).status_code == 422


def test_what_the_office_lets_go_stays_free_however_long_it_lasts(
    aino_with_sami: Process, aino: User, sami: User, laura: User
) -> None:
    booking = book(aino_with_sami, by=aino).reprice(by=laura, price=Decimal(0))
    longer = change(booking, sami)
    assert longer.price == 0
    assert change(longer, sami, to=75).price == 0  # nor is one asked for


def test_what_begins_in_the_grown_time_stands_in_its_way_A1(
    aino_with_sami: Process, eeros: Process, aino: User, sami: User
) -> None:
    booking = book(aino_with_sami, by=aino)
    diary.book(eeros, starts_at=TUESDAY + timedelta(minutes=105), by=sami, now=NOW, outside_hours=True)
    with pytest.raises(NotBookable) as refusal:
        change(booking, sami)
    assert refusal.value.problems == (NotThatLong(TUESDAY, Outcome.CLASH),)
    booking.refresh_from_db()
    assert (booking.minutes, booking.sequence) == (90, 0)


def test_outside_the_hours_it_does_not_grow(aino_with_sami: Process, aino: User, sami: User) -> None:
    """Sami's hours end at five."""
    booking = book(aino_with_sami, by=sami, at=helsinki("2027-02-09 15:30"))
    with pytest.raises(NotBookable) as refusal:
        change(booking, sami)
    assert refusal.value.problems == (NotThatLong(booking.starts_at, Outcome.CLOSED),)


def test_a_room_that_is_taken_later_stands_in_its_way(
    aino_with_sami: Process, aino: User, sami: User, kaisa: User, eero: User, laura: User
) -> None:
    """It is Kaisa's from half past eleven: nobody else's calendar is in the way (C42)."""
    Room.enter(by=laura, name="Tammi", starts_on=date(2026, 1, 1))
    factories.make_hours(supervisor=sami, place=Place.PREMISES, starts=time(8))
    factories.make_hours(supervisor=kaisa, place=Place.PREMISES, starts=time(8))
    aino_with_sami.place = Place.PREMISES
    aino_with_sami.save()
    booking = book(aino_with_sami, by=aino)
    kaisas = factories.make_process(supervisor=kaisa, supervisees=[eero], place=Place.PREMISES)
    diary.book(kaisas, starts_at=TUESDAY + timedelta(minutes=90), by=kaisa, now=NOW, outside_hours=True)
    with pytest.raises(NotBookable) as refusal:
        change(booking, sami)
    assert refusal.value.problems in {(NotThatLong(TUESDAY, Outcome.NO_ROOM),), (RoomTaken(),)}
    assert change(booking, sami, to=SHORT).room == booking.room


def test_where_the_longer_time_takes_another_room_its_people_are_told(
    aino_with_sami: Process, aino: User, sami: User, kaisa: User, eero: User, laura: User
) -> None:
    """In Tammi another begins when this one was to end."""
    tammi = Room.enter(by=laura, name="Tammi", starts_on=date(2026, 1, 1))
    for supervisor in (sami, kaisa):
        factories.make_hours(supervisor=supervisor, place=Place.PREMISES, starts=time(8))
    aino_with_sami.place = Place.PREMISES
    aino_with_sami.save()
    booking = book(aino_with_sami, by=aino)
    kaisas = factories.make_process(supervisor=kaisa, supervisees=[eero], place=Place.PREMISES)
    diary.book(kaisas, starts_at=TUESDAY + timedelta(minutes=90), by=kaisa, now=NOW, outside_hours=True)
    koivu = Room.enter(by=laura, name="Koivu", starts_on=date(2026, 1, 1))
    mails.post()
    row = change(booking, sami)
    assert (booking.room, row.room) == (tammi, koivu)
    said = mails.everything(mails.to(aino, mails.post()))
    assert "Myös paikka on vaihtunut" in said
    assert not [name for name in ("Tammi", "Koivu") if name in said]
    change(row, sami, to=SHORT)
    assert "Myös paikka on vaihtunut" not in mails.everything(mails.to(aino, mails.post()))


@pytest.mark.parametrize("state", sorted(Status.values))
def test_only_what_is_open_and_ahead_changes_its_length_E2(
    aino_with_sami: Process, aino: User, sami: User, state: str
) -> None:
    booking = book(aino_with_sami, by=aino)
    held_until = booking.starts_at - timedelta(days=1) if state == Status.REQUESTED else None
    Booking.objects.filter(pk=booking.pk).update(status=state, held_until=held_until)
    if state in {Status.REQUESTED, Status.CONFIRMED}:
        assert change(booking, sami).minutes == LONG
    else:
        with pytest.raises(TooLate):
            change(booking, sami)


def test_nothing_that_has_begun_changes_C4(aino_with_sami: Process, aino: User, sami: User) -> None:
    booking = book(aino_with_sami, by=aino)
    with time_machine.travel(TUESDAY + timedelta(minutes=1), tick=False):
        with pytest.raises(TooLate):
            change(booking, sami)
        page = reading(sami).get(url(booking))
        assert "The session has begun or was changed in the meantime." in text(page)


# --- the manager's part


def test_the_manager_is_asked_anew_and_the_old_answers_stay_of_the_old_time(
    asked: Process, aino: User, sami: User, maija: User
) -> None:
    booking = book(asked, by=aino).approve(by=maija)
    mails.post()
    row = change(booking, sami)

    assert row.status == Status.REQUESTED
    sent = mails.post()
    question = mails.to(maija, sent)
    body = str(question.body).replace("\u00a0", " ")
    assert "klo 10.00–12.00" in body
    assert "klo 10.00–11.30" in body
    assert "120 min" in body
    assert "220,00" in body
    assert Client().get(mails.link(question)).status_code == 200
    assert row.approve(by=maija).status == Status.CONFIRMED
    assert row.approvals.count() == 2
    event = mails.event(mails.files(mails.to(aino, mails.post()))[0])
    assert event["DTEND"].dt == row.ends_at


def test_back_at_the_old_length_it_is_asked_anew(asked: Process, aino: User, sami: User, maija: User) -> None:
    booking = change(change(book(asked, by=aino).approve(by=maija), sami), sami, to=90)
    assert booking.status == Status.REQUESTED
    assert booking.approve(by=maija).status == Status.CONFIRMED


def test_a_stale_page_does_not_approve_the_longer_session(asked: Process, aino: User, sami: User, maija: User) -> None:
    booking = book(asked, by=aino)
    (old,) = (mails.link(mail) for mail in mails.post() if mail.to == [maija.email])
    client = reading(maija)
    page = client.get(reverse("bookings:approval", args=[booking.pk]))
    form = fields(page, having="ask") | {"decision": "approve"}
    row = change(booking, sami)

    answer = client.post(reverse("bookings:approval", args=[booking.pk]), form)

    assert answer.status_code in {200, 303, 422}
    row.refresh_from_db()
    assert row.status == Status.REQUESTED
    assert not row.approvals.exists()
    with pytest.raises(TooLate):
        row.approve(by=maija, shown=booking.times)
    assert "Tämän ajan kesto on muuttunut." in text(Client().get(old))


def test_too_near_for_the_manager_it_stays_as_it_is(asked: Process, aino: User, sami: User, maija: User) -> None:
    booking = book(asked, by=aino).approve(by=maija)
    with time_machine.travel(TUESDAY - timedelta(hours=30), tick=False), pytest.raises(NotBookable) as refusal:
        change(booking, sami)
    assert refusal.value.problems == (NotThatLong(TUESDAY, Outcome.TOO_SOON),)


def test_nobody_approves_their_own_time_by_making_it_longer_E3(asked: Process, aino: User, sami: User) -> None:
    """A supervisee has no such page, nor has a manager."""
    booking = book(asked, by=aino)
    assert reading(aino).get(url(booking)).status_code in {403, 404}
    assert "Change the length" not in text(reading(aino).get(booking.get_absolute_url()))


def test_a_manager_has_no_such_page(asked: Process, aino: User, maija: User) -> None:
    assert reading(maija).get(url(book(asked, by=aino))).status_code in {403, 404}


# --- several of a series


@pytest.mark.parametrize(
    "reach, after", [(Reach.THIS, [90, 120, 90]), (Reach.FOLLOWING, [90, 120, 120]), (Reach.ALL, [120, 120, 120])]
)
def test_this_this_and_following_or_all_grow_and_none_is_made_anew_C3(
    series: Series, sami: User, aino: User, reach: str, after: list[int]
) -> None:
    before, client = {one.pk: one for one in dates(series)}, reading(sami)
    address = url(dates(series)[1], minutes=LONG, reach=reach)
    page = client.get(address)
    assert minutes(series) == [90, 90, 90]  # nothing is saved by looking

    done = landed(client.post(address, fields(page, having="shown")), client)

    assert minutes(series) == after
    assert {one.pk for one in dates(series)} == set(before)
    grown = [one for one in dates(series) if one.minutes == LONG]
    for one in dates(series):
        assert (one.uid, one.starts_at) == (before[one.pk].uid, before[one.pk].starts_at)
        assert one.sequence == before[one.pk].sequence + (one in grown)
    assert f"The length of {len(grown)} session" in text(done)
    sent = mails.post()
    assert mails.recipients(sent) == sorted([aino.email, sami.email])  # one mail each
    events = [mails.event(file) for file in mails.files(mails.to(aino, sent))]
    assert [(str(e["UID"]), e["DTEND"].dt) for e in events] == [(one.uid, one.ends_at) for one in grown]


def test_by_the_clock_an_hour_is_an_hour_also_in_summer_B2(series: Series, sami: User) -> None:
    lengths.change_length(dates(series)[0], minutes=LONG, by=sami, now=NOW, shown=times(dates(series)))
    ends = [f"{clock.local(one.ends_at):%H:%M}" for one in dates(series)]
    assert ends == ["12:00", "12:00", "12:00"]


def test_a_clash_is_told_by_its_date_and_nothing_is_chosen_for_it_C1(
    series: Series, eeros: Process, sami: User
) -> None:
    second = dates(series)[1]
    factories.make_booking(process=eeros, starts_at=helsinki("2027-03-09 11:45"))
    client, address = reading(sami), url(dates(series)[0], minutes=LONG, reach=Reach.ALL)
    page = client.get(address)
    assert "the longer time does not suit everybody" in text(page)
    assert "Eero" not in text(page)
    form = fields(page, having="shown")
    assert f"session_{second.pk}" not in form

    undecided = client.post(address, form)
    assert undecided.status_code == 422
    assert "Choose the new length for this session, or keep the present one." in text(undecided)
    assert minutes(series) == [90, 90, 90]
    forced = client.post(address, form | {f"session_{second.pk}": "change"})
    assert forced.status_code == 422
    landed(client.post(address, form | {f"session_{second.pk}": "keep"}), client)
    assert minutes(series) == [120, 90, 120]


def test_a_time_taken_meanwhile_changes_none_of_them_C2(series: Series, eeros: Process, sami: User) -> None:
    factories.make_booking(process=eeros, starts_at=helsinki("2027-04-06 11:45"))
    with pytest.raises(NotBookable):
        lengths.change_length(dates(series)[0], minutes=LONG, by=sami, now=NOW, shown=times(dates(series)))
    assert minutes(series) == [90, 90, 90]
    assert mails.post() == []


def test_of_one_day_the_later_one_stands_in_the_way_of_the_earlier_C6(aino_with_sami: Process, sami: User) -> None:
    """The time that they take now counts as free to each other, their starts do not."""
    same_day = [helsinki("2027-02-09 10:00"), helsinki("2027-02-09 11:45")]
    pair = diary.book_series(aino_with_sami, starts=same_day, by=sami, now=NOW)
    page = reading(sami).get(url(dates(pair)[0], minutes=LONG, reach=Reach.ALL))
    form = fields(page, having="shown")
    assert [f"session_{one.pk}" in form for one in dates(pair)] == [False, True]
    assert "the longer time does not suit everybody" in text(page)
    with pytest.raises(NotBookable) as refusal:
        lengths.change_length(dates(pair)[0], minutes=LONG, by=sami, now=NOW, shown=times(dates(pair)))
    assert refusal.value.problems == (NotThatLong(same_day[0], Outcome.CLASH),)
    lengths.change_length(dates(pair)[0], minutes=SHORT, by=sami, now=NOW, shown=times(dates(pair)))
    assert minutes(pair) == [SHORT, SHORT]


def test_a_stale_page_changes_nothing(series: Series, sami: User) -> None:
    client, address = reading(sami), url(dates(series)[0], minutes=LONG, reach=Reach.ALL)
    form = fields(client.get(address), having="shown")
    change(dates(series)[2], sami, to=SHORT)
    again = client.post(address, form)
    assert again.status_code == 422
    assert "The sessions have changed in the meantime." in text(again)
    assert minutes(series) == [90, 90, 60]


def test_a_second_click_leads_where_the_first_one_does_A3(series: Series, sami: User) -> None:
    client, address = reading(sami), url(dates(series)[0], minutes=LONG, reach=Reach.ALL)
    form = fields(client.get(address), having="shown")
    answers = [client.post(address, form) for _click in range(2)]
    assert [(one.status_code, one["Location"]) for one in answers] == [(303, series.get_absolute_url())] * 2
    assert [one.sequence for one in dates(series)] == [1, 1, 1]
    other = form | {f"session_{dates(series)[0].pk}": "keep"}  # not what is so
    assert client.post(url(dates(series)[0], minutes=SHORT, reach=Reach.ALL), other).status_code == 422


def test_calling_off_what_was_shown_shorter_is_too_late(series: Series, sami: User) -> None:
    """What it costs may be another than was read."""
    shown = times(dates(series))
    change(dates(series)[1], sami)
    with pytest.raises(TooLate):
        series.cancel(shown, by=sami, now=NOW)


def test_the_manager_is_asked_once_of_all_that_grew(asked: Process, sami: User, maija: User) -> None:
    series = book_series(asked, by=sami)
    series.approve(by=maija)
    mails.post()
    lengths.change_length(dates(series)[1], minutes=LONG, by=sami, now=NOW, shown=times(dates(series)[1:]))
    assert [one.status for one in dates(series)] == ["confirmed", "requested", "requested"]
    sent = mails.post()
    assert "2 × 120 min" in str(mails.to(maija, sent).body).replace("\u00a0", " ")
    series.approve(by=maija)
    assert {one.status for one in dates(series)} == {Status.CONFIRMED}


@pytest.mark.parametrize("wrong", ["", "44", "121", "x", "9" * 30, "-90"])
def test_a_length_that_cannot_be_is_said(series: Series, sami: User, wrong: str) -> None:
    page = reading(sami).get(url(dates(series)[0], minutes=wrong, reach=Reach.ALL))
    assert page.status_code == 422
    assert "One thing to put right" in text(page)


def test_the_present_length_is_no_change(series: Series, sami: User) -> None:
    page = reading(sami).get(url(dates(series)[0], minutes=90, reach=Reach.ALL))
    assert page.status_code == 422
    assert "This is the present length." in text(page)


# --- moving one of another length


def test_one_of_another_length_is_moved_with_its_own_A4(
    aino_with_sami: Process, eeros: Process, aino: User, sami: User
) -> None:
    """For two hours there is no room before Eero's, for one and a half there is."""
    booking = change(book(aino_with_sami, by=aino), sami)
    diary.book(eeros, starts_at=helsinki("2027-02-16 11:45"), by=sami, now=NOW, outside_hours=True)
    with pytest.raises(NotBookable):
        diary.move(booking, starts_at=helsinki("2027-02-16 10:00"), by=sami, now=NOW)
    moved = diary.move(booking, starts_at=helsinki("2027-02-16 09:00"), by=sami, now=NOW)
    assert moved.minutes == LONG


def test_several_of_other_lengths_are_looked_at_each_with_its_own_A4(
    series: Series, eeros: Process, sami: User
) -> None:
    first = change(dates(series)[0], sami)
    diary.book(eeros, starts_at=helsinki("2027-02-10 14:45"), by=sami, now=NOW, outside_hours=True)
    query = {"of": str(first.pk), "reach": "all", "day": "2027-02-10", "time": "13:00"}
    page = reading(sami).get(reverse("bookings:series_move", args=[series.pk], query=query))
    form = fields(page, having="shown")
    assert f"to_{first.pk}" not in form
    assert f"to_{dates(series)[1].pk}" in form
