"""When X, tell Y with text Z."""

from allauth.account.models import EmailAddress

from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.outbox.compose import queue

from .models import User


@on("person.invited")
def invite(event: Event, person: User) -> None:
    """The way in. It says nothing of what the portal is for: it may lie in an employer's mailbox (C1, C2)."""
    queue(to=person, template="people/mail/invitation", about=person, facts={}, once=str(event.pk))


@on("person.address_changed")
def tell_the_addresses_that_go(event: Event, person: User) -> None:
    """So that nobody's address is changed behind their back. Not where nobody was ever written to there: a misspelt
    one is a stranger's (docs/decisions/0010)."""
    if event.actor == person.pk or not person.given_address:
        return
    going = EmailAddress.objects.filter(user=person, verified=True).exclude(email=person.email).order_by("pk")
    for number, address in enumerate(going.values_list("email", flat=True)):
        once = f"{event.pk}.{number}"
        queue(to=person, address=address, template="people/mail/replaced", about=person, facts={}, once=once)
