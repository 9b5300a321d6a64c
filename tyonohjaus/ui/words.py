"""Days and times in the manner of the house, the same on pages, in mails and in calendar files.

Pure: takes an aware instant (or a date) and a language, reads no clock and no settings. Instants are shown on
Helsinki's wall clock. Spaces inside a date and after "klo" do not break; `plain` makes them ordinary for
subjects, text mails and files.

    fi   ti 9.2.2027 klo 10.00–11.30         to 4.2. klo 16        keskiviikkona 3.2. klo 13.00
    sv   ti 9.2.2027 kl. 10.00–11.30         to 4.2 kl. 16         på onsdag 3.2 kl. 13.00
    en   Tue 9 Feb 2027 at 10:00–11:30       Thu 4 Feb at 16:00    on Wednesday 3 Feb at 13:00

English names the month: 9.2. is February here and September elsewhere.
Swedish is Finland's: two-letter days, "kl." and no point after the month.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from tyonohjaus.lib.clock import local

NB = "\u00a0"
DASH = "\u2013"

FINNISH_MONTHS = (
    "tammi",
    "helmi",
    "maalis",
    "huhti",
    "touko",
    "kesä",
    "heinä",
    "elo",
    "syys",
    "loka",
    "marras",
    "joulu",
)  # and kuu
SWEDISH_MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SHORT_DAYS = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "sv": ("må", "ti", "on", "to", "fr", "lö", "sö"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
LONG_DAYS = {
    "fi": ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"),
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "fi": tuple(f"{stem}kuu" for stem in FINNISH_MONTHS),
    "sv": SWEDISH_MONTHS,
    "en": ENGLISH_MONTHS,
}
HOUR_WORD = {"fi": "klo", "sv": "kl.", "en": "at"}
LANGUAGES = tuple(SHORT_DAYS)
AND = {"fi": "ja", "sv": "och", "en": "and"}


def when(start: datetime, *, end: datetime | None = None, language: str = "fi") -> str:
    """`ti 9.2.2027 klo 10.00–11.30`"""
    return _day_and_time(start, end, day, language)


def when_short(start: datetime, *, end: datetime | None = None, language: str = "fi") -> str:
    """`ti 9.2. klo 10.00–11.30`, where the year is plain."""
    return _day_and_time(start, end, day_short, language)


def deadline(instant: datetime, *, language: str = "fi") -> str:
    """`to 4.2. klo 16`: a full hour goes without minutes, but in English."""
    if language == "en" or local(_aware(instant)).minute:
        return when_short(instant, language=language)
    return f"{day_short(instant, language=language)} {HOUR_WORD[language]}{NB}{local(instant).hour}"


def on_day(instant: datetime, *, language: str = "fi") -> str:
    """`keskiviikkona 3.2. klo 13.00`, for a sentence: "Seuraava tapaaminen on …"."""
    weekday = long_day(instant, language=language)
    name = {"fi": f"{weekday}na", "sv": f"på {weekday}", "en": f"on {weekday}"}[language]
    return f"{name} {_numbers(_on(instant), language)} {at(instant, language=language)}"


def day(value: date, *, language: str = "fi") -> str:
    """`ti 9.2.2027`"""
    on = _on(value)
    return f"{SHORT_DAYS[language][on.weekday()]}{NB}{numeric(on, language=language)}"


def day_short(value: date, *, language: str = "fi") -> str:
    """`ma 8.2.`"""
    on = _on(value)
    return f"{SHORT_DAYS[language][on.weekday()]}{NB}{_numbers(on, language)}"


def day_long(value: date, *, language: str = "fi") -> str:
    """`maanantai 8.2.`, for headings and for what a screen reader says."""
    return f"{long_day(value, language=language)} {_numbers(_on(value), language)}"


def long_day(value: date, *, language: str = "fi") -> str:
    """`maanantai`"""
    return LONG_DAYS[language][_on(value).weekday()]


def numeric(value: date, *, language: str = "fi") -> str:
    """`9.2.2027`, in English `9 Feb 2027`."""
    on = _on(value)
    return f"{_numbers(on, language)}{NB}{on.year}" if language == "en" else f"{on.day}.{on.month}.{on.year}"


def span(first: date, last: date, *, language: str = "fi") -> str:
    """`1.–5.2.2027` or `17.2.–27.10.2027`, each part once."""
    start, end = _on(first), _on(last)
    if start == end:
        return numeric(end, language=language)
    if start.year != end.year:
        head = numeric(start, language=language)
    elif start.month != end.month:
        head = _numbers(start, language)
    else:
        head = f"{start.day}." if language == "fi" else f"{start.day}"
    return f"{head}{DASH}{numeric(end, language=language)}"


def month(value: date, *, language: str = "fi") -> str:
    """`helmikuu 2027`"""
    on = _on(value)
    return f"{MONTHS[language][on.month - 1]}{NB}{on.year}"


def at(instant: datetime, *, end: datetime | None = None, language: str = "fi") -> str:
    """`klo 10.00–11.30`"""
    return f"{HOUR_WORD[language]}{NB}{times(instant, end=end, language=language)}"


def times(start: datetime, *, end: datetime | None = None, language: str = "fi") -> str:
    """`10.00–11.30`"""
    tail = f"{DASH}{clock_time(end, language=language)}" if end else ""
    return f"{clock_time(start, language=language)}{tail}"


def clock_time(instant: datetime, *, language: str = "fi") -> str:
    """`9.00`, in English `9:00`."""
    wall = local(_aware(instant))
    return f"{wall.hour}{':' if language == 'en' else '.'}{wall.minute:02}"


def machine(value: date) -> str:
    """For the datetime attribute: `2027-02-09T10:00`, or `2027-02-09` for a day."""
    if isinstance(value, datetime):
        return local(_aware(value)).strftime("%Y-%m-%dT%H:%M")
    return value.isoformat()


def part_of_day(instant: datetime) -> str:
    """morning, day or evening: what one wishes on meeting."""
    hour = local(_aware(instant)).hour
    return "morning" if 4 <= hour < 10 else "day" if 10 <= hour < 17 else "evening"


def plain(text: str) -> str:
    """With ordinary spaces, for subjects, text mails and files."""
    return text.replace(NB, " ").replace("\u202f", " ")


def listed(names: Iterable[str], *, language: str) -> str:
    """`Aino, Eero ja Sami`; nothing for nobody."""
    *most, last = list(names) or [""]
    return f"{', '.join(most)} {AND[language]} {last}" if most else last


def known(language: str | None) -> str:
    """The language of the three that is nearest to a code such as "sv-fi"; Finnish when there is none."""
    base = (language or "").split("-")[0].lower()
    return base if base in LANGUAGES else "fi"


def _day_and_time(start: datetime, end: datetime | None, form: Callable[..., str], language: str) -> str:
    if end and _on(start) != _on(end):
        halves = (_day_and_time(half, None, form, language) for half in (start, end))
        return f" {DASH} ".join(halves)
    return f"{form(start, language=language)} {at(start, end=end, language=language)}"


def _numbers(on: date, language: str) -> str:
    if language == "en":
        return f"{on.day}{NB}{MONTHS['en'][on.month - 1][:3]}"
    return f"{on.day}.{on.month}" + ("." if language == "fi" else "")


def _on(value: date) -> date:
    return local(_aware(value)).date() if isinstance(value, datetime) else value


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("A naive instant has no place on a wall clock")
    return instant
