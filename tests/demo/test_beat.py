"""A leap of the demo's clock lives through the mornings on the way; in production what is late is never sent."""

import pytest
from django.core import mail

from bookings import reminders
from bookings.models import Reminder
from processes.models import Process
from tests import factories
from tests.factories import NOW, helsinki
from tyonohjaus.demo import beat
from tyonohjaus.demo.clock import at
from tyonohjaus.lib import clock
from tyonohjaus.outbox.models import Message

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


def test_the_mornings_of_a_leap_are_those_between() -> None:
    found = list(beat.mornings(helsinki("2027-03-26 09:00"), helsinki("2027-03-29 08:00")))
    assert found == [helsinki("2027-03-27 08:01"), helsinki("2027-03-28 08:01")]  # over the change of clocks
    assert list(beat.mornings(NOW, NOW)) == []
    assert len(list(beat.mornings(NOW, helsinki("2037-02-01 08:00")))) == beat.MOST
