"""The demo practice stands as the mock-ups show it on Monday 1.2.2027. Its lists and verbs need no demo app."""

from datetime import date

import pytest
from django.core.mail import EmailMessage

from bookings.models import Assignment, Booking, DiscussedThemes, Status
from processes.models import PersonalGoal
from tests.factories import NOW, helsinki
from tests.lists.story import everything
from tyonohjaus.demo.cast import CAST
from tyonohjaus.demo.clock import at
from tyonohjaus.demo.load import load
from tyonohjaus.demo.story.sessions import LISTS
from tyonohjaus.demo.story.telling import person, process
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.lists.importing import import_lists
from tyonohjaus.outbox.models import Message, State
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_the_practices_lists_are_without_fault() -> None:
    with at(helsinki("2027-01-04 08:00")):
        report = import_lists(LISTS)
    assert report.faults == []
    assert report.remarks == []


def test_what_lies_ahead_of_the_clock_has_not_happened() -> None:
    with at(helsinki("2027-01-12 11:00")):
        load()
    assert not PersonalGoal.objects.exists()
    assert Assignment.objects.count() == 1


def test_everybody_is_invented_C41(told: list[EmailMessage]) -> None:
    """Addresses end in what nobody can own, business IDs stand in a range that is not given out."""
    assert all(user.email.endswith(".example") for user in User.objects.all())
    kept = Organisation.objects.exclude(business_id="").values_list("business_id", flat=True)
    assert all(str(number).startswith("90000") for number in [*kept, Practice.objects.get().business_id])


def test_what_was_written_is_on_record_as_everybodys_is(told: list[EmailMessage]) -> None:
    """By the verbs of pages: that it was written is told beside the sealed rows, never what (C34)."""
    written = set(Event.objects.filter(name__endswith=".written").values_list("name", flat=True))
    assert written >= {"themes.written", "assignment.written", "note.written", "goal.written", "wish.written"}


def test_monday_morning_looks_as_drawn(told: list[EmailMessage]) -> None:
    """Everybody of the cast is there; each finds what the mock-ups show them."""
    names = User.objects.filter(email__in=[part.address for part in CAST]).values_list("name", flat=True)
    assert set(names) == {part.name for part in CAST}

    coming = Booking.objects.visible_to(person("Aino")).coming(NOW)
    assert [(booking.process, booking.starts_at) for booking in coming] == [
        (process("D-02"), helsinki("2027-02-03 13:00"))
    ]
    assert process("D-01").bookings.filter(status=Status.HELD).count() == 5

    waiting = Booking.objects.waiting_for(person("Maija"), clock.now())
    assert {booking.process for booking in waiting} == {process("D-13"), process("D-11"), process("D-12")}
    assert (waiting.filter(series=None).count(), waiting.exclude(series=None).count()) == (2, 10)

    his = Booking.objects.visible_to(person("Sami"))
    assert [booking.starts_at for booking in his.unmarked(NOW)] == [
        helsinki("2027-01-26 10:00"),
        helsinki("2027-01-27 13:00"),
    ]
    assert his.filter(starts_at__range=clock.day_bounds(clock.today())).count() == 2


def test_january_was_lived_in(told: list[EmailMessage]) -> None:
    """There is something to bill, content under seal, and the mail has gone out without a word of it."""
    assert Practice.objects.get().billing_starts_on == date(2027, 1, 1)
    january = Booking.objects.filter(starts_at__range=clock.day_bounds(date(2027, 1, 1), date(2027, 1, 31)))
    charged = [booking for booking in january.select_related("process") if booking.charged_percent and booking.price]
    assert {booking.process.payer for booking in charged} == {"employer", "self"}
    assert any(booking.status == Status.CANCELLED for booking in charged)

    aino = person("Aino")
    assert Assignment.readable_by(aino).count() == 1
    assert DiscussedThemes.readable_by(aino).count() == 2
    assert not DiscussedThemes.objects.visible_to(person("Maija")).exists()

    sent = Message.objects.filter(state=State.SENT)
    assert len(told) == sent.count() > 25
    assert not Message.objects.exclude(pk__in=sent).filter(send_at__lt=NOW).exists()
    themes = [word for row in DiscussedThemes.readable_by(aino) for word in row.read(by=aino)]
    said = " ".join(f"{message.subject} {message.body}" for message in told)
    assert not any(word in said for word in themes)


def test_a_second_load_changes_nothing(told: list[EmailMessage]) -> None:
    before = everything()
    assert not load()
    assert everything() == before
