"""What happened. An event is at once the audit log, the history feed and the trigger of mail.

Append-only: the database refuses to change or remove a row. Once a minute a beat task seals what is new with an HMAC
over the events and the seal before (key outside the database), so that a later change shows. A chain inside the
verb's own transaction was measured: half the throughput, and deadlocks.
"""

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterator
from datetime import time
from random import SystemRandom
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from tyonohjaus.lib import clock


class Fact(models.Model):
    """`facts` hold ids, instants and words of state; never prose that a person wrote (C10, C34)."""

    at = models.DateTimeField(default=clock.now, editable=False)
    name = models.CharField(max_length=60)
    actor = models.UUIDField(null=True, editable=False)
    via = models.CharField(max_length=10, blank=True)
    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    scope_id = models.UUIDField(null=True)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Event(Fact):
    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="event_subject"),
            models.Index(fields=["scope_id", "at"], name="event_scope"),
        ]

    def digest(self) -> bytes:
        """What a seal binds: every column, in a form that both databases give back alike."""
        columns = [
            self.pk,
            self.at.isoformat(),
            self.name,
            self.actor,
            self.via,
            self.subject_type,
            self.subject_id,
            self.scope_id,
            json.dumps(self.facts, sort_keys=True, cls=DjangoJSONEncoder),
        ]
        return hashlib.sha256("\x1f".join(str(column) for column in columns).encode()).digest()


class Unplaced(Fact):
    """What somebody did without a name, while its day goes on. Among the other events, a running number and the order
    of the rows in a dump would tell its hour, and so who was there (C24, docs/decisions/0024)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


class Seal(models.Model):
    """An HMAC over a run of events and the seal before it."""

    previous = models.OneToOneField("self", models.PROTECT, null=True, related_name="next")
    count = models.PositiveIntegerField()
    hmac = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        # The one-to-one alone would allow two first seals.
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(previous__isnull=True),
                name="seal_one_first",
                violation_error_code="first",
            )
        ]

    def __str__(self) -> str:
        return f"seal {self.pk}: {self.count} events"

    def holds(self) -> bool:
        """Are its events still as they were sealed?"""
        events = [row.event for row in self.events.select_related("event").order_by("event_id")]
        return len(events) == self.count and hmac.compare_digest(self.hmac, _hmac(events, self.previous))


class SealedEvent(models.Model):
    """Which seal holds an event. A row of its own, since an event that commits late gets a later seal."""

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="sealing")
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="events")

    def __str__(self) -> str:
        return f"{self.event_id} in {self.seal_id}"


def place() -> None:
    """What was done without a name on the days that are over stands among the events from now on, in no order."""
    with transaction.atomic():
        rows = list(Unplaced.objects.select_for_update().filter(at__lt=clock.at(clock.today(), time())))
        SystemRandom().shuffle(rows)
        columns = [field.attname for field in Fact._meta.get_fields() if field.concrete]
        Event.objects.bulk_create([Event(**{name: getattr(row, name) for name in columns}) for row in rows])
        Unplaced.objects.filter(pk__in=[row.pk for row in rows]).delete()


def seal_new(*, limit: int = 5000) -> Seal | None:
    """Seal the events that no seal holds yet. Two sealers at once: one wins, the other's transaction is refused."""
    with transaction.atomic():
        events = list(Event.objects.filter(sealing=None).order_by("pk")[:limit])
        if not events:
            return None
        previous = Seal.objects.order_by("-pk").first()
        seal = Seal.objects.create(previous=previous, count=len(events), hmac=_hmac(events, previous))
        SealedEvent.objects.bulk_create([SealedEvent(event=event, seal=seal) for event in events])
        return seal


def broken_seals() -> Iterator[Seal]:
    """Those whose events are not as they were sealed, the oldest first."""
    seals = Seal.objects.select_related("previous").order_by("pk")
    return (seal for seal in seals.iterator() if not seal.holds())


def _hmac(events: list[Event], previous: Seal | None) -> str:
    text = b"".join(event.digest() for event in events) + (previous.hmac if previous else "").encode()
    return hmac.new(settings.EVENT_SEAL_KEY.encode(), text, hashlib.sha256).hexdigest()


def history(subject: models.Model) -> "models.QuerySet[Event]":
    return Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk).order_by("pk")


def scope_of(subject: Any) -> uuid.UUID | None:
    """The process (or other root) that the subject belongs to: its own key on a root, None where it has none."""
    scope = getattr(subject, "scope", "")
    if scope == "pk":
        return subject.pk
    *way, last = scope.split("__")
    for step in way:
        subject = getattr(subject, step)
    return getattr(subject, f"{last}_id", None)
