"""Who looks for supervision together, whom they consider, and what each of them answers: never why (C40)."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake import accounts
from processes.models import Kind, Payer, People, Process
from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import Practice, Supervisor

from .request import Request
from .states import State


class MemberQuerySet(ScopedQuerySet["Member"]):
    def staying(self) -> "MemberQuerySet":
        """Also those who have not answered their invitation yet."""
        return self.filter(left_at=None)

    def current(self) -> "MemberQuerySet":
        return self.staying().exclude(user=None)


class Member(Scoped):
    """One who would be supervised. Without `user`: invited by mail, and nothing more."""

    scope: ClassVar[str] = "request"
    SEE = Action.REQUEST_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="memberships_asked")
    email = models.EmailField(blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "user"], name="member_once"),
            models.CheckConstraint(
                condition=Q(user__isnull=True, joined_at__isnull=True) | Q(user__isnull=False, joined_at__isnull=False),
                name="member_joined",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user) if self.user else "invited member"

    def join(self, *, name: str, now: datetime) -> "Member":
        """By whoever reads the mail of the address that was invited. Raises TooLate, Closed, SamePerson."""
        with transaction.atomic():
            request, row = self._locked()
            if request.state != State.OPEN or row.left_at or row.user:
                raise TooLate(request)
            user = accounts.person_at(row.email, name=name, language=request.language)
            request.refuse_supervisor(user)
            if (other := request.members.filter(user=user).first()) is not None:
                row.delete()  # the same person by two addresses
                return other
            row.user, row.email, row.joined_at = user, "", now
            row.save(update_fields=["user", "email", "joined_at"])
            record("member.joined", subject=row, by=user)
            row.join_candidates(by=user)
        return row

    def leave(self, *, by: Any, now: datetime) -> "Member":
        """Of their own will, or because their employer does not permit it: the others go on without them (S0-2).
        Raises TooLate."""
        with transaction.atomic():
            request, row = self._locked()
            if request.state not in {State.OPEN, State.AGREED} or row.left_at:
                raise TooLate(request)
            row.left_at, row.email = now, ""
            row.save(update_fields=["left_at", "email"])
            record("member.left", subject=row, by=by)
            row._leave_candidates(by=by)
            if request.is_for_staff or request.members.current().exists():
                request.settle(by=by)
            else:
                request.close(by=by)
        return row

    def join_candidates(self, *, by: Any) -> None:
        for candidate in self.request.candidates.all():
            candidate.introduce(by=by)

    def _leave_candidates(self, *, by: Any) -> None:
        for candidate in self.request.candidates.exclude(process=None):
            candidate.introduce(by=by)

    def _locked(self) -> tuple[Request, "Member"]:
        request = self.request.locked()
        return request, Member.objects.select_related("user").get(pk=self.pk)


class Candidate(Scoped):
    """A supervisor whom they consider, with the introductory meeting: a process of its own that nobody pays (S0-5)."""

    scope: ClassVar[str] = "request"
    SEE = Action.REQUEST_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, models.CASCADE, related_name="candidates")
    supervisor = models.ForeignKey(Supervisor, models.PROTECT, related_name="candidacies")
    process = models.OneToOneField(Process, models.PROTECT, null=True, related_name="introduces")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "supervisor"], name="candidate_once")]

    def __str__(self) -> str:
        return str(self.supervisor)

    @property
    def wanted_by(self) -> set[uuid.UUID]:
        """The members who have said that they want to start with this one."""
        return {row.member_id for row in self.answers.all() if row.answer == Answer.Will.START}

    def introduce(self, *, by: Any) -> None:
        """Open the introductory meeting to those who are members now."""
        users = tuple(member.user for member in self.request.members.current().select_related("user"))
        if not users:
            self._dismiss(by=by)
            return
        people = People(supervisor=self.supervisor.user, supervisees=users)
        if self.process:
            self.process.change(people=people, by=by)
            return
        today = clock.today()
        self.process = Process.start(
            people=people,
            by=by,
            kind=Kind.INDIVIDUAL if self.request.for_whom == Request.For.SELF else Kind.GROUP,
            payer=Payer.NOBODY,
            length_minutes=Practice.objects.get().introduction_minutes,
            agreed_count=1,
            no_content_since=today,
            starts_on=today,
            cancellation_share=0,
        )
        self.save(update_fields=["process"])

    def end_introduction(self, *, by: Any) -> None:
        """What was to come is off, and the free process is over."""
        now, process = clock.now(), self.process
        if process is None:
            return
        for booking in process.bookings.coming(now).filter(starts_at__gt=now):
            booking.cancel(by=by, now=now)
        if process.ends_on is None:
            process.end(on=max(clock.today(), process.last_session_on or clock.today()), by=by)

    def _dismiss(self, *, by: Any) -> None:
        """Nobody is left to meet."""
        if self.process:
            self.end_introduction(by=by)
            self.process = None
            self.save(update_fields=["process"])


class Answer(Scoped):
    """What one member thinks of going on with this supervisor. Others see only who has said yes (S0-4)."""

    class Will(models.TextChoices):
        START = "start", _("I want to start")
        THINK = "think", _("I still think about it")
        NOT = "not", _("I do not want to start")

    scope: ClassVar[str] = "candidate__request"
    SEE = Action.REQUEST_ANSWER

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="answers")
    member = models.ForeignKey(Member, models.CASCADE, related_name="answers")
    answer = models.CharField(max_length=5, choices=Will.choices)
    answered_on = models.DateField(default=clock.today)
    # When one who still thought about it was asked again.
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "member"], name="answer_once")]

    def __str__(self) -> str:
        return self.answer

    @classmethod
    def give(cls, answer: str, *, candidate: Candidate, member: Member) -> Request:
        """What they answered before does not count any more. Raises TooLate."""
        with transaction.atomic():
            request = candidate.request.locked()
            if request.state not in {State.OPEN, State.AGREED} or member.left_at:
                raise TooLate(request)
            values = {"answer": answer, "answered_on": clock.today(), "reminded_at": None}
            cls.objects.update_or_create(candidate=candidate, member=member, defaults=values)
            record("candidate.answered", subject=candidate, by=member.user)
            return request.settle(by=member.user)
