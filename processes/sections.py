"""Parts of a process's page. Apps above add theirs, since this one never hears of sessions: each part stands there
only where its own queryset gave the person something."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar, cast

from tyonohjaus.access import read_for
from tyonohjaus.ui.parts import Row, Step

from .models import Process
from .parties import Standing


@dataclass(frozen=True, kw_only=True)
class Section:
    """`template` reads `section.given`. `way` stands on the left, where the process is told; the rest beside it. What
    is `urgent` asks something now, and comes before the others."""

    template: str
    given: dict[str, Any]
    way: bool = False
    urgent: bool = False


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """A step of the way that is no session: an agreement, an evaluation. Without a day it comes after all sessions."""

    on: date | None
    step: Step


Read = TypeVar("Read")


@dataclass(frozen=True, kw_only=True)
class Page:
    """What each part is made from: the process, read by `whole` for this person, and who they are in it."""

    process: Process
    user: Any
    standing: Standing
    _read: dict[Any, Any] = field(default_factory=dict)

    def answer(self, name: str) -> Any:
        """To what a part has asked by `asks_by`."""
        return getattr(self.process, name)

    def once(self, reader: Callable[["Page"], Read]) -> Read:
        """What several parts show, read for the first of them."""
        if reader not in self._read:
            self._read[reader] = reader(self)
        return cast(Read, self._read[reader])


Questions = Callable[[Any], dict[str, Any]]
Maker = Callable[[Page], Section | None]
Milestones = Callable[[Page], Iterable[Milestone]]
Offers = Callable[[Page], Iterable[Row]]
_makers: dict[int, Maker] = {}
_offers: list[Offers] = []
_milestones: list[Milestones] = []
_questions: list[Questions] = []


def asks_by(questions: Questions) -> Questions:
    """Decorator: what parts want to know of the process itself, a yes or no, a number, one row beside it. Asked with
    the person for expressions by name; all of them are read with the process: `Page.answer` has them."""
    if questions not in _questions:
        _questions.append(questions)
    return questions


def whole(rows: Any, user: Any) -> Any:
    """Processes as their page needs them: with the payer, what this person may do, and the answers of `asks_by`."""
    answers = {name: what for questions in _questions for name, what in questions(user).items()}
    return read_for(rows, user).select_related("organisation", "frame__organisation").annotate(**answers)


def section(*, place: int) -> Callable[[Maker], Maker]:
    """Decorator: asked for each process's page. `place` orders them; no two share one."""

    def register(maker: Maker) -> Maker:
        if _makers.setdefault(place, maker) is not maker:
            raise ValueError(f"{_makers[place].__name__} stands at {place} already")
        return maker

    return register


def sections(page: Page) -> list[Section]:
    made = (_makers[place](page) for place in sorted(_makers))
    return sorted((part for part in made if part is not None), key=lambda part: not part.urgent)


def milestones_by(maker: Milestones) -> Milestones:
    """Decorator: asked, as a section is, for the steps that stand on the process's way beside its sessions."""
    if maker not in _milestones:
        _milestones.append(maker)
    return maker


def milestones(page: Page) -> list[Milestone]:
    """In the order of their days; those without a day at the end."""
    found = [one for maker in _milestones for one in maker(page)]
    return sorted(found, key=lambda one: one.on or date.max)


def offers_by(maker: Offers) -> Offers:
    """Decorator: asked, as a section is, for lines of the page's last list: what one may do here and seldom does."""
    if maker not in _offers:
        _offers.append(maker)
    return maker


def offers(page: Page) -> list[Row]:
    return [row for maker in _offers for row in maker(page)]
