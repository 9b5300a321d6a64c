"""Themes agreed beforehand: a part of the contract, and no word of what was discussed (DOMAIN section 0, S3-4)."""

import uuid
from typing import Any, ClassVar, NamedTuple

from django.db import models, transaction
from django.db.models import Exists, OuterRef

from tyonohjaus.access import Action, Capacity, Scoped, ScopedQuerySet, capacities_of, held_for
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import refuse_unseen, stand
from tyonohjaus.people.models.dated import current

from .participant import Participant
from .process import Process


class Agreed(NamedTuple):
    """A theme, the session by number for which it is planned (None: for all), and whether the purchaser reads it."""

    name: str
    session: int | None = None
    shown: bool = False


class AgreedThemeQuerySet(ScopedQuerySet["AgreedTheme"]):
    def where_user_may(self, user: Any, action: Action, *, within: Any = None) -> Any:
        """One who is there as a manager alone reads them where the purchaser is to."""
        rows = super().where_user_may(user, action, within=within)
        if Capacity.MANAGER not in held_for(user, action) or Capacity.OFFICE in capacities_of(user):
            return rows
        party = Participant.objects.filter(current(), process=OuterRef("process"), user=user)
        return rows.filter(Exists(party) | Exists(ThemesShown.of("process")))


class AgreedTheme(Scoped):
    SEE = Action.AGREED_THEME_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="agreed_themes")
    name = models.CharField(max_length=120)
    session = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField()

    objects: ClassVar = AgreedThemeQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def of(cls, process: Process, *, by: Any) -> list[Agreed]:
        """As this person reads them: those of the whole first, then by session."""
        shown = Exists(ThemesShown.of("process"))
        rows: Any = cls.objects.visible_to(by, within=process).annotate(shown=shown)
        found = rows.order_by(models.F("session").asc(nulls_first=True), "position")
        return [Agreed(row.name, row.session, row.shown) for row in found]

    @classmethod
    def agree(cls, process: Process, themes: list[Agreed], *, shown: bool, by: Any, seen: str | None = None) -> None:
        """These and no others. `shown`: the purchaser reads them too. `seen`: the `stand` of what their writer read.
        Raises ChangedMeanwhile."""
        with transaction.atomic():
            locked = Process.locked(process.pk)
            becomes = [(theme.name, theme.session) for theme in themes]
            refuse_unseen(seen, stands=cls._standing(locked), becomes=[*becomes, shown])
            cls.objects.filter(process=locked).delete()
            rows: list[Any] = [
                cls(process=locked, name=theme.name, session=theme.session, position=place)
                for place, theme in enumerate(themes)
            ]
            cls.objects.bulk_create(rows)
            if shown:
                ThemesShown.objects.get_or_create(process=locked)
            else:
                ThemesShown.objects.filter(process=locked).delete()
            record("process.themes_agreed", subject=locked, by=by, shown=shown)

    @classmethod
    def stand(cls, process: Process) -> str:
        return stand(cls._standing(process))

    @classmethod
    def _standing(cls, process: Process) -> list[Any]:
        """The names with their sessions, and whether the purchaser reads them; as they were written."""
        rows = cls.objects.filter(process=process).order_by("position").values_list("name", "session")
        return [*rows, ThemesShown.objects.filter(process=process).exists()]


class ThemesShown(Scoped):
    """Stands where the agreement lets the purchaser read the agreed themes, with the day since when."""

    SEE = Action.AGREED_THEME_SEE

    process = models.OneToOneField(Process, models.PROTECT, primary_key=True, related_name="themes_shown")
    since = models.DateField(default=clock.today)

    def __str__(self) -> str:
        return "agreed themes are shown to the purchaser"

    @classmethod
    def of(cls, process: str) -> Any:
        """For a subquery: that of the outer row's process."""
        return cls.objects.filter(process=OuterRef(process))
