from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from tyonohjaus.access import Action, Scoped


class ImportedRow(Scoped):
    """A row of the practice's lists as it was last imported, so that the next import can tell what changed where.

    `values` holds for each column what the cell said and what that put into the portal (merge.Last).
    """

    scope: ClassVar[str] = "practice"
    SEE = Action.PRACTICE_EDIT

    practice = models.ForeignKey("people.Practice", models.PROTECT, default=1, related_name="+", editable=False)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=340)
    values = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    subject_id = models.CharField(max_length=36)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="imported_row_once")]

    def __str__(self) -> str:
        return f"{self.kind} row"
