"""What a participant's calendar is given, and what it shows in the end (B3, C3, D5)."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bookings import ical
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.stories import NEXT_TUESDAY, TUESDAY, book, book_series, move
from tests.factories import NOW, helsinki
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = pytest.mark.sqlite


class ModelCalendar:
    """A client as RFC 5546 asks: the highest SEQUENCE of a UID holds, then the latest stamp; a CANCEL removes."""

    def __init__(self) -> None:
        self.events: dict[str, Any] = {}
        self.seen: dict[str, tuple[int, Any]] = {}
        self.organisers: set[str] = set()

    def take(self, mail: Any) -> None:
        for file in mails.files(mail):
            event = mails.event(file)
            uid, version = str(event["UID"]), (int(event["SEQUENCE"]), event["DTSTAMP"].dt)
            self.organisers.add(str(event["ORGANIZER"]))
            if uid in self.seen and version < self.seen[uid]:
                continue
            if uid in self.events and _revised(event, self.events[uid]):
                assert version[0] > self.seen[uid][0], "a new time or status raises SEQUENCE"
            self.seen[uid] = version
            if "METHOD:CANCEL" in file:
                assert str(event["STATUS"]) == "CANCELLED"
                self.events.pop(uid, None)
            else:
                assert "METHOD:REQUEST" in file
                self.events[uid] = event

    def shows(self) -> list[tuple[Any, str]]:
        return sorted((event["DTSTART"].dt, str(event["STATUS"])) for event in self.events.values())

    def starts(self) -> list[Any]:
        return [start for start, _status in self.shows()]


def _revised(new: Any, old: Any) -> bool:
    return any(str(new[name]) != str(old[name]) or new[name] != old[name] for name in ("DTSTART", "DTEND", "STATUS"))


def test_the_invitation_says_when_and_nothing_else_C3(aino_with_sami: Process, aino: User, sami: User) -> None:
    booking = book(aino_with_sami, by=aino)
    mail = mails.to(aino, mails.post())
    (file,) = mails.files(mail)
    event = mails.event(file)

    assert event["DTSTART"].dt == TUESDAY
    assert event["DTEND"].dt == TUESDAY + timedelta(minutes=90)
    assert str(event["SUMMARY"]) == "Tapaaminen"
    assert str(event["CLASS"]) == "PRIVATE"
    assert str(event["UID"]) == booking.uid
    assert int(event["SEQUENCE"]) == 0
    assert str(event["DESCRIPTION"]) == f"http://localhost:8000/bookings/{booking.pk}/"
    assert str(event["ATTENDEE"]) == f"mailto:{aino.email}"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert event["ORGANIZER"].params["CN"] == "Suvanto"
    assert "RRULE" not in event
    assert "LOCATION" not in event
    assert "VALARM" not in file
    assert "kieltävä vastaus kalenterissa ei peru" in str(mail.body).lower()
    assert "kieltävä" not in file.lower()


def test_the_file_is_a_form_of_the_mail_and_an_attachment_with_its_method(aino_with_sami: Process, aino: User) -> None:
    book(aino_with_sami, by=aino)
    mime = mails.to(aino, mails.post()).message()

    assert mime.get_content_type() == "multipart/mixed"
    alternative, attachment = mime.get_payload()
    assert [part.get_content_type() for part in alternative.get_payload()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert alternative.get_payload()[2].get_param("method") == "REQUEST"
    assert attachment.get_param("method") == "REQUEST"
    assert attachment.get_filename() == "calendar.ics"


def test_move_move_and_cancel_leave_the_calendar_empty_D5(aino_with_sami: Process, aino: User, sami: User) -> None:
    calendar = ModelCalendar()
    booking = book(aino_with_sami, by=aino)
    sequences = []
    for step in (
        lambda: booking,
        lambda: move(booking, by=sami, to=NEXT_TUESDAY),
        lambda: move(booking, by=sami, to=helsinki("2027-02-17 13:00")),
    ):
        row = step()
        mail = mails.to(aino, mails.post())
        calendar.take(mail)
        sequences.append(int(mails.event(mails.files(mail)[0])["SEQUENCE"]))
        assert calendar.starts() == [row.starts_at]

    booking.cancel(by=sami, now=NOW)
    mail = mails.to(aino, mails.post())
    calendar.take(mail)

    assert sequences == [0, 1, 2]
    assert int(mails.event(mails.files(mail)[0])["SEQUENCE"]) == 3
    assert calendar.starts() == []
    assert len(calendar.seen) == 1
    assert len(calendar.organisers) == 1


@pytest.fixture
def asked(kuuloke: Practice, aino: User, sami: User, lehtola: Organisation) -> Process:
    return factories.make_process(supervisor=sami, supervisees=[aino], organisation=lehtola, approval="each")


def test_a_confirmed_time_that_moves_and_waits_stands_as_tentative_until_the_yes_D5(
    asked: Process, aino: User, sami: User, maija: User
) -> None:
    """The earlier time leaves the calendar at once, and the new one is not promised before it is approved."""
    calendar, booking = ModelCalendar(), book(asked, by=aino)
    booking.approve(by=maija)
    calendar.take(mails.to(aino, mails.post()))
    assert calendar.shows() == [(TUESDAY, "CONFIRMED")]

    row = move(booking, by=sami)
    mail = mails.to(aino, mails.post())
    calendar.take(mail)
    assert calendar.shows() == [(NEXT_TUESDAY, "TENTATIVE")]
    assert "on kalenterissasi alustavana aiemman ajan tilalla" in str(mail.body)

    row.approve(by=maija)
    calendar.take(mails.to(aino, mails.post()))
    assert calendar.shows() == [(NEXT_TUESDAY, "CONFIRMED")]


@pytest.mark.parametrize("ends", ["declined", "lapsed", "cancelled"])
def test_a_moved_time_that_is_then_not_approved_leaves_the_calendar(
    asked: Process, aino: User, sami: User, maija: User, ends: str
) -> None:
    calendar, booking = ModelCalendar(), book(asked, by=aino)
    booking.approve(by=maija)
    calendar.take(mails.to(aino, mails.post()))
    row = move(booking, by=sami)
    calendar.take(mails.to(aino, mails.post()))

    match ends:
        case "declined":
            row.decline(by=maija)
        case "lapsed":
            row.lapse()
        case "cancelled":
            row.cancel(by=sami, now=NOW)
    calendar.take(mails.to(aino, mails.post()))
    assert calendar.shows() == []


def test_a_request_that_moves_before_the_first_yes_sends_no_file_until_it_is_confirmed(
    asked: Process, aino: User, sami: User, maija: User
) -> None:
    """No calendar knows it yet, and none is told of what may never be."""
    calendar, booking = ModelCalendar(), book(asked, by=aino)
    row = move(booking, by=sami)
    mail = mails.to(aino, mails.post())
    assert mails.files(mail) == []
    assert "Kalenterikutsu tulee vahvistuksen mukana." in str(mail.body)

    row.approve(by=maija)
    calendar.take(mails.to(aino, mails.post()))
    assert calendar.shows() == [(NEXT_TUESDAY, "CONFIRMED")]


def test_a_request_that_moves_and_is_not_approved_never_came_into_a_calendar(
    asked: Process, aino: User, sami: User, maija: User
) -> None:
    move(book(asked, by=aino), by=sami).decline(by=maija)
    assert not [mail for mail in mails.post() if mails.files(mail)]


def test_a_series_confirmed_at_once_and_then_moved_under_approval_is_tentative_too(
    asked: Process, aino: User, sami: User
) -> None:
    """Its sessions were told of as a series; the agreement asks for a yes only since."""
    Process.objects.update(approval="none")
    calendar = ModelCalendar()
    series = book_series(Process.objects.get(), by=sami)
    calendar.take(mails.to(aino, mails.post()))
    Process.objects.update(approval="each")
    move(series.bookings.order_by("starts_at")[0], by=sami)
    calendar.take(mails.to(aino, mails.post()))

    assert calendar.shows()[0] == (NEXT_TUESDAY, "TENTATIVE")
    assert len(calendar.shows()) == 3


def test_a_series_comes_as_one_event_a_file_at_the_same_clock_time_through_the_spring_B2_B3(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    """Helsinki changes its clocks on 28.3.2027."""
    book_series(aino_with_sami, by=sami)
    mail = mails.to(aino, mails.post())
    events = [mails.event(file) for file in mails.files(mail)]

    assert [event["DTSTART"].dt for event in events] == [
        helsinki("2027-02-09 10:00"),
        helsinki("2027-03-09 10:00"),
        helsinki("2027-04-06 10:00"),
    ]
    assert events[0]["DTSTART"].dt.hour == 8
    assert events[2]["DTSTART"].dt.hour == 7
    assert len({str(event["UID"]) for event in events}) == 3


def test_each_file_names_only_its_reader_D6(group_with_sami: Process, aino: User, eero: User, sami: User) -> None:
    book(group_with_sami, by=sami)
    for mail in mails.post():
        (file,) = mails.files(mail)
        text = file.replace("\r\n ", "")
        for person in (aino, eero, sami):
            assert (person.email in text) == (mail.to == [person.email])
            assert person.name not in text


def test_the_practices_own_title_stands_in_the_calendar(aino_with_sami: Process, aino: User) -> None:
    Practice.objects.update(calendar_title="Palaveri; klo, sovittu")
    book(aino_with_sami, by=aino)

    (file,) = mails.files(mails.to(aino, mails.post()))
    assert str(mails.event(file)["SUMMARY"]) == "Palaveri; klo, sovittu"


def test_a_long_or_strange_title_is_written_as_the_format_asks() -> None:
    session = ical.Session(
        uid="1@suvanto",
        sequence=0,
        starts_at=TUESDAY,
        ends_at=TUESDAY + timedelta(minutes=90),
        title="Pitkä nimi, jossa on pilkkuja; ja ääkkösiä " * 3,
        url="https://portaali.example/",
    )
    file = ical.invitation(
        session,
        organiser=ical.Address(email="portaali@example.org", name='Ranta; "Katu"'),
        attendee=ical.Address(email="aino@example.org"),
        stamp=NOW,
    )

    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert str(mails.event(file.decode())["SUMMARY"]) == session.title


GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    "name, sequence, start, state",
    [
        ("invited", 0, TUESDAY, {}),
        ("moved_and_waits", 1, NEXT_TUESDAY, {"tentative": True}),
        ("approved", 2, NEXT_TUESDAY, {}),
        ("cancelled", 3, NEXT_TUESDAY, {"cancelled": True}),
    ],
)
def test_the_life_of_a_session_as_calendars_read_it(
    name: str, sequence: int, start: datetime, state: dict[str, bool]
) -> None:
    """Golden files: one UID, SEQUENCE up with each change of time or status (RFC 5546, 2.1.4)."""
    session = ical.Session(
        uid="6f0c5a52-5d0f-4a3c-9f61-0d5b8a3c7e11@suvanto",
        sequence=sequence,
        starts_at=start,
        ends_at=start + timedelta(minutes=90),
        title="Tapaaminen",
        url="https://portaali.example/bookings/6f0c5a52-5d0f-4a3c-9f61-0d5b8a3c7e11/",
        **state,
    )
    organiser = ical.Address(email="portaali@portaali.example", name="Suvanto")
    file = ical.invitation(session, organiser=organiser, attendee=ical.Address(email="aino@example.org"), stamp=NOW)

    assert file.decode() == (GOLDEN / f"{name}.ics").read_bytes().decode()
