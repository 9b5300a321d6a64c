"""A leap of the demo's clock lives through the mornings on the way; in production what is late is never sent."""

import pytest
from django.core import mail

from bookings import chasing, reminders
from bookings.models import Chase, Reminder
from processes.models import Process
from tests import factories
from tests.bookings.stories import book
from tests.factories import NOW, helsinki
from tyonohjaus.demo import beat
from tyonohjaus.demo.clock import at
from tyonohjaus.lib import clock
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite

FRIDAY_AFTER_NEXT = helsinki("2027-02-12 12:00")


def reminders_sent() -> list[tuple[str, int]]:
    rows = Reminder.objects.filter(outcome=Reminder.Outcome.QUEUED, user__name="Aino Mäkelä")
    return sorted((f"{row.starts_at:%d.%m.}", row.days_before) for row in rows)


def test_a_leap_over_several_reminders_sends_each_on_its_own_morning(aino_with_sami: Process) -> None:
    """Over the week's reminder of the 16th, and over the whole life of what is met on the 10th."""
    for day in ("2027-02-10 10:00", "2027-02-16 10:00"):
        factories.make_booking(process=aino_with_sami, starts_at=helsinki(day), created_at=helsinki("2027-01-04 09:00"))

    beat.live_until(FRIDAY_AFTER_NEXT)

    assert reminders_sent() == [("10.02.", 1), ("10.02.", 7), ("16.02.", 7)]
    sent = Message.objects.filter(user__name="Aino Mäkelä", state="sent").order_by("sent_at")
    assert [f"{clock.local(one.sent_at):%d.%m. %H:%M}" for one in sent if one.sent_at] == [
        "03.02. 08:01",
        "09.02. 08:01",
        "09.02. 08:01",
    ]
    with at(FRIDAY_AFTER_NEXT):
        reminders.remind(now=clock.now())
    assert len(reminders_sent()) == 3


def test_without_the_mornings_on_the_way_nothing_is_sent_stale(aino_with_sami: Process) -> None:
    factories.make_booking(
        process=aino_with_sami, starts_at=helsinki("2027-02-16 10:00"), created_at=helsinki("2027-01-04 09:00")
    )
    with at(FRIDAY_AFTER_NEXT):
        reminders.remind(now=clock.now())

    assert reminders_sent() == []
    assert mail.outbox == []


def test_time_stands_where_it_was_when_the_mornings_are_over(kuuloke: object) -> None:
    beat.live_until(FRIDAY_AFTER_NEXT)
    assert clock.today() == clock.day_of(NOW)


def test_at_nine_who_has_not_answered_is_reminded_and_at_noon_passed_over(
    aino_with_sami: Process, aino: User, maija: User
) -> None:
    """A leap to the next morning: asked on Monday at eight, to be answered by Thursday at four."""
    aino_with_sami.participants.filter(user=aino).update(manager=maija)
    Process.objects.update(approval="each")
    aino_with_sami.refresh_from_db()
    book(aino_with_sami, by=aino)
    nines = [helsinki(f"2027-02-0{day} 09:01") for day in (3, 4, 5)]
    assert [chasing.is_last_day(now=nine) for nine in nines] == [False, True, False]  # the others are not lived through

    beat.live_until(helsinki("2027-02-05 08:00"))

    steps = Chase.objects.order_by("at").values_list("step", "outcome", "at")
    assert [(step, outcome, f"{clock.local(at):%d.%m. %H:%M}") for step, outcome, at in steps] == [
        ("reminded", "queued", "04.02. 09:01"),
        ("escalated", "office", "04.02. 12:01"),
    ]


def test_the_moments_of_a_leap_are_those_between() -> None:
    found = list(beat.moments(helsinki("2027-03-26 09:00"), helsinki("2027-03-28 08:30")))
    over_the_change_of_clocks = [f"2027-03-{at}:01" for at in ("26 09", "26 12", "27 08", "27 09", "27 12", "28 08")]
    assert found == [helsinki(at) for at in over_the_change_of_clocks]
    assert list(beat.moments(NOW, NOW)) == []
    assert len(list(beat.moments(NOW, helsinki("2037-02-01 08:00")))) == beat.MOST * 3
