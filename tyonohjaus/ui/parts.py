"""What the partials in `templates/ui/` are given. Each is plain data with ready-made, translated words."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """One of at most five words in the main menu; `count` only for what truly waits."""

    url: str
    label: str
    icon: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True)
class Link:
    url: str
    label: str


@dataclass(frozen=True)
class Fact:
    """ui/facts.html: what is so, and how it is. `note` is a second, smaller line."""

    label: str
    value: object
    note: str = ""


@dataclass(frozen=True)
class Item:
    """ui/inline.html: an icon with its words."""

    icon: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Chip:
    """ui/times.html: a time to choose; `day` stands before it in bold where several days are offered together."""

    url: str
    text: str
    day: str = ""
    chosen: bool = False

    @property
    def part(self) -> str:
        return _without_fragment(self.url)


@dataclass(frozen=True, kw_only=True)
class Badge:
    """`{% status %}` as data: `kind` is open, waits, agreed, done, off or fault."""

    kind: str
    text: str
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """ui/rows.html: a line with a title, a quiet note and perhaps a badge or a small button."""

    title: str
    url: str = ""
    note: str = ""
    badge: Badge | None = None
    act: Link | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """ui/path.html: `state` is done, waits or ahead; `here` is where we are now."""

    title: str
    icon: str = "check"
    note: str = ""
    state: str = "done"
    here: bool = False
    badge: Badge | None = None
    link: Link | None = None


@dataclass(frozen=True, kw_only=True)
class Slot:
    """ui/week.html: a session in a day."""

    time: str
    title: str
    url: str
    note: str = ""
    badge: Badge | None = None


@dataclass(frozen=True)
class Gap:
    """ui/week.html: travel or free time between sessions."""

    icon: str
    text: str


@dataclass(frozen=True, kw_only=True)
class WeekDay:
    heading: str
    entries: Sequence[Slot | Gap] = ()
    today: bool = False


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of ui/cards.html. `number` stands right and tabular."""

    label: str
    number: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of ui/cards.html: the heading cell, then one cell for each further column."""

    title: str
    cells: Sequence[object]
    url: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day of ui/month.html. One with free times has a `url`; `spoken` says all of it."""

    number: int
    url: str = ""
    count: int = 0
    count_words: str = ""
    spoken: str = ""
    today: bool = False
    rhythm: bool = False
    chosen: bool = False

    @property
    def part(self) -> str:
        return _without_fragment(self.url)


@dataclass(frozen=True, kw_only=True)
class Month:
    """ui/month.html. Days outside the month are None."""

    title: str
    caption: str
    weekdays: Sequence[tuple[str, str]]
    weeks: Sequence[Sequence[Day | None]] = field(default_factory=list)
    previous: Link | None = None
    next: Link | None = None
    has_rhythm: bool = False


def _without_fragment(url: str) -> str:
    """What htmx asks for: where the page would jump to, the swapped part takes the focus by itself."""
    return url.partition("#")[0]
