import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agreements.text.terms import Role
from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.lib import clock

from .states import Status


class Answer(models.TextChoices):
    WAITING = "", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Not accepted")


class Way(models.TextChoices):
    PORTAL = "portal", _("signed in to the portal")
    LINK = "link", _("by personal link")
    PAPER = "paper", _("on signed paper, written down by the office")


class SignatureQuerySet(ScopedQuerySet["Signature"]):
    def waiting(self) -> "SignatureQuerySet":
        """Whose answer a version that can still be accepted waits for now. An employer's side is asked, and reads the
        text, only when every supervisee has accepted it: nobody writes to a manager past them (C15, S4-13)."""
        open_still = self.filter(answer=Answer.WAITING, version__status=Status.OFFERED)
        return open_still.filter(~Q(role=Role.EMPLOYER.value) | ~Exists(not_accepted_by_supervisees("version")))


def not_accepted_by_supervisees(version: str) -> models.QuerySet["Signature"]:
    """For a subquery; `version` leads from the outer row to its version."""
    theirs = Signature.objects.filter(version=OuterRef(version), role=Role.SUPERVISEE.value)
    return theirs.exclude(answer=Answer.ACCEPTED)


class Signature(Scoped):
    """One party of one version, and their answer: who, in which role, when and how. Asked and given once."""

    scope = "version"
    SEE = Action.AGREEMENT_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey("agreements.Version", models.PROTECT, related_name="signatures")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="agreement_signatures")
    role = models.CharField(max_length=13, choices=[(role.value, role.value) for role in Role])
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    via = models.CharField(max_length=6, choices=Way.choices, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # The version to which the yes was given: an earlier one where the change does not concern this party.
    given_to = models.PositiveSmallIntegerField(null=True, blank=True)

    objects: ClassVar = SignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "user"], name="signature_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="signature_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} as {self.role}: {self.answer or 'waiting'}"

    @property
    def is_waiting(self) -> bool:
        return self.answer == Answer.WAITING

    def give(self, answer: str, *, via: str, recorded_by: Any, number: int) -> None:
        self.answer, self.answered_at, self.given_to = answer, clock.now(), number
        self.via, self.recorded_by = via, recorded_by
        self.save(update_fields=["answer", "answered_at", "given_to", "via", "recorded_by"])

    def carried_to(self, version: Any) -> "Signature":
        """The same yes for a later version that does not concern this party. Not saved yet."""
        return Signature(
            version=version,
            user_id=self.user_id,
            role=self.role,
            answer=self.answer,
            answered_at=self.answered_at,
            via=self.via,
            recorded_by_id=self.recorded_by_id,
            given_to=self.given_to,
        )
