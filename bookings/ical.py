"""A session as a calendar's event: one VEVENT a date, never a rule that repeats (B3), and nobody's name in it (C3).

Pure: plain data in, bytes out. The instants stand in UTC, which every calendar shows on its own wall clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//Suvanto//portal//FI"
HOURLY = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Address:
    email: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Session:
    """`uid` is the same for life, `sequence` up with each change. `tentative`: it still waits for a yes. `cancelled`:
    called off, or no more this reader's. `place`: remote or on site, in a word, where it is said at all."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    url: str
    place: str = ""
    tentative: bool = False
    cancelled: bool = False

    @property
    def method(self) -> str:
        return "CANCEL" if self.cancelled else "REQUEST"

    @property
    def status(self) -> str:
        return "CANCELLED" if self.cancelled else "TENTATIVE" if self.tentative else "CONFIRMED"


def invitation(session: Session, *, organiser: Address, attendee: Address, stamp: datetime) -> bytes:
    """The file for one recipient, who alone is named in it; no reply is asked. `stamp` is the instant of sending.

    To take its only guest away calls the whole of it off: so one who leaves is sent the same CANCEL, with its STATUS,
    as everybody of a session that is called off (docs/decisions/0035).
    """
    event = _event(session, stamp=stamp)
    event.add("organizer", _address(organiser))
    guest = _address(attendee)
    guest.params["ROLE"], guest.params["PARTSTAT"] = vText("REQ-PARTICIPANT"), vText("ACCEPTED")
    guest.params["RSVP"] = vText("FALSE")
    event.add("attendee", guest, encode=False)
    calendar = _calendar()
    calendar.add("method", session.method)
    calendar.add_component(event)
    return calendar.to_ical()


def feed(sessions: Iterable[tuple[Session, datetime]], *, name: str) -> bytes:
    """All sessions of one person as they stand, each with the instant when it last changed: a picture, which asks
    nothing of the calendar and so has neither method, organiser nor guests."""
    calendar = _calendar()
    for key in ("name", "x-wr-calname"):
        calendar.add(key, name)
    calendar.add("refresh-interval", HOURLY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for session, stamp in sessions:
        calendar.add_component(_event(session, stamp=stamp))
    return calendar.to_ical()


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    return calendar


def _event(session: Session, *, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", session.uid)
    event.add("sequence", session.sequence)
    event.add("dtstamp", stamp)
    event.add("dtstart", session.starts_at)
    event.add("dtend", session.ends_at)
    event.add("summary", session.title)
    event.add("description", session.url)
    event.add("url", session.url)
    event.add("class", "PRIVATE")
    event.add("status", session.status)
    event.add("transp", "TRANSPARENT" if session.cancelled else "OPAQUE")
    if session.place:
        event.add("location", session.place)
    return event


def _address(person: Address) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    if person.name:
        address.params["CN"] = vText(person.name)
    return address
