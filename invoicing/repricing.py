"""A session's own price, given by the office until an invoice goes out with it."""

from decimal import Decimal
from typing import Any

from django.db import transaction

from bookings.models import Booking
from tyonohjaus.lib.moves import TooLate

from .models import Line


def reprice(booking: Booking, *, by: Any, price: Decimal) -> Booking:
    """Net euros. Raises TooLate when it has been invoiced.

    Issuing locks the session too (`freezing.freeze`): the one that comes second sees what the first has done.
    """
    with transaction.atomic():
        row = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
        if is_invoiced(row):
            raise TooLate(row)
        return row.reprice(by=by, price=price)


def is_invoiced(booking: Booking) -> bool:
    return Line.objects.billed().filter(booking=booking, travel=None).exists()
