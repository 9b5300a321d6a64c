"""The states of a session, and what leads from one to the other."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from tyonohjaus.lib import moves


class Status(models.TextChoices):
    REQUESTED = "requested", _("Waiting for the manager's approval")
    CONFIRMED = "confirmed", _("Confirmed")
    HELD = "held", _("Held")
    NO_SHOW = "no_show", _("Did not come")
    CANCELLED = "cancelled", _("Cancelled")
    DECLINED = "declined", _("Not approved")
    LAPSED = "lapsed", _("Not approved in time")


class Origin(models.TextChoices):
    """How the time came about. Only BOOKED counts against a supervisee's own open bookings."""

    BOOKED = "booked", _("Booked by the supervisee")
    SET = "set", _("Set for the supervisee")
    PLANNED = "planned", _("Planned in a series")
    IMPORTED = "imported", _("From the practice's lists")


@dataclass(frozen=True)
class Move(moves.Move):
    """`releases`: its time is free again. What is written down afterwards keeps it: nobody books the past, and a mark
    may be mended by another."""

    releases: bool = False


OPEN = frozenset({Status.REQUESTED.value, Status.CONFIRMED.value})
# Cancelled only where it was called off afterwards: see can().
_marked = frozenset({Status.CONFIRMED.value, Status.HELD.value, Status.NO_SHOW.value, Status.CANCELLED.value})

# docs/domain.md draws this table; a test runs every state × verb against it (E2).
MOVES: dict[str, Move] = {
    "confirm": Move(frozenset({Status.REQUESTED.value}), Status.CONFIRMED, "booking.confirmed"),
    "decline": Move(frozenset({Status.REQUESTED.value}), Status.DECLINED, "booking.declined", releases=True),
    "turn_down": Move(frozenset({Status.REQUESTED.value}), Status.DECLINED, "booking.turned_down", releases=True),
    "lapse": Move(frozenset({Status.REQUESTED.value}), Status.LAPSED, "booking.lapsed", releases=True),
    "cancel": Move(OPEN, Status.CANCELLED, "booking.cancelled", releases=True),
    "mark_held": Move(_marked, Status.HELD, "booking.held"),
    "mark_no_show": Move(_marked, Status.NO_SHOW, "booking.no_show"),
    "mark_cancelled_late": Move(_marked, Status.CANCELLED, "booking.cancelled"),
    "mark_called_off": Move(_marked, Status.CANCELLED, "booking.cancelled"),
}

# The states whose time is taken.
TAKES_TIME = frozenset({Status.REQUESTED, Status.CONFIRMED, Status.HELD, Status.NO_SHOW})
