"""Calendars as Outlook, Google and Apple write them, to the busy instants in UTC: B4."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bookings.elsewhere import NotACalendar, busy_times
from bookings.models import Booking
from tyonohjaus.lib.periods import Period

FEEDS = Path(__file__).parent / "feeds"
YEAR = Period(datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))

OUTLOOK = [
    "2027-03-10 09:30–10:30",  # a zone of the file's own, 5 h 30 min ahead
    "2027-03-16 07:00–08:30",  # winter; the 23rd is left out
    "2027-03-26 22:00–2027-03-28 21:00",  # two whole days, of which the second has 23 hours
    "2027-03-30 06:00–07:30",  # summer: still nine o'clock
    "2027-04-07 10:00–11:30",  # the one of the 6th, moved
    "2027-04-13 06:00–07:30",  # UNTIL is the last one
]
GOOGLE = [
    "2027-03-02 12:00–13:00",
    "2027-03-09 12:00–13:00",
    "2027-03-16 13:00–14:00",  # New York has summer time already, Helsinki not yet; perhaps is busy
    "2027-05-04 11:00–12:00",  # April's is cancelled, and counts
]
APPLE = [
    "2027-03-09 07:30–08:30",  # floating: Helsinki's
    "2027-03-10 08:00–09:30",  # Stockholm's, in a globally unique name
    "2027-03-10 13:00–14:00",
    "2027-03-12 13:00–14:00",
    "2027-10-30 21:00–2027-11-01 22:00",  # the 31st has 25 hours; it and the next touch
]


def told(periods: list[Period]) -> list[str]:
    def end(period: Period) -> str:
        same = period.start.date() == period.end.date()
        return f"{period.end:%H:%M}" if same else f"{period.end:%Y-%m-%d %H:%M}"

    return [f"{period.start:%Y-%m-%d %H:%M}–{end(period)}" for period in periods]


def read(file: bytes, window: Period = YEAR) -> list[str]:
    return told(busy_times(file, window=window, is_own=Booking.is_own_uid))


def calendar(*events: str) -> bytes:
    inside = "".join(f"BEGIN:VEVENT\nUID:{number}\n{event}\nEND:VEVENT\n" for number, event in enumerate(events))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{inside}END:VCALENDAR\n".encode()


@pytest.mark.parametrize("file, busy", [("outlook", OUTLOOK), ("google", GOOGLE), ("apple", APPLE)])
def test_a_calendar_as_each_of_the_three_writes_it_B4(file: str, busy: list[str]) -> None:
    assert read((FEEDS / f"{file}.ics").read_bytes()) == busy


def test_what_repeats_for_years_stays_at_its_hour_B4() -> None:
    weekly = "DTSTART;TZID=Europe/Helsinki:20200107T140000\nDURATION:PT90M\nRRULE:FREQ=WEEKLY"
    found = busy_times(calendar(weekly), window=YEAR, is_own=Booking.is_own_uid)
    assert len(found) == 52
    assert {period.end - period.start for period in found} == {timedelta(minutes=90)}
    assert {f"{period.start:%H}" for period in found} == {"11", "12"}


def test_a_zone_of_one_calendar_is_not_another_ones_B4() -> None:
    """The library would keep the first for the whole process."""
    theirs = (FEEDS / "outlook.ics").read_bytes()
    assert "2027-03-10 09:30–10:30" in read(theirs)
    assert "2027-03-10 14:00–15:00" in read(theirs.replace(b"+0530", b"+0100"))


def test_hours_that_the_clock_skips_or_repeats_B4() -> None:
    nightly = "DTSTART;TZID=Europe/Helsinki:20270327T033000\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=3"
    assert read(calendar(nightly)) == [
        "2027-03-27 01:30–02:00",
        "2027-03-28 01:30–02:00",  # 3.30 does not exist: just as long after the change
        "2027-03-29 00:30–01:00",
    ]
    once = "DTSTART;TZID=Europe/Helsinki:20271031T033000\nDTEND;TZID=Europe/Helsinki:20271031T043000"
    assert read(calendar(once)) == ["2027-10-31 00:30–02:30"]


def test_our_own_sessions_met_again_are_not_busy_twice() -> None:
    own = "DTSTART:20270317T080000Z\nDTEND:20270317T093000Z"
    uid = f"UID:{Booking().uid}".encode()
    assert read(calendar(own).replace(b"UID:0", uid)) == []
    assert len(read(calendar(own))) == 1


def test_events_that_overlap_are_one_busy_time_and_what_has_no_length_none() -> None:
    assert read(
        calendar(
            "DTSTART:20270317T080000Z\nDTEND:20270317T093000Z",
            "DTSTART:20270317T090000Z\nDTEND:20270317T100000Z",
            "DTSTART:20270318T090000Z",
            "DTSTART:20270319T090000Z\nDTEND:20270319T080000Z",
        )
    ) == ["2027-03-17 08:00–10:00"]


def test_a_broken_line_that_tells_no_time_does_no_harm() -> None:
    assert read(calendar("DTSTART:20270317T080000Z\nDTEND:20270317T093000Z\nGEO:here\nSEQUENCE:x")) != []


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"<!doctype html><title>Sign in</title>",
        b"\x00\xff" * 5000,
        b"BEGIN:VCALENDAR\nVERSION:2.0\n",  # broken off
        b"BEGIN:VEVENT\nEND:VEVENT\n",
        b"BEGIN:VCALENDAR\n" * 3000 + b"END:VCALENDAR\n",
        calendar("DTSTART:tomorrow\nDTEND:20270317T093000Z"),
        calendar("DTSTART;VALUE=DATE:20270317\nDTEND:20270317T093000Z"),
        calendar("DTSTART:20270317T080000Z\nDURATION:PT1H\nRRULE:FREQ=SECONDLY"),
        calendar("DTSTART:20270317T080000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;INTERVAL=0"),
        calendar("DTSTART:20270317T080000Z\nDURATION:PT1H\nRRULE:FREQ=SOMETIMES"),
        calendar("DTSTART:20270317T080000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY"),
        calendar(*["DTSTART:20270101T080000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY"] * 100),
    ],
)
def test_nonsense_is_refused_whole(file: bytes) -> None:
    with pytest.raises(NotACalendar):
        read(file)


def test_nothing_but_start_and_end_leaves_it() -> None:
    found = busy_times((FEEDS / "outlook.ics").read_bytes(), window=YEAR, is_own=Booking.is_own_uid)
    assert "zq" not in repr(found)
    assert {type(period) for period in found} == {Period}
