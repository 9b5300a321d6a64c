from uuid import UUID

from celery import shared_task

from tyonohjaus.lib import clock

from . import composing, printing


@shared_task
def make_paper(pk: str) -> None:
    printing.make(UUID(pk))


@shared_task
def sweep() -> None:
    """Papers that are not made yet."""
    printing.make_all()


@shared_task
def compare() -> None:
    composing.note_changes_of(clock.today())
