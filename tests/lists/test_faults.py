"""Each fault by its file, row and column, and none besides. No database: what is sought stands in the lists."""

import re
from datetime import date
from decimal import Decimal

import pytest

from tests.lists.conftest import GOOD
from tyonohjaus.lib.vat import VatTable
from tyonohjaus.lists import lines, sheets
from tyonohjaus.lists.faults import Fault, Findings
from tyonohjaus.lists.importing import READERS
from tyonohjaus.lists.kinds import Kind
from tyonohjaus.lists.known import Known, Seats
from tyonohjaus.lists.notes import Note
from tyonohjaus.lists.vocabulary import LISTS

RATES = VatTable(rates=((date(2024, 9, 1), Decimal("25.50")), (date(2013, 1, 1), Decimal("24.00"))))
PORTAL = Known(vat=RATES, today=date(2027, 2, 1))


def check(texts: dict[str, str], known: Known = PORTAL) -> Findings:
    findings = Findings()
    read = {}
    for name in LISTS:
        columns = READERS[name].COLUMNS
        sheet = (
            sheets.read(
                texts[name].encode(),
                file=name,
                columns=[column.name for column in columns],
                required=lines.needed(columns),
                findings=findings,
            )
            if name in texts
            else None
        )
        read[name] = lines.read(sheet, columns, findings) if sheet else []
    for name in LISTS:
        READERS[name].check(read, known)
    return findings


def places(findings: Findings) -> list[tuple[str, int, str, Kind]]:
    return [(fault.file, fault.row, fault.column, fault.kind) for fault in findings.in_order(LISTS)]


def with_cell(name: str, row: int, column: str, cell: str) -> dict[str, str]:
    """The good lists with one other cell."""
    rows = [line.split(";") for line in GOOD[name].splitlines()]
    rows[row - 1][rows[0].index(column)] = cell
    return GOOD | {name: "\n".join(";".join(row) for row in rows)}


def test_two_do_not_meet_for_supervision_of_supervision() -> None:
    """As little as the portal's own form lets them."""
    two = with_cell("prosessit", 2, "ohjattavat", "aino.makela@lehtola.example, eero.virtanen@lehtola.example")
    findings = check(two | {"prosessit": two["prosessit"].replace("A-1;yksilö", "A-1;toto")})

    assert places(findings) == [("prosessit", 2, "ohjattavat", Kind.WRONG_HEADCOUNT)]


def with_row(name: str, row: str) -> tuple[dict[str, str], int]:
    """The good lists with one more row, and its number."""
    return GOOD | {name: f"{GOOD[name]}{row}\n"}, len(GOOD[name].splitlines()) + 1


def test_the_good_lists_have_no_fault() -> None:
    findings = check(GOOD)
    assert findings.faults == []
    assert findings.remarks == []


@pytest.mark.parametrize(
    "name, row, column, cell, kind",
    [
        ("organisaatiot", 2, "y_tunnus", "", Kind.MISSING),
        ("organisaatiot", 2, "y_tunnus", "9000011-9", Kind.NOT_A_BUSINESS_ID),
        ("organisaatiot", 3, "y_tunnus", "9000011-8", Kind.TWICE),
        ("organisaatiot", 2, "postinumero", "3310", Kind.NOT_A_POSTCODE),
        ("organisaatiot", 2, "laskutussähköposti", "laskut", Kind.NOT_AN_ADDRESS),
        ("organisaatiot", 2, "maksuehto_pv", "-5", Kind.NOT_A_NUMBER),
        ("organisaatiot", 2, "maksuehto_pv", "90", Kind.NOT_A_NUMBER),
        ("organisaatiot", 2, "asiakasryhmä", "kunta", Kind.NOT_A_WORD),
        ("organisaatiot", 2, "hyväksyntätapa", "ehkä", Kind.NOT_A_WORD),
        ("organisaatiot", 2, "viitteenne", "x" * 36, Kind.TOO_LONG),
        ("henkilot", 2, "nimi", "", Kind.MISSING),
        ("henkilot", 4, "sähköposti", "ei-osoite", Kind.NOT_AN_ADDRESS),
        ("henkilot", 6, "organisaatio", "Tuntematon Oy", Kind.UNKNOWN_ORGANISATION),
        ("henkilot", 7, "organisaatio", "", Kind.MISSING),
        ("henkilot", 7, "rooli", "johtaja", Kind.NOT_A_WORD),
        ("henkilot", 6, "esihenkilön_sähköposti", "x@y.example", Kind.UNKNOWN_PERSON),
        ("henkilot", 6, "esihenkilön_sähköposti", "EERO.virtanen@lehtola.example", Kind.OWN_MANAGER),
        ("henkilot", 2, "kieli", "de", Kind.NOT_A_WORD),
        ("hinnasto", 2, "hinta_ilman_alv", "-5,00", Kind.NEGATIVE),
        ("hinnasto", 2, "voimassa_alkaen", "1.13.2027", Kind.NOT_A_DAY),
        ("hinnasto", 2, "alv_prosentti", "255", Kind.OTHER_VAT),
        ("hinnasto", 2, "alv_prosentti", "24", Kind.OTHER_VAT),
        ("hinnasto", 2, "kesto_min", "30", Kind.NOT_A_NUMBER),
        ("hinnasto", 4, "asiakasryhmä", "kaikki", Kind.TWICE),
        ("prosessit", 2, "alkaa", "31.2.2027", Kind.NOT_A_DAY),
        ("prosessit", 2, "kesto_min", "0", Kind.NOT_A_NUMBER),
        ("prosessit", 2, "työnohjaaja", "tuntematon@x.example", Kind.UNKNOWN_PERSON),
        ("prosessit", 2, "työnohjaaja", "laura@kuuloke.example", Kind.NOT_A_SUPERVISOR),
        ("prosessit", 3, "rinnakkaisohjaaja", "sami@rautio.example", Kind.SAME_SUPERVISOR),
        ("prosessit", 2, "maksaja", "joku", Kind.NOT_A_WORD),
        ("prosessit", 2, "maksaja", "itse", Kind.NOT_OWN_BUSINESS),
        ("prosessit", 2, "maksaja", "sisäinen", Kind.PRICE_FOR_INTERNAL),
        ("prosessit", 2, "organisaatio", "", Kind.MISSING),
        ("prosessit", 2, "hinta_ilman_alv", "-1,00", Kind.NEGATIVE),
        ("prosessit", 4, "kesto_min", "120", Kind.NO_PRICE),
        ("prosessit", 2, "väli_viikkoa", "viisi", Kind.NOT_A_RHYTHM),
        ("prosessit", 4, "tunnus", "a-1", Kind.TWICE),
        ("prosessit", 2, "ohjattavat", "x@y.example", Kind.UNKNOWN_PERSON),
        ("prosessit", 2, "ohjattavat", "sami@rautio.example", Kind.SUPERVISES_SELF),
        ("prosessit", 2, "laji", "pari", Kind.WRONG_HEADCOUNT),
        (
            "prosessit",
            3,
            "ohjattavat",
            "eero.virtanen@lehtola.example,eero.virtanen@lehtola.example",
            Kind.LISTED_TWICE,
        ),
        ("prosessit", 2, "peruutus_prosentti", "150", Kind.NOT_A_NUMBER),
        ("tyoajat", 2, "päättyy", "8.00", Kind.ENDS_TOO_EARLY),
        ("tyoajat", 2, "viikonpäivä", "maanantai?", Kind.NOT_A_WORD),
        ("tyoajat", 2, "alkaa", "25.00", Kind.NOT_A_TIME),
        ("tyoajat", 4, "työnohjaaja", "aino.makela@lehtola.example", Kind.NOT_A_SUPERVISOR),
        ("tyoajat", 3, "alkaa", "11.30", Kind.OVERLAPS_ROW),
        ("tapaamiset", 6, "prosessi", "P-404", Kind.UNKNOWN_PROCESS),
        ("tapaamiset", 6, "alkaa", "99.00", Kind.NOT_A_TIME),
        ("tapaamiset", 6, "tila", "ehkä", Kind.NOT_A_WORD),
        ("tapaamiset", 6, "päivä", "11.1.2027", Kind.TWICE),
    ],
)
def test_one_wrong_cell_is_one_fault(name: str, row: int, column: str, cell: str, kind: Kind) -> None:
    """Although other lists refer to many of these rows: a reference to a faulty row is no second fault."""
    findings = check(with_cell(name, row, column, cell))
    wheres = [(place[0], place[1], place[3]) for place in places(findings)]
    assert wheres == [(name, row, kind)], [fault.sentence().en for fault in findings.faults]


@pytest.mark.parametrize(
    "name, row, column, kind",
    [
        ("organisaatiot", "LEHTOLAN  kuntoutus oy;9000012-6", "nimi", Kind.TWICE),
        ("henkilot", "Aino Makela;aino.makela@lehtola.example;;;työnohjaaja", "nimi", Kind.OTHER_NAME),
        ("henkilot", "Sami Rautio;sami@rautio.example;;;toimisto;;sv", "kieli", Kind.CONTRADICTS),
        ("henkilot", "Sami Rautio;sami@rautio.example;;;työnohjaaja", "sähköposti", Kind.TWICE),
        ("prosessit", "A-9;yksilö", "työnohjaaja", Kind.SHORT_ROW),
        ("tyoajat", "sami@rautio.example;ma;10.00;11.00;etä;1.6.2027", "alkaa", Kind.OVERLAPS_ROW),
        ("tapaamiset", "A-2;8.2.2027;10.00;sovittu", "alkaa", Kind.OVERLAPS_ROW),
        ("tapaamiset", "A-3;13.1.2027;19.00;toteutunut", "alkaa", Kind.OVERLAPS_ROW),
    ],
)
def test_one_wrong_row_is_one_fault(name: str, row: str, column: str, kind: Kind) -> None:
    lists, number = with_row(name, row)
    assert places(check(lists)) == [(name, number, column, kind)]


@pytest.mark.parametrize(
    "name, row",
    [
        ("tyoajat", "sami@rautio.example;ma;16.00;17.00;etä;1.1.2027"),  # as the one before ends
        ("tyoajat", "kaisa@lindqvist.example;ma;9.00;12.00;etä;1.1.2027"),  # another supervisor's
        ("tapaamiset", "A-1;8.2.2027;10.30;sovittu"),  # as the one before ends
        ("tapaamiset", "A-3;8.2.2027;9.00;sovittu"),  # another supervisor's
        ("tapaamiset", "A-2;18.1.2027;9.00;toteutunut"),  # over one that was called off
        ("tapaamiset", "A-1;6.2.2027;7.00;sovittu"),  # a Saturday: outside opening hours is agreed all the same
        ("henkilot", "Kaisa Lindqvist;kaisa@lindqvist.example;;Lehtolan Kuntoutus Oy;laskutus"),  # several roles
        ("henkilot", '"=HYPERLINK(""http://x"")";kaava@lehtola.example;;Lehtolan Kuntoutus Oy;ohjattava'),
    ],
)
def test_what_only_looks_wrong_is_no_fault(name: str, row: str) -> None:
    lists, _number = with_row(name, row)
    assert places(check(lists)) == []


def test_every_fault_of_a_row_is_named() -> None:
    lists, number = with_row("henkilot", "Nimetön;ei-osoite;;Tuntematon Oy;ohjattava;x@y.example;de")
    assert {place[2] for place in places(check(lists)) if place[1] == number} == {
        "sähköposti",
        "organisaatio",
        "esihenkilön_sähköposti",
        "kieli",
    }


def test_lists_may_refer_to_what_the_portal_has() -> None:
    known = Known(processes={"a-1": Seats(frozenset({"sami@rautio.example"}), 90)}, today=PORTAL.today)
    assert places(check({"tapaamiset": GOOD["tapaamiset"].replace("A-2", "a-1")}, known)) == []


def test_a_manager_is_missed_where_somebody_must_approve() -> None:
    findings = check(with_cell("henkilot", 6, "esihenkilön_sähköposti", ""))
    assert findings.faults == []
    assert [(remark.file, remark.row, remark.note) for remark in findings.remarks] == [
        ("prosessit", 3, Note.NO_MANAGER)
    ]


def test_held_in_the_future_is_asked_about() -> None:
    findings = check(with_cell("tapaamiset", 6, "tila", "toteutunut"))
    assert [remark.note for remark in findings.remarks] == [Note.HELD_AHEAD]


def test_each_kind_speaks_both_languages_and_fills_its_sentences() -> None:
    for kind in Kind:
        sentence = Fault(file="x.csv", row=2, column="y", kind=kind, said="sanottu", other="7", more="lisää").sentence()
        assert sentence.fi != sentence.en
        for words in (sentence.fi, sentence.en):
            assert words.startswith("x.csv, r")
            assert not re.search(r"[{}]|, [.,]|  ", words), words
        assert ". Odotetaan: " in sentence.fi
        assert ". Expected: " in sentence.en
    assert len({kind.value for kind in Kind}) == len(Kind.__members__)
