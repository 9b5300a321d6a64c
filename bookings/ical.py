"""A session as a calendar's event: one VEVENT a date, never a rule that repeats (B3), and nobody's name in it (C3).

Pure: plain data in, bytes out. The instants stand in UTC, which every calendar shows on its own wall clock.
"""

from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//Suvanto//portal//FI"


@dataclass(frozen=True, kw_only=True)
class Address:
    email: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Session:
    """`uid` is the same for life, `sequence` up with each change. `tentative`: it still waits for a yes."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    url: str
    tentative: bool = False
    cancelled: bool = False

    @property
    def method(self) -> str:
        return "CANCEL" if self.cancelled else "REQUEST"

    @property
    def status(self) -> str:
        return "CANCELLED" if self.cancelled else "TENTATIVE" if self.tentative else "CONFIRMED"


def invitation(session: Session, *, organiser: Address, attendee: Address, stamp: datetime) -> bytes:
    """The file for one recipient, who alone is named in it; no reply is asked. `stamp` is the instant of sending."""
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
    event.add("organizer", _address(organiser))
    guest = _address(attendee)
    guest.params["ROLE"], guest.params["PARTSTAT"] = vText("REQ-PARTICIPANT"), vText("ACCEPTED")
    guest.params["RSVP"] = vText("FALSE")
    event.add("attendee", guest, encode=False)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", session.method)
    calendar.add_component(event)
    return calendar.to_ical()


def _address(person: Address) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    if person.name:
        address.params["CN"] = vText(person.name)
    return address
