from celery import shared_task

from tyonohjaus.lib import clock

from . import tidying


@shared_task
def tidy() -> None:
    tidying.tidy(now=clock.now())
