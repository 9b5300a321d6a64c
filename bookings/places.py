"""Where sessions meet: another place for one, for those after it too, or for all of its series. Times, ids and UIDs
stay (docs/decisions/0034)."""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from processes.models import Place
from tyonohjaus.events.record import record
from tyonohjaus.lib.moves import TooLate

from .free_rooms import give_room
from .models import Booking, Calendar, Room, Series, Times
from .models.queries import BookingQuerySet
from .problems import NotBookable, RoomTaken, RoomTakenThen
from .taking import lock, refused_as_taken


def change_place(booking: Booking, *, place: str, by: Any, now: datetime, room: Room | None = None) -> Booking:
    """Meet there instead: by `room`, where given, in this one of the practice's. Nobody's yes is asked anew, and what
    is so already is told to nobody. Raises NotBookable, TooLate."""
    with refused_as_taken(), transaction.atomic():
        process, calendars = lock(booking.process, now, booking.starts_at, place=place)
        row = Booking.objects.select_for_update().get(pk=booking.pk)
        row.process = process
        if not row.can("move", now=now) or row.starts_at != booking.starts_at:
            raise TooLate(row)
        return set_place(row, calendars, place=place, room=room, by=by)


def change_places(
    series: Series,
    *,
    shown: Mapping[uuid.UUID, Times],
    place: str,
    by: Any,
    now: datetime,
    room: Room | None = None,
) -> list[Booking]:
    """The same of these sessions of a series, which were shown with these times: all of them, or none. Hands back those
    that changed. Raises NotBookable, TooLate."""
    with refused_as_taken(), transaction.atomic():
        process, calendars = lock(series.process, now, *(start for start, _end in shown.values()), place=place)
        changed, taken = [], []
        for row in series.locked(shown, verb="move", now=now):
            row.process, before = process, row.sequence
            try:
                set_place(row, calendars, place=place, room=room, by=by, series=series.pk)
            except NotBookable:
                taken.append(RoomTakenThen(row.starts_at))
            changed += [row] if row.sequence != before else []
        if taken:
            raise NotBookable(*taken)
        if changed:
            record("series.place_changed", subject=series, by=by, bookings=[row.pk for row in changed], place=place)
        return changed


def is_there(row: Booking, *, place: str, room: Room | None) -> bool:
    """Do they meet there already? `room`: None for any."""
    return place == row.place and (room is None or room.pk == row.room_id)


def set_place(
    row: Booking, calendars: Collection[Calendar], *, place: str, by: Any, room: Room | None = None, **facts: Any
) -> Booking:
    """The same of a locked row, for one who holds the diary's lock of this place for several. Raises NotBookable."""
    if is_there(row, place=place, room=room):
        return row
    before = row.place
    row.allocations.filter(calendar__room__isnull=False).delete()
    row.place = place
    row.sequence += 1
    row.save(update_fields=["place", "sequence"])
    give_room(row, [one for one in calendars if room is None or one.room_id == room.pk])
    if room and row.room_id != room.pk:
        raise NotBookable(RoomTaken())
    record("booking.place_changed", subject=row, by=by, before=before, place=place, **facts)
    return row


def without_room(now: datetime) -> BookingQuerySet:
    """Coming sessions on the premises that take no room: booked before the practice kept any, or by its lists."""
    return Booking.objects.coming(now).filter(place=Place.PREMISES, room=None)


def give_rooms(*, by: Any, now: datetime) -> int:
    """A free one to each of these that can have one; nobody is told, for it is where they meet already. How many."""
    return sum(_give_room(booking, by=by, now=now) for booking in without_room(now).select_related("process"))


def _give_room(booking: Booking, *, by: Any, now: datetime) -> bool:
    try:
        with refused_as_taken(), transaction.atomic():
            process, calendars = lock(booking.process, now, booking.starts_at, place=Place.PREMISES)
            row = without_room(now).select_for_update(of=("self",)).filter(pk=booking.pk).first()
            if row is None or row.starts_at != booking.starts_at:
                return False
            row.process = process
            give_room(row, calendars)
            if row.room_id:
                record("booking.room_given", subject=row, by=by)
            return row.room_id is not None
    except NotBookable:
        return False
