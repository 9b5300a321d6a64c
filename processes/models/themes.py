import uuid
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Practice

# DOMAIN S0-10 and S1-8; our own wording. Stored by their Finnish names, and read in each reader's language.
IN_WORDS = {
    "Työn rajat": _("Limits of the work"),
    "Kuormitus ja palautuminen": _("Strain and recovery"),
    "Ammatillinen rooli": _("Professional role"),
    "Oman osaamisen tunnistaminen": _("Seeing one's own skills"),
    "Työtavat": _("Ways of working"),
    "Kirjaaminen": _("Keeping records"),
    "Yhteistyö tiimissä": _("Working together in the team"),
    "Ryhmän ilmiöt": _("What happens in the group"),
    "Eettinen pohdinta": _("Ethical reflection"),
    "Muutos työssä": _("Change at work"),
    "Motivaatio": _("Motivation"),
    "Onnistumiset": _("Successes"),
}
DEFAULTS = list(IN_WORDS)


class ThemeQuerySet(ScopedQuerySet["Theme"]):
    def offered(self) -> "ThemeQuerySet":
        return self.filter(retired_on=None).order_by("position", "name")

    def listed(self) -> "ThemeQuerySet":
        """For the office: those that are offered first."""
        return self.order_by(F("retired_on").asc(nulls_first=True), "position", "name")

    def fill_when_empty(self) -> None:
        if not self.exists():
            self.bulk_create([Theme(name=name, position=place) for place, name in enumerate(DEFAULTS)])


class Theme(Scoped):
    """The practice's vocabulary of themes. Which of them a session touched is content and stands sealed elsewhere."""

    scope: ClassVar[str] = "practice"
    SEE = Action.PRACTICE_EDIT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, default=1, related_name="+", editable=False)
    name = models.CharField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(default=100)
    retired_on = models.DateField(null=True, blank=True)

    objects: ClassVar = ThemeQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def keep(self, *, retired: bool, by: Any) -> None:
        """Added, renamed, moved or retired. A log holds the words of its day, and keeps them (S0-10)."""
        with transaction.atomic():
            self.retired_on = (self.retired_on or clock.today()) if retired else None
            self.save()
            record("practice.themes_changed", subject=Practice.objects.get(), by=by)
