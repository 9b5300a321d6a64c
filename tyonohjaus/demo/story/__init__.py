"""What the practice's people did with the portal until Monday 1.2.2027, by the verbs of pages; a module a topic."""

from . import agreements, framework, goals, group, intake, reviews, sessions, two_employers, voice
from .telling import STORY

__all__ = [
    "STORY",
    "agreements",
    "framework",
    "goals",
    "group",
    "intake",
    "reviews",
    "sessions",
    "two_employers",
    "voice",
]
