"""An earlier time: who asks for one, what has become free, and what is held for whom until they answer (E5)."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from processes.models import Participant, Place, Process
from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import ChangedMeanwhile, Move, TooLate, stand
from tyonohjaus.people.models.dated import current


class PartOfDay(models.TextChoices):
    """By the hour at which a session begins."""

    MORNING = "morning", _("Morning, before 11")
    MIDDAY = "midday", _("Midday, 11–14")
    AFTERNOON = "afternoon", _("Afternoon, from 14")

    @classmethod
    def of(cls, starts_at: datetime) -> "PartOfDay":
        hour = clock.local(starts_at).hour
        return cls.MORNING if hour < 11 else cls.MIDDAY if hour < 14 else cls.AFTERNOON


class TimeWishQuerySet(ScopedQuerySet["TimeWish"]):
    def waiting(self) -> "TimeWishQuerySet":
        """In the order of asking."""
        return self.filter(ended_at=None).order_by("asked_at", "pk")

    def of_one_who_left(self) -> "TimeWishQuerySet":
        """Not for whoever comes in their place to read, nor a time to be held for."""
        here = Participant.objects.supervised().filter(current(), user=OuterRef("user"), process=OuterRef("process"))
        return self.filter(~Exists(here) | Q(user__is_active=False))


class TimeWish(Scoped):
    """A supervisee would come earlier: from which day, and on which days and hours, all of them where none is named."""

    SEE = Action.EARLIER_TIME_ASK

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="time_wishes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    from_on = models.DateField(_("from which day"))
    weekdays = models.JSONField(_("weekdays"), default=list, blank=True)
    parts = models.JSONField(_("times of day"), default=list, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    # Taken back, or fulfilled.
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = TimeWishQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process"], condition=Q(ended_at=None), name="time_wish_one_waits")
        ]

    def __str__(self) -> str:
        return f"an earlier time from {self.from_on}"

    @classmethod
    def seen(cls, process: Process) -> str:
        """What waits there, as a page's form carries it; empty where nothing does."""
        row = cls.objects.waiting().filter(process=process).first()
        return f"{row.pk} {stand(row.says)}" if row else ""

    @property
    def says(self) -> list[Any]:
        return [self.from_on, self.weekdays, self.parts]

    @classmethod
    def ask(
        cls,
        process: Process,
        *,
        by: Any,
        from_on: date,
        weekdays: Iterable[int] = (),
        parts: Iterable[str] = (),
        seen: str | None = None,
    ) -> "TimeWish":
        """One waits in each process; asked again, it is changed and keeps its place in the queue. `seen`: what its
        writer read. Raises ChangedMeanwhile, also where it was taken back since."""
        said = {"from_on": from_on, "weekdays": sorted(weekdays), "parts": sorted(parts)}
        with transaction.atomic():
            Process.locked(process.pk)
            row = cls.objects.waiting().filter(process=process).first() or cls(process=process)
            same = not row._state.adding and row.says == list(said.values())
            if seen is not None and seen != cls.seen(process) and not same:
                raise ChangedMeanwhile
            for name, value in {**said, "user": by}.items():
                setattr(row, name, value)
            row.save()
            record("earlier_time.asked", subject=row, by=by)
        return row

    def suits(self, starts_at: datetime) -> bool:
        day = clock.day_of(starts_at)
        on_day = day >= self.from_on and (not self.weekdays or day.weekday() in self.weekdays)
        return on_day and (not self.parts or PartOfDay.of(starts_at) in self.parts)

    def take_back(self, *, by: Any) -> None:
        """Nothing is offered any more, and what is held for it is free at once."""
        with transaction.atomic():
            row = TimeWish.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if row.ended_at is not None:
                return
            for offer in row.offers.filter(status=TimeOffer.Status.OPEN):
                offer.move("withdraw", by=by)
            row.end()
            record("earlier_time.taken_back", subject=row, by=by)

    def end(self) -> None:
        self.ended_at = clock.now()
        self.save(update_fields=["ended_at"])


class FreedTime(models.Model):
    """A supervisor's time that was taken and is free again: offered to those who had asked by then, until it begins.
    `process`: whose it was, who is not offered it back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    process = models.ForeignKey(Process, models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="freed_time_period")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} UTC"


class TimeOfferQuerySet(ScopedQuerySet["TimeOffer"]):
    def open(self) -> "TimeOfferQuerySet":
        return self.filter(status=TimeOffer.Status.OPEN)

    def expired(self, now: datetime) -> "TimeOfferQuerySet":
        return self.open().filter(held_until__lte=now)


class TimeOffer(Scoped):
    """A time held for one who asked for an earlier one, until they answer or the hold is over."""

    class Status(models.TextChoices):
        OPEN = "open", _("Held for you")
        TAKEN = "taken", _("Taken")
        DECLINED = "declined", _("Declined")
        LAPSED = "lapsed", _("Not answered in time")
        WITHDRAWN = "withdrawn", _("Not asked for any more")

    scope = "wish__process"
    SEE = Action.EARLIER_TIME_ASK
    TAKES = "offer"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wish = models.ForeignKey(TimeWish, models.PROTECT, related_name="offers")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=9, choices=Place.choices)
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.OPEN)
    made_at = models.DateTimeField(default=clock.now)
    held_until = models.DateTimeField()

    objects: ClassVar = TimeOfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="time_offer_period"),
            models.CheckConstraint(condition=Q(held_until__lt=F("starts_at")), name="time_offer_ends_before_it"),
            # Once to each: neither again after a no, nor two at a time.
            models.UniqueConstraint(fields=["wish", "starts_at"], name="time_offer_once"),
            models.UniqueConstraint(fields=["wish"], condition=Q(status="open"), name="time_offer_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} UTC {self.status}"

    @property
    def process(self) -> Process:
        return self.wish.process

    @property
    def day(self) -> date:
        return clock.day_of(self.starts_at)

    def can(self, verb: str, *, now: datetime) -> bool:
        if self.status not in OFFER_MOVES[verb].sources:
            return False
        return (now >= self.held_until) == (verb == "lapse") or verb == "withdraw"

    def decline(self, *, by: Any, now: datetime) -> "TimeOffer":
        """Free at once for the next. No reason is asked. Raises TooLate."""
        return self._answer("decline", by=by, now=now)

    def lapse(self, *, now: datetime) -> "TimeOffer":
        """Raises TooLate."""
        return self._answer("lapse", by=None, now=now)

    def locked(self) -> "TimeOffer":
        rows = TimeOffer.objects.select_for_update(of=("self",)).select_related("wish__process", "wish__user")
        return rows.get(pk=self.pk)

    def move(self, verb: str, *, by: Any) -> "TimeOffer":
        """The one door of every verb, on the locked row: the hold ends with each of them."""
        move = OFFER_MOVES[verb]
        if self.status not in move.sources:
            raise TooLate(self)
        self.status = move.target
        self.allocations.all().delete()
        self.save(update_fields=["status"])
        record(move.event, subject=self, by=by)
        return self

    def _answer(self, verb: str, *, by: Any, now: datetime) -> "TimeOffer":
        with transaction.atomic():
            row = self.locked()
            if not row.can(verb, now=now):
                raise TooLate(row)
            return row.move(verb, by=by)


_open = frozenset({TimeOffer.Status.OPEN.value})

# docs/domain.md draws this table; a test runs every state × verb against it (E2).
OFFER_MOVES: dict[str, Move] = {
    "take": Move(_open, TimeOffer.Status.TAKEN, "time_offer.taken"),
    "decline": Move(_open, TimeOffer.Status.DECLINED, "time_offer.declined"),
    "lapse": Move(_open, TimeOffer.Status.LAPSED, "time_offer.lapsed"),
    "withdraw": Move(_open, TimeOffer.Status.WITHDRAWN, "time_offer.withdrawn"),
}
