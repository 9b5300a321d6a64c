"""henkilot: a row for each role of a person. Key of a person: the address; of a row: address, role, organisation."""

from tyonohjaus.lists import cells, vocabulary
from tyonohjaus.lists.kinds import Kind
from tyonohjaus.lists.known import Known, Lists, low
from tyonohjaus.lists.lines import Column, Line

from . import organisations

NAME = "henkilot"
COLUMNS = [
    Column("nimi", cells.text(most=120), needed=True),
    Column("sähköposti", cells.address, needed=True),
    Column("puhelin", cells.text(most=40)),
    Column("organisaatio", cells.text(most=70)),
    Column("rooli", cells.word(vocabulary.ROLES), needed=True),
    Column("esihenkilön_sähköposti", cells.address),
    Column("kieli", cells.word(vocabulary.LANGUAGES)),
    Column("katuosoite", cells.text(most=120)),
    Column("postinumero", cells.postcode),
    Column("postitoimipaikka", cells.text(most=60)),
]

# What belongs to the person and not to the role.
OF_PERSON = ("nimi", "puhelin", "kieli", "katuosoite", "postinumero", "postitoimipaikka")
OF_ORGANISATION = {"manager", "billing"}


def key(line: Line) -> str:
    # A supervisor and the office belong to the practice, whatever stands in the cell.
    of = line["organisaatio"] if line["rooli"] in OF_ORGANISATION | {"supervisee"} else ""
    return f"{line['sähköposti']} {line['rooli']} {low(of or '')}"


def check(lists: Lists, known: Known) -> None:
    rows: dict[str, int] = {}
    people: dict[str, list[Line]] = {}
    for line in lists[NAME]:
        if line["rooli"] in OF_ORGANISATION and not line.said.get("organisaatio"):
            line.fault("organisaatio", Kind.MISSING)
        organisations.named(line, lists, known)
        _check_manager(line, lists, known)
        if line["sähköposti"] is None:
            continue
        earlier = people.setdefault(line["sähköposti"], [])
        _check_person(line, earlier)
        earlier.append(line)
        if line["rooli"] and line.sound and (other := rows.setdefault(key(line), line.number)) != line.number:
            line.fault("sähköposti", Kind.TWICE, other=str(other))


def known_person(address: str, lists: Lists, known: Known) -> bool:
    if NAME in known.unread or address in known.people:
        return True
    return any(low(row.said["sähköposti"]) == address for row in lists[NAME])


def known_supervisor(address: str, lists: Lists, known: Known) -> bool:
    """Also one whose own row is faulty elsewhere: that is named there."""
    if NAME in known.unread or address in known.supervisors:
        return True
    return any(
        low(row.said["sähköposti"]) == address and low(row.said["rooli"]) == "työnohjaaja" for row in lists[NAME]
    )


def supervisor(line: Line, column: str, lists: Lists, known: Known) -> None:
    """A fault where the cell names nobody who supervises."""
    address = line[column]
    if address and not known_supervisor(address, lists, known):
        there = known_person(address, lists, known)
        line.fault(column, Kind.NOT_A_SUPERVISOR if there else Kind.UNKNOWN_PERSON)


def _check_manager(line: Line, lists: Lists, known: Known) -> None:
    manager = line["esihenkilön_sähköposti"]
    if not manager:
        return
    if manager == line["sähköposti"]:
        line.fault("esihenkilön_sähköposti", Kind.OWN_MANAGER)
    elif not known_person(manager, lists, known):
        line.fault("esihenkilön_sähköposti", Kind.UNKNOWN_PERSON)


def _check_person(line: Line, earlier: list[Line]) -> None:
    """Every row of a person tells the same of them, or nothing."""
    for column in OF_PERSON:
        for other in earlier:
            if line[column] and other[column] and low(line[column]) != low(other[column]):
                if column == "nimi":
                    line.fault(column, Kind.OTHER_NAME, said=line["sähköposti"], other=str(other.number))
                else:
                    line.fault(column, Kind.CONTRADICTS, other=str(other.number))
                break
