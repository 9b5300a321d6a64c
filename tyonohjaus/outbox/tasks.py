from uuid import UUID

from celery import shared_task

from tyonohjaus.lib.claim import due

from . import deliver as post
from .models import Message


@shared_task
def deliver(pk: str) -> None:
    post.deliver(UUID(pk))


@shared_task
def sweep() -> None:
    for pk in due(Message.objects.waiting().order_by("send_at"), limit=200):
        post.deliver(pk)
