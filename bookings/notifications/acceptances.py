"""A supervisee asks for a time that the supervisor confirms: those who lead the session are told, if they want to be,
and once more before it would be lost. It waits on their home all the same."""

from bookings.models import Acceptance, Booking, MailChoice, Status
from processes import parties
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.lib import clock
from tyonohjaus.outbox.compose import still_so
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User

from .telling import ASKED, state_of, tell


@on("booking.requested", "booking.moved")
def ask_who_leads_it(_event: Event, booking: Booking) -> None:
    if not Acceptance.waits(booking):
        return
    people = [one.user for one in parties.meeting(booking.process, booking.day)]
    choices = MailChoice.of_each(people)
    for user in people:
        if choices[user.pk].wants(MailChoice.Nudge.REQUEST):
            _ask(user, booking, once=state_of(booking))


@on("nudge.request")
def ask_once_more(event: Event, booking: Booking) -> None:
    _ask(User.objects.get(pk=event.facts["user"]), booking, once=f"again:{state_of(booking)}")


def _ask(user: User, booking: Booking, *, once: str) -> None:
    tell(user, ASKED, [booking], about=booking, once=once, held_until=booking.held_until)


@still_so(ASKED)
def it_still_waits_for_them(message: Message) -> bool:
    waiting = Booking.objects.filter(status=Status.REQUESTED, acceptance__answer=Acceptance.Answer.NONE)
    row = waiting.filter(pk=message.about_id, held_until__gt=clock.now()).first()
    return row is not None and row.starts_at.isoformat() == message.facts["times"][0]["start"]
