"""An earlier time: what becomes free is written down, and who is offered it is told."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation

from bookings.earlier_times import free
from bookings.models import AvailabilityException, Booking, FreedTime, TimeOffer
from bookings.told import inside_sentence, neutral_label
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.lib import clock
from tyonohjaus.outbox.compose import queue, still_so
from tyonohjaus.outbox.models import Message

from .telling import OFFERED, answers_to


@on("booking.cancelled", "booking.declined", "booking.turned_down", "booking.lapsed")
def a_time_is_free(_event: Event, booking: Booking) -> None:
    free(booking.process, starts_at=booking.starts_at, ends_at=booking.ends_at, now=clock.now())


@on("booking.moved")
def the_time_before_is_free(event: Event, booking: Booking) -> None:
    before: Any = event.facts["before"]
    starts_at = datetime.fromisoformat(before) if isinstance(before, str) else before
    ends_at = starts_at + (booking.ends_at - booking.starts_at)
    free(booking.process, starts_at=starts_at, ends_at=ends_at, now=clock.now())


@on("booking.length_changed")
def the_end_of_it_is_free(event: Event, booking: Booking) -> None:
    """Where it is shorter now."""
    before: Any = event.facts["before"]
    until = datetime.fromisoformat(before) if isinstance(before, str) else before
    if until > booking.ends_at:
        free(booking.process, starts_at=booking.ends_at, ends_at=until, now=clock.now())


@on("hours.removed")
def a_closing_is_taken_away(_event: Event, row: Any) -> None:
    if isinstance(row, AvailabilityException) and row.kind == AvailabilityException.Kind.CLOSED:
        starts_at, ends_at = clock.day_bounds(row.first_on, row.last_on)
        FreedTime.objects.create(user=row.supervisor.user, starts_at=starts_at, ends_at=ends_at)


@on("time_offer.made")
def tell_of_an_earlier_time(_event: Event, offer: TimeOffer) -> None:
    """A time, until when it is held, and a link behind sign-in: no word of what or whose (C1)."""
    user = offer.wish.user
    with translation.override(user.language):
        label = inside_sentence(neutral_label())
    time = {"id": str(offer.pk), "start": offer.starts_at.isoformat(), "end": offer.ends_at.isoformat()}
    facts = {"times": [time], "label": label, "held_until": offer.held_until.isoformat()}
    facts["path"] = reverse("bookings:offered", args=[offer.pk])
    reply_to = answers_to(offer.process, user)
    queue(to=user, template=OFFERED, about=offer, facts=facts, once=str(offer.pk), reply_to=reply_to)


@still_so(OFFERED)
def the_time_is_still_held(message: Message) -> bool:
    return TimeOffer.objects.open().filter(pk=message.about_id, held_until__gt=clock.now()).exists()
