"""What another program is to invoice, as a file that is kept: each line in one of them or on an invoice."""

import hashlib
import uuid
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction

from bookings.models import Booking
from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.people.models import Practice

from .line import Line
from .package import Package
from .travel import TravelCost

# The file of an export that has its number, of the lines with these keys as they are now, in this order.
Writer = Callable[[int, Sequence[uuid.UUID]], bytes]


class Export(Scoped):
    """One file. Its `number` is its own, and none of the invoices'."""

    scope = "practice"
    SEE = Action.INVOICE_ISSUE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.PROTECT, default=1, related_name="+")
    number = models.PositiveIntegerField(unique=True)
    # The month for which it was made; a line that was late brings its own day.
    first_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    objects: ClassVar = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["first_on"], name="export_month")]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def file_name(self) -> str:
        """Its number alone (C18)."""
        return f"laskutusperuste{self.number:04d}.csv"

    @classmethod
    def make(cls, keys: Sequence[uuid.UUID], *, first: date, by: Any, now: datetime, write: Writer) -> "Export":
        """A file of these lines, in this order, which are exported from then on: to be downloaded again, never made
        again. No invoice number is taken. Raises ChangedMeanwhile where a line is not as it was shown, or a session
        says something else by now, and whatever `write` raises: then nothing is done.
        """
        with transaction.atomic():
            Practice.objects.select_for_update().get()  # one run or export at a time
            open_still = Line.objects.unissued().filter(pk__in=keys, invoice=None, state=Line.State.READY)
            locked = set(open_still.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
            # What marks, waives or prices a session waits until this has been written with it, or not.
            for sold in (Booking, Package, TravelCost):
                list(sold.objects.filter(lines__in=locked).select_for_update(of=("self",)).order_by("pk"))
            if not keys or locked != set(keys) or not all(line.is_current for line in _fresh(keys)):
                raise ChangedMeanwhile
            number = cls.objects.count() + 1
            content = write(number, keys)
            row = cls.objects.create(
                number=number,
                first_on=first,
                made_at=now,
                made_by=by,
                content=content,
                sha256=hashlib.sha256(content).hexdigest(),
            )
            Line.objects.filter(pk__in=keys).update(export=row)
            record("export.made", subject=row, by=by, number=number, count=len(keys))
        return row


def _fresh(keys: Sequence[uuid.UUID]) -> Any:
    return Line.objects.filter(pk__in=keys).select_related("booking__cancellation", "booking__waiver")
