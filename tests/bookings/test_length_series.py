"""Another length for this session, this and those after it, or all of its series (A4, B2, C1–C5)."""

import pytest
from django.urls import reverse

from bookings import diary, lengths
from bookings.models import Reach, Series, Status
from bookings.problems import NotBookable, NotThatLong
from bookings.slots.search import Outcome
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.lengths import LONG, SHORT, change, minutes, times, url
from tests.bookings.pages import fields, landed, reading, text
from tests.bookings.several import dates
from tests.bookings.stories import book, book_series
from tests.factories import NOW, helsinki
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.sqlite, pytest.mark.usefixtures("prices_of_lengths")]


@pytest.fixture
def asked(aino_with_sami: Process) -> Process:
    """Aino's process, where Maija is asked."""
    aino_with_sami.approval = "series"
    aino_with_sami.save()
    return aino_with_sami


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
    assert "Go back" in text(page)

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
    mails.gone()
    lengths.change_length(dates(series)[1], minutes=LONG, by=sami, now=NOW, shown=times(dates(series)[1:]))
    assert [one.status for one in dates(series)] == ["confirmed", "requested", "requested"]
    sent = mails.post()
    assert "2 × 120 min" in str(mails.to(maija, sent).body).replace("\u00a0", " ")
    series.approve(by=maija)
    assert {one.status for one in dates(series)} == {Status.CONFIRMED}


def test_a_length_that_cannot_be_is_said(series: Series, sami: User) -> None:
    client = reading(sami)
    for wrong in ["", "44", "121", "x", "9" * 30, "-90"]:
        page = client.get(url(dates(series)[0], minutes=wrong, reach=Reach.ALL))
        assert page.status_code == 422, wrong
        assert "One thing to put right" in text(page), wrong


def test_the_present_length_is_no_change(series: Series, sami: User) -> None:
    page = reading(sami).get(url(dates(series)[0], minutes=90, reach=Reach.ALL))
    assert page.status_code == 422
    assert "This is the present length." in text(page)


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
