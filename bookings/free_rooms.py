"""Which of the practice's rooms a session on the premises takes, and when any is free."""

import uuid
from collections.abc import Collection
from datetime import datetime

from processes.models import Place, Process
from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import Period

from .models import Allocation, Booking, Calendar, Room, Status, TimeOffer
from .models.queries import during
from .problems import NotBookable, RoomTaken
from .slots.rooms import RoomTimes
from .slots.search import FAR_AHEAD, LONG_AGO, Stretch


def give_room(taker: Booking | TimeOffer, calendars: Collection[Calendar]) -> None:
    """The first free one of those of these calendars that may be used, the one that it had before any other; none
    where the practice keeps none for it. Under the diary's lock. Raises NotBookable, IntegrityError."""
    room = _choose(taker, calendars) if taker.place == Place.PREMISES else None
    if room:
        times = {"starts_at": taker.starts_at, "ends_at": taker.ends_at}
        Allocation.objects.create(calendar=room.calendar, **times, **{taker.TAKES: taker})
    if isinstance(taker, Booking) and taker.room_id != (room.pk if room else None):
        taker.room = room
        taker.save(update_fields=["room"])


def room_times(
    process: Process, window: Period, *, now: datetime, besides: Collection[Booking] = ()
) -> list[RoomTimes] | None:
    """When each room that these people may use is taken; None where there is none for them. What `besides` take counts
    as free, and a hold whose deadline has passed."""
    first, last = clock.day_of(window.start), clock.day_of(window.end)
    rooms = Room.objects.for_sessions(process, first, last)
    taken: dict[uuid.UUID, list[Stretch]] = {room.pk: _not_kept(room) for room in rooms}
    rows = Allocation.objects.filter(during(window.start, window.end), calendar__room__in=rooms)
    rows = rows.exclude(booking__in=besides).exclude(offer__held_until__lte=now)
    rows = rows.exclude(booking__status=Status.REQUESTED, booking__held_until__lte=now)
    for room, starts_at, ends_at in rows.values_list("calendar__room", "starts_at", "ends_at"):
        taken[room].append((starts_at, ends_at))
    # On days on which none is kept none is needed: as if one were free then.
    none_needed = RoomTimes(_kept(room) for room in rooms)
    return [*(RoomTimes(times) for times in taken.values()), none_needed] if rooms else None


def _kept(room: Room) -> Stretch:
    begins = clock.day_bounds(room.starts_on)[0]
    return begins, clock.day_bounds(room.ends_on)[1] if room.ends_on else FAR_AHEAD


def _not_kept(room: Room) -> list[Stretch]:
    """Before its first day and after its last."""
    begins, ends = _kept(room)
    return [(LONG_AGO, begins), *([(ends, FAR_AHEAD)] if room.ends_on else [])]


def _choose(taker: Booking | TimeOffer, calendars: Collection[Calendar]) -> Room | None:
    given = {calendar.pk for calendar in calendars if calendar.room_id}
    if not given:
        return None
    rooms = Room.objects.select_related("calendar").for_sessions(taker.process, taker.day)
    usable = [room for room in rooms if room.calendar.pk in given]
    if not usable:
        return None
    then = Allocation.objects.filter(during(taker.starts_at, taker.ends_at), calendar__in=given)
    busy = set(then.values_list("calendar", flat=True))
    free = [room for room in usable if room.calendar.pk not in busy]
    if not free:
        raise NotBookable(RoomTaken())
    had = getattr(taker, "room_id", None)
    return next((room for room in free if room.pk == had), free[0])
