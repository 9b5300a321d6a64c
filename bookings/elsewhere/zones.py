"""By which wall clock a time in a calendar is meant."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from tyonohjaus.lib.clock import HELSINKI


class Zones:
    """Those of one file: a known name means the known zone, Windows's names too; else what the file itself says of it.
    A floating time, and a name that nobody knows, is Helsinki's."""

    def __init__(self, calendar: Any) -> None:
        self._told = {str(zone.get("TZID")): zone for zone in calendar.walk("VTIMEZONE")}
        self._named: dict[str, dt.tzinfo] = {}

    def of(self, prop: Any) -> dt.tzinfo:
        name = str(prop.params.get("TZID") or "")
        if name:
            return self._of_name(name)
        meant = getattr(prop, "dt", None)
        return (meant.tzinfo if isinstance(meant, dt.datetime) else None) or HELSINKI

    def at(self, prop: Any) -> dt.datetime:
        return instant(prop.dt, self.of(prop))

    def _of_name(self, name: str) -> dt.tzinfo:
        if name not in self._named:
            told = self._told.get(name)
            self._named[name] = _known(name) or (told.to_tz(lookup_tzid=False) if told else HELSINKI)
        return self._named[name]


def instant(value: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """In UTC. A day stands for its first moment in Helsinki: a whole day is the day of who is asked."""
    if not isinstance(value, dt.datetime):
        return dt.datetime.combine(value, dt.time(), HELSINKI).astimezone(dt.UTC)
    return value.replace(tzinfo=zone).astimezone(dt.UTC)


def _known(name: str) -> dt.tzinfo | None:
    """`Europe/Helsinki`, `FLE Standard Time`, `/freeassociation.sourceforge.net/Europe/Helsinki`"""
    parts = name.strip("/").split("/")
    tails = ["/".join(parts[first:]) for first in range(len(parts))]
    for tail in tails if name.startswith("/") else tails[:1]:
        try:
            return ZoneInfo(WINDOWS_TO_OLSON.get(tail, tail))
        except (KeyError, ValueError, OSError):  # unknown, or no name of a zone
            continue
    return None
