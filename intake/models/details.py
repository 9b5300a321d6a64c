"""What a payer's accounts payable answer by a signed link: nothing of it holds before the office has confirmed it."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, QuerySet

from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.record import record
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import Channel, Organisation

from .limits import DETAILS_WITHIN

COLUMNS = (
    "name",
    "business_id",
    "street",
    "postcode",
    "city",
    "einvoice_address",
    "einvoice_operator",
    "billing_email",
    "cost_centre",
    "buyer_reference",
)


class BillingDetails(Scoped):
    """Asked, answered, confirmed: until then the organisation gets no invoice (S1-3)."""

    scope: ClassVar[str] = "organisation"
    SEE = Action.BILLING_DETAILS_CONFIRM

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="billing_details")
    sent_to = models.EmailField(blank=True)
    asked_at = models.DateTimeField()
    name = models.CharField(max_length=70, blank=True)
    business_id = models.CharField(max_length=9, blank=True)
    street = models.CharField(max_length=35, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=35, blank=True)
    einvoice_address = models.CharField(max_length=35, blank=True)
    einvoice_operator = models.CharField(max_length=35, blank=True)
    billing_email = models.EmailField(blank=True)
    cost_centre = models.CharField(max_length=35, blank=True)
    buyer_reference = models.CharField(max_length=35, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="billing_details_confirmed_by_whom",
            )
        ]

    def __str__(self) -> str:
        return f"billing details of {self.organisation_id}"

    @property
    def mark(self) -> str:
        return self.asked_at.isoformat()

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + DETAILS_WITHIN

    @property
    def answered(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in COLUMNS}

    @classmethod
    def unconfirmed(cls) -> QuerySet["BillingDetails"]:
        return cls.objects.filter(confirmed_at=None)

    @classmethod
    def expect(cls, organisation: Organisation, *, now: datetime) -> None:
        """A payer that came by a request: somebody must look at how it is invoiced, before the first invoice. One that
        pays for a process already is known: its invoices go on."""
        if not organisation.processes.exists():
            cls.objects.get_or_create(organisation=organisation, defaults={"asked_at": now})

    @classmethod
    def ask(cls, organisation: Organisation, *, address: str, by: Any, now: datetime) -> "BillingDetails":
        """By a signed link to this address; an earlier link is void. What was answered before waits no more."""
        with transaction.atomic():
            empty = dict.fromkeys(COLUMNS, "") | {"answered_at": None, "confirmed_at": None, "confirmed_by": None}
            row, _new = cls.objects.update_or_create(
                organisation=organisation, defaults={"sent_to": address, "asked_at": now, **empty}
            )
            record("billing_details.asked", subject=row, by=by)
        return row

    def answer(self, *, asked: str, now: datetime, **values: str) -> None:
        """Raises TooLate."""
        with transaction.atomic():
            row = BillingDetails.objects.select_for_update().get(pk=self.pk)
            if row.mark != asked or row.answered_at or row.confirmed_at:
                raise TooLate(row)
            for name in COLUMNS:
                setattr(row, name, values[name])
            row.answered_at = now
            row.save(update_fields=[*COLUMNS, "answered_at"])
            record("billing_details.answered", subject=row, via="link")

    def differences(self) -> list[tuple[str, str, str]]:
        """Column, what stands there now, what was answered: only where they differ."""
        now = {name: getattr(self.organisation, name) or "" for name in COLUMNS}
        found = ((name, now[name], text) for name, text in self.answered.items())
        return [one for one in found if one[1] != one[2]]

    def confirm(self, *, by: Any, now: datetime, seen: str) -> "BillingDetails":
        """Onto the organisation, all of it; without an answer: as it stands there now. `seen` is the mark that the
        office looked at. Raises TooLate."""
        with transaction.atomic():
            row = BillingDetails.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=self.pk)
            if row.confirmed_at or row.stand != seen:
                raise TooLate(row)
            if row.answered_at:
                channel = Channel.MAIL if row.billing_email else Channel.EINVOICE
                values = row.answered | {"business_id": row.business_id or None}
                row.organisation.change(by=by, channel=channel, **values)
            row.confirmed_at, row.confirmed_by = now, by
            row.save(update_fields=["confirmed_at", "confirmed_by"])
            record("billing_details.confirmed", subject=row, by=by)
        return row

    @property
    def stand(self) -> str:
        """What somebody who looks at it has seen."""
        return f"{self.mark}/{self.answered_at.isoformat() if self.answered_at else ''}"
