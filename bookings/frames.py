"""How much of a framework agreement is used up: numbers only, nothing of whom or what (S4-17).

Sessions are counted as an agreed number is (`rules.using_up`): a time that was not used but is charged counts too.
Euros are net: of what lies ahead the price, of what is over what is charged; where employers share the cost, the part
of this one, whose manager reads it. A ceiling never stops a session: the office reads that it comes near, and decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from processes.models import CostShare, FrameAgreement, Process, State
from tyonohjaus.lib import clock, money
from tyonohjaus.ui.language import spoken

from .models import Booking, Status
from .rules import room, using_up

NEAR = 80  # percent of a ceiling, from which on the office is told

_EUROS: Any = DecimalField(max_digits=12, decimal_places=2)
# Of a percent. Not divided by 100: SQLite keeps 175.00 as a whole number, and would drop the cents.
_CENT = Value(Decimal("0.01"), output_field=_EUROS)


@dataclass(frozen=True, kw_only=True)
class Use:
    """Of one framework agreement: what is held and booked."""

    frame: FrameAgreement
    sessions: int
    euros: Decimal

    @property
    def percent(self) -> int:
        """Of the ceiling that is nearer; whole, rounded down. 0 where there is none."""
        frame = self.frame
        found = [Decimal(self.sessions * 100) / frame.ceiling_sessions] if frame.ceiling_sessions else []
        found += [self.euros * 100 / frame.ceiling_euros] if frame.ceiling_euros else []
        return int(max(found, default=Decimal()))

    @property
    def is_near(self) -> bool:
        return self.percent >= NEAR

    @property
    def is_over(self) -> bool:
        return not self.has_room()

    def has_room(self, *, sessions: int = 0, euros: Decimal = Decimal()) -> bool:
        """For so many more?"""
        most = self.frame
        fits = most.ceiling_sessions is None or self.sessions + sessions <= most.ceiling_sessions
        return fits and (most.ceiling_euros is None or self.euros + euros <= most.ceiling_euros)

    def told(self) -> list[str]:
        """`18 of 20 sessions`, `3 500,00 € of 5 000,00 €`"""
        euros = money.euros(self.euros, spoken())
        sessions = _("sessions: %(used)d") % {"used": self.sessions}
        if self.frame.ceiling_sessions:
            facts = {"used": self.sessions, "most": self.frame.ceiling_sessions}
            sessions = _("sessions: %(used)d of %(most)d") % facts
        if self.frame.ceiling_euros:
            euros = _("%(used)s of %(most)s") % {
                "used": euros,
                "most": money.euros(self.frame.ceiling_euros, spoken()),
            }
        return [sessions, euros]


def uses(frames: Iterable[FrameAgreement]) -> list[Use]:
    """One query, however many there are."""
    frames = list(frames)
    charged = ExpressionWrapper(F("price") * F("cancellation_share") * _CENT, output_field=_EUROS)
    called_off = ExpressionWrapper(F("price") * F("cancellation__share") * _CENT, output_field=_EUROS)
    costs = Case(
        When(status__in=[Status.REQUESTED, Status.CONFIRMED, Status.HELD], then=F("price")),
        When(status=Status.NO_SHOW, waiver=None, then=charged),
        When(status=Status.CANCELLED, waiver=None, then=called_off),
        default=Value(Decimal()),
        output_field=_EUROS,
    )
    during = Q(starts_at__date__gte=F("process__frame__starts_on")) & (
        Q(process__frame__ends_on=None) | Q(starts_at__date__lte=F("process__frame__ends_on"))
    )
    rows = Booking.objects.filter(during, process__frame__in=frames).order_by().values("process__frame")
    found: dict[UUID, Any] = {
        row["process__frame"]: row
        for row in rows.annotate(used=Count("pk", filter=using_up()), costs=Sum(_part_of(costs), output_field=_EUROS))
    }
    return [
        Use(
            frame=frame,
            sessions=found[frame.pk]["used"] if frame.pk in found else 0,
            euros=money.cents((found[frame.pk]["costs"] if frame.pk in found else None) or 0),
        )
        for frame in frames
    ]


def _part_of(costs: Any) -> Any:
    """What the frame's own organisation carries of them: the whole, where nobody shares."""
    day = OuterRef("starts_at__date")
    shares = CostShare.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day), process=OuterRef("process"), starts_on__lte=day
    )
    own = Subquery(shares.filter(organisation=OuterRef("process__frame__organisation")).values("percent")[:1])
    nothing = Value(Decimal(), output_field=_EUROS)
    percent = Case(When(Exists(shares), then=Coalesce(own, nothing)), default=Value(Decimal(100)), output_field=_EUROS)
    return ExpressionWrapper(costs * percent * _CENT, output_field=_EUROS)


def use_of(frame: FrameAgreement) -> Use:
    return uses([frame])[0]


def warning(process: Process) -> str:
    """Where what is booked, or what is agreed in this process, goes beyond the ceiling; empty where it does not."""
    if process.frame is None:
        return ""
    use, number = use_of(process.frame), {"number": process.frame.number}
    if use.is_over:
        sentence = _("More is booked than framework agreement %(number)s allows. Agree on more with the organisation.")
        return sentence % number
    left = max(room(process), 0) if process.agreed_count and process.state != State.OVER else 0
    if not use.has_room(sessions=left, euros=left * (process.price or Decimal())):
        sentence = _("With the sessions agreed here, framework agreement %(number)s would be exceeded.")
        return sentence % number
    return ""


def near(frames: Any) -> list[Use]:
    """Those in force today that are near their ceiling or beyond it."""
    today = clock.today()
    return [use for use in uses(frames) if use.is_near and use.frame.holds_on(today)]
