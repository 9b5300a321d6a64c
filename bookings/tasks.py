from celery import shared_task

from tyonohjaus.lib import clock

from . import diary, earlier_times, nudges, reminders


@shared_task
def lapse() -> None:
    diary.lapse_expired(clock.now())


@shared_task
def offer_freed() -> None:
    earlier_times.offer_freed(clock.now())


@shared_task
def remind() -> None:
    reminders.remind(now=clock.now())
    nudges.remind(now=clock.now())


@shared_task
def nudge() -> None:
    nudges.look_back(now=clock.now())
