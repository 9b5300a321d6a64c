"""When X, tell Y with text Z."""

from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.outbox.compose import queue

from .models import User


@on("person.invited")
def invite(event: Event, person: User) -> None:
    """The way in. It says nothing of what the portal is for: it may lie in an employer's mailbox (C1, C2)."""
    queue(to=person, template="people/mail/invitation", about=person, facts={}, once=str(event.pk))
