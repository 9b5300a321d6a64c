"""Pictures of numbers, as places in an SVG: the path of a goal over its days, a spread, and columns. Pure.

What comes out are words and numbers ready for `templates/ui/chart.html`; what a picture shows stands in its table too.
Lines differ by their mark and their dashes, never by colour alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WIDTH, HEIGHT = 400, 190
LEFT, RIGHT, TOP, BOTTOM = 46, 382, 28, 150  # of the dots
START, EDGE = 20, RIGHT + 12  # of what is drawn at all: bars need no words on their left
MARKS = ("circle", "square", "diamond")
MOST_DAYS = 4  # as many days as fit below, also on a narrow phone
MOST_VALUES = 6  # with more dots only the last has its number beside it
DOT = 6.0


@dataclass(frozen=True, kw_only=True)
class Line:
    """One person's numbers by day; `values` is in the order of days."""

    label: str
    values: Mapping[date, int]


@dataclass(frozen=True, kw_only=True)
class Text:
    x: str
    y: str
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, kw_only=True)
class Dot:
    """`path` draws the mark around its middle; `last` is filled."""

    path: str
    last: bool = False


@dataclass(frozen=True, kw_only=True)
class DrawnLine:
    label: str
    mark: str
    path: str
    dots: Sequence[Dot]
    numbers: Sequence[Text]
    sample: str  # the mark alone, for the legend


@dataclass(frozen=True, kw_only=True)
class Bar:
    path: str
    number: Text | None


@dataclass(frozen=True, kw_only=True)
class Picture:
    width: int = WIDTH
    height: int = HEIGHT
    grid: Sequence[str]
    texts: Sequence[Text]
    lines: Sequence[DrawnLine] = ()
    bars: Sequence[Bar] = ()


def path(lines: Sequence[Line], *, levels: Mapping[int, str], days: Mapping[date, str]) -> Picture:
    """`levels`: the values that get a line across, the least to the most, with what is written beside each; `days`:
    how each day is written. The days stand side by side at even distances, however far apart they are."""
    least, most = min(levels), max(levels)
    order = sorted({day for line in lines for day in line.values})
    across = _evenly(len(order))
    place = dict(zip(order, across, strict=True))
    grid = [f"M{LEFT} {_number(_height(level, least, most))}H{EDGE}" for level in levels]
    beside = [
        Text(x=str(LEFT - 10), y=_number(_height(level, least, most) + 5), text=label, anchor="end")
        for level, label in levels.items()
        if label
    ]
    below = [Text(x=_number(place[day]), y=str(BOTTOM + 28), text=days[day]) for day in _some(order)]
    drawn = [_drawn(line, number, place, least, most, alone=len(lines) == 1) for number, line in enumerate(lines)]
    return Picture(grid=grid, texts=[*beside, *below], lines=drawn)


def spread(counts: Mapping[int, int]) -> Picture:
    """How many gave each number: a bar for each, from the least to the most possible; its height is the count."""
    return columns({str(value): (count, str(count)) for value, count in counts.items()})


def columns(values: Mapping[str, tuple[Decimal | int, str]]) -> Picture:
    """A bar for each: what is written below it → its height, and what is written above it. Below nought is no bar."""
    tallest = max((float(height) for height, _above in values.values() if height > 0), default=1)
    step = (EDGE - START) / len(values)
    bars, below = [], []
    for place, (label, (height, above)) in enumerate(values.items()):
        left, wide = START + place * step + step * 0.15, step * 0.7
        top = BOTTOM - (BOTTOM - TOP) * float(height) / tallest
        number = Text(x=_number(left + wide / 2), y=_number(top - 8), text=above) if height > 0 else None
        box = f"M{_number(left)} {BOTTOM}V{_number(top)}h{_number(wide)}V{BOTTOM}z" if height > 0 else ""
        bars.append(Bar(path=box, number=number))
        below.append(Text(x=_number(left + wide / 2), y=str(BOTTOM + 24), text=label))
    return Picture(grid=[f"M{START} {BOTTOM}H{EDGE}"], texts=below, bars=bars)


def _drawn(line: Line, number: int, place: Mapping[date, float], least: int, most: int, *, alone: bool) -> DrawnLine:
    mark = MARKS[number % len(MARKS)]
    points = [(place[day], _height(value, least, most), value) for day, value in sorted(line.values.items())]
    small = DOT if len(place) <= 12 else DOT / 2
    dots = [
        Dot(path=_mark(mark, x, y, small), last=spot == len(points) - 1) for spot, (x, y, _value) in enumerate(points)
    ]
    told = points if alone and len(points) <= MOST_VALUES else points[-1:]
    above = -14 if number == 0 else 26
    numbers = [Text(x=_number(x), y=_number(y + above), text=_signed(value, least)) for x, y, value in told]
    way = "L".join(f"{_number(x)} {_number(y)}" for x, y, _value in points)
    sample = _mark(mark, 8, 8, DOT)
    return DrawnLine(
        label=line.label, mark=mark, path=f"M{way}" if way else "", dots=dots, numbers=numbers, sample=sample
    )


def _mark(mark: str, x: float, y: float, size: float) -> str:
    """As a path around its middle, so that every mark is drawn alike."""
    if mark == "square":
        return f"M{_number(x - size)} {_number(y - size)}h{_number(2 * size)}v{_number(2 * size)}h{_number(-2 * size)}z"
    if mark == "diamond":
        long = size * 1.3
        half = f"l{_number(long)} {_number(long)}l{_number(-long)} {_number(long)}l{_number(-long)} {_number(-long)}z"
        return f"M{_number(x)} {_number(y - long)}{half}"
    arc = f"a{_number(size)} {_number(size)} 0 1 0 "
    return f"M{_number(x - size)} {_number(y)}{arc}{_number(2 * size)} 0{arc}{_number(-2 * size)} 0z"


def _evenly(count: int) -> list[float]:
    if count == 1:
        return [(LEFT + RIGHT) / 2]
    first, last = LEFT + 14.0, float(RIGHT - 8)
    return [first + (last - first) * place / (count - 1) for place in range(count)] if count else []


def _some(order: Sequence[date]) -> list[date]:
    """At most so many that their words do not touch: the first and the last among them."""
    if len(order) <= MOST_DAYS:
        return list(order)
    gaps = MOST_DAYS - 1
    return [order[round(place * (len(order) - 1) / gaps)] for place in range(MOST_DAYS)]


def _height(value: int, least: int, most: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * (value - least) / (most - least)


def _signed(value: int, least: int) -> str:
    """Levels around zero have their sign, with a true minus."""
    return f"{value:+d}".replace("-", "−") if least < 0 and value else str(value)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
