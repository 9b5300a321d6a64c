import hashlib
import uuid
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q

from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.claim import Leased

from .invoice import Invoice

MAX_ATTEMPTS = 5


class PaperQuerySet(ScopedQuerySet["Paper"]):
    def unmade(self) -> "PaperQuerySet":
        """What a worker may take."""
        return self.filter(made_at=None, attempts__lt=MAX_ATTEMPTS)

    def stuck(self) -> "PaperQuerySet":
        """What failed as often as we try: a person must look."""
        return self.filter(made_at=None, attempts__gte=MAX_ATTEMPTS)


class Paper(Scoped, Leased):
    """The PDF of an issued invoice: made once, by whichever worker holds the lease, and kept as bytes with its SHA-256.

    Never made again: what was sent is what is stored.
    """

    scope = "invoice"
    SEE = Action.INVOICE_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="paper")
    pdf = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = PaperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, pdf__isnull=True) | (Q(made_at__isnull=False) & ~Q(sha256="")),
                name="paper_made_whole",
            )
        ]

    def __str__(self) -> str:
        return self.invoice.frozen().file_name

    def keep(self, pdf: bytes) -> bool:
        """Store the bytes, unless another was faster; the event that follows sends them."""
        with transaction.atomic():
            values: dict[str, Any] = {"pdf": pdf, "sha256": hashlib.sha256(pdf).hexdigest(), "made_at": clock.now()}
            kept = bool(Paper.objects.filter(pk=self.pk, made_at=None).update(**values, locked_until=None))
            if kept:
                record("invoice.printed", subject=self.invoice)
        return kept

    def try_again(self, *, by: Any) -> None:
        """A person decides to let it be tried anew."""
        with transaction.atomic():
            if Paper.objects.stuck().filter(pk=self.pk).update(attempts=0, locked_until=None):
                record("paper.tried_again", subject=self, by=by)
