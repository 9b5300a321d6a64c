"""What may have been forgotten: a count or a day and a link, neither whose nor what (C1)."""

from django.urls import reverse

from bookings import nudges, rules
from bookings.models import Booking
from processes.models import Process
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.lib import clock
from tyonohjaus.outbox.compose import queue, still_so
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User

NEXT = "bookings/mail/next"
UNMARKED = "bookings/mail/unmarked"


@on("nudge.next")
def ask_for_the_next_time(event: Event, process: Process) -> None:
    user = User.objects.get(pk=event.facts["user"])
    path = reverse("bookings:slots", args=[process.pk])
    facts = {"day": event.facts["day"], "path": path, "mark": event.facts["mark"]}
    queue(to=user, template=NEXT, about=process, facts=facts, once=event.facts["mark"])


@still_so(NEXT)
def none_was_booked_since(message: Message) -> bool:
    now = clock.now()
    row = Process.objects.filter(pk=message.about_id).annotate(**rules.tallied(now, sessions="bookings__")).first()
    return row is not None and nudges.gap(row, today=clock.day_of(now)) == message.facts["mark"]


@on("nudge.unmarked")
def tell_of_what_waits_to_be_marked(event: Event, user: User) -> None:
    facts = {"count": event.facts["count"]}
    queue(to=user, template=UNMARKED, about=user, facts=facts, once=event.facts["mark"])


@still_so(UNMARKED)
def any_still_waits(message: Message) -> bool:
    waiting = Booking.objects.unmarked(clock.now()).filter(process__participants__user=message.user_id)
    return any(one.user_id == message.user_id for booking in waiting.with_people() for one in nudges.marked_by(booking))
