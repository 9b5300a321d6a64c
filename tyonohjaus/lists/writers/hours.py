from typing import Any

from django.db.models import Q

from bookings.models import AvailabilityRule
from tyonohjaus.events.changes import change, enter
from tyonohjaus.lists import vocabulary
from tyonohjaus.lists.kinds import Kind
from tyonohjaus.lists.known import Lists
from tyonohjaus.lists.lines import Line
from tyonohjaus.lists.readers import hours
from tyonohjaus.people.models import Supervisor

from .ledger import Columns, Ledger


class HoursTarget(Columns):
    kind = hours.NAME
    model = AvailabilityRule
    fields = {
        "viikonpäivä": "weekday",
        "alkaa": "starts",
        "päättyy": "ends",
        "paikka": "place",
        "voimassa_alkaen": "valid_from",
    }
    vocabulary = {"viikonpäivä": vocabulary.WEEKDAYS, "paikka": vocabulary.PLACES}

    def __init__(self, line: Line, ledger: Ledger, supervisor: Supervisor) -> None:
        super().__init__(line, ledger)
        self.supervisor = supervisor

    def key(self) -> str:
        return hours.key(self.line)

    def find(self) -> AvailabilityRule | None:
        by_key = {self.fields[column]: self.line[column] for column in ("viikonpäivä", "alkaa", "voimassa_alkaen")}
        return self.supervisor.hours.filter(**by_key).first()

    def create(self) -> AvailabilityRule:
        rule = AvailabilityRule(supervisor=self.supervisor, **self.values())
        self._refuse_overlap(rule)
        return enter(rule, event="hours.added", by=None)

    def write(self, row: AvailabilityRule, changes: dict[str, Any]) -> AvailabilityRule:
        row = change(row, self.typed(changes), event="hours.changed", by=None)
        self._refuse_overlap(row)
        return row

    def _refuse_overlap(self, rule: AvailabilityRule) -> None:
        others = self.supervisor.hours.exclude(pk=rule.pk).filter(
            Q(valid_until=None) | Q(valid_until__gte=rule.valid_from),
            weekday=rule.weekday,
            starts__lt=rule.ends,
            ends__gt=rule.starts,
        )
        if others.exists():
            self.line.fault("alkaa", Kind.OVERLAPS_PORTAL)


def write(lists: Lists, ledger: Ledger) -> None:
    for line in lists[hours.NAME]:
        user = ledger.people.get(line["työnohjaaja"])
        supervisor = Supervisor.objects.filter(user=user).first() if user else None
        if supervisor:
            ledger.settle(HoursTarget(line, ledger, supervisor))
