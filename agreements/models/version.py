"""A version of a process's agreement: the text that its parties are asked to accept, frozen as it was offered."""

import uuid
from collections.abc import Callable, Collection
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from agreements.text.terms import Role, Terms
from agreements.text.text import Text, digest, read, written
from processes.models import Process
from tyonohjaus.access import Action, Capacity, Scoped, ScopedQuerySet, root
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models.practice import for_office

from .paper import Paper
from .signature import Answer, Signature, Way, not_accepted_by_supervisees
from .states import MOVES, Status

Reached = Callable[[Any], QuerySet["Version"]]


def _of_processes(capacity: Capacity) -> Reached:
    def way(user: Any) -> QuerySet["Version"]:
        return Version.objects.filter(process__in=Process.REACHED_BY[capacity](user).values("pk"))

    return way


def _named_in(capacity: Capacity, role: Role) -> Reached:
    """Whoever is a party of that very version, and still stands so in the process (C12)."""

    def way(user: Any) -> QuerySet["Version"]:
        named = Signature.objects.filter(version=OuterRef("pk"), user=user, role=role.value)
        return _of_processes(capacity)(user).filter(Exists(named))

    return way


def _asked_for_employer(user: Any) -> QuerySet["Version"]:
    """Once every supervisee has accepted it (C15)."""
    named = _named_in(Capacity.MANAGER, Role.EMPLOYER)(user)
    return named.filter(~Exists(not_accepted_by_supervisees("pk")))


def _by_office(user: Any) -> QuerySet["Version"]:
    return for_office(Version.objects.all(), user)


class VersionQuerySet(ScopedQuerySet["Version"]):
    def offered(self) -> "VersionQuerySet":
        return self.filter(status=Status.OFFERED)

    def newest_first(self) -> "VersionQuerySet":
        return self.order_by("-number")

    def in_force(self) -> "VersionQuerySet":
        return self.filter(status=Status.IN_FORCE)


@root
class Version(Scoped):
    """`number` runs within the process. A version's text never changes: a change is a new version."""

    scope = "pk"
    SEE = Action.AGREEMENT_SEE
    REACHED_BY: ClassVar[dict[Capacity, Reached]] = {
        Capacity.SUPERVISEE: _named_in(Capacity.SUPERVISEE, Role.SUPERVISEE),
        Capacity.MANAGER: _asked_for_employer,
        Capacity.SUPERVISOR: _of_processes(Capacity.SUPERVISOR),
        Capacity.CO_SUPERVISOR: _of_processes(Capacity.CO_SUPERVISOR),
        Capacity.OFFICE: _by_office,
    }
    GIVES: ClassVar[tuple[Capacity, ...]] = ()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="agreement_versions")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OFFERED)
    # The terms as JSON, the text made from them, and its SHA-256: what was accepted.
    document = models.TextField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(default=clock.now, editable=False)
    in_force_at = models.DateTimeField(null=True, blank=True)
    # Since when the process's terms are others than those written here (agreements.composing).
    differs_since = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["process"], condition=Q(status="offered"), name="version_one_offered"),
            models.UniqueConstraint(fields=["process"], condition=Q(status="in_force"), name="version_one_in_force"),
            models.CheckConstraint(
                condition=~Q(status="in_force") | Q(in_force_at__isnull=False), name="version_in_force_since"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} {self.status}"

    def get_absolute_url(self) -> str:
        return reverse("agreements:detail", args=[self.pk])

    # --- questions

    @cached_property
    def terms(self) -> Terms:
        return Terms.from_json(self.document)

    @cached_property
    def told(self) -> Text:
        return read(self.text)

    @property
    def since(self) -> datetime:
        return self.in_force_at or self.offered_at

    @property
    def file_name(self) -> str:
        """Nobody's name (C18)."""
        return f"sopimus-{self.terms.code}-{self.number}.pdf".lower()

    def can(self, verb: str) -> bool:
        """Does the state allow it? (Who may is asked of access.)"""
        return self.status in MOVES[verb].sources

    def awaited(self) -> list[Signature]:
        """Whose answer it waits for now, by name."""
        return list(self.signatures.waiting().select_related("user").order_by("user__name", "pk"))

    def asked_of(self, user: Any) -> Signature | None:
        """What this person is asked, while they have not answered and it can be answered."""
        return self.signatures.waiting().filter(user=user).first()

    @classmethod
    def next_number(cls, process: Process) -> int:
        newest = cls.objects.filter(process=process).newest_first().first()
        return newest.number + 1 if newest else 1

    # --- verbs

    @classmethod
    def offer(cls, process: Process, terms: Terms, *, asked: Collection[str], by: Any) -> "Version":
        """Ask those parties whose keys are in `asked`; the others' yes to the version in force stands for this one. Who
        offers it accepts it by that. What waited before is replaced. The caller holds the process's lock."""
        text = written(terms, number=(number := cls.next_number(process)))
        base = cls.objects.in_force().filter(process=process).first()
        for row in cls.objects.offered().filter(process=process):
            row._move("supersede", by=by)
        version = cls.objects.create(
            process=process, number=number, document=terms.to_json(), text=text, sha256=digest(text), offered_by=by
        )
        version._ask(terms, asked, base)
        record("agreement.offered", subject=version, by=by, number=number, asked=sorted(asked))
        own = version.asked_of(by)
        return version._accept(own, by=by) if own else version

    def accept(self, *, by: Any, via: str = Way.PORTAL, recorded_by: Any = None, shown: str | None = None) -> "Version":
        """One party's yes; in force when all have said it. `shown` is the SHA-256 of the text that they read. Raises
        TooLate: it was replaced, withdrawn or declined, or this person has answered or is no party."""
        with transaction.atomic():
            row = self._locked()
            return row._accept(row._to_answer(by, shown), by=by, via=via, recorded_by=recorded_by)

    def decline(self, *, by: Any, via: str = Way.PORTAL, shown: str | None = None) -> "Version":
        """One party's no: this version cannot come into force. No reason is asked. Raises TooLate."""
        with transaction.atomic():
            row = self._locked()
            row._to_answer(by, shown).give(Answer.DECLINED, via=via, recorded_by=None, number=row.number)
            return row._move("decline", by=by, via=via, person=by.pk)

    def ask_again(self, *, by: Any) -> list[Any]:
        """Whose answer it waits for now: each is asked once more, once a day at most. Raises TooLate."""
        with transaction.atomic():
            row = self._locked()
            if not row.can("accept"):
                raise TooLate(row)
            waiting = [one.user for one in row.awaited()]
            if waiting:
                record("agreement.asked_again", subject=row, by=by, number=row.number)
            return waiting

    def withdraw(self, *, by: Any) -> "Version":
        """Nobody is asked any more; what was in force stays so. Raises TooLate."""
        with transaction.atomic():
            return self._locked()._move("withdraw", by=by)

    def note_difference(self, *, differs: bool) -> None:
        """The process's terms are others than those written here, or no longer so."""
        if differs != (self.differs_since is not None):
            self.differs_since = clock.now() if differs else None
            self.save(update_fields=["differs_since"])

    # --- private

    def _locked(self) -> "Version":
        """The row as it stands now. All verbs of a process's versions wait for one another at the process's row."""
        Process.locked(self.process_id)
        return Version.objects.select_for_update(of=("self",)).select_related("process").get(pk=self.pk)

    def _ask(self, terms: Terms, asked: Collection[str], base: "Version | None") -> None:
        given = {str(row.user_id): row for row in base.signatures.all()} if base else {}
        Signature.objects.bulk_create(
            given[party.key].carried_to(self)
            if party.key not in asked and party.key in given
            else Signature(version=self, user_id=uuid.UUID(party.key), role=party.role.value)
            for party in terms.parties
        )

    def _to_answer(self, user: Any, shown: str | None) -> Signature:
        asked = self.asked_of(user)
        if asked is None or (shown is not None and shown != self.sha256):
            raise TooLate(self)
        return asked

    def _accept(self, signature: Signature, *, by: Any, via: str = Way.PORTAL, recorded_by: Any = None) -> "Version":
        signature.give(Answer.ACCEPTED, via=via, recorded_by=recorded_by, number=self.number)
        actor = recorded_by or by
        self._move("accept", by=actor, via=via, person=by.pk)
        return self if self.signatures.exclude(answer=Answer.ACCEPTED).exists() else self._come_into_force(by=actor)

    def _come_into_force(self, *, by: Any) -> "Version":
        for row in Version.objects.filter(process=self.process_id, status=Status.IN_FORCE):
            row._move("supersede", by=by)
        self.in_force_at = clock.now()
        Paper.of(self, terms=self.terms)
        return self._move("come_into_force", by=by)

    def _move(self, verb: str, *, by: Any, via: str = "", **facts: Any) -> "Version":
        """The one door of each change of state: refuse, write, record."""
        move = MOVES[verb]
        if self.status not in move.sources:
            raise TooLate(self)
        self.status = move.target
        self.save(update_fields=["status", "in_force_at"])
        record(move.event, subject=self, by=by, via=via, number=self.number, **facts)
        return self
