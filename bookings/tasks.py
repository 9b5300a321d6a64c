from uuid import UUID

from celery import shared_task

from tyonohjaus.celery import hurry
from tyonohjaus.lib import clock

from . import busy_calendars, chasing, earlier_times, nudges, reminders, taking
from .notifications import asking


@shared_task
def lapse() -> None:
    taking.lapse_expired(clock.now())


@shared_task
def offer_freed() -> None:
    earlier_times.offer_freed(clock.now())


@shared_task
def remind() -> None:
    reminders.remind(now=clock.now())
    chasing.chase(now=clock.now())
    nudges.remind(now=clock.now())


@shared_task
def nudge() -> None:
    nudges.look_back(now=clock.now())
    asking.ask_who_begins_today(now=clock.now())


@shared_task
def read_busy_calendars() -> None:
    """Each in a task of its own: a server that hangs keeps nobody else's waiting."""
    for pk in busy_calendars.all_of_them():
        hurry("bookings.tasks.read_busy_calendar", str(pk))


@shared_task(time_limit=120)
def read_busy_calendar(pk: str) -> None:
    busy_calendars.read(UUID(pk), now=clock.now())
