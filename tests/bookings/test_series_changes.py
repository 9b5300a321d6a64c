"""This one, this and those after it, or all: moving several sessions of a series (C2, C3, C4)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bookings import diary
from bookings.models import Allocation, Booking, Reach, Series, Status
from bookings.problems import NotBookable
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.pages import fields, landed, reading, text, tree
from tests.bookings.several import asis, cancel_url, dates, move_url, walls
from tests.bookings.stories import book_series
from tests.factories import NOW, helsinki
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite

HOUR = timedelta(hours=1)


def later(shown: dict[Any, Any]) -> dict[Any, Any]:
    """Each an hour later."""
    return {pk: start + HOUR for pk, (start, _end) in shown.items()}


@pytest.fixture
def series(aino_with_sami: Process, sami: User) -> Series:
    """Three Tuesdays at ten; the last of them after the clocks have gone forward. The first mails are out."""
    made = book_series(aino_with_sami, by=sami)
    mails.gone()
    return made


@pytest.mark.parametrize(
    "reach, after",
    [
        (Reach.THIS, ["02-09 10:00", "03-10 13:00", "04-06 10:00"]),
        (Reach.FOLLOWING, ["02-09 10:00", "03-10 13:00", "04-07 13:00"]),
        (Reach.ALL, ["02-10 13:00", "03-10 13:00", "04-07 13:00"]),
    ],
)
def test_all_move_by_the_clock_and_none_is_made_anew_C3(
    series: Series, sami: User, reach: str, after: list[str]
) -> None:
    """The same shift by the clock, also over the night on which it changes (B2)."""
    before = {one.pk: one for one in dates(series)}
    of = dates(series)[1]
    client = reading(sami)
    url = move_url(series, of, reach=reach, day="2027-03-10", time="13:00")
    page = client.get(url)
    assert walls(series) == ["02-09 10:00", "03-09 10:00", "04-06 10:00"]  # nothing is saved by looking
    assert "Go back" in text(page)

    done = landed(client.post(url, fields(page, having="shown")), client)

    assert walls(series) == after
    assert {one.pk for one in dates(series)} == set(before)
    assert Booking.objects.count() == 3
    for one in dates(series):
        was = before[one.pk]
        assert one.uid == was.uid
        assert one.ends_at - one.starts_at == was.ends_at - was.starts_at
        assert one.sequence == was.sequence + (one.starts_at != was.starts_at)
        assert {a.starts_at for a in Allocation.objects.filter(booking=one)} == {one.starts_at}
    count = sum(one.starts_at != before[one.pk].starts_at for one in dates(series))
    assert f"{count} session" in text(done)


def test_what_is_over_or_marked_stays_byte_for_byte_C4(series: Series, sami: User) -> None:
    first, second, third = dates(series)
    with time_machine.travel(helsinki("2027-03-10 08:00"), tick=False):
        first.mark_held(by=sami, now=clock.now())  # the second is over too, and not marked
        untouched = [asis(first), asis(second)]
        client = reading(sami)
        url = move_url(series, third, reach=Reach.ALL, day="2027-04-07", time="14:00")
        landed(client.post(url, fields(client.get(url), having="shown")), client)
        cancel = cancel_url(series, third, reach=Reach.ALL)
        landed(client.post(cancel, fields(client.get(cancel), having="shown")), client)

    assert [asis(first), asis(second)] == untouched
    third.refresh_from_db()
    assert (third.starts_at, third.status) == (helsinki("2027-04-07 14:00"), Status.CANCELLED)


def test_one_mail_with_all_dates_and_one_file_for_each_C3(series: Series, sami: User, aino: User) -> None:
    client = reading(sami)
    url = move_url(series, dates(series)[0], reach=Reach.ALL, day="2027-02-10", time="13:00")
    landed(client.post(url, fields(client.get(url), having="shown")), client)

    sent = mails.post()

    assert mails.recipients(sent) == sorted([aino.email, sami.email])
    mail = mails.to(aino, sent)
    events = [mails.event(file) for file in mails.files(mail)]
    assert [str(event["UID"]) for event in events] == [one.uid for one in dates(series)]
    assert [event["DTSTART"].dt for event in events] == [one.starts_at for one in dates(series)]
    assert [int(event["SEQUENCE"]) for event in events] == [1, 1, 1]
    body = str(mail.body).replace("\u00a0", " ")
    assert "Ajat on siirretty" in body
    assert "ke 10.2.2027 klo 13.00" in body
    assert "ti 9.2.2027 klo 10.00" in body
    assert "Sami" not in mail.subject


def test_a_clash_is_shown_with_alternatives_and_nothing_is_chosen_for_it_C1(
    series: Series, sami: User, eero: User, lehtola: Organisation
) -> None:
    eeros = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)
    factories.make_booking(process=eeros, starts_at=helsinki("2027-03-10 13:00"))
    client = reading(sami)
    second = dates(series)[1]
    url = move_url(series, dates(series)[0], reach=Reach.ALL, day="2027-02-10", time="13:00")
    page = client.get(url)
    legends = [" ".join(one.text_content().split()) for one in tree(page).xpath("//main//form[@method='post']//legend")]
    assert legends[1] == "Tue 9 Mar 2027 at 10:00–11:30 Wed 10 Mar at 13:00: does not suit everybody"
    assert "Eero" not in text(page)
    form = fields(page, having="shown")
    assert f"to_{second.pk}" not in form

    undecided = client.post(url, form)
    assert undecided.status_code == 422
    assert "Choose a new time for this session, or keep the present one." in text(undecided)
    assert walls(series) == ["02-09 10:00", "03-09 10:00", "04-06 10:00"]

    landed(client.post(url, form | {f"to_{second.pk}": "keep"}), client)
    assert walls(series) == ["02-10 13:00", "03-09 10:00", "04-07 13:00"]
    assert [one.sequence for one in dates(series)] == [1, 0, 1]


def test_a_time_taken_meanwhile_moves_none_of_them_C2(
    series: Series, sami: User, eero: User, lehtola: Organisation
) -> None:
    eeros = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)
    factories.make_booking(process=eeros, starts_at=helsinki("2027-04-06 12:00"))
    shown = {one.pk: one.times for one in dates(series)}
    with pytest.raises(NotBookable):
        diary.move_several(series, shown=shown, to=later(shown), by=sami, now=NOW)
    assert walls(series) == ["02-09 10:00", "03-09 10:00", "04-06 10:00"]
    assert mails.post() == []


def test_their_own_times_are_free_to_each_other(aino_with_sami: Process, sami: User) -> None:
    """Each moves onto the next one's time: nothing is taken but by themselves."""
    series = book_series(aino_with_sami, by=sami, days=("02-09", "02-16", "02-23"))
    shown = {one.pk: one.times for one in dates(series)}
    week = timedelta(weeks=1)
    diary.move_several(series, shown=shown, to={pk: at + week for pk, (at, _end) in shown.items()}, by=sami, now=NOW)
    assert walls(series) == ["02-16 10:00", "02-23 10:00", "03-02 10:00"]


@pytest.mark.parametrize("page", ["move", "cancel"])
def test_a_stale_page_changes_nothing(series: Series, sami: User, page: str) -> None:
    client, first = reading(sami), dates(series)[0]
    url = (
        move_url(series, first, reach=Reach.ALL, day="2027-02-10", time="13:00")
        if page == "move"
        else cancel_url(series, first, reach=Reach.ALL)
    )
    form = fields(client.get(url), having="shown")
    diary.move(dates(series)[2], starts_at=helsinki("2027-04-06 11:00"), by=sami, now=NOW)

    again = client.post(url, form)

    assert again.status_code == 422
    assert "The sessions have changed in the meantime." in text(again)
    assert walls(series) == ["02-09 10:00", "03-09 10:00", "04-06 11:00"]
    assert {one.status for one in dates(series)} == {Status.CONFIRMED}
    assert client.post(url, fields(again, having="shown")).status_code == 303  # as they are now


def test_a_second_click_leads_where_the_first_one_does_A3(series: Series, sami: User) -> None:
    client, first = reading(sami), dates(series)[0]
    for address in (
        move_url(series, first, reach="all", day="2027-02-10", time="13:00"),
        cancel_url(series, dates(series)[1], reach="following"),
    ):
        form = fields(client.get(address), having="shown")
        answers = [client.post(address, form) for _click in range(2)]
        assert [(one.status_code, one["Location"]) for one in answers] == [(303, series.get_absolute_url())] * 2, (
            address
        )
    assert walls(series) == ["02-10 13:00", "03-10 13:00", "04-07 13:00"]
    assert [one.status for one in dates(series)] == ["confirmed", "cancelled", "cancelled"]


def test_the_domain_refuses_what_was_shown_otherwise(series: Series, sami: User) -> None:
    shown = {one.pk: one.times for one in dates(series)}
    dates(series)[1].cancel(by=sami, now=NOW)
    with pytest.raises(TooLate):
        diary.move_several(series, shown=shown, to=later(shown), by=sami, now=NOW)
    with pytest.raises(TooLate):
        series.cancel(shown, by=sami, now=NOW)
    assert [one.status for one in dates(series)] == ["confirmed", "cancelled", "confirmed"]


def test_only_what_moved_goes_back_to_the_manager(aino_with_sami: Process, sami: User, maija: User) -> None:
    aino_with_sami.approval = "series"
    aino_with_sami.save()
    series = book_series(aino_with_sami, by=sami)
    series.approve(by=maija)
    mails.gone()
    client = reading(sami)
    url = move_url(series, dates(series)[1], reach=Reach.FOLLOWING, day="2027-03-10", time="13:00")
    page = client.get(url)
    assert "The manager is asked about the moved ones at once." in text(page)
    landed(client.post(url, fields(page, having="shown")), client)

    assert [one.status for one in dates(series)] == ["confirmed", "requested", "requested"]
    asked = mails.to(maija, mails.post())
    body = str(asked.body).replace("\u00a0", " ")
    assert "Hyväksyttävänä 2 aikaa" in body
    assert "10.3." in body, body
    assert "9.2." not in body
    assert Client().get(mails.link(asked)).status_code == 200
    series.approve(by=maija)
    assert {one.status for one in dates(series)} == {Status.CONFIRMED}


def test_an_error_in_the_middle_leaves_all_as_it_was_C2(
    series: Series, sami: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    give = diary.give_time

    def fails_at_the_second(*given: Any) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("the cable")
        give(*given)

    monkeypatch.setattr(diary, "give_time", fails_at_the_second)
    shown = {one.pk: one.times for one in dates(series)}
    with pytest.raises(RuntimeError):
        diary.move_several(series, shown=shown, to=later(shown), by=sami, now=NOW)
    assert walls(series) == ["02-09 10:00", "03-09 10:00", "04-06 10:00"]
    assert Allocation.objects.count() == 6
    assert mails.post() == []


def test_a_move_that_cannot_be_is_said(series: Series, sami: User) -> None:
    client = reading(sami)
    for wrong, said in [
        ({"day": "someday"}, "Write the day like this"),
        ({"day": "2027-01-04"}, "This day has passed."),
        ({"time": "26:00"}, "Write the time like this"),
        ({"day": "2027-03-28", "time": "03:15"}, "this time does not exist"),
        ({"day": "2027-02-09", "time": "10:00"}, "This is the present time."),
        ({"reach": "everything"}, "One thing to put right"),
        ({"day": "2099-12-31"}, "Too far ahead"),
    ]:
        asked = {"reach": "all", "day": "2027-02-10", "time": "13:00"} | wrong
        page = client.get(move_url(series, dates(series)[0], **asked))
        assert page.status_code == (200 if said == "Too far ahead" else 422), wrong
        assert said.lower() in text(page).lower(), wrong


def test_an_address_without_a_session_begins_with_the_next_one(series: Series, sami: User) -> None:
    client = reading(sami)
    for of in ["", "zq", "00000000-0000-4000-8000-000000000000"]:
        page = client.get(reverse("bookings:series_move", args=[series.pk], query={"of": of}))
        assert "From the session Tue 9 Feb 2027" in text(page), of
