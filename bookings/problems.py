"""Why a time may not be booked: typed, each with a sentence that says what is so and what to do now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.slots.search import Outcome
from tyonohjaus.ui import words
from tyonohjaus.ui.language import spoken


class Problem:
    """`sentence()` speaks the language of the moment."""

    def sentence(self) -> str:
        raise NotImplementedError


def sentences(problems: Iterable[Problem]) -> list[str]:
    return [problem.sentence() for problem in problems]


@dataclass(frozen=True)
class SlotTaken(Problem):
    """Somebody was faster, or the time no longer suits somebody: never whose or what (C42)."""

    def sentence(self) -> str:
        return _("This time was just taken. Choose another: the free times below are as they are now.")


@dataclass(frozen=True)
class RoomTaken(Problem):
    """Everybody could come, and no room is free, or not the one that was chosen: never by whom it is taken (C42)."""

    def sentence(self) -> str:
        return _("The room is taken at that time. Choose another time, or another place.")


@dataclass(frozen=True)
class RoomTakenThen(Problem):
    """The same of one of several."""

    starts_at: datetime

    def sentence(self) -> str:
        said = _("%(when)s: the room is taken, so no place was changed. Choose another place, or fewer sessions.")
        return said % {"when": words.when(self.starts_at, language=spoken())}


@dataclass(frozen=True)
class NotThatLong(Problem):
    """The session cannot end then: why, and never whose time or which room it is (C42)."""

    starts_at: datetime
    outcome: Outcome

    def sentence(self) -> str:
        why = {
            Outcome.CLASH: _("%(when)s cannot be that long: the longer time does not suit everybody."),
            Outcome.NO_ROOM: _("%(when)s cannot be that long: no room is free for the whole time."),
            Outcome.TOO_SOON: _("%(when)s is too near: the manager could not answer any more."),
        }
        outside = _("%(when)s cannot be that long: it would reach outside the supervisor's hours.")
        return why.get(self.outcome, outside) % {"when": words.when(self.starts_at, language=spoken())}


@dataclass(frozen=True)
class NoPrice(Problem):
    """Nothing says what a session of that length costs, and somebody pays for it."""

    minutes: int

    def sentence(self) -> str:
        said = _("Nobody has set a price for %(minutes)d minutes. Choose another length, or ask the office to add it.")
        return said % {"minutes": self.minutes}


@dataclass(frozen=True)
class TooSoon(Problem):
    def sentence(self) -> str:
        return _("This time is too near to be booked any more. Choose a later one.")


@dataclass(frozen=True)
class Past(Problem):
    def sentence(self) -> str:
        return _("This time has already passed. Choose a later one.")


@dataclass(frozen=True)
class NotOffered(Problem):
    def sentence(self) -> str:
        return _("This time is not offered. Choose one of the free times below.")


@dataclass(frozen=True)
class HasOpenBooking(Problem):
    starts_at: datetime

    def sentence(self) -> str:
        return _("You already have a booked time. You can move it, or book the next one after it.")


@dataclass(frozen=True)
class CountReached(Problem):
    count: int

    def sentence(self) -> str:
        return ngettext(
            "The agreed session is already booked. Ask the office if you need more.",
            "All %(count)d agreed sessions are already booked. Ask the office if you need more.",
            self.count,
        ) % {"count": self.count}


@dataclass(frozen=True)
class NotGoingOn(Problem):
    def sentence(self) -> str:
        return _("This supervision is not going on at that time. Ask the office.")


@dataclass(frozen=True)
class OthersLead(Problem):
    """Of one who stands in: not one of their days."""

    def sentence(self) -> str:
        return _("You stand in for some days only. The supervisor or the office plans the others.")


@dataclass(frozen=True)
class NobodyToAsk(Problem):
    """A yes is agreed on, and no supervisee has a manager who could give it: the time would only lapse."""

    def sentence(self) -> str:
        return _("Nobody can approve the time: no manager is named. Ask the office to name one.")


@dataclass(frozen=True)
class SetBySupervisor(Problem):
    def sentence(self) -> str:
        return _("The supervisor sets the times of the group. You get an invitation as soon as one is set.")


@dataclass(frozen=True)
class MovingTooLate(Problem):
    free_until: datetime

    def sentence(self) -> str:
        until = words.deadline(self.free_until, language=spoken())
        return _("This session could be moved until %(until)s. Ask the supervisor or the office to move it now.") % {
            "until": until
        }


class NotBookable(Exception):
    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(type(problem).__name__ for problem in problems))
        self.problems = problems

    def sentences(self) -> list[str]:
        return sentences(self.problems)


class CannotStandIn(Exception):
    """Why not: `days` (behind, or the supervision does not go on then), `here` (takes part already), `manager` (says
    yes for one of the supervisees), `taken` (somebody stands in on one of these days already)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
