"""Another place for this session, for it and those after it, or for all of a series (A1, C1–C5, E2)."""

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from bookings import diary, places
from bookings.models import Allocation, Booking, Reach, Room, Series
from bookings.problems import NotBookable, RoomTakenThen
from processes.models import Place, Process
from tests.bookings import mails
from tests.bookings.pages import fields, landed, reading, text
from tests.bookings.several import asis, dates
from tests.bookings.stories import book_series, move
from tests.bookings.test_races import ROUNDS, all_at_once
from tests.factories import client_of, helsinki, make_hours, make_process
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User

REMOTE, OUTDOORS, PREMISES = Place.REMOTE, Place.OUTDOORS, Place.PREMISES
SECOND = helsinki("2027-03-09 10:00")


@pytest.fixture
def tammi(laura: User) -> Room:
    return Room.enter(by=laura, name="Tammi", address="Kalevankatu 3", starts_on=date(2026, 1, 1))


@pytest.fixture
def taken_once(series: Series, tammi: Room, kaisa: User, eero: User) -> Booking:
    """The only room is Kaisa's and Eero's on the second of the dates."""
    make_hours(supervisor=kaisa, place=PREMISES, starts=time(8))
    process = make_process(supervisor=kaisa, supervisees=[eero], place=PREMISES)
    booking = diary.book(process, starts_at=SECOND, by=eero, now=clock.now())
    mails.gone()
    return booking


def url(booking: Booking) -> str:
    return reverse("bookings:place", args=[booking.pk])


def where(series: Series) -> list[str]:
    return [one.place for one in dates(series)]


def change(series: Series, rows: list[Booking], by: User, *, place: str = OUTDOORS, **how: Any) -> list[Booking]:
    shown = {one.pk: one.times for one in rows}
    return places.change_places(series, shown=shown, place=place, by=by, now=clock.now(), **how)


def typed(client: Any, booking: Booking, *, reach: str, place: str = OUTDOORS) -> dict[str, str]:
    return fields(client.get(url(booking)), having="shown") | {"reach": reach, "place": place}


def look_and_save(client: Any, booking: Booking, form: dict[str, str]) -> Any:
    """Of several the dates stand there first, each with its place of now, and nothing is saved."""
    shown = client.post(url(booking), form)
    assert shown.status_code == 200
    assert "Nothing is saved yet." in text(shown)
    assert "9 Mar" in text(shown)
    assert "Now remotely" in text(shown)
    assert not Event.objects.filter(name__endswith="place_changed").exists()
    return client.post(url(booking), fields(shown, having="seen"))


@pytest.mark.parametrize(
    ("reach", "after"),
    [
        (Reach.THIS, [REMOTE, OUTDOORS, REMOTE]),
        (Reach.FOLLOWING, [REMOTE, OUTDOORS, OUTDOORS]),
        (Reach.ALL, [OUTDOORS, OUTDOORS, OUTDOORS]),
    ],
)
def test_this_this_and_following_or_all_change_and_none_is_made_anew_C3(
    series: Series, sami: User, aino: User, reach: str, after: list[str]
) -> None:
    before, client = dates(series), reading(sami)
    form = typed(client, before[1], reach=reach)
    several = reach != Reach.THIS
    saved = look_and_save(client, before[1], form) if several else client.post(url(before[1]), form)
    done = landed(saved, client)

    rows = dates(series)
    assert [one.place for one in rows] == after
    changed = [one for one in rows if one.place == OUTDOORS]
    for was, now in zip(before, rows, strict=True):
        assert (now.pk, now.uid, now.times, now.status) == (was.pk, was.uid, was.times, was.status)
        assert now.sequence == was.sequence + (now in changed)
    said = f"The place of {len(changed)} sessions was changed." if len(changed) > 1 else "The place was changed."
    assert said in text(done)
    sent = mails.post()
    assert mails.recipients(sent) == [aino.email]  # one mail, a file for every date; Sami has done it
    events = [mails.event(file) for file in mails.files(mails.to(aino, sent))]
    assert [(str(e["UID"]), e["SEQUENCE"]) for e in events] == [(one.uid, one.sequence) for one in changed]


def test_those_that_meet_there_already_stay_and_are_told_to_nobody_C3(series: Series, sami: User, aino: User) -> None:
    places.change_place(dates(series)[0], place=OUTDOORS, by=sami, now=clock.now())
    mails.gone()
    assert change(series, dates(series), sami) == dates(series)[1:]
    assert len(mails.files(mails.to(aino, mails.post()))) == 2
    assert change(series, dates(series), sami) == []
    assert mails.post() == []
    assert Event.objects.filter(name="series.place_changed").count() == 1


def test_no_mail_says_where_and_the_manager_is_not_asked_anew_C1(
    aino_with_sami: Process, sami: User, maija: User, tammi: Room
) -> None:
    aino_with_sami.approval = "series"
    aino_with_sami.save()
    series = book_series(aino_with_sami, by=sami)
    series.approve(by=maija)
    mails.gone()
    change(series, dates(series), sami, place=PREMISES, room=tammi)
    assert [(one.status, one.room) for one in dates(series)] == [("confirmed", tammi)] * 3
    sent = mails.post()
    assert maija.email not in mails.recipients(sent)
    for message in sent:
        assert not any(word in mails.everything(message) for word in ("Tammi", "Kalevankatu", "toimitila"))
    page = text(reading(maija).get(dates(series)[0].get_absolute_url()))
    assert "Tammi" not in page
    assert "Kalevankatu" not in page


@pytest.mark.usefixtures("taken_once")
def test_a_room_taken_on_one_date_changes_none_of_them_A1_C2(series: Series, sami: User, tammi: Room) -> None:
    before = [asis(one) for one in dates(series)]
    taken = set(Allocation.objects.values_list("pk", flat=True))
    with pytest.raises(NotBookable) as refusal:
        change(series, dates(series), sami, place=PREMISES)
    assert refusal.value.problems == (RoomTakenThen(SECOND),)
    assert [asis(one) for one in dates(series)] == before
    assert set(Allocation.objects.values_list("pk", flat=True)) == taken
    assert mails.post() == []
    assert not Event.objects.filter(name__endswith="place_changed").exists()


@pytest.mark.usefixtures("taken_once")
def test_the_page_says_which_date_and_keeps_what_was_chosen_C1(series: Series, sami: User) -> None:
    first, client = dates(series)[0], reading(sami)
    refused = look_and_save(client, first, typed(client, first, reach=Reach.ALL, place=PREMISES))
    assert refused.status_code == 422
    assert "9 Mar" in text(refused)
    assert "the room is taken, so no place was changed" in text(refused)
    assert not any(name in text(refused) for name in ("Eero", "Kaisa"))
    kept = fields(refused, having="shown")
    assert (kept["reach"], kept["place"]) == (Reach.ALL, PREMISES)
    landed(client.post(url(first), kept | {"reach": Reach.THIS}), client)
    assert where(series) == [PREMISES, REMOTE, REMOTE]


def test_what_is_over_stays_where_it_was_C4(series: Series, sami: User) -> None:
    first, second, third = dates(series)
    with time_machine.travel(SECOND, tick=False):
        client = reading(sami)
        page = client.get(url(second))
        assert "The session has begun or was changed in the meantime." in text(page)
        for begun in (first, second):
            with pytest.raises(TooLate):
                change(series, [begun, third], sami)
        form = fields(client.get(url(third)), having="place")
        assert "reach" not in form  # the only one ahead
        landed(client.post(url(third), form | {"place": OUTDOORS}), client)
    assert where(series) == [REMOTE, REMOTE, OUTDOORS]


@pytest.mark.parametrize("called_off", [False, True])
def test_a_stale_page_is_told_and_changes_nothing_E2(series: Series, sami: User, called_off: bool) -> None:
    first, second, third = dates(series)
    client = reading(sami)
    forms = {reach: typed(client, second, reach=reach) for reach in Reach.values}
    if called_off:
        for one in (first, third):
            one.cancel(by=sami, now=clock.now())
    else:
        move(third, by=sami, to=helsinki("2027-04-07 10:00"))
    for reach, form in forms.items():
        again = client.post(url(second), form)
        assert again.status_code == 422, reach
        assert "Nothing was done now." in text(again), reach
        assert where(series) == [REMOTE, REMOTE, REMOTE], reach


def test_times_other_than_those_shown_change_nothing_E2(series: Series, sami: User) -> None:
    before = dates(series)
    move(before[2], by=sami, to=helsinki("2027-04-07 10:00"))
    with pytest.raises(TooLate):
        change(series, before, sami)
    assert where(series) == [REMOTE, REMOTE, REMOTE]


def test_one_who_is_supervised_may_not_nor_a_stranger_C5(
    series: Series, aino: User, maija: User, kaisa: User, eero: User
) -> None:
    first = dates(series)[0]
    for person, status in ((aino, 403), (maija, 403), (kaisa, 404), (eero, 404)):
        client = client_of(person)
        data = {"place": OUTDOORS, "reach": Reach.ALL, "shown": ""}
        assert {client.get(url(first)).status_code, client.post(url(first), data).status_code} == {status}
    assert where(series) == [REMOTE, REMOTE, REMOTE]


def test_a_groups_member_may_not_C5(group_with_sami: Process, sami: User, aino: User) -> None:
    series = book_series(group_with_sami, by=sami)
    before = where(series)
    client = client_of(aino)
    assert client.get(url(dates(series)[0])).status_code == 403
    assert client.post(url(dates(series)[0]), {"place": OUTDOORS, "reach": Reach.ALL}).status_code == 403
    assert where(series) == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_deadlock", "tammi")
def test_all_get_the_room_or_another_has_it_on_one_date_A1_C2(
    series: Series, sami: User, kaisa: User, eero: User
) -> None:
    """In real threads, for the only room."""
    make_hours(supervisor=kaisa, place=PREMISES, starts=time(8))
    other = make_process(supervisor=kaisa, supervisees=[eero], place=PREMISES)
    for number in range(ROUNDS):
        outcomes = all_at_once(
            lambda: change(series, dates(series), sami, place=PREMISES),
            lambda: diary.book(other, starts_at=SECOND, by=kaisa, now=clock.now()),
        )
        assert outcomes == {"done": 1, NotBookable.__name__: 1}, number
        taken = Booking.objects.confirmed().filter(process=other)
        assert where(series) == ([REMOTE] * 3 if taken else [PREMISES] * 3)
        for booking in taken:
            booking.cancel(by=kaisa, now=clock.now())
        change(series, dates(series), sami, place=REMOTE)
