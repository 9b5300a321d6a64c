from typing import Any

from bookings.models import AvailabilityRule, HoursOverlap
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
        return AvailabilityRule.enter(by=None, supervisor=self.supervisor, **self.values())

    def write(self, row: AvailabilityRule, changes: dict[str, Any]) -> AvailabilityRule:
        return row.change(by=None, **self.typed(changes))


def write(lists: Lists, ledger: Ledger) -> None:
    supervisors = {supervisor.user_id: supervisor for supervisor in Supervisor.objects.all()}
    for line in lists[hours.NAME]:
        user = ledger.people.get(line["työnohjaaja"])
        supervisor = supervisors.get(user.pk) if user else None
        if supervisor is None:
            continue
        try:
            ledger.settle(HoursTarget(line, ledger, supervisor))
        except HoursOverlap:
            line.fault("alkaa", Kind.OVERLAPS_PORTAL)
