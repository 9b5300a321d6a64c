from celery import shared_task

from tyonohjaus.lib import clock

from .models import waiting


@shared_task
def tidy() -> None:
    waiting.tidy(now=clock.now())
