from typing import Any

from tyonohjaus.lists.known import Lists, low
from tyonohjaus.lists.lines import Line
from tyonohjaus.lists.readers import people
from tyonohjaus.people.accounts import create_person
from tyonohjaus.people.models import Employment, Membership, OfficeRole, Organisation, Supervisor, User
from tyonohjaus.people.models.dated import current

from .ledger import Columns, Ledger, Target

# Managers before those whom they manage.
ORDER = ["supervisor", "office", "manager", "billing", "supervisee"]


class PersonTarget(Columns):
    """What all the rows of a person say of them."""

    kind = "person"
    model = User
    fields = {
        "nimi": "name",
        "sähköposti": "email",
        "puhelin": "phone",
        "kieli": "language",
        "katuosoite": "street",
        "postinumero": "postcode",
        "postitoimipaikka": "city",
    }

    def key(self) -> str:
        return str(self.line["sähköposti"])

    def find(self) -> User | None:
        return User.objects.filter(email=self.line["sähköposti"]).first()

    def create(self) -> User:
        return create_person(by=None, **self.values())

    def write(self, row: User, changes: dict[str, Any]) -> User:
        return row.change(by=None, **self.typed(changes))


class RoleTarget(Target):
    """What one row of a person says of a role: that it is held, and by whom it is managed."""

    kind = people.NAME

    def __init__(self, line: Line, ledger: Ledger, user: User, organisation: Organisation | None) -> None:
        super().__init__(line, ledger)
        self.user, self.organisation = user, organisation

    def key(self) -> str:
        of = (self.organisation.business_id or self.organisation.pk) if self.organisation else ""
        return f"{self.line['sähköposti']} {self.line['rooli']} {of}".strip()

    def cells(self) -> dict[str, Any]:
        return {}

    def read(self, row: Any) -> dict[str, Any]:
        return {}

    def get(self, pk: str) -> Any:
        return self.find()


class SupervisorTarget(RoleTarget):
    def find(self) -> Supervisor | None:
        return Supervisor.objects.filter(user=self.user).first()

    def create(self) -> Supervisor:
        return Supervisor.begin(user=self.user, by=None)


class OfficeTarget(RoleTarget):
    def find(self) -> OfficeRole | None:
        return OfficeRole.objects.filter(current(), user=self.user).first()

    def create(self) -> OfficeRole | None:
        OfficeRole.begin(user=self.user, by=None)
        return self.find()


class MemberTarget(RoleTarget):
    def find(self) -> Membership | None:
        return Membership.objects.filter(
            user=self.user, organisation=self.organisation, capacity=self.line["rooli"], ends_on=None
        ).first()

    def create(self) -> Membership:
        assert self.organisation is not None
        return Membership.begin(user=self.user, organisation=self.organisation, capacity=self.line["rooli"], by=None)


class EmployeeTarget(RoleTarget):
    """Who says yes for them at the organisation: processes of that organisation follow by the event (C12)."""

    def cells(self) -> dict[str, Any]:
        if "esihenkilön_sähköposti" not in self.line.columns:
            return {}
        return {"esihenkilön_sähköposti": str(self.manager.pk) if self.manager else None}

    def read(self, row: Employment) -> dict[str, Any]:
        return {"esihenkilön_sähköposti": str(row.manager_id) if row.manager_id else None}

    def find(self) -> Employment | None:
        return Employment.objects.filter(employee=self.user, organisation=self.organisation, ends_on=None).first()

    def create(self) -> Employment:
        assert self.organisation is not None
        return Employment.begin(employee=self.user, organisation=self.organisation, manager=self.manager, by=None)

    def write(self, row: Employment, changes: dict[str, Any]) -> Employment:
        return row.change_manager(to=self.manager, by=None)

    def show(self, column: str, value: Any) -> str:
        return next((user.email for user in self.ledger.people.values() if str(user.pk) == value), "")

    @property
    def manager(self) -> User | None:
        return self.ledger.people.get(self.line["esihenkilön_sähköposti"] or "")


ROLES: dict[str, type[RoleTarget]] = {
    "supervisor": SupervisorTarget,
    "office": OfficeTarget,
    "manager": MemberTarget,
    "billing": MemberTarget,
    "supervisee": EmployeeTarget,
}


def write(lists: Lists, ledger: Ledger) -> None:
    lines = lists[people.NAME]
    for line in _persons(lines):
        row = ledger.settle(PersonTarget(line, ledger))
        if row:
            ledger.people[line["sähköposti"]] = row
    for line in sorted(lines, key=lambda line: ORDER.index(line["rooli"])):
        _write_role(line, ledger)


def _write_role(line: Line, ledger: Ledger) -> None:
    user, role = ledger.people.get(line["sähköposti"]), line["rooli"]
    of_practice = role in {"supervisor", "office"}
    organisation = None if of_practice else ledger.organisations.get(low(line["organisaatio"] or ""))
    if user and (organisation or of_practice):
        ledger.settle(ROLES[role](line, ledger, user, organisation))


def _persons(lines: list[Line]) -> list[Line]:
    """A line for each person: their first, with what only the others say of them."""
    persons: dict[str, Line] = {}
    for line in lines:
        first = persons.setdefault(line["sähköposti"], line)
        for column in people.OF_PERSON:
            if line[column] and not first[column]:
                first.values[column] = line[column]
    return list(persons.values())
