"""Who comes to a group: told to its supervisors without a name, and to those whose manager said no; what was said of a
time holds for that time alone."""

from bookings.absences import too_few
from bookings.models import Absence, Booking, Series
from processes import parties
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.lib import clock
from tyonohjaus.outbox.compose import still_so
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User

from .telling import COMING, tell, tell_whose_time_was_refused


@on("absence.said", "absence.taken_back")
def tell_who_leads_it(event: Event, booking: Booking) -> None:
    _tell_supervisors(event, booking, [booking])


@on("booking.refused", "series.refused")
def tell_of_a_no_to_some(event: Event, subject: Booking | Series) -> None:
    if event.facts.get("series"):
        return  # told of by the series
    keys = [subject.pk] if isinstance(subject, Booking) else event.facts["bookings"]
    bookings = list(Booking.objects.filter(pk__in=keys).with_people().order_by("starts_at"))
    manager = User.objects.get(pk=event.facts["manager"])
    tell_whose_time_was_refused(manager, bookings, about=subject, once=str(event.pk))
    _tell_supervisors(event, subject, bookings)


def _tell_supervisors(event: Event, subject: Booking | Series, bookings: list[Booking]) -> None:
    few = any(too_few(booking, now=clock.now()) for booking in bookings)
    for one in parties.meeting(bookings[0].process, bookings[0].day):
        tell(one.user, COMING, bookings, about=subject, once=str(event.pk), too_few=few)


@on("booking.moved")
def ask_anew_of_another_time(_event: Event, booking: Booking) -> None:
    Absence.objects.filter(booking=booking).delete()
    Booking.objects.filter(pk=booking.pk).update(stands_with=None)


@still_so(COMING)
def the_session_lies_ahead(message: Message) -> bool:
    keys = [time["id"] for time in message.facts["times"]]
    return Booking.objects.open().filter(pk__in=keys, starts_at__gt=clock.now()).exists()
