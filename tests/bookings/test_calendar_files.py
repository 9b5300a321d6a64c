"""What a participant's calendar is given, and what it shows in the end (B3, C3, D5)."""

from datetime import timedelta
from typing import Any

from bookings import ical
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.stories import NEXT_TUESDAY, TUESDAY, book, book_series, move
from tests.factories import NOW, helsinki
from tyonohjaus.people.models import Organisation, Practice, User


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
            self.seen[uid] = version
            if "METHOD:CANCEL" in file:
                assert str(event["STATUS"]) == "CANCELLED"
                self.events.pop(uid, None)
            else:
                assert "METHOD:REQUEST" in file
                self.events[uid] = event

    def starts(self) -> list[Any]:
        return sorted(event["DTSTART"].dt for event in self.events.values())


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


def test_a_moved_time_that_is_then_not_approved_leaves_the_calendar(
    kuuloke: Practice, aino: User, sami: User, maija: User, lehtola: Organisation
) -> None:
    process = factories.make_process(supervisor=sami, supervisees=[aino], organisation=lehtola, approval="each")
    calendar, booking = ModelCalendar(), book(process, by=aino)
    mails.post()
    booking.approve(by=maija)
    calendar.take(mails.to(aino, mails.post()))
    assert calendar.starts() == [TUESDAY]

    move(booking, by=sami)
    calendar.take(mails.to(aino, mails.post()))
    assert calendar.starts() == [NEXT_TUESDAY]
    assert [str(event["STATUS"]) for event in calendar.events.values()] == ["TENTATIVE"]

    booking.decline(by=maija)
    calendar.take(mails.to(aino, mails.post()))
    assert calendar.starts() == []


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
