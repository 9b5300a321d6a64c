"""Parts of a process's page. Apps above add theirs, since this one never hears of sessions: each part stands there
only where its own queryset gave the person something."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .models import Process
from .parties import Standing


@dataclass(frozen=True, kw_only=True)
class Section:
    """`template` reads `section.given`. `way` stands on the left, where the process is told; the rest beside it."""

    template: str
    given: dict[str, Any]
    way: bool = False


Maker = Callable[[Process, Any, Standing], Section | None]
_makers: dict[int, Maker] = {}


def section(*, place: int) -> Callable[[Maker], Maker]:
    """Decorator: asked for each process's page with the process, the person, and who they are in it.

    `place` orders them; no two share one.
    """

    def register(maker: Maker) -> Maker:
        if _makers.setdefault(place, maker) is not maker:
            raise ValueError(f"{_makers[place].__name__} stands at {place} already")
        return maker

    return register


def sections(process: Process, user: Any, *, standing: Standing) -> list[Section]:
    made = (_makers[place](process, user, standing) for place in sorted(_makers))
    return [part for part in made if part is not None]
