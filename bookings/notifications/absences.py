"""Who comes to a group: told to its supervisors without a name; what was said of a time holds for that time alone."""

from bookings.absences import too_few
from bookings.models import Absence, Booking
from processes import parties
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.lib import clock
from tyonohjaus.outbox.compose import still_so
from tyonohjaus.outbox.models import Message

from .telling import COMING, tell


@on("absence.said", "absence.taken_back")
def tell_who_leads_it(event: Event, booking: Booking) -> None:
    few = too_few(booking, now=clock.now())
    for one in parties.meeting(booking.process, booking.day):
        tell(one.user, COMING, [booking], about=booking, once=str(event.pk), too_few=few)


@on("booking.moved")
def ask_anew_of_another_time(_event: Event, booking: Booking) -> None:
    Absence.objects.filter(booking=booking).delete()
    Booking.objects.filter(pk=booking.pk).update(stands_with=None)


@still_so(COMING)
def the_session_lies_ahead(message: Message) -> bool:
    return Booking.objects.open().filter(pk=message.about_id, starts_at__gt=clock.now()).exists()
