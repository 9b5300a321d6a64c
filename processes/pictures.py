"""A goal's path and a group's spread, as pictures with their tables and all words said (templates/ui/chart.html)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from django.utils.translation import gettext as _

from tyonohjaus.ui import chart
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.words import numeric

from .gas import LEVELS, TEN, Scale


@dataclass(frozen=True, kw_only=True)
class Shown:
    """`told` says in a sentence or two what a sighted reader sees."""

    key: str
    title: str
    told: str
    caption: str
    picture: chart.Picture
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


LEVELLED = Scale(words={0: "0"})


def number(value: int, scale: Scale) -> str:
    """`7`; of levels with their sign and a true minus: `+1`, `−2`."""
    return f"{value:+d}".replace("-", "−") if scale.in_levels and value else str(value)


def meaning(level: int) -> str:
    """What a level says of every goal."""
    return {
        2: _("much more than hoped for"),
        1: _("more than hoped for"),
        0: _("reached as hoped for"),
        -1: _("less than hoped for"),
        -2: _("much less than hoped for"),
    }[level]


def level(value: int) -> str:
    """`0 – reached as hoped for`: a bare number says nothing to one who does not know the scale."""
    return f"{number(value, LEVELLED)} – {meaning(value)}"


def path(key: object, *, scale: Scale, lines: Sequence[tuple[str, Mapping[date, int]]]) -> Shown | None:
    """Each person's ratings by day; None where there are none."""
    lines = [(name, values) for name, values in lines if values]
    if not lines:
        return None
    days = sorted({day for _name, values in lines for day in values})
    beside = {level: number(level, scale) for level in LEVELS} if scale.in_levels else {0: "0", 5: "5", 10: "10"}
    picture = chart.path(
        [chart.Line(label=name, values=values) for name, values in lines],
        levels=beside,
        days={day: f"{day.day}.{day.month}." for day in days},
    )
    return Shown(
        key=f"path-{key}",
        title=_("Ratings by day"),
        told=" ".join(_told(name, values, scale) for name, values in lines),
        caption=_caption(scale),
        picture=picture,
        heads=[_("Day"), *(name for name, _values in lines)],
        rows=[[_day(day), *_cells(day, lines, scale)] for day in days],
    )


def spread(key: object, answers: Sequence[int]) -> Shown:
    """How many gave each number. Only for answers that may be shown (`processes.spread`)."""
    counts = {value: list(answers).count(value) for value in TEN}
    told = _("%(count)d answers, from %(least)d to %(most)d.") % {
        "count": len(answers),
        "least": min(answers),
        "most": max(answers),
    }
    return Shown(
        key=f"spread-{key}",
        title=_("The group's answers"),
        told=told,
        caption=_("How many gave each number. 0 = not yet, 10 = fully reached."),
        picture=chart.spread(counts),
        heads=[_("Number"), _("Answers")],
        rows=[[str(value), str(count)] for value, count in counts.items()],
    )


def middle(answers: Sequence[int]) -> str:
    """`6`, `6,5`"""
    return _comma(f"{median(answers):g}")


def decimal(value: Decimal) -> str:
    """`57,97`"""
    return _comma(f"{value:.2f}")


def day_of(row: Any) -> str:
    """When a round was over."""
    return _day(row.closed_on)


def _told(name: str, values: Mapping[date, int], scale: Scale) -> str:
    (first, start), *_between = sorted(values.items())
    last, now = max(values.items())
    if first == last:
        return _("%(name)s: %(value)s on %(day)s.") % {"name": name, "value": number(now, scale), "day": _day(last)}
    return _("%(name)s: %(start)s on %(first)s, %(now)s on %(last)s.") % {
        "name": name,
        "start": number(start, scale),
        "first": _day(first),
        "now": number(now, scale),
        "last": _day(last),
    }


def _caption(scale: Scale) -> str:
    if scale.in_levels:
        return _("0 = what was hoped for, −2 = much less, +2 = much more.")
    return _("0 = not yet, 10 = fully reached.")


def _cells(day: date, lines: Sequence[tuple[str, Mapping[date, int]]], scale: Scale) -> list[str]:
    return [number(values[day], scale) if day in values else "–" for _name, values in lines]


def _comma(number: str) -> str:
    return number if spoken() == "en" else number.replace(".", ",")


def _day(day: date) -> str:
    return numeric(day, language=spoken())
