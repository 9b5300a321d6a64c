"""A supervisee asks for a time that the supervisor confirms: those who lead the session are told, if they want to be,
and once more before it would be lost. It waits on their home all the same."""

from typing import Any

from bookings.models import Acceptance, Booking, MailChoice, Status
from processes import parties
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.lib import clock
from tyonohjaus.outbox.compose import still_so
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User

from .telling import ASKED, INVITATION, state_of, tell


@on("booking.requested")
def ask_who_leads_it(_event: Event, booking: Booking) -> None:
    ask_supervisors(booking)


def ask_supervisors(booking: Booking, *, invited: bool = False, **told: Any) -> set[Any]:
    """Whose yes it waits for, of those who want to be told; their keys. Of a moved one this mail tells the new time
    too (`before`, `elsewhere`), and brings it into their calendar (C4)."""
    if not Acceptance.waits(booking):
        return set()
    people = [one.user for one in parties.meeting(booking.process, booking.day)]
    choices = MailChoice.of_each(people)
    asked = [user for user in people if choices[user.pk].wants(MailChoice.Nudge.REQUEST)]
    for user in asked:
        _ask(user, booking, once=state_of(booking), invited=invited, **told)
    return {user.pk for user in asked}


@on("nudge.request")
def ask_once_more(event: Event, booking: Booking) -> None:
    _ask(User.objects.get(pk=event.facts["user"]), booking, once=f"again:{state_of(booking)}")


def _ask(user: User, booking: Booking, *, once: str, invited: bool = False, **told: Any) -> None:
    told |= {"held_until": booking.held_until, "invited": invited, "attach": INVITATION if invited else ""}
    tell(user, ASKED, [booking], about=booking, once=once, **told)


@still_so(ASKED)
def it_still_waits_for_them(message: Message) -> bool:
    waiting = Booking.objects.filter(status=Status.REQUESTED, acceptance__answer=Acceptance.Answer.NONE)
    row = waiting.filter(pk=message.about_id, held_until__gt=clock.now()).first()
    return row is not None and row.starts_at.isoformat() == message.facts["times"][0]["start"]
