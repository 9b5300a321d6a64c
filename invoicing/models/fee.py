"""What the practice has agreed to pay an outside co-supervisor for a session (docs/decisions/0047)."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from processes.models import Process
from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record


class AgreedFee(Scoped):
    """A session of this process, from a day on until the next row of the same person; nought: no fee from then on."""

    class Vat(models.TextChoices):
        OUTSIDE = "outside", _("Not registered for VAT: no VAT is added")
        REGISTERED = "registered", _("Registered for VAT: paid against an invoice of theirs")

    scope = "process"
    SEE = Action.FEE_AGREE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="agreed_fees")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="agreed_fees")
    starts_on = models.DateField()
    # Net, in euros a session, however long it was.
    fee = models.DecimalField(max_digits=8, decimal_places=2)
    vat = models.CharField(max_length=10, choices=Vat.choices)

    objects: ClassVar = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "person", "starts_on"], name="agreed_fee_one_from_a_day"),
            models.CheckConstraint(condition=Q(fee__gte=0), name="agreed_fee_not_below_nought"),
        ]

    def __str__(self) -> str:
        return f"{self.fee} from {self.starts_on}"

    @classmethod
    def agree(cls, process: Process, *, person: Any, fee: Decimal, vat: str, starts_on: date, by: Any) -> "AgreedFee":
        """Written again for the same day, the later word holds. A note that was made never changes."""
        said, same = {"fee": fee, "vat": vat}, {"process": process, "person": person, "starts_on": starts_on}
        with transaction.atomic():
            Process.locked(process.pk)
            if not (row := cls.objects.filter(**same, **said).first()):
                row, _new = cls.objects.update_or_create(**same, defaults=said)
                record("fee.agreed", subject=process, by=by, person=person.pk, starts_on=str(starts_on))
        return row
