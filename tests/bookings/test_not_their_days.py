"""Sessions of days on which others meet: a substitute's series, and what comes after one who leaves (C22, C25, C43)."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from time_machine import travel

from bookings import diary, tasks
from bookings.models import Booking, Series, Whereabouts
from bookings.problems import NotBookable, OthersLead
from bookings.rules import counts_from
from processes.models import People, PriceItem, Process
from tests import factories
from tests.bookings import mails
from tests.bookings.pages import facts, fields, landed, reading, text
from tests.bookings.several import asis, cancel_url, dates, move_url
from tests.bookings.stories import book, book_series
from tests.bookings.test_substitute import stand_in
from tests.factories import NOW, helsinki
from tests.processes.agreement import change
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User


@pytest.fixture
def series(aino_with_sami: Process, sami: User, kaisa: User) -> Series:
    """Kaisa stands in on the first of three days."""
    PriceItem.objects.create(kind="individual", minutes=60, price="125.00", valid_from=date(2026, 1, 1))
    made = book_series(aino_with_sami, by=sami)
    stand_in(aino_with_sami, kaisa, by=sami)
    return made


def test_who_stands_in_changes_no_other_day_of_a_series_C25(series: Series, kaisa: User, sami: User) -> None:
    first, *others = dates(series)
    before = [asis(one) for one in others]
    with travel(helsinki("2027-02-09 08:00")):
        client = reading(kaisa)
        for url in (
            reverse("bookings:length", args=[first.pk], query={"minutes": 60, "reach": "all"}),
            reverse("bookings:place", args=[first.pk]),
            move_url(series, first, reach="all", day="2027-02-10", time="13.00"),
            cancel_url(series, first, reach="all"),
        ):
            page = client.get(url)
            assert not [one for one in ("9 Mar", "6 Apr") if one in text(page)], url
            having = "place" if "place" in url else "shown"
            form = fields(page, having=having) if page.status_code == 200 else {}
            client.post(url, form | {"reach": "all", "place": "outdoors"})
            assert [asis(one) for one in others] == before, url
        revised = first.sequence
        first.refresh_from_db()
        assert (first.minutes, first.status, first.sequence - revised) == (60, "cancelled", 4)
    assert len(series.ahead(by=sami, now=NOW)) == 2


def test_who_stands_in_may_give_a_session_back_to_a_day_of_the_supervisor(series: Series, kaisa: User) -> None:
    """And reads that it was moved on a page that is still theirs."""
    first = dates(series)[0]
    with travel(helsinki("2027-02-09 08:00")):
        client, url = reading(kaisa), reverse("bookings:rescheduling", args=[first.pk])
        page = client.get(url, {"day": "2027-02-16", "time": "10.00"})
        done = landed(client.post(url, fields(page, having="starts_at")), client)
        assert done.status_code == 200
        assert "The session was moved." in done.content.decode()
    assert dates(series)[0].starts_at == helsinki("2027-02-16 10:00")


def test_who_stands_in_plans_no_day_of_the_supervisor_C25(series: Series, kaisa: User) -> None:
    """Her own days she may."""
    process, other = series.process, helsinki("2027-02-23 10:00")
    with travel(helsinki("2027-02-09 08:00")):
        client, url = reading(kaisa), reverse("bookings:slots", args=[process.pk])
        page = client.get(url, {"day": "2027-02-23", "time": "10.00"})
        refused = client.post(url, fields(page, having="request_key"))
        assert refused.status_code == 422
        assert "You stand in for some days only." in text(refused)
        with pytest.raises(NotBookable) as several:
            book_series(process, by=kaisa, days=("02-10", "02-24"))
        assert OthersLead() in several.value.problems
        own = helsinki("2027-02-10 13:00")
        assert diary.book(process, starts_at=own, by=kaisa, now=clock.now(), outside_hours=True).starts_at == own
    assert not process.bookings.filter(starts_at=other).exists()


def test_who_comes_in_anothers_place_reads_nothing_of_their_sessions_C23(
    eeros: Booking, eero: User, sami: User
) -> None:
    """Neither their dates nor their marks, on no page; of his own he reads all."""
    past = factories.make_booking(process=eeros.process, starts_at=helsinki("2027-01-12 10:00"), status="held")
    with travel(helsinki("2027-03-02 08:00")):
        client = reading(eero)
        assert client.get(past.get_absolute_url()).status_code == 404
        for url in (reverse("bookings:list"), reverse("processes:detail", args=[eeros.process_id]), "/"):
            assert "12 Jan" not in text(client.get(url)), url
        assert set(Booking.objects.visible_to(eero)) == {eeros}
        assert reading(sami).get(past.get_absolute_url()).status_code == 200


def test_who_was_alone_there_from_the_first_loses_nothing_of_before_the_agreed_day(
    aino_with_sami: Process, aino: User, eero: User, laura: User, sami: User
) -> None:
    """A list of history holds sessions from before the day that the agreement names; whoever comes later reads none."""
    begun = aino_with_sami.participants.get(user=aino).starts_on
    earlier = clock.at(begun - timedelta(days=20), time(10))
    imported = factories.make_booking(process=aino_with_sami, starts_at=earlier, status="held")
    comes = {"people": People(supervisor=sami, supervisees=(eero,)), "people_from": date(2027, 3, 1)}
    change(aino_with_sami, by=laura, **comes)

    assert imported in Booking.objects.visible_to(aino)
    assert reading(aino).get(imported.get_absolute_url()).status_code == 200
    with travel(helsinki("2027-03-02 08:00")):
        assert not Booking.objects.visible_to(eero).exists()
        assert counts_from(Process.objects.get(pk=aino_with_sami.pk), earlier, by=eero) is None


def test_nor_what_their_sessions_came_to_nor_when_the_last_one_was_C23(eeros: Booking, eero: User, sami: User) -> None:
    """What the employer sees counts what was called off late; a series shows what was left out of it; the rhythm tells
    when somebody was there last."""
    process = eeros.process
    factories.make_booking(process=process, starts_at=helsinki("2027-01-12 10:00"), status="held")
    factories.make_booking(process=process, starts_at=helsinki("2027-01-19 10:00")).mark_no_show(by=sami, now=NOW)
    series = Series.objects.create(process=process)
    series.skipped_dates.create(starts_at=helsinki("2027-02-23 10:00"), outcome="ended")
    Booking.objects.filter(pk=eeros.pk).update(series=series)
    with travel(helsinki("2027-03-02 08:00")):
        client = reading(eero)
        report = facts(client.get(reverse("reviews:report", args=[process.pk])))
        assert (report["Sessions held"], report["Sessions cancelled late"]) == ("0", "0")
        assert "23 Feb" not in text(client.get(series.get_absolute_url()))
        assert "23 Feb" in text(reading(sami).get(series.get_absolute_url()))


def test_nobody_is_told_when_another_was_there_last_C23(eeros: Booking, eero: User) -> None:
    """By no mail, and on no page that counts the rhythm from there."""
    process = eeros.process
    Booking.objects.filter(pk=eeros.pk).update(status="cancelled")
    factories.make_booking(process=process, starts_at=helsinki("2027-02-09 10:00"), status="held")
    with travel(helsinki("2027-03-02 10:10"), tick=False):
        tasks.nudge()
        assert not [mail for mail in mails.post() if "varattu" in str(mail.subject)]
        assert "due" not in text(reading(eero).get("/"))


@pytest.fixture
def eeros(aino_with_sami: Process, aino: User, eero: User, sami: User, laura: User) -> Booking:
    """In March Eero comes in Aino's place; his first time is booked already, with a room of its own."""
    change(aino_with_sami, by=laura, people=People(supervisor=sami, supervisees=(eero,)), people_from=date(2027, 3, 1))
    process = Process.objects.get(pk=aino_with_sami.pk)
    booking = diary.book(process, starts_at=helsinki("2027-03-10 10:00"), by=sami, now=NOW)
    Whereabouts.write(booking=booking, by=sami, url="https://huone.example/eero")
    return booking


def test_who_leaves_neither_reads_nor_changes_what_comes_after_C22(eeros: Booking, aino: User, sami: User) -> None:
    own, client = book(eeros.process, by=sami), reading(aino)
    for page in ("detail", "cancellation", "rescheduling", "absence", "wish"):
        assert client.get(reverse(f"bookings:{page}", args=[eeros.pk])).status_code == 404, page
    assert client.post(reverse("bookings:cancellation", args=[eeros.pk])).status_code == 404
    assert client.get(own.get_absolute_url()).status_code == 200
    assert "10 Mar" not in text(client.get(reverse("bookings:list")))
    assert "10 Mar" not in text(client.get(reverse("processes:detail", args=[eeros.process_id])))
    eeros.refresh_from_db()
    assert eeros.status == "confirmed"
    assert reading(sami).get(eeros.get_absolute_url()).status_code == 200
