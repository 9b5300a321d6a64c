"""Aino's own time, and Eero's wish for it: what the stories of an earlier time begin with (E5)."""

from datetime import timedelta
from typing import Any

from time_machine import travel

from bookings.models import Allocation, TimeOffer
from tests.factories import helsinki

FREED = helsinki("2027-02-09 10:00")
LATER = helsinki("2027-03-09 10:00")


def after(moment: Any, **time: Any) -> Any:
    return travel(moment + timedelta(**time), tick=False)


def the_offer() -> TimeOffer:
    return TimeOffer.objects.select_related("wish__process", "wish__user").get()


def held() -> set[str]:
    """In whose calendar an offer holds time."""
    return set(Allocation.objects.filter(offer__isnull=False).values_list("calendar__user__name", flat=True))
