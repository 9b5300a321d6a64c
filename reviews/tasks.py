from celery import shared_task

from . import occasions


@shared_task
def open_due() -> None:
    occasions.open_due()


@shared_task
def look_after() -> None:
    occasions.say_what_comes()
    occasions.look_after()
