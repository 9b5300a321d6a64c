"""Earlier shared notes of a group, and one who joined later (C23)."""

from datetime import datetime, timedelta
from typing import Any

from processes import parties
from processes.models import Participant, Process

from .models import EarlierAsk

ON_HOMES = timedelta(days=14)


def fresh(now: datetime) -> datetime:
    """Questions since then stand on homes; one who does not want to answer need not, and it goes by itself."""
    return now - ON_HOMES


def before(process: Process, user: Any) -> list[Participant]:
    """The other members of today who were there before this one joined."""
    here = parties.supervisees(process)
    own = next((one for one in here if one.user_id == user.pk), None)
    return [one for one in here if own and one.user_id != user.pk and _came_first(one, own)]


def concerns(process: Process, user: Any) -> bool:
    return bool(before(process, user)) or (
        _anybody_later(process, user) and EarlierAsk.open_to_answer(user).filter(process=process).exists()
    )


def _anybody_later(process: Process, user: Any) -> bool:
    here = parties.supervisees(process)
    own = next((one for one in here if one.user_id == user.pk), None)
    return own is not None and any(_came_first(own, one) for one in here)


def _came_first(one: Participant, other: Participant) -> bool:
    if one.starts_on != other.starts_on:
        return one.starts_on < other.starts_on
    return other.joined_at is not None and (one.joined_at is None or one.joined_at < other.joined_at)
