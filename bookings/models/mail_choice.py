"""What one is mailed besides what must be: when one is reminded, and of what one is nudged."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from tyonohjaus.events.record import record
from tyonohjaus.lib import clock

AN_HOUR = 0
"""Among days before a session: the hour before it."""


class MailChoice(models.Model):
    """Whoever has no row is told as the practice has it, which is also how a row begins."""

    class Nudge(models.TextChoices):
        ASSIGNMENT = "assignment", _("Something left to do between sessions is due")
        NEXT = "next", _("No next session is booked, although the rhythm says so")
        UNMARKED = "unmarked", _("Sessions wait to be marked, once a week at most")
        REQUEST = "request", _("A supervisee asks for a time that you confirm yourself")
        REVIEW = "review", _("An evaluation falls due within a week")

    DISTANCES: ClassVar = (AN_HOUR, 1, 2, 7)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choice")
    # Days before a session → since when it is chosen ("" from the start): nobody is reminded of what was due before.
    reminders = models.JSONField(default=dict)
    unwanted = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{sorted(self.reminders)}, not {self.unwanted}"

    @classmethod
    def of(cls, user: Any) -> "MailChoice":
        return cls.objects.filter(user=user).first() or cls(user_id=user.pk, reminders=_usual())

    @classmethod
    def of_each(cls, users: Iterable[Any]) -> Mapping[Any, "MailChoice"]:
        """By the person's key, in one query."""
        keys = {user.pk for user in users}
        own = {row.user_id: row for row in cls.objects.filter(user__in=keys)}
        return {key: own.get(key) or cls(user_id=key, reminders=_usual()) for key in keys}

    @classmethod
    def choose(cls, *, by: Any, reminders: Iterable[int], unwanted: Iterable[str]) -> None:
        """From now on."""
        with transaction.atomic():
            row, _new = cls.objects.select_for_update().get_or_create(user_id=by.pk, defaults={"reminders": _usual()})
            since = clock.now().isoformat()
            row.reminders = {str(days): row.reminders.get(str(days), since) for days in sorted(reminders)}
            row.unwanted = sorted(unwanted)
            row.save(update_fields=["reminders", "unwanted"])
            record("person.mail_chosen", subject=by, by=by, reminders=list(row.reminders), unwanted=row.unwanted)

    @property
    def days(self) -> list[int]:
        return sorted(map(int, self.reminders))

    def since(self, days: int) -> datetime | None:
        """None: from the start."""
        text = self.reminders[str(days)]
        return datetime.fromisoformat(text) if text else None

    def wants(self, nudge: str) -> bool:
        return nudge not in self.unwanted


def _usual() -> dict[str, str]:
    return {str(days): "" for days in settings.REMINDER_DAYS}
