"""hinnasto: net prices. Key: kind, length, customer group, from when."""

from tyonohjaus.lists import cells, vocabulary
from tyonohjaus.lists.kinds import Kind
from tyonohjaus.lists.known import Known, Lists
from tyonohjaus.lists.lines import Column, Line

NAME = "hinnasto"
COLUMNS = [
    Column("laji", cells.word(vocabulary.KINDS), needed=True),
    Column("kesto_min", cells.whole(45, 120), needed=True),
    Column("asiakasryhmä", cells.word(vocabulary.PRICE_GROUPS), needed=True),
    Column("hinta_ilman_alv", cells.euros, needed=True),
    Column("alv_prosentti", cells.percentage),
    Column("voimassa_alkaen", cells.day, needed=True),
]
_KEY = ("laji", "kesto_min", "asiakasryhmä", "voimassa_alkaen")


def key(line: Line) -> str:
    return " ".join(str(cells.plain(line[column]) or "all") for column in _KEY)


def check(lists: Lists, known: Known) -> None:
    rows: dict[str, int] = {}
    for line in lists[NAME]:
        _check_vat(line, known)
        if not line.faulty.intersection(_KEY) and (other := rows.setdefault(key(line), line.number)) != line.number:
            line.fault("laji", Kind.TWICE, other=str(other))


def has_price(*, kind: str, minutes: int, group: str, lists: Lists, known: Known) -> bool:
    """Does the list or the portal price it? A row that is faulty elsewhere counts: it is named there."""
    if NAME in known.unread or {(kind, minutes, group), (kind, minutes, "")} & known.prices:
        return True
    return any(
        row["laji"] in {kind, None} and row["kesto_min"] in {minutes, None} and row["asiakasryhmä"] in {group, "", None}
        for row in lists[NAME]
    )


def _check_vat(line: Line, known: Known) -> None:
    """VAT comes from the dated table; the cell only says what the practice believed."""
    said, day = line["alv_prosentti"], line["voimassa_alkaen"]
    if said is None or day is None:
        return
    rate = known.vat.rate(day)
    if said != rate and not (said == 0 and not known.vat.is_registered):
        line.fault(
            "alv_prosentti", Kind.OTHER_VAT, more="–" if rate is None else f"{rate.normalize():f}".replace(".", ",")
        )
