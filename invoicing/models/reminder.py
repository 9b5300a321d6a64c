import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from invoicing.documents.reminder import ReminderDocument
from tyonohjaus.access import Action
from tyonohjaus.events.record import record
from tyonohjaus.outbox.paper import MAX_ATTEMPTS, Printed, made_whole

from .invoice import Invoice


class Reminder(Printed):
    """A letter about an invoice that is overdue: its frozen text, and its PDF. A person has pressed for each one."""

    scope = "invoice"
    SEE = Action.INVOICE_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="reminders")
    step = models.PositiveSmallIntegerField()
    document = models.TextField(editable=False)
    # In euros: a consumer's reminder fee, or the standard compensation of a business.
    fee = models.DecimalField(max_digits=4, decimal_places=2)
    sent_on = models.DateField()
    due_on = models.DateField()
    # Where it goes by mail; empty: by hand, as its invoice.
    address = models.EmailField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            made_whole("reminder_made_whole"),
            models.UniqueConstraint(fields=["invoice", "step"], name="reminder_once_a_step"),
            models.CheckConstraint(condition=Q(step__range=(1, 2)), name="reminder_steps"),
            models.CheckConstraint(condition=Q(fee__range=(0, 40)), name="reminder_fee"),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.step}"

    @property
    def is_stuck(self) -> bool:
        return self.made_at is None and self.attempts >= MAX_ATTEMPTS

    def frozen(self) -> ReminderDocument:
        return ReminderDocument.from_json(self.document)

    def tell_made(self) -> None:
        """The event that sends it."""
        record("reminder.printed", subject=self)
