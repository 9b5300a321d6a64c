"""A manager's yes: what is asked (`asks`), what is answered (`answers`), and how that is said (`told`)."""

from .answers import (
    APPROVE,
    DECLINE,
    PHONE,
    Decided,
    Missed,
    Outcome,
    decide,
    outcome,
    outcome_of_series,
    read_token,
)
from .asks import ApprovalCard, Ask, ask, ask_series, cards_of, deputy_for, total, waiting

__all__ = [
    "APPROVE",
    "DECLINE",
    "PHONE",
    "ApprovalCard",
    "Ask",
    "Decided",
    "Missed",
    "Outcome",
    "ask",
    "ask_series",
    "cards_of",
    "decide",
    "deputy_for",
    "outcome",
    "outcome_of_series",
    "read_token",
    "total",
    "waiting",
]
