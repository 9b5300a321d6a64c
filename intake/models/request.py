"""Somebody looks for supervision: from the public page to the process that begins (S0-1 … S0-5).

There is no field for why they come: neither here nor on any form (S4-2, C40).
"""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intake import accounts
from processes.models import Payer
from tyonohjaus.access import Action, Capacity, Scoped, ScopedQuerySet, root
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import Organisation, Supervisor
from tyonohjaus.people.models.practice import for_office
from tyonohjaus.people.models.user import Language

from .states import GOING_ON, MOVES, State

# Who has answered what of whom: what `agreed_on` needs, for a list in as many queries as for one.
ANSWERS = ("members", "candidates__supervisor__user", "candidates__answers")


class SamePerson(Exception):
    """A supervisor would be their own supervisee."""


def _by_member(user: Any) -> QuerySet["Request"]:
    """Where no employer is to pay it is closed like content to an employer's mailbox, which is not to learn of it
    (C6)."""
    own = Request.objects.filter(members__user=user, members__left_at=None)
    return own if user.content_open else own.filter(payer=Request.PaidBy.EMPLOYER)


def _by_supervisor(user: Any) -> QuerySet["Request"]:
    return Request.objects.exclude(state=State.ASKED).filter(candidates__supervisor__user=user)


def _by_employer(user: Any) -> QuerySet["Request"]:
    return Request.objects.filter(user=user, for_whom=Request.For.STAFF)


def _by_office(user: Any) -> QuerySet["Request"]:
    return for_office(Request.objects.exclude(state=State.ASKED), user)


class RequestQuerySet(ScopedQuerySet["Request"]):
    def going_on(self) -> "RequestQuerySet":
        return self.filter(state__in=GOING_ON)

    def newest_first(self) -> "RequestQuerySet":
        return self.select_related("user", "organisation").order_by("-created_at", "pk")


@root
class Request(Scoped):
    """`user` is who asked: one of the members, or, for staff, the employer's own contact, who is none."""

    class For(models.TextChoices):
        SELF = "self", _("Myself")
        GROUP = "group", _("Our group")
        STAFF = "staff", _("Our staff")

    class PaidBy(models.TextChoices):
        EMPLOYER = "employer", _("The employer")
        SELF = "self", _("I myself")
        UNKNOWN = "unknown", _("I do not know yet")

    scope = "pk"
    SEE = Action.REQUEST_SEE
    REACHED_BY: ClassVar[dict[Capacity, Callable[[Any], QuerySet[Any]]]] = {
        Capacity.SUPERVISEE: _by_member,
        Capacity.SUPERVISOR: _by_supervisor,
        Capacity.MANAGER: _by_employer,
        Capacity.OFFICE: _by_office,
    }
    GIVES: ClassVar[tuple[Capacity, ...]] = (Capacity.SUPERVISEE, Capacity.MANAGER)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=7, choices=State.choices, default=State.ASKED)
    for_whom = models.CharField(max_length=5, choices=For.choices)
    payer = models.CharField(max_length=8, choices=PaidBy.choices)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.FINNISH)
    # Of one who has no account yet; both are emptied once the request is confirmed.
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="requests")
    # A supervisor who proposed it to the one who is asked to confirm; nobody else asks for another.
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="requests")
    process = models.OneToOneField("processes.Process", models.PROTECT, null=True, related_name="request")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects: ClassVar = RequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", user__isnull=True) | (~Q(state="asked") & Q(user__isnull=False)),
                name="request_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="started", process__isnull=False) | (~Q(state="started") & Q(process__isnull=True)),
                name="request_started_process",
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="request_state")]

    def __str__(self) -> str:
        return f"request {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("intake:request", args=[self.pk])

    @classmethod
    def ask(
        cls, *, supervisor: Supervisor, name: str, email: str, others: tuple[str, ...] = (), by: Any = None, **more: Any
    ) -> "Request":
        """From the public page, by anybody; or, `by` a supervisor, for somebody. Nothing happens, and nobody is
        written to but this address, before it is confirmed there."""
        with transaction.atomic():
            row = cls.objects.create(name=name, email=email.strip().lower(), proposed_by=by, **more)
            row.candidates.create(supervisor=supervisor)
            for other in others:
                if other != row.email:
                    row.members.create(email=other)
            record("request.asked", subject=row, by=by)
        return row

    # --- questions

    def can(self, verb: str) -> bool:
        return self.state in MOVES[verb].sources

    @property
    def is_for_staff(self) -> bool:
        return self.for_whom == self.For.STAFF

    @property
    def employer_pays(self) -> bool:
        return self.payer == self.PaidBy.EMPLOYER

    @property
    def asks_permission(self) -> bool:
        """Each member's own manager is asked; an employer who asked for its staff has said yes by that (S0-2)."""
        return self.employer_pays and not self.is_for_staff

    @property
    def process_payer(self) -> str:
        return Payer.EMPLOYER if self.employer_pays else Payer.SELF

    @property
    def agreed_on(self) -> Any:
        """The candidate of whom each member, also each who was invited, has said that they want to start (S0-4)."""
        prefetch_related_objects([self], *ANSWERS)
        wanted = {member.pk for member in self.members.all() if member.left_at is None}
        agreed = [one for one in self.candidates.all() if wanted and wanted <= one.wanted_by]
        return min(agreed, key=lambda one: one.pk, default=None)

    def locked(self) -> "Request":
        return Request.objects.select_for_update(of=("self",)).get(pk=self.pk)

    def refuse_supervisor(self, user: Any) -> None:
        """Raises SamePerson: nobody supervises themselves."""
        if self.candidates.filter(supervisor__user=user).exists():
            raise SamePerson

    # --- verbs

    def confirm(self, *, now: datetime) -> "Request":
        """By whoever reads the mail of its address: they have an account from now on.

        Raises TooLate, Closed, SamePerson.
        """
        with transaction.atomic():
            row = self._require("confirm")
            row.user = accounts.person_at(row.email, name=row.name, language=row.language)
            row.refuse_supervisor(row.user)
            row.name = row.email = ""
            row._move("confirm", by=row.user, user=row.user, name="", email="")
            if not row.is_for_staff:
                row.members.create(user=row.user, joined_at=now).join_candidates(by=row.user)
            for member in row.members.filter(user=None):
                record("member.invited", subject=member, by=row.user)
        return row

    def consider(self, supervisor: Supervisor, *, by: Any) -> Any:
        """One more supervisor whom they would like to meet: their page is the shortlist. Raises TooLate."""
        with transaction.atomic():
            row = self.locked()
            if row.state != State.OPEN:
                raise TooLate(row)
            candidate, new = row.candidates.get_or_create(supervisor=supervisor)
            if new:
                candidate.introduce(by=by)
                record("candidate.added", subject=candidate, by=by)
        return candidate

    def settle(self, *, by: Any) -> "Request":
        """After an answer, or when somebody left: does everybody want the same supervisor, still?"""
        with transaction.atomic():
            row = self.locked()
            agreed = row.agreed_on is not None
            if row.state == State.OPEN and agreed:
                return row._move("agree", by=by)
            if row.state == State.AGREED and not agreed:
                return row._move("reconsider", by=by)
            return row

    def close(self, *, by: Any) -> "Request":
        """Nothing came of it. No reason is asked. Introductory meetings that were to come are off. Raises TooLate."""
        with transaction.atomic():
            row = self._require("close")
            row.end_introductions(by=by)
            return row._move("close", by=by)

    def end_introductions(self, *, by: Any) -> None:
        for candidate in self.candidates.exclude(process=None).select_related("process"):
            candidate.end_introduction(by=by)

    def change_payer(self, *, payer: str, organisation: Organisation | None, by: Any) -> "Request":
        """Who will pay, as far as it is known by now. Raises TooLate."""
        with transaction.atomic():
            row = self.locked()
            if row.state not in GOING_ON:
                raise TooLate(row)
            row.payer, row.organisation = payer, organisation
            row.save(update_fields=["payer", "organisation"])
            record("request.changed", subject=row, by=by)
        return row

    def mark_started(self, process: Any, *, by: Any) -> "Request":
        """Raises TooLate."""
        with transaction.atomic():
            row = self._require("start")
            row.process = process
            return row._move("start", by=by, process=process)

    # --- private

    def _require(self, verb: str) -> "Request":
        row = self.locked()
        if not row.can(verb):
            raise TooLate(row)
        return row

    def _move(self, verb: str, *, by: Any, **values: Any) -> "Request":
        move = MOVES[verb]
        self.state = move.target
        self.save(update_fields=["state", *values])
        record(move.event, subject=self, by=by)
        return self
