"""Days and times as people here write them, in three languages and over daylight saving."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories import helsinki
from tyonohjaus.ui import words

START = helsinki("2027-02-09 10:00")
END = START + timedelta(minutes=90)


@pytest.mark.parametrize(
    "language, said",
    [
        ("fi", "ti 9.2.2027 klo 10.00–11.30"),
        ("sv", "ti 9.2.2027 kl. 10.00–11.30"),
        ("en", "Tue 9 Feb 2027 at 10:00–11:30"),
    ],
)
def test_when_a_session_is(language: str, said: str) -> None:
    assert words.plain(words.when(START, end=END, language=language)) == said


@pytest.mark.parametrize(
    "language, said",
    [("fi", "ti 9.2. klo 10.00–11.30"), ("sv", "ti 9.2 kl. 10.00–11.30"), ("en", "Tue 9 Feb at 10:00–11:30")],
)
def test_when_without_the_year(language: str, said: str) -> None:
    assert words.plain(words.when_short(START, end=END, language=language)) == said


@pytest.mark.parametrize(
    "names, said",
    [
        ([], ""),
        (["Aino"], "Aino"),
        (["Aino", "Eero"], "Aino ja Eero"),
        (["Aino", "Eero", "Outi"], "Aino, Eero ja Outi"),
    ],
)
def test_names_in_a_sentence_end_in_and(names: list[str], said: str) -> None:
    assert words.listed(names, language="fi") == said
    assert words.listed(iter(names), language="sv") == said.replace(" ja ", " och ")


def test_dates_and_hours_do_not_break_across_lines() -> None:
    assert words.when(START, end=END) == "ti\u00a09.2.2027 klo\u00a010.00–11.30"


@pytest.mark.parametrize(
    "language, full, half",
    [
        ("fi", "to 4.2. klo 16", "to 4.2. klo 16.30"),
        ("sv", "to 4.2 kl. 16", "to 4.2 kl. 16.30"),
        ("en", "Thu 4 Feb at 16:00", "Thu 4 Feb at 16:30"),
    ],
)
def test_a_deadline_at_a_full_hour_goes_without_minutes(language: str, full: str, half: str) -> None:
    assert words.plain(words.deadline(helsinki("2027-02-04 16:00"), language=language)) == full
    assert words.plain(words.deadline(helsinki("2027-02-04 16:30"), language=language)) == half


@pytest.mark.parametrize(
    "language, said",
    [
        ("fi", "keskiviikkona 3.2. klo 13.00"),
        ("sv", "på onsdag 3.2 kl. 13.00"),
        ("en", "on Wednesday 3 Feb at 13:00"),
    ],
)
def test_the_day_in_a_sentence(language: str, said: str) -> None:
    assert words.plain(words.on_day(helsinki("2027-02-03 13:00"), language=language)) == said


def test_every_weekday_of_the_house() -> None:
    week = [date(2027, 2, 1) + timedelta(days=n) for n in range(7)]
    assert [words.day_short(on).split("\u00a0")[0] for on in week] == ["ma", "ti", "ke", "to", "pe", "la", "su"]
    assert [words.day_short(on, language="sv").split("\u00a0")[0] for on in week] == [
        *("må", "ti", "on", "to", "fr", "lö", "sö")
    ]
    assert words.day_long(week[0]) == "maanantai 1.2."
    assert words.on_day(helsinki("2027-02-07 9:00".replace(" 9", " 09"))).startswith("sunnuntaina ")


@pytest.mark.parametrize(
    "first, last, fi, sv, en",
    [
        (date(2027, 2, 1), date(2027, 2, 5), "1.–5.2.2027", "1–5.2.2027", "1–5 Feb 2027"),
        (date(2027, 2, 17), date(2027, 10, 27), "17.2.–27.10.2027", "17.2–27.10.2027", "17 Feb–27 Oct 2027"),
        (date(2026, 12, 28), date(2027, 1, 3), "28.12.2026–3.1.2027", "28.12.2026–3.1.2027", "28 Dec 2026–3 Jan 2027"),
        (date(2027, 2, 9), date(2027, 2, 9), "9.2.2027", "9.2.2027", "9 Feb 2027"),
    ],
)
def test_a_span_says_each_part_once(first: date, last: date, fi: str, sv: str, en: str) -> None:
    said = [words.plain(words.span(first, last, language=language)) for language in ("fi", "sv", "en")]
    assert said == [fi, sv, en]


def test_months() -> None:
    february = date(2027, 2, 1)
    assert words.plain(words.month(february)) == "helmikuu 2027"


def test_clock_in_spring_jumps_over_an_hour() -> None:
    """28.3.2027 at 3.00 the clock jumps to 4.00: ninety minutes from 2.30 end at 5.00."""
    start = helsinki("2027-03-28 02:30")
    assert words.times(start, end=start + timedelta(minutes=90)) == "2.30–5.00"


def test_clock_in_autumn_shows_an_hour_twice() -> None:
    """31.10.2027 at 4.00 the clock goes back to 3.00."""
    start = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert [words.clock_time(start + timedelta(hours=n)) for n in range(3)] == ["3.30", "3.30", "4.30"]


def test_summer_and_winter_of_one_utc_hour() -> None:
    assert words.clock_time(datetime(2027, 1, 15, 7, tzinfo=UTC)) == "9.00"
    assert words.clock_time(datetime(2027, 7, 15, 7, tzinfo=UTC)) == "10.00"


def test_the_day_is_helsinkis_not_utcs() -> None:
    late = datetime(2027, 2, 8, 22, 30, tzinfo=UTC)
    assert words.plain(words.day(late)) == "ti 9.2.2027"
    assert words.machine(late) == "2027-02-09T00:30"
    assert words.machine(date(2027, 2, 9)) == "2027-02-09"


def test_over_midnight_both_days_are_said() -> None:
    start = helsinki("2027-02-09 23:00")
    said = words.plain(words.when(start, end=start + timedelta(hours=2)))
    assert said == "ti 9.2.2027 klo 23.00 – ke 10.2.2027 klo 1.00"


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        words.when(datetime(2027, 2, 9, 10))  # noqa: DTZ001 (that is the fault)


@pytest.mark.parametrize("hour, part", [("05", "morning"), ("09", "morning"), ("12", "day"), ("17", "evening")])
def test_what_one_wishes_on_meeting(hour: str, part: str) -> None:
    assert words.part_of_day(helsinki(f"2027-02-09 {hour}:59")) == part


@pytest.mark.parametrize("code, language", [("sv-fi", "sv"), ("EN", "en"), ("de", "fi"), (None, "fi")])
def test_the_nearest_language(code: str | None, language: str) -> None:
    assert words.known(code) == language
