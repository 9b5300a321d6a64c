"""Who comes is sent REQUEST and who goes CANCEL, they alone (RFC 5546), as three kinds of calendar read it (D5)."""

from datetime import date
from email.message import Message as Mime
from typing import Any

import pytest
from icalendar import Calendar

from bookings.models import Booking
from bookings.substitutes import name_substitute, withdraw_substitute
from processes.models import People, Process
from tests import factories
from tests.bookings import mails
from tests.bookings.stories import NEXT_TUESDAY, TUESDAY, book, book_series, move
from tests.factories import NOW, helsinki
from tests.processes.agreement import change, people_of
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite


class Client:
    """What is common: the newest of a UID holds, by SEQUENCE and then by DTSTAMP, from one organiser."""

    def __init__(self, owner: User) -> None:
        self.owner = owner
        self.events: dict[str, Any] = {}
        self.newest: dict[str, tuple[int, Any]] = {}
        self.organiser = ""

    def take(self, post: list[Any]) -> None:
        for mail in post:
            for part in self.parts(mail.message()) if mail.to == [self.owner.email] else []:
                self.read(part)

    def parts(self, mime: Mime) -> list[Mime]:
        raise NotImplementedError

    def removes(self, calendar: Any, event: Any) -> bool:
        return str(calendar["METHOD"]) == "CANCEL"

    def read(self, part: Mime) -> None:
        calendar = Calendar.from_ical(mails.text_of(part))
        (event,) = calendar.walk("VEVENT")
        assert str(calendar["METHOD"]) == part.get_param("method")
        assert str(event["ATTENDEE"]) == f"mailto:{self.owner.email}"
        assert self.organiser in {"", str(event["ORGANIZER"])}
        self.organiser = str(event["ORGANIZER"])
        uid, version = str(event["UID"]), (int(event["SEQUENCE"]), event["DTSTAMP"].dt)
        if uid in self.newest:
            assert version[0] > self.newest[uid][0], "each change of what holds for this reader is a new SEQUENCE"
        self.newest[uid] = version
        if self.removes(calendar, event):
            assert uid in self.events, "nothing is called off that this calendar never had"
            del self.events[uid]
        else:
            self.events[uid] = event

    def starts(self) -> list[Any]:
        return sorted(event["DTSTART"].dt for event in self.events.values())


def _calendars(mime: Mime, *, attached: bool) -> list[Mime]:
    found = [part for part in mime.walk() if part.get_content_type() == "text/calendar"]
    return [part for part in found if bool(part.get_filename()) == attached]


class Outlook(Client):
    """Reads the form of the mail that is a calendar; of several files each as it is opened. Goes by METHOD."""

    def parts(self, mime: Mime) -> list[Mime]:
        return _calendars(mime, attached=False) or _calendars(mime, attached=True)


class Google(Client):
    """Reads the attached files. Takes away what METHOD and STATUS both call off."""

    def parts(self, mime: Mime) -> list[Mime]:
        return _calendars(mime, attached=True)

    def removes(self, calendar: Any, event: Any) -> bool:
        return super().removes(calendar, event) and str(event["STATUS"]) == "CANCELLED"


class Apple(Client):
    """Reads attached files named .ics. An event that is CANCELLED is not shown."""

    def parts(self, mime: Mime) -> list[Mime]:
        return [part for part in _calendars(mime, attached=True) if str(part.get_filename()).endswith(".ics")]

    def removes(self, calendar: Any, event: Any) -> bool:
        return str(event["STATUS"]) == "CANCELLED"


class InEach:
    """The same mails in each of them, which must show the same."""

    def __init__(self, owner: User) -> None:
        self.clients: list[Client] = [Outlook(owner), Google(owner), Apple(owner)]

    def take(self, post: list[Any]) -> None:
        for client in self.clients:
            client.take(post)

    def starts(self) -> list[Any]:
        shown = {type(client).__name__: client.starts() for client in self.clients}
        assert shown["Outlook"] == shown["Google"] == shown["Apple"], shown
        return shown["Google"]


@pytest.fixture
def group(kuuloke: object, aino: User, eero: User, sami: User, lehtola: Organisation) -> Process:
    kari = factories.make_person(name="Kari Koski")
    return factories.make_process(supervisor=sami, supervisees=[aino, eero, kari], organisation=lehtola)


def meet(process: Process, *supervisees: User, by: User, **more: Any) -> Process:
    people = people_of(process)
    return change(process, by=by, people=People(supervisor=people.supervisor, supervisees=supervisees), **more)


def members(process: Process) -> tuple[User, ...]:
    return people_of(process).supervisees


def test_create_move_move_cancel_leaves_each_calendar_empty_D5(group: Process, aino: User, sami: User) -> None:
    calendar = InEach(aino)
    booking = book(group, by=sami)
    for to in (NEXT_TUESDAY, helsinki("2027-02-17 13:00")):
        calendar.take(mails.post())
        booking = move(booking, by=sami, to=to)
    calendar.take(mails.post())
    assert calendar.starts() == [helsinki("2027-02-17 13:00")]
    booking.cancel(by=sami, now=NOW)
    calendar.take(mails.post())
    assert calendar.starts() == []


def test_one_who_goes_is_sent_CANCEL_and_the_others_nothing(
    group: Process, aino: User, eero: User, sami: User, laura: User
) -> None:
    of_eero, of_aino = InEach(eero), InEach(aino)
    book_series(group, by=sami)
    post = mails.post()
    of_eero.take(post)
    of_aino.take(post)
    assert len(of_eero.starts()) == 3

    meet(group, *[one for one in members(group) if one != eero], by=laura)
    post = mails.post()
    assert mails.recipients(post) == [eero.email]
    assert post[0].subject == "Poistuu kalenteristasi: 3 aikaa"
    of_eero.take(post)
    assert of_eero.starts() == []

    series = Booking.objects.order_by("starts_at")
    move(series[0], by=sami, to=NEXT_TUESDAY)
    post = mails.post()
    of_aino.take(post)
    assert eero.email not in mails.recipients(post)
    assert of_aino.starts() == [NEXT_TUESDAY, helsinki("2027-03-09 10:00"), helsinki("2027-04-06 10:00")]


def test_one_who_comes_is_sent_REQUEST_and_one_who_comes_back_has_it_anew(
    group: Process, aino: User, eero: User, sami: User, laura: User
) -> None:
    of_eero, everybody = InEach(eero), members(group)
    book(group, by=sami)
    of_eero.take(mails.post())
    for there in ([one for one in everybody if one != eero], everybody):
        meet(Process.objects.get(), *there, by=laura)
        post = mails.post()
        assert mails.recipients([mail for mail in post if mails.files(mail)]) == [eero.email]
        of_eero.take(post)
        assert of_eero.starts() == ([TUESDAY] if eero in there else [])


def test_one_who_goes_on_a_day_to_come_keeps_what_is_before_it(
    group: Process, eero: User, sami: User, laura: User
) -> None:
    calendar = Google(eero)
    book_series(group, by=sami)
    calendar.take(mails.post())
    there = [one for one in members(group) if one != eero]
    meet(group, *there, by=laura, people_from=date(2027, 3, 1))
    calendar.take(mails.post())
    assert calendar.starts() == [TUESDAY]


def test_a_session_that_moves_to_a_day_after_they_left_goes_from_their_calendar(
    group: Process, eero: User, sami: User, laura: User
) -> None:
    calendar, booking = Google(eero), book(group, by=sami)
    calendar.take(mails.post())
    meet(group, *[one for one in members(group) if one != eero], by=laura, people_from=date(2027, 2, 12))
    calendar.take(mails.post())
    assert calendar.starts() == [TUESDAY]
    move(booking, by=sami, to=NEXT_TUESDAY)
    calendar.take(mails.post())
    assert calendar.starts() == []


def test_what_no_calendar_has_needs_no_CANCEL(
    kuuloke: object, aino: User, eero: User, sami: User, laura: User, lehtola: Organisation
) -> None:
    """It waits for Maija's yes; who left meanwhile never had it."""
    kari = factories.make_person(name="Kari Koski")
    asked = factories.make_process(
        supervisor=sami, supervisees=[aino, eero, kari], organisation=lehtola, approval="each"
    )
    book(asked, by=sami)
    mails.gone()
    meet(asked, aino, kari, by=laura)
    assert not [mail for mail in mails.post() if mails.files(mail)]


def test_a_mail_that_waits_when_its_reader_has_left_is_dropped(
    group: Process, eero: User, sami: User, laura: User
) -> None:
    book(group, by=sami)
    meet(group, *[one for one in members(group) if one != eero], by=laura)
    post = mails.post()

    assert Message.objects.get(user=eero, template="bookings/mail/confirmed").state == "dropped"
    assert [mail.subject.partition(":")[0] for mail in post if mail.to == [eero.email]] == ["Poistuu kalenteristasi"]


def test_the_supervisors_calendar_is_free_while_another_stands_in(
    aino_with_sami: Process, aino: User, sami: User, kaisa: User
) -> None:
    of_sami, of_kaisa, of_aino = Google(sami), Google(kaisa), Google(aino)
    calendars = (of_sami, of_kaisa, of_aino)

    def deliver() -> None:
        post = mails.post()
        for calendar in calendars:
            calendar.take(post)

    book_series(aino_with_sami, by=sami)
    deliver()
    days = {"first_on": date(2027, 2, 8), "last_on": date(2027, 2, 12)}
    substitute = name_substitute(aino_with_sami, user=kaisa, by=sami, now=NOW, **days)
    deliver()
    assert [len(calendar.starts()) for calendar in calendars] == [2, 1, 3]

    withdraw_substitute(substitute, by=sami, now=NOW)
    deliver()
    assert [len(calendar.starts()) for calendar in calendars] == [3, 0, 3]


def test_the_mail_to_one_who_goes_names_nobody_C1_C4(group: Process, eero: User, sami: User, laura: User) -> None:
    book(group, by=sami)
    mails.gone()
    meet(group, *[one for one in members(group) if one != eero], by=laura)
    (mail,) = mails.post()
    whole = mails.everything(mail)
    for word in ("Aino", "Kari", "Sami", "Rautio", "työnohja", "Lehtola"):
        assert word not in whole.replace(str(mail.reply_to), "")
