"""Which sessions are paid for by packages. Worked out from rows that are read, and writes nothing: the run does it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from bookings.models import Booking
from tyonohjaus.lib import clock

from .models import Package, PackedSession


@dataclass(frozen=True, kw_only=True)
class Packing:
    """`of`: the package of each session that has one; `billed_with`: the session on whose line each package stands."""

    of: dict[UUID, Package] = field(default_factory=dict)
    billed_with: dict[UUID, UUID] = field(default_factory=dict)
    joining: list[PackedSession] = field(default_factory=list)
    leaving: list[PackedSession] = field(default_factory=list)

    def stands_for(self, booking: Booking) -> bool:
        """Is it this session whose line is its package's?"""
        package = self.of[booking.pk]
        return self.billed_with.get(package.pk) == booking.pk


def packing_of(bookings: Iterable[Booking], *, until: date) -> Packing:
    """Of sessions up to that day, in order of time, whose processes have been read with their packages.

    A session keeps the package that it is in. Others take the first free place; when a package is full, those that
    follow have their own price. What is charged at all takes a place, also a time that was only reserved.
    """
    rows = [booking for booking in bookings if _takes_a_place(booking) and not _has_own_line(booking)]
    found = Packing()
    packages = {package.pk: package for row in rows for package in row.process.packages.all()}
    there = {row.pk: row for row in rows}
    members = [member for package in packages.values() for member in package.members.all()]
    found.leaving.extend(one for one in members if _leaves(one, packages[one.package_id], there, until))
    gone = {one.pk for one in found.leaving}
    stays = {one.booking_id: packages[one.package_id] for one in members if one.pk not in gone}
    places = {pk: package.sessions for pk, package in packages.items()}
    for package in stays.values():
        places[package.pk] -= 1
    for row in rows:
        fitting = stays.get(row.pk) or _free(row, places)
        if fitting is None:
            continue
        if row.pk not in stays:
            places[fitting.pk] -= 1
            found.joining.append(PackedSession(booking=row, package=fitting))
        found.of[row.pk] = fitting
        found.billed_with.setdefault(fitting.pk, _billed_with(fitting, until) or row.pk)
    return found


def _leaves(member: PackedSession, package: Package, there: dict[UUID, Any], until: date) -> bool:
    """It is charged no more, or its package holds no more on its day. Of one that has gone out only what is charged no
    more leaves, and not the session on whose line it stands."""
    if package.is_billed:
        stands = member.booking_id in {line.booking_id for line in package.billed_lines}
        return not stands and not _takes_a_place(member.booking)
    row = there.get(member.booking_id)
    return not package.holds_on(row.day) if row else clock.day_of(member.booking.starts_at) <= until


def _free(row: Booking, places: dict[UUID, int]) -> Package | None:
    fitting = (one for one in row.process.packages.all() if one.holds_on(row.day) and places[one.pk] > 0)
    return next(fitting, None)


def _billed_with(package: Package, until: date) -> UUID | None:
    """Where its line has gone out; else where it waits on a session after that day: a run of an earlier month leaves it
    alone."""
    later = {one.booking_id for one in package.members.all() if clock.day_of(one.booking.starts_at) > until}
    stays = [one for one in package.lines.all() if one.booking_id in later and not one.is_credited]
    lines = package.billed_lines or stays
    return next((line.booking_id for line in lines), None)


def _takes_a_place(booking: Booking) -> bool:
    return bool(booking.charged_percent) and booking.price != 0


def _has_own_line(booking: Booking) -> bool:
    """Has it gone out by its own price, or been let go, for one of those who share it?"""
    own = [line for line in booking.lines.all() if not line.package_id and not line.travel_id]
    return any(line.is_billed or line.is_let_go for line in own)
