"""What repeats, on its own wall clock: each Tuesday at 14 stays at 14 when the clocks change."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from dateutil.rrule import rrulestr

from .zones import Zones, instant

FREQUENT = {"SECONDLY", "MINUTELY", "HOURLY"}


class Unclear(Exception):
    """A rule that no calendar of a person has."""


def starts(event: Any, zones: Zones, *, before: dt.datetime) -> Iterator[dt.date]:
    """The wall-clock starts, in the zone of its first (days, for whole days), of all that begins before that instant.
    Raises Unclear."""
    zone = zones.of(event["DTSTART"])
    first = event["DTSTART"].dt
    whole_days = not isinstance(first, dt.datetime)
    wall = dt.datetime.combine(first, dt.time()) if whole_days else first.replace(tzinfo=None)
    out = _left_out(event, zones)
    known = {wall, *(at.astimezone(zone).replace(tzinfo=None) for at in _added(event, zones))}
    for start in _merged(sorted(known), event, wall, zone):
        day = start.date() if whole_days else start
        at = instant(day, zone)
        if at >= before:
            return
        if at not in out and start.date() not in out:
            yield day


def _merged(listed: list[dt.datetime], event: Any, first: dt.datetime, zone: dt.tzinfo) -> Iterator[dt.datetime]:
    """Those listed and those of the rule, in order, each once."""
    rule = _rule(event, first, zone)
    given = set(listed)
    for start in rule:
        while listed and listed[0] <= start:
            yield listed.pop(0)
        if start not in given:
            yield start
    yield from listed


def _rule(event: Any, first: dt.datetime, zone: dt.tzinfo) -> Iterable[dt.datetime]:
    rules = event.get("RRULE")
    if rules is None:
        return []
    if isinstance(rules, list):
        raise Unclear
    parts = dict(rules)
    if {str(one).upper() for one in parts.get("FREQ", [])} & FREQUENT:
        raise Unclear
    if any(every < 1 for every in parts.get("INTERVAL", [])):
        raise Unclear  # it would stand still
    until = parts.pop("UNTIL", [None])[0]
    text = type(rules)(parts).to_ical().decode()
    rule: Any = rrulestr(text, dtstart=first)
    if until is None:
        return iter(rule)
    return _until(rule, _last_wall(until, zone))


def _until(rule: Iterable[dt.datetime], last: dt.datetime) -> Iterator[dt.datetime]:
    for start in rule:
        if start > last:
            return
        yield start


def _last_wall(until: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """UNTIL stands in UTC, or on the wall clock, or as a day that is included."""
    if not isinstance(until, dt.datetime):
        return dt.datetime.combine(until, dt.time.max)
    return until.astimezone(zone).replace(tzinfo=None) if until.tzinfo else until


def _listed(event: Any, name: str) -> list[Any]:
    lists = event.get(name, [])
    return lists if isinstance(lists, list) else [lists]


def _added(event: Any, zones: Zones) -> Iterator[dt.datetime]:
    for listed in _listed(event, "RDATE"):
        for one in listed.dts:
            value = one.dt[0] if isinstance(one.dt, tuple) else one.dt
            yield instant(value, _zone(listed, one, zones))


def _left_out(event: Any, zones: Zones) -> set[dt.date]:
    """Instants, and days where only a day is named."""
    out: set[dt.date] = set()
    for listed in _listed(event, "EXDATE"):
        for one in listed.dts:
            is_day = not isinstance(one.dt, dt.datetime)
            out.add(one.dt if is_day else instant(one.dt, _zone(listed, one, zones)))
    return out


def _zone(listed: Any, one: Any, zones: Zones) -> dt.tzinfo:
    return zones.of(listed if listed.params.get("TZID") else one)
