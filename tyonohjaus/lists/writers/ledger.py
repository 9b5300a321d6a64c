"""One import as it goes: what the portal has, what each row does to it, and what is said of that."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from django.db import IntegrityError, models, transaction

from processes.models import Over, SupervisorManages
from tyonohjaus.lists import cells
from tyonohjaus.lists.kinds import Kind
from tyonohjaus.lists.known import low
from tyonohjaus.lists.lines import Line
from tyonohjaus.lists.merge import Last, Merged, merge
from tyonohjaus.lists.models import ImportedRow
from tyonohjaus.lists.notes import Note
from tyonohjaus.lists.vocabulary import in_finnish
from tyonohjaus.people.models import Organisation, User


class Outcome(StrEnum):
    """What a row did, the strongest last."""

    UNCHANGED = "unchanged"
    KEPT = "kept"
    CHANGED = "changed"
    NEW = "new"


STRENGTH = list(Outcome)


class Target:
    """What a line of one list is in the portal. Values are as JSON holds them (cells.plain)."""

    kind: ClassVar[str]
    vocabulary: ClassVar[Mapping[str, Mapping[str, Any]]] = {}

    def __init__(self, line: Line, ledger: "Ledger") -> None:
        self.line, self.ledger = line, ledger

    def key(self) -> str:
        raise NotImplementedError

    def cells(self) -> dict[str, Any]:
        """What the line says, for the columns that its sheet has."""
        raise NotImplementedError

    def meaning(self) -> dict[str, Any]:
        """What an empty cell stands for, where not for nothing."""
        return {}

    def find(self) -> Any:
        """What the portal already has of it when it is imported for the first time."""
        raise NotImplementedError

    def get(self, pk: str) -> Any:
        """What was imported before; None when it has since been ended or removed."""
        raise NotImplementedError

    def create(self) -> Any:
        raise NotImplementedError

    def read(self, row: Any) -> dict[str, Any]:
        raise NotImplementedError

    def write(self, row: Any, changes: dict[str, Any]) -> Any:
        raise NotImplementedError

    def show(self, column: str, value: Any) -> str:
        """A value of the portal in the list's own words."""
        return in_finnish(self.vocabulary[column], value) if column in self.vocabulary else shown(value)


class Ledger:
    def __init__(self) -> None:
        self.before = {(row.kind, row.key): row for row in ImportedRow.objects.all()}
        self.outcomes: dict[tuple[str, int], Outcome] = {}
        self.organisations = {low(row.name): row for row in Organisation.objects.all()}
        self.people = {user.email: user for user in User.objects.all()}
        self._alias()

    def counts(self, file: str) -> Counter[Outcome]:
        return Counter(outcome for (name, _row), outcome in self.outcomes.items() if name == file)

    def settle(self, target: Target) -> Any:
        """Bring the line into the portal: the row there, or None where it has none any more."""
        try:
            with transaction.atomic():
                return self._settle(target)
        except (IntegrityError, Over, SupervisorManages):
            target.line.fault("", Kind.DOES_NOT_FIT)
            return None

    def leave(self, line: Line, note: Note, *, here: str, there: str) -> None:
        """Nothing is done to it; that is said where the list and the portal differ."""
        if here != there:
            line.remark("", note, said=here, more=there)
        self._count(line, Outcome.UNCHANGED if here == there else Outcome.KEPT)

    def _settle(self, target: Target) -> Any:
        before = self.before.get((target.kind, target.key()))
        row = target.get(before.subject_id) if before else target.find()
        if row is None and before:
            target.line.remark("", Note.GONE)
            self._count(target.line, Outcome.KEPT)
            return None
        if row is None:
            row = target.create()
            put = target.read(row)
            self._remember(target, row, {column: Last(cell, put[column]) for column, cell in target.cells().items()})
            self._count(target.line, Outcome.NEW)
            return row
        merged = merge(
            target.cells(),
            last={column: Last(*pair) for column, pair in before.values.items()} if before else {},
            current=target.read(row),
            meaning=target.meaning(),
        )
        return self._update(target, row, merged)

    def _update(self, target: Target, row: Any, merged: Merged) -> Any:
        now = target.read(row)
        for column in merged.kept:
            target.line.remark(column, Note.KEPT, more=target.show(column, now[column]))
        self._count(target.line, Outcome.KEPT if merged.kept else Outcome.UNCHANGED)
        if merged.write:
            row = target.write(row, merged.write)
            self._count(target.line, Outcome.CHANGED)
        self._remember(target, row, merged.last)
        return row

    def _remember(self, target: Target, row: models.Model, last: dict[str, Last]) -> None:
        key, values = (target.kind, target.key()), {column: list(pair) for column, pair in last.items()}
        before = self.before.get(key)
        if before is None:
            before = ImportedRow(kind=key[0], key=key[1])
        elif before.values == values and before.subject_id == str(row.pk):
            return
        before.values, before.subject_id = values, str(row.pk)
        before.save()
        self.before[key] = before

    def _count(self, line: Line, outcome: Outcome) -> None:
        """A row of two things, a person and a role, counts once, as the stronger."""
        place = (line.file, line.number)
        self.outcomes[place] = max(self.outcomes.get(place, outcome), outcome, key=STRENGTH.index)

    def _alias(self) -> None:
        """The lists go on calling things as they did, whatever the portal has since made of it."""
        organisations = {str(row.pk): row for row in self.organisations.values()}
        people = {str(user.pk): user for user in self.people.values()}
        for (kind, key), row in self.before.items():
            if kind == "organisaatiot" and "nimi" in row.values:
                self._call(self.organisations, low(row.values["nimi"][0]), organisations.get(row.subject_id))
            elif kind == "person":
                self._call(self.people, key, people.get(row.subject_id))

    @staticmethod
    def _call(names: dict[str, Any], name: str, row: Any) -> None:
        if row is not None:
            names[name] = row


class Columns(Target):
    """A target whose columns are those of one model. `fields`: the model's name for each."""

    model: ClassVar[Any]
    fields: ClassVar[Mapping[str, str]]

    def cells(self) -> dict[str, Any]:
        return {column: cells.plain(self.line[column]) for column in self.fields if column in self.line.columns}

    def meaning(self) -> dict[str, Any]:
        return {column: cells.plain(self._field(column).get_default()) for column in self.fields}

    def get(self, pk: str) -> Any:
        return self.model._default_manager.filter(pk=pk).first()

    def read(self, row: Any) -> dict[str, Any]:
        return {column: cells.plain(getattr(row, self._field(column).attname)) for column in self.fields}

    def values(self) -> dict[str, Any]:
        """All that the line says, by the model's names; where it says nothing, what that means."""
        wanted = self.meaning() | {column: cell for column, cell in self.cells().items() if cell is not None}
        return self.typed(wanted)

    def typed(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        return {self.fields[column]: self._field(column).to_python(value) for column, value in wanted.items()}

    def show(self, column: str, value: Any) -> str:
        if column in self.fields and column not in self.vocabulary:
            value = self._field(column).to_python(value)
        return super().show(column, value)

    def _field(self, column: str) -> Any:
        return self.model._meta.get_field(self.fields[column])


def shown(value: Any) -> str:
    """As it would stand in a list."""
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    return "" if value is None else str(value)
