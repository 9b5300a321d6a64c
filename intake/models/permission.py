"""A manager's permission in principle, for one member: yes or no, and never why (S0-2, C10)."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import Employment, User
from tyonohjaus.people.models.dated import current

from .limits import PERMITTED_WITHIN
from .member import Member
from .request import Request
from .states import GOING_ON

PHONE = "phone"  # an answer that the office heard


class Permission(Scoped):
    """Asked of the member's own manager, at the address that the member gave; asked anew, the earlier ask is void."""

    class Said(models.TextChoices):
        YES = "yes", _("Permitted")
        NO = "no", _("Not permitted")

    scope: ClassVar[str] = "member__request"
    SEE = Action.REQUEST_EDIT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.OneToOneField(Member, models.CASCADE, related_name="permission")
    manager_name = models.CharField(max_length=120)
    manager_email = models.EmailField()
    # Who has an account already.
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=3, choices=Said.choices, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True) | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="permission_answered",
            )
        ]

    def __str__(self) -> str:
        return self.answer or "asked"

    @property
    def mark(self) -> str:
        """What makes an earlier link void."""
        return self.asked_at.isoformat()

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + PERMITTED_WITHIN

    @property
    def is_waiting(self) -> bool:
        """Not once the member has left, the request is over, or the employer is not to pay: then it is no manager's."""
        request = self.member.request
        return not self.answer and self.member.left_at is None and request.can("close") and request.asks_permission

    @classmethod
    def usual(cls, member: Member) -> Any:
        """The manager whom the member's own employment names, or None."""
        works = Employment.objects.filter(current(), employee=member.user, manager__is_active=True)
        return next((work.manager for work in works.select_related("manager").order_by("organisation")), None)

    @classmethod
    def ask(cls, *, member: Member, name: str, email: str, by: Any, now: datetime) -> "Permission":
        """Raises TooLate when the request is over or the manager has said yes already."""
        with transaction.atomic():
            request = member.request.locked()
            given = cls.objects.filter(member=member).exclude(answer="").exists()
            if not request.can("close") or member.left_at or given:
                raise TooLate(request)
            address = email.strip().lower()
            known = User.objects.filter(email=address, is_active=True).first()
            values = {"manager_name": name, "manager_email": address, "manager": known, "asked_at": now}
            row, _new = cls.objects.update_or_create(member=member, defaults=values)
            record("permission.asked", subject=row, by=by)
        return row

    @classmethod
    def waiting_for(cls, manager: Any) -> Any:
        """Asked of this person, and not answered."""
        going_on = Q(member__left_at=None, member__request__state__in=GOING_ON)
        asks = Q(member__request__payer=Request.PaidBy.EMPLOYER) & ~Q(member__request__for_whom=Request.For.STAFF)
        rows = cls.objects.filter(going_on & asks, manager=manager, answer="")
        return rows.select_related("member__user", "member__request").order_by("asked_at", "pk")

    def say(self, answer: str, *, asked: str, now: datetime, via: str = "link", recorded_by: Any = None) -> bool:
        """By whoever reads the mail of that address, by its owner signed in, or as the office heard it by phone; once.
        A no removes this member, and nobody else. False where it is too late."""
        with transaction.atomic():
            self.member.request.locked()
            row = Permission.objects.select_for_update(of=("self",)).select_related("member__request").get(pk=self.pk)
            if row.mark != asked or not row.is_waiting:
                return False
            row.answer, row.answered_on = answer, clock.today()
            row.save(update_fields=["answer", "answered_on"])
            by = recorded_by or row.manager
            record(f"permission.{answer}", subject=row, by=by, via=via)
            if answer == self.Said.NO:
                row.member.leave(by=by, now=now)
        return True
