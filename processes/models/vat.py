"""Sessions that are exempt from VAT: by which ground, from a day to a day. Without a row: as the practice."""

import uuid
from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.lib.vat import GROUNDS, Ground, Vat, VatTable
from tyonohjaus.people.models.dated import Dated, days_or_none


class VatExemption(Dated, Scoped):
    """`confirmed_on`: when the Tax Administration or the accountant said so; without it the month asks for it."""

    class By(models.TextChoices):
        HEALTH = "health", _("Exempt: health care (AVL 34–35 §)")
        RELATED = "related", _("Exempt: related to health care (AVL 36 §)")
        WELFARE = "welfare", _("Exempt: social welfare (AVL 37–38 §)")
        EDUCATION = "education", _("Exempt: education (AVL 39–40 §)")

    scope = "process"
    SEE = Action.VAT_EXEMPTION_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="vat_exemptions")
    by = models.CharField(max_length=9, choices=By.choices)
    confirmed_on = models.DateField(null=True, blank=True)

    objects: ClassVar = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process"], condition=Q(ends_on__isnull=True), name="vat_exemption_one_goes_on"
            ),
            days_or_none("vat_exemption_days"),
        ]

    def __str__(self) -> str:
        return f"{self.process_id} {self.by}"

    @property
    def ground(self) -> Ground:
        return GROUNDS[self.by]

    @classmethod
    def agree(cls, process: Any, *, ground: str, on: date, confirmed_on: date | None, by: Any) -> "VatExemption | None":
        """From that day on sessions are exempt by this ground; with an empty one, taxed as the practice is.

        What was before stays; what was agreed for days from then on holds no more. What has been issued never changes.
        """
        with transaction.atomic():
            row = type(process).locked(process.pk)
            first = max(on, row.starts_on)
            for one in cls.objects.filter(Q(ends_on=None) | Q(ends_on__gte=first), process=row):
                one.close(before=first)
            new = None
            if ground:
                new = cls.objects.create(process=row, by=ground, starts_on=first, confirmed_on=confirmed_on)
            record("process.vat_agreed", subject=row, by=by, first_on=str(first), ground=ground)
        return new


def exemption(process: Any, day: date) -> VatExemption | None:
    """Read once where the rows were prefetched."""
    return next((one for one in process.vat_exemptions.all() if one.holds_on(day)), None)


def vat_of(process: Any, day: date, table: VatTable) -> Vat:
    """What a session of that day bears. LookupError before the table of rates begins."""
    found = exemption(process, day)
    return table.of(day, ground=found.ground if found else None)
