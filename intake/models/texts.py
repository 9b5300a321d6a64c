"""What somebody writes beside a request, sealed: a member's wishes, and the employer's background (S3-3, S4-2, C5)."""

from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models, transaction

from processes.models import Participant
from tyonohjaus.access import Action
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.people.models.dated import current
from tyonohjaus.sealed.models import SealedText

from .member import Member
from .request import Request
from .states import GOING_ON


def _supervised_by(user: Any) -> models.Q:
    """Of the supervisors who were asked: all while the request goes on, and afterwards the one who supervises its
    process. Who was not chosen, and everybody once nothing came of it, reads nothing any more."""
    asked = models.Q(request__candidates__supervisor__user=user)
    leads = Participant.objects.supervising().filter(current(), user=user)
    return asked & (models.Q(request__state__in=GOING_ON) | models.Q(request__process__in=leads.values("process")))


class Wishes(SealedText):
    """What one member hopes for. Read by its owner and the supervisors who are asked; no employer has a road to it."""

    SEE = Action.REQUEST_WISH_READ
    SECTION = "wishes"
    scope: ClassVar[str] = "request"

    request = models.ForeignKey(Request, models.PROTECT, related_name="wishes")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="wishes_asked")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "owner"], name="wishes_one")]

    def __str__(self) -> str:
        return "wishes"

    def seal_scope(self) -> tuple[str, UUID]:
        """It precedes every process."""
        return "person", self.owner_id

    @classmethod
    def readable_by(cls, user: Any) -> Any:
        """Nobody any more once its owner has left."""
        still = Member.objects.current().filter(user=models.OuterRef("owner"), request=models.OuterRef("request"))
        rows = cls.objects.visible_to(user).filter(models.Exists(still))
        return rows.filter(models.Q(owner=user) | _supervised_by(user)).distinct()

    @classmethod
    def write(cls, *, request: Request, owner: Any, text: str, seen: str | None = None) -> None:
        """`seen`: what stood there when its owner opened it. Raises ChangedMeanwhile."""
        with transaction.atomic():
            row, _new = cls.objects.select_for_update(of=("self",)).get_or_create(request=request, owner=owner)
            row.refuse_unseen(seen, text_sealed=text)
            row._put("text_sealed", text)
            record("wishes.written", subject=row, by=owner)


class Background(SealedText):
    """What the employer gives along with its commission. Inbound only: to the supervisors, and, where it agrees, to
    the members; the employer sees its own. Nobody writes back by it (S4-13)."""

    SEE = Action.BACKGROUND_READ
    SECTION = "background"
    scope: ClassVar[str] = "request"

    request = models.OneToOneField(Request, models.PROTECT, related_name="background")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    for_members_since = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return "background"

    def seal_scope(self) -> tuple[str, UUID]:
        return "person", self.owner_id

    @classmethod
    def readable_by(cls, user: Any) -> Any:
        members = models.Q(
            for_members_since__isnull=False, request__members__in=Member.objects.current().filter(user=user)
        )
        return cls.objects.visible_to(user).filter(_supervised_by(user) | members).distinct()

    @classmethod
    def own(cls, request: Request, user: Any) -> Any:
        """What this person gave: theirs to read in any session, since it tells of nobody's supervision."""
        return cls.objects.where_user_may(user, Action.BACKGROUND_WRITE).filter(request=request, owner=user).first()

    @classmethod
    def write(cls, *, request: Request, owner: Any, text: str, for_members: bool, seen: str | None = None) -> None:
        """`seen`: what stood there when its owner opened it. Raises ChangedMeanwhile."""
        with transaction.atomic():
            rows = cls.objects.select_for_update(of=("self",))
            row, _new = rows.get_or_create(request=request, defaults={"owner": owner})
            row.refuse_unseen(seen, text_sealed=text)
            row.for_members_since = (row.for_members_since or clock.today()) if for_members else None
            row._put("text_sealed", text)
            record("background.written", subject=row, by=owner)
