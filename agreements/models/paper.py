import uuid
from typing import Any

from django.conf import settings
from django.db import models

from agreements.text.terms import Terms
from tyonohjaus.access import Action
from tyonohjaus.events.record import record
from tyonohjaus.outbox.paper import Printed, made_whole


class Paper(Printed):
    """The PDF of an accepted version. `reader`: one employer's side's own copy, where several employers are parties and
    none reads another's people; None: the copy of all others."""

    scope = "version"
    SEE = Action.AGREEMENT_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey("agreements.Version", models.PROTECT, related_name="papers")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            made_whole("agreement_paper_whole"),
            models.UniqueConstraint(fields=["version", "reader"], name="agreement_paper_once"),
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(reader__isnull=True), name="agreement_paper_of_all"
            ),
        ]

    def __str__(self) -> str:
        return f"paper of {self.version_id}"

    @classmethod
    def of(cls, version: Any, *, terms: Terms) -> None:
        """The rows to be printed: one for all, and one for each who reads fewer names than all."""
        own = [party for party in terms.employers if terms.seen_by(party.key) != terms.parties]
        cls.objects.bulk_create(
            [cls(version=version), *(cls(version=version, reader_id=uuid.UUID(party.key)) for party in own)]
        )

    def tell_made(self) -> None:
        record("agreement.printed", subject=self)
