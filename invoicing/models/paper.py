import uuid

from django.db import models

from tyonohjaus.access import Action
from tyonohjaus.events.record import record
from tyonohjaus.outbox.paper import Printed, made_whole

from .invoice import Invoice


class Paper(Printed):
    """The PDF of an issued invoice."""

    scope = "invoice"
    SEE = Action.INVOICE_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="paper")

    class Meta:
        constraints = [made_whole("paper_made_whole")]

    def __str__(self) -> str:
        return self.invoice.frozen().file_name

    def tell_made(self) -> None:
        """The event that sends it."""
        record("invoice.printed", subject=self.invoice)
