"""A manager's answer to exactly what was shown, times and price, and what became of a time that waits no more."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Q

from bookings.models import Approval, Asked, Booking, Series, Status, Times
from processes.own_part import OwnPart
from processes.parties import own_people
from tyonohjaus.access import Action
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models.deputy import deputised_by

APPROVE, DECLINE = "approve", "decline"

# The way (`via`) of an answer that was given by phone and written down by the office.
PHONE = "phone"

EUROS = re.compile(r"[0-9]{1,8}(\.[0-9]{1,2})?")


class Outcome(StrEnum):
    """Why a time no longer waits for this manager, or not as they were shown it."""

    APPROVED = "approved"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    # Of their own people; for others it stands.
    DECLINED_OWN = "declined_own"
    # The other of the two, manager and deputy, has answered.
    OTHER_APPROVED = "other_approved"
    OTHER_DECLINED = "other_declined"
    MOVED = "moved"
    OTHER_LENGTH = "other_length"
    OTHER_PRICE = "other_price"
    CANCELLED = "cancelled"
    RELEASED = "released"
    LAPSED = "lapsed"
    NOT_ASKED = "not_asked"


def outcome_of_series(series: Series, manager: Any, *, now: datetime) -> Outcome:
    """What became of a series that does not wait for this manager any more: their answer, else its first time's."""
    answers = Approval.objects.filter(_theirs(manager), booking__series=series).select_related("booking")
    given = answers.order_by("-at").first()
    if given:
        return _given(given, manager)
    first = series.bookings.order_by("starts_at")[0]
    return outcome(first, manager, asked=first.times, now=now)


def outcome(booking: Booking, manager: Any, *, asked: Times, now: datetime) -> Outcome:
    """What became of a time that was asked of this manager as `asked`, and does not wait any more. One who
    has been replaced learns no more of it than what they answered (C12)."""
    approval = booking.approvals.filter(_theirs(manager), for_starts_at=asked[0], for_ends_at=asked[1]).first()
    if approval:
        return _given(approval, manager)
    if not own_people(booking.process, manager):
        return Outcome.NOT_ASKED
    if booking.status == Status.CANCELLED:
        return Outcome.CANCELLED
    if booking.status == Status.DECLINED:
        return Outcome.RELEASED
    if booking.times != asked:
        return Outcome.MOVED if booking.starts_at != asked[0] else Outcome.OTHER_LENGTH
    if booking.status == Status.LAPSED or (booking.status == Status.REQUESTED and _past(booking, now)):
        return Outcome.LAPSED
    return Outcome.NOT_ASKED


class Missed(NamedTuple):
    """A session that an answer did not reach. Where that is for its price: the one that was shown, and the one of now,
    each in net euros of the manager's own employer's part."""

    booking: Booking
    outcome: Outcome
    shown: Decimal | None = None
    now: Decimal | None = None

    @property
    def is_repriced(self) -> bool:
        return self.outcome is Outcome.OTHER_PRICE


@dataclass(frozen=True)
class Decided:
    """What an answer still reached, and what of it came too late, with the reason."""

    done: list[Booking]
    late: list[Missed]

    @property
    def repriced(self) -> list[Missed]:
        """What waits for an answer still, at another price."""
        return [one for one in self.late if one.is_repriced]


def decide(tokens: Iterable[str], *, decision: str, by: Any, **how: Any) -> Decided:
    """Approve or decline exactly what was shown. `how`: `via` and `recorded_by`, as in Booking.answer.

    What is not this person's to answer, themselves or in the place that the token names, is passed over, as if it did
    not exist.
    """
    decided = Decided([], [])
    for token in tokens:
        place, _sign, asked = token.rpartition(";")
        shown = read_token(asked)
        may = Booking.objects.where_user_may(by, Action.BOOKING_APPROVE).filter(pk__in=shown)
        rows = {row.pk: row for row in may.select_related("series").order_by("starts_at")}
        if not rows:
            continue
        who = {"by": by}
        if place:
            manager = _in_place_of(place, by)
            if manager is None:
                continue
            who = {"by": manager, "deputy": by}
        done = _answer(list(rows.values()), shown, decision=decision, **who, **how)
        decided.done.extend(done)
        missed = rows.keys() - {booking.pk for booking in done}
        late = Booking.objects.filter(pk__in=missed).select_related("process").order_by("starts_at")
        decided.late.extend(_missed(booking, shown[booking.pk], reader=by, **who) for booking in late)
    return decided


def _missed(booking: Booking, asked: Asked, *, reader: Any, by: Any, deputy: Any = None) -> Missed:
    """One that waits still, and at this time, was refused for its price alone."""
    now = clock.now()
    waits = Booking.objects.waiting_for(by, now, deputy=deputy).filter(pk=booking.pk).exists()
    if not (waits and booking.times == asked.times):
        return Missed(booking, outcome(booking, reader, asked=asked.times, now=now))
    price = booking.price_of(OwnPart.here(by, booking.process))
    return Missed(booking, Outcome.OTHER_PRICE, shown=asked.price, now=price)


def _answer(rows: list[Booking], shown: dict[uuid.UUID, Asked], *, decision: str, by: Any, **how: Any) -> list[Booking]:
    series = rows[0].series if len(rows) > 1 else None
    try:
        if series:
            act = series.approve if decision == APPROVE else series.decline
            return act(by=by, shown=shown, **how)
        one = rows[0].approve if decision == APPROVE else rows[0].decline
        return [one(by=by, shown=shown[rows[0].pk], **how)]
    except TooLate:
        return []


def _in_place_of(text: str, deputy: Any) -> Any:
    """The manager whom the token names, if this person answers in their place today."""
    try:
        row = deputised_by(deputy).filter(manager=uuid.UUID(text)).select_related("manager").first()
    except ValueError:
        return None
    return row.manager if row else None


def read_token(token: str) -> dict[uuid.UUID, Asked]:
    """What was shown, by booking. Empty for what is no token."""
    shown = {}
    try:
        for part in token.split(","):
            pk, _sign, rest = part.partition("@")
            times, _sign, price = rest.partition("=")
            start, end = (datetime.fromisoformat(each) for each in times.split("/"))
            if any(at.tzinfo is None or not 2000 < at.year < 2100 for at in (start, end)):
                return {}
            shown[uuid.UUID(pk)] = Asked((start, end), _price(price))
    except ValueError:
        return {}
    return shown


def _price(text: str) -> Decimal | None:
    """Raises ValueError."""
    if text and not EUROS.fullmatch(text):
        raise ValueError(text)
    return Decimal(text) if text else None


def _theirs(user: Any) -> Q:
    """Answers that this person gave, or that were given in their place."""
    return Q(manager=user) | Q(deputy=user)


def _given(approval: Approval, reader: Any) -> Outcome:
    """Their own answer; a yes also says whether it was the last one that the time waited for."""
    if approval.deputy_id not in {None, reader.pk}:
        yes = approval.answer == Approval.Answer.APPROVED
        return Outcome.OTHER_APPROVED if yes else Outcome.OTHER_DECLINED
    if approval.answer == Approval.Answer.DECLINED:
        return Outcome.DECLINED if approval.booking.status == Status.DECLINED else Outcome.DECLINED_OWN
    return Outcome.APPROVED if approval.booking.status == Status.REQUESTED else Outcome.CONFIRMED


def _past(booking: Booking, now: datetime) -> bool:
    return booking.held_until is not None and now >= booking.held_until
