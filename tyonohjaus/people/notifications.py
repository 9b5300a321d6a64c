"""When X, tell Y with text Z."""

from allauth.account.models import EmailAddress

from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.outbox.compose import queue
from tyonohjaus.outbox.models import Message

from .models import Deputy, Employment, Membership, User

DEPUTY_NAMED, DEPUTY_ENDED = "people/mail/deputy_named", "people/mail/deputy_ended"


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


@on("deputy.named")
def tell_the_deputy(event: Event, row: Deputy) -> None:
    """For whose people, and in which days: nothing of what will be asked (C1)."""
    assert row.ends_on  # of each (deputy_ends)
    days = {"starts_on": row.starts_on.isoformat(), "ends_on": row.ends_on.isoformat()}
    _tell_deputy(event, row, DEPUTY_NAMED, **days)


@on("deputy.ended")
def tell_the_deputy_that_it_ended(event: Event, row: Deputy) -> None:
    """Earlier than was said: what ends on its day needs no word."""
    Message.objects.drop_waiting(row, templates=[DEPUTY_NAMED])
    _tell_deputy(event, row, DEPUTY_ENDED)


def _tell_deputy(event: Event, row: Deputy, template: str, **facts: str) -> None:
    if row.deputy.is_active and row.deputy_id != event.actor:
        facts["manager"] = row.manager.name
        queue(to=row.deputy, template=template, about=row, facts=facts, once=str(event.pk))


@on("employment.ended")
def end_their_answering_at_work(event: Event, row: Employment) -> None:
    _end_their_answering(event, row.employee, row)


@on("membership.ended")
def end_their_answering_where_they_managed(event: Event, row: Membership) -> None:
    _end_their_answering(event, row.user, row)


def _end_their_answering(event: Event, user: User, row: Employment | Membership) -> None:
    by = User.objects.filter(pk=event.actor).first()
    Deputy.end_of_one_who_left(user, organisation=row.organisation, by=by)
