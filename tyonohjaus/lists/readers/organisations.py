"""organisaatiot: the employers and other payers. Key: the Y-tunnus."""

from tyonohjaus.lists import cells, vocabulary
from tyonohjaus.lists.kinds import Kind
from tyonohjaus.lists.known import Known, Lists, low
from tyonohjaus.lists.lines import Column, Line

NAME = "organisaatiot"
COLUMNS = [
    Column("nimi", cells.text(most=70), needed=True),
    Column("y_tunnus", cells.business_id, needed=True),
    Column("katuosoite", cells.text(most=35)),
    Column("postinumero", cells.postcode),
    Column("postitoimipaikka", cells.text(most=35)),
    Column("verkkolaskuosoite", cells.text(most=35)),
    Column("välittäjä", cells.text(most=35)),
    Column("laskutussähköposti", cells.address),
    Column("maksuehto_pv", cells.whole(1, 60)),
    Column("kustannuspaikka", cells.text(most=35)),
    Column("viitteenne", cells.text(most=35)),
    Column("tilausnumero", cells.text(most=35)),
    Column("asiakasryhmä", cells.word(vocabulary.GROUPS)),
    Column("hyväksyntätapa", cells.word(vocabulary.APPROVALS)),
]


def key(line: Line) -> str:
    return str(line["y_tunnus"])


def check(lists: Lists, _known: Known) -> None:
    """The same organisation again, or another one by the same name: other lists name it."""
    rows: dict[str, int] = {}
    names: dict[str, int] = {}
    for line in lists[NAME]:
        if line["y_tunnus"] and (other := rows.setdefault(line["y_tunnus"], line.number)) != line.number:
            line.fault("y_tunnus", Kind.TWICE, other=str(other))
        elif line["nimi"] and (other := names.setdefault(low(line["nimi"]), line.number)) != line.number:
            line.fault("nimi", Kind.TWICE, other=str(other))


def named(line: Line, lists: Lists, known: Known, *, column: str = "organisaatio") -> None:
    """A fault where the cell names no organisation. One whose own row is faulty is none: it is named there."""
    name = low(line[column] or "")
    if not name or NAME in known.unread or any(low(row.said["nimi"]) == name for row in lists[NAME]):
        return
    found = len(known.organisations.get(name, ()))
    if found != 1:
        line.fault(column, Kind.AMBIGUOUS_ORGANISATION if found else Kind.UNKNOWN_ORGANISATION)


def group(name: str, lists: Lists, known: Known) -> str:
    """The customer group of the organisation with this name; a company's where nothing is said."""
    for row in lists[NAME]:
        if low(row.said["nimi"]) == low(name):
            return row["asiakasryhmä"] or "company"
    return next(iter(known.organisations.get(low(name), ())), "company")
