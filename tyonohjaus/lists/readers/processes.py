"""prosessit: who meets whom, how often, who pays. Key: the practice's own tunnus, which nobody else ever sees."""

from processes.heads import ALONE, fit
from tyonohjaus.lists import cells, vocabulary
from tyonohjaus.lists.kinds import Kind
from tyonohjaus.lists.known import Known, Lists, Seats, low
from tyonohjaus.lists.lines import Column, Line
from tyonohjaus.lists.notes import Note

from . import organisations, people, prices

NAME = "prosessit"
COLUMNS = [
    Column("tunnus", cells.text(most=40), needed=True),
    Column("laji", cells.word(vocabulary.KINDS), needed=True),
    Column("työnohjaaja", cells.address, needed=True),
    Column("rinnakkaisohjaaja", cells.address),
    Column("ohjattavat", cells.addresses, needed=True),
    Column("organisaatio", cells.text(most=70)),
    Column("maksaja", cells.word(vocabulary.PAYERS), needed=True),
    Column("kesto_min", cells.whole(45, 120), needed=True),
    Column("väli_viikkoa", cells.rhythm, needed=True),
    Column("kertoja", cells.whole(1, 500)),
    Column("alkaa", cells.day, needed=True),
    Column("hinta_ilman_alv", cells.euros),
    Column("paikka", cells.word(vocabulary.PLACES), needed=True),
    Column("peruutus_h", cells.whole(0, 720)),
    Column("peruutus_prosentti", cells.whole(0, 100)),
    Column("läsnäolo_tilaajalle", cells.word(vocabulary.ATTENDANCES)),
    Column("tavoite_organisaatio", cells.text(most=200)),
]


def key(line: Line) -> str:
    return low(line["tunnus"])


def check(lists: Lists, known: Known) -> None:
    rows: dict[str, int] = {}
    for line in lists[NAME]:
        if line["tunnus"] and (other := rows.setdefault(key(line), line.number)) != line.number:
            line.fault("tunnus", Kind.TWICE, other=str(other))
        _check_people(line, lists, known)
        organisations.named(line, lists, known)
        _check_payer(line, lists, known)
        _check_price(line, lists, known)


def find(key_: str, lists: Lists) -> Line | None:
    return next((line for line in lists[NAME] if low(line.said["tunnus"]) == key_), None)


def seats(key_: str, lists: Lists, known: Known) -> Seats | None:
    """Whose time, and how long; None where the process is not known, or its row does not say."""
    line = find(key_, lists)
    if line is None:
        return known.processes.get(key_)
    if line["kesto_min"] is None or line["työnohjaaja"] is None:
        return None
    taken = {line["työnohjaaja"], line["rinnakkaisohjaaja"]}
    if line["laji"] in ALONE:
        taken.update(line["ohjattavat"] or [])
    return Seats(frozenset(person for person in taken if person), line["kesto_min"])


def _check_people(line: Line, lists: Lists, known: Known) -> None:
    lead, other, members = line["työnohjaaja"], line["rinnakkaisohjaaja"], line["ohjattavat"] or []
    people.supervisor(line, "työnohjaaja", lists, known)
    if other and other == lead:
        line.fault("rinnakkaisohjaaja", Kind.SAME_SUPERVISOR)
    else:
        people.supervisor(line, "rinnakkaisohjaaja", lists, known)
    for member in members:
        if not people.known_person(member, lists, known):
            line.fault("ohjattavat", Kind.UNKNOWN_PERSON, said=member)
        elif member in {lead, other}:
            line.fault("ohjattavat", Kind.SUPERVISES_SELF, said=member)
    for member in sorted({member for member in members if members.count(member) > 1}):
        line.fault("ohjattavat", Kind.LISTED_TWICE, said=member)
    if members and not fit(line["laji"], len(members)):
        line.fault("ohjattavat", Kind.WRONG_HEADCOUNT, said=str(len(members)))


def _check_payer(line: Line, lists: Lists, known: Known) -> None:
    if line["maksaja"] == "employer" and not line.said.get("organisaatio"):
        line.fault("organisaatio", Kind.MISSING)
    if line["maksaja"] == "self" and line["organisaatio"] and _others(line, lists, known):
        # Else an employer would count as somebody's own business, and its mailbox would open content (C6).
        line.fault("organisaatio", Kind.NOT_OWN_BUSINESS)
    if line["maksaja"] == "employer" and line.sound:
        _warn_of_no_manager(line, lists)


def _others(line: Line, lists: Lists, known: Known) -> set[str]:
    """Those but the supervisees who work there, manage there, or whose supervision it pays."""
    name = low(line["organisaatio"])
    # What the portal has since made of a row that was imported before is no fault of the row.
    others = set() if (NAME, key(line)) in known.imported else set(known.employers.get(name, ()))
    for row in lists[people.NAME]:
        if row["rooli"] in {"supervisee", "manager"} and low(row.said.get("organisaatio", "")) == name:
            others.add(row["sähköposti"])
    for row in lists[NAME]:
        if low(row.said.get("organisaatio", "")) == name:
            others.update(row["ohjattavat"] or [])
    return others - {None, *(line["ohjattavat"] or [])}


def _warn_of_no_manager(line: Line, lists: Lists) -> None:
    """An employer that approves, and somebody whose time nobody could approve."""
    name = low(line["organisaatio"])
    organisation = next((row for row in lists[organisations.NAME] if low(row.said["nimi"]) == name), None)
    if organisation is None or organisation["hyväksyntätapa"] not in {"series", "each"}:
        return
    managed = {
        row["sähköposti"]
        for row in lists[people.NAME]
        if row["esihenkilön_sähköposti"] and low(row.said.get("organisaatio", "")) == name
    }
    for member in line["ohjattavat"]:
        if lists[people.NAME] and member not in managed:
            line.remark("ohjattavat", Note.NO_MANAGER, said=member)


def _check_price(line: Line, lists: Lists, known: Known) -> None:
    payer, kind, minutes = line["maksaja"], line["laji"], line["kesto_min"]
    if payer == "internal" and line["hinta_ilman_alv"] is not None:
        line.fault("hinta_ilman_alv", Kind.PRICE_FOR_INTERNAL)
    if payer not in {"employer", "self"} or line.said.get("hinta_ilman_alv") or kind is None or minutes is None:
        return
    if (NAME, key(line)) in known.imported:
        return  # it has its price
    group = organisations.group(line["organisaatio"], lists, known) if line["organisaatio"] else ""
    if not prices.has_price(kind=kind, minutes=minutes, group=group, lists=lists, known=known):
        line.fault("hinta_ilman_alv", Kind.NO_PRICE)
