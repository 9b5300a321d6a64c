"""What the practice recommends to read: links only, the same for everybody (S2-10)."""

import uuid
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.db import models, transaction
from django.db.models import F

from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Practice


class ReadingQuerySet(ScopedQuerySet["Reading"]):
    def offered(self) -> "ReadingQuerySet":
        return self.filter(retired_on=None).order_by("position", "title", "pk")

    def listed(self) -> "ReadingQuerySet":
        """For the office: those that are offered first."""
        return self.order_by(F("retired_on").asc(nulls_first=True), "position", "title", "pk")


class Reading(Scoped):
    """An article or a page somewhere else, best by its permanent address."""

    scope: ClassVar[str] = "practice"
    SEE = Action.PRACTICE_EDIT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, default=1, related_name="+", editable=False)
    title = models.CharField(max_length=150)
    url = models.URLField(max_length=500, unique=True)
    position = models.PositiveSmallIntegerField(default=100)
    retired_on = models.DateField(null=True, blank=True)

    objects: ClassVar = ReadingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def host(self) -> str:
        """Where it leads."""
        return urlsplit(self.url).netloc

    def keep(self, *, retired: bool, by: Any) -> None:
        """Added, changed, moved or retired."""
        with transaction.atomic():
            self.retired_on = (self.retired_on or clock.today()) if retired else None
            self.save()
            record("practice.reading_changed", subject=Practice.objects.get(), by=by)
