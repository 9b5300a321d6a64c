from decimal import Decimal
from typing import Any

from processes.heads import WrongHeads
from processes.models import GroundStands, OrganisationGoal, People, PriceItem, Process, SessionsAhead
from processes.parties import supervisees, supervisors
from tyonohjaus.lib import clock
from tyonohjaus.lists import vocabulary
from tyonohjaus.lists.kinds import Kind
from tyonohjaus.lists.known import Lists, low
from tyonohjaus.lists.readers import processes
from tyonohjaus.people.models import Organisation, User

from .ledger import Columns, Ledger, shown

PEOPLE = ("työnohjaaja", "rinnakkaisohjaaja", "ohjattavat")
RHYTHM = "väli_viikkoa"
GOAL = "tavoite_organisaatio"
PRICE = "hinta_ilman_alv"


class ProcessTarget(Columns):
    """The terms are columns of the process; the people, the rhythm, the organisation and its goal stand beside them."""

    kind = processes.NAME
    model = Process
    fields = {
        "laji": "kind",
        "maksaja": "payer",
        "kesto_min": "length_minutes",
        "kertoja": "agreed_count",
        "alkaa": "starts_on",
        PRICE: "price",
        "paikka": "place",
        "peruutus_h": "cancellation_hours",
        "peruutus_prosentti": "cancellation_share",
        "läsnäolo_tilaajalle": "attendance",
    }
    vocabulary = {
        "laji": vocabulary.KINDS,
        "maksaja": vocabulary.PAYERS,
        "paikka": vocabulary.PLACES,
        "läsnäolo_tilaajalle": vocabulary.ATTENDANCES,
    }

    def key(self) -> str:
        return processes.key(self.line)

    def cells(self) -> dict[str, Any]:
        beside = {
            "työnohjaaja": self._pk(self.line["työnohjaaja"]),
            "rinnakkaisohjaaja": self._pk(self.line["rinnakkaisohjaaja"]),
            "ohjattavat": sorted(self._pk(address) or "" for address in self.line["ohjattavat"] or []),
            "organisaatio": str(self._organisation.pk) if self._organisation else None,
            RHYTHM: list(self.line[RHYTHM]),
            GOAL: self.line[GOAL],
        }
        return super().cells() | {column: cell for column, cell in beside.items() if column in self.line.columns}

    def meaning(self) -> dict[str, Any]:
        price = _listed_price(self.line["laji"], self.line["kesto_min"], self._organisation, self.line["maksaja"])
        return super().meaning() | {PRICE: None if price is None else f"{price:.2f}", GOAL: ""}

    def find(self) -> None:
        """Nobody but the list knows a process by its tunnus."""

    def read(self, row: Process) -> dict[str, Any]:
        row = Process.objects.get(pk=row.pk)
        lead, other = [*(str(person.user_id) for person in supervisors(row)), None, None][:2]
        goal = OrganisationGoal.first_of(row)
        return super().read(row) | {
            "työnohjaaja": lead,
            "rinnakkaisohjaaja": other,
            "ohjattavat": sorted(str(person.user_id) for person in supervisees(row)),
            "organisaatio": str(row.organisation_id) if row.organisation_id else None,
            RHYTHM: [row.every_weeks, row.every_weeks_most],
            GOAL: goal.text if goal else "",
        }

    def create(self) -> Process:
        approval: dict[str, Any] = {"approval": self._organisation.approval} if self._organisation else {}
        wanted = self.meaning() | {column: cell for column, cell in self.cells().items() if cell not in (None, "")}
        process = Process.start(by=None, **self._terms(wanted), **approval)
        self._own_business()
        return process

    def write(self, row: Process, changes: dict[str, Any]) -> Process:
        wanted = self.read(row) | changes
        if wanted["maksaja"] == "internal":
            wanted[PRICE] = None
        elif wanted[PRICE] is None:
            wanted[PRICE] = self.meaning()[PRICE]
        try:
            row = row.change(by=None, **self._terms(wanted))
        except GroundStands:
            self.line.fault("", Kind.GROUND_STANDS)
        except WrongHeads as wrong:  # the list's kind, and those whom the portal has
            self.line.fault("ohjattavat", Kind.WRONG_HEADCOUNT, said=str(wrong.found))
        except SessionsAhead as ahead:
            self.line.fault("", Kind.SESSIONS_AHEAD, more=shown(ahead.last_on))
        else:
            if {"maksaja", "organisaatio"} & set(changes):
                self._own_business()
        return row

    def show(self, column: str, value: Any) -> str:
        if column in PEOPLE:
            wanted = value if isinstance(value, list) else [value]
            return ", ".join(sorted({user.email for user in self.ledger.people.values() if str(user.pk) in wanted}))
        if column == "organisaatio":
            return next((row.name for row in self.ledger.organisations.values() if str(row.pk) == value), "")
        if column == RHYTHM:
            return "–".join(str(weeks) for weeks in value if weeks) or "kuukausittain"
        return super().show(column, value)

    def _terms(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """`wanted`, all columns of it, as Process.start and .change take it."""
        weeks, most = wanted[RHYTHM]
        organisation = wanted.get("organisaatio")
        return {
            **self.typed({column: wanted[column] for column in self.fields}),
            "organisation": Organisation.objects.get(pk=organisation) if organisation else None,
            "every_weeks": weeks,
            "every_weeks_most": most,
            "organisation_goal": wanted.get(GOAL) or "",
            "people": People(
                supervisor=self._user(wanted["työnohjaaja"]),
                co_supervisor=self._user(wanted.get("rinnakkaisohjaaja")),
                supervisees=tuple(self._user(pk) for pk in wanted["ohjattavat"]),
            ),
        }

    @property
    def _organisation(self) -> Organisation | None:
        return self.ledger.organisations.get(low(self.line["organisaatio"] or ""))

    def _own_business(self) -> None:
        """The business of one who pays for themselves is nobody's employer (C6)."""
        owner = self.ledger.people.get((self.line["ohjattavat"] or [""])[0])
        if self.line["maksaja"] != "self" or self._organisation is None or owner is None:
            return
        if not self._organisation.may_be_own_of(owner):
            self.line.fault("organisaatio", Kind.NOT_OWN_BUSINESS)
        elif self._organisation.own_of_id is None:
            self.ledger.organisations[low(self.line["organisaatio"])] = self._organisation.change(by=None, own_of=owner)

    def _pk(self, address: str | None) -> str | None:
        user = self.ledger.people.get(address or "")
        return str(user.pk) if user else None

    def _user(self, pk: str | None) -> User | None:
        return next((user for user in self.ledger.people.values() if str(user.pk) == pk), None)


def _listed_price(kind: str, minutes: int, organisation: Organisation | None, payer: str) -> Decimal | None:
    """By the price list of today; before any list is valid, by the first that will be."""
    if payer == "internal":
        return None
    group = organisation.group if organisation else ""
    now = PriceItem.objects.for_session(kind=kind, minutes=minutes, group=group, on=clock.today())
    if now is not None:
        return now
    ahead = PriceItem.objects.filter(kind=kind, minutes=minutes, group__in=[group, ""])
    first = ahead.order_by("-group", "valid_from").first()
    return first.price if first else None


def write(lists: Lists, ledger: Ledger) -> None:
    for line in lists[processes.NAME]:
        ledger.settle(ProcessTarget(line, ledger))


def by_key(key: str, ledger: Ledger) -> Process | None:
    """The process that a tunnus stands for."""
    row = ledger.before.get((processes.NAME, key))
    return Process.objects.filter(pk=row.subject_id).first() if row else None
