"""Sami's own calendar is read: when he is busy there, nothing is offered; what is booked stays."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from bookings import busy_calendars, diary
from bookings.models import BusyCalendar, BusyTime
from bookings.problems import NotBookable, SlotTaken
from processes.models import Process
from tests.bookings.pages import chips, facts, landed, reading, text
from tests.bookings.stories import NEXT_TUESDAY, TUESDAY, book, move
from tests.factories import NOW
from tests.outside import Answer, Outside, gives, outside
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import Period
from tyonohjaus.people.models import User
from tyonohjaus.sealed.models import DataKey

pytestmark = pytest.mark.both

HEAD = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//FI\r\n"
DENTIST = (
    HEAD + b"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:zqdentist\r\nLOCATION:zqplace\r\nATTENDEE:mailto:zq@name.example\r\n"
    b"DTSTART;TZID=FLE Standard Time:20270209T100000\r\nDTEND;TZID=FLE Standard Time:20270209T120000\r\n"
    b"END:VEVENT\r\nEND:VCALENDAR\r\n"
)
EMPTY = HEAD + b"END:VCALENDAR\r\n"
WRITTEN = ("zqdentist", "zqplace", "zq@name", "zqsecret")
SECRET = "https://calendar.example/private-zqsecret/basic.ics"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Outside]:
    with outside(tmp_path, gives(DENTIST)) as there:
        yield there


def subscribe(sami: User, address: str = SECRET) -> BusyCalendar:
    return BusyCalendar.subscribe(sami.supervisor, address=address, by=sami)


def written(text: str) -> list[str]:
    """What of the calendar stands here; whole words, since two letters stand in a token of the page by chance."""
    return [word for word in WRITTEN if word in text]


def read(sami: User, server: Outside) -> BusyCalendar:
    calendar = BusyCalendar.objects.filter(supervisor=sami.supervisor).first()
    calendar = calendar or subscribe(sami, server.url("/zqsecret"))
    busy_calendars.read(calendar.pk, now=clock.now(), world=server.world)
    calendar.refresh_from_db()
    return calendar


def offered(process: Process, user: User, day: str = "2027-02-09") -> list[str]:
    return chips(reading(user).get(reverse("bookings:slots", args=[process.pk], query={"day": day})))


@pytest.mark.django_db
def test_when_he_is_at_the_dentists_nothing_is_offered(
    aino_with_sami: Process, aino: User, sami: User, server: Outside
) -> None:
    before = offered(aino_with_sami, aino)
    assert "10:00–11:30" in before

    calendar = read(sami, server)

    assert [(time.starts_at, time.ends_at) for time in calendar.times.all()] == [
        (TUESDAY, TUESDAY + timedelta(hours=2))
    ]
    after = offered(aino_with_sami, aino)
    assert set(before) - set(after) == {
        "9:00–10:30",
        "9:30–11:00",
        "10:00–11:30",
        "10:30–12:00",
        "11:00–12:30",
        "11:30–13:00",
    }
    with pytest.raises(NotBookable) as refused:
        book(aino_with_sami, by=aino)
    assert [type(problem) for problem in refused.value.problems] == [SlotTaken]
    assert book(aino_with_sami, by=aino, at=NEXT_TUESDAY).starts_at == NEXT_TUESDAY


@pytest.mark.django_db
def test_what_is_booked_stays_and_he_may_set_a_time_over_it_by_hand(
    aino_with_sami: Process, aino: User, sami: User, server: Outside
) -> None:
    booking = book(aino_with_sami, by=aino)
    read(sami, server)
    booking.refresh_from_db()
    assert (booking.starts_at, booking.status) == (TUESDAY, "confirmed")
    moved = move(booking, by=sami, to=NEXT_TUESDAY)
    by_hand = diary.move(moved, starts_at=TUESDAY, by=sami, now=NOW, outside_hours=True)
    assert by_hand.starts_at == TUESDAY


@pytest.mark.django_db
def test_nothing_else_of_it_is_kept_or_told_and_the_address_is_sealed(
    kuuloke: Any, sami: User, server: Outside, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    calendar = read(sami, server)
    with connection.cursor() as cursor:
        for table in ("bookings_busycalendar", "bookings_busytime", "events_event"):
            cursor.execute(f"SELECT * FROM {table}")
            rows = [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()]
            assert rows and not written(repr(rows))
    pages = [reading(sami).get(reverse(f"bookings:{name}")) for name in ("hours", "hours_calendar")]
    assert all(not written(page.content.decode()) and "calendar.example" in text(page) for page in pages)
    assert not written(caplog.text)
    assert calendar.opened_address().endswith("/zqsecret")
    assert {"busy_calendar.subscribed"} <= set(Event.objects.values_list("name", flat=True))


@pytest.mark.django_db
def test_without_his_key_nobody_reads_the_address(kuuloke: Any, sami: User) -> None:
    calendar = subscribe(sami)
    DataKey.objects.get(scope_kind="person", scope_id=sami.pk).destroy()
    busy_calendars.read(calendar.pk, now=NOW)
    calendar.refresh_from_db()
    assert calendar.fault == BusyCalendar.Fault.ADDRESS


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answer, fault",
    [
        (gives(b"gone", status=404), "refused"),
        (gives(b"<html>Sign in</html>"), "nonsense"),
        (gives(b"x", status=302, Location="https://169.254.169.254/zqinner"), "inside"),
        (gives(b"x" * (5 * 1024 * 1024 + 1)), "large"),
        (lambda handler: handler.connection.recv(1), "slow"),  # until the other has gone
    ],
)
def test_the_last_good_copy_is_kept_and_the_fault_is_said(
    kuuloke: Any, sami: User, server: Outside, answer: Answer, fault: str
) -> None:
    read(sami, server)
    server.answer, patient = answer, server.world
    server.world = replace(patient, seconds=0.5) if fault == "slow" else patient
    with time_machine.travel(NOW + timedelta(minutes=15), tick=False):
        calendar = read(sami, server)
    assert (calendar.fault, calendar.times.count()) == (fault, 1)
    assert calendar.is_stale(clock.now())
    page = reading(sami).get(reverse("bookings:hours"))
    told = facts(page)
    assert "8:00" in told["Last read"]
    assert calendar.get_fault_display() in told["Last attempt"]
    assert "the busy times of the last good reading hold" in text(page)
    server.answer, server.world = gives(EMPTY), patient
    assert (read(sami, server).fault, calendar.times.count()) == ("", 0)


@pytest.mark.django_db
def test_a_calendar_that_nobody_has_read_for_an_hour_is_stale(kuuloke: Any, sami: User, server: Outside) -> None:
    calendar = read(sami, server)
    assert not calendar.is_stale(NOW + timedelta(minutes=50))
    assert calendar.is_stale(NOW + timedelta(minutes=75))


@pytest.mark.django_db
def test_a_reading_that_comes_late_writes_nothing_over_a_new_address(kuuloke: Any, sami: User, server: Outside) -> None:
    old = subscribe(sami, server.url())
    new = subscribe(sami)
    old.keep([Period(TUESDAY, NEXT_TUESDAY)], now=NOW)
    old.note_fault("slow", now=NOW)
    assert not BusyTime.objects.exists()
    assert (new.fault, new.tried_at) == ("", None)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["webcal://p01.icloud.example/zqsecret", f"  {SECRET} "])
def test_he_gives_the_address_on_his_page_and_a_worker_is_asked(kuuloke: Any, sami: User, typed: str) -> None:
    client = reading(sami)
    after = landed(client.post(reverse("bookings:hours_calendar"), {"address": typed}), client)
    assert "Saved. The calendar is read within a minute." in text(after)
    assert facts(after)["Last read"] == "not yet"
    assert "zqsecret" not in after.content.decode()
    assert BusyCalendar.objects.get().opened_address().startswith("https://")
    assert busy_calendars.all_of_them() == [BusyCalendar.objects.get().pk]


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["", "http://calendar.example/a", "calendar", "https://", "https://a b/", "\u00e4" * 3000]
)
def test_what_is_no_address_is_said_beside_the_field(kuuloke: Any, sami: User, typed: str) -> None:
    again = reading(sami).post(reverse("bookings:hours_calendar"), {"address": typed})
    assert again.status_code == 422
    assert not BusyCalendar.objects.exists()


@pytest.mark.django_db
def test_he_stops_it_and_its_times_are_gone(kuuloke: Any, sami: User, server: Outside) -> None:
    read(sami, server)
    client = reading(sami)
    after = landed(client.post(reverse("bookings:hours_calendar"), {"remove": "1"}), client)
    assert "Your own calendar is no longer read." in text(after)
    assert not BusyCalendar.objects.exists()
    assert not BusyTime.objects.exists()
    assert client.post(reverse("bookings:hours_calendar"), {"remove": "1"}).status_code == 303  # a second tap


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["aino", "maija", "laura", "kaisa"])
def test_nobody_else_has_anything_of_it(
    aino_with_sami: Process, sami: User, maija: User, laura: User, kaisa: User, aino: User, server: Outside, who: str
) -> None:
    read(sami, server)
    someone = {"aino": aino, "maija": maija, "laura": laura, "kaisa": kaisa}[who]
    assert not BusyTime.objects.visible_to(someone).exists()
    assert not BusyCalendar.objects.visible_to(someone).exists()


def test_an_inner_name_and_an_unknown_one_are_told_in_the_same_words() -> None:
    """Else whoever writes addresses here could ask which names there are inside."""
    assert BusyCalendar.Fault.INSIDE.label == BusyCalendar.Fault.UNKNOWN.label
