from uuid import UUID

from celery import shared_task

from . import printing


@shared_task
def make_paper(pk: str) -> None:
    printing.make(UUID(pk))


@shared_task
def sweep() -> None:
    """Papers that are not made yet."""
    printing.make_all()
