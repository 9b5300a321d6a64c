"""What a cell means, and what it does not."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyonohjaus.lists import cells, vocabulary
from tyonohjaus.lists.cells import Rhythm, Unfit
from tyonohjaus.lists.kinds import Kind


@pytest.mark.parametrize(
    "parse, cell, value",
    [
        (cells.day, "31.1.2027", date(2027, 1, 31)),
        (cells.day, "01.02.2027", date(2027, 2, 1)),
        (cells.day, "2027-01-31", date(2027, 1, 31)),
        (cells.clock_time, "9.00", time(9)),
        (cells.clock_time, "09:30", time(9, 30)),
        (cells.clock_time, "14.00.00", time(14)),
        (cells.euros, "175,00", Decimal("175.00")),
        (cells.euros, "1 750,5", Decimal("1750.50")),
        (cells.euros, "148 €", Decimal("148.00")),
        (cells.euros, "0", Decimal("0.00")),
        (cells.percentage, "25,5", Decimal("25.5")),
        (cells.percentage, "25.5 %", Decimal("25.5")),
        (cells.whole(1, 60), "14", 14),
        (cells.word(vocabulary.KINDS), "YKSILÖ", "individual"),
        (cells.word(vocabulary.PRICE_GROUPS), "Kaikki", ""),
        (cells.address, "Timo.Koskinen@Lehtola.Example", "timo.koskinen@lehtola.example"),
        (cells.addresses, "a@x.example, B@x.example;", ["a@x.example", "b@x.example"]),
        (cells.business_id, "9000011-8", "9000011-8"),
        (cells.business_id, "90000118", "9000011-8"),
        (cells.postcode, "00500", "00500"),
        (cells.rhythm, "4", Rhythm(4, None)),
        (cells.rhythm, "3-4", Rhythm(3, 4)),
        (cells.rhythm, "3 – 4", Rhythm(3, 4)),
        (cells.rhythm, "Kuukausittain", Rhythm(None, None)),
    ],
)
def test_a_cell_says(parse: Any, cell: str, value: object) -> None:
    assert parse(cell) == value


@pytest.mark.parametrize(
    "parse, cell, kind",
    [
        (cells.day, "31.2.2027", Kind.NOT_A_DAY),
        (cells.day, "1.13.2027", Kind.NOT_A_DAY),
        (cells.day, "1.1.27", Kind.NOT_A_DAY),
        (cells.day, "1.1.0027", Kind.NOT_A_DAY),
        (cells.day, "1/2/2027", Kind.NOT_A_DAY),
        (cells.clock_time, "25.00", Kind.NOT_A_TIME),
        (cells.clock_time, "9", Kind.NOT_A_TIME),
        (cells.clock_time, "9.60", Kind.NOT_A_TIME),
        (cells.euros, "-5,00", Kind.NEGATIVE),
        (cells.euros, "−5,00", Kind.NEGATIVE),
        (cells.euros, "1.750", Kind.NOT_EUROS),
        (cells.euros, "175,001", Kind.NOT_EUROS),
        (cells.euros, "1 000 000", Kind.NOT_EUROS),
        (cells.euros, "NaN", Kind.NOT_EUROS),
        (cells.percentage, "paljon", Kind.NOT_A_PERCENTAGE),
        (cells.whole(45, 120), "0", Kind.NOT_A_NUMBER),
        (cells.whole(45, 120), "90,5", Kind.NOT_A_NUMBER),
        (cells.word(vocabulary.WEEKDAYS), "maanantai?", Kind.NOT_A_WORD),
        (cells.address, "ei-osoite", Kind.NOT_AN_ADDRESS),
        (cells.address, "a@b", Kind.NOT_AN_ADDRESS),
        (cells.address, "a b@c.example", Kind.NOT_AN_ADDRESS),
        (cells.addresses, "a@x.example, b", Kind.NOT_AN_ADDRESS),
        (cells.business_id, "9000011-9", Kind.NOT_A_BUSINESS_ID),
        (cells.postcode, "5O0", Kind.NOT_A_POSTCODE),
        (cells.postcode, "٠٠٥٠٠", Kind.NOT_A_POSTCODE),
        (cells.rhythm, "viisi", Kind.NOT_A_RHYTHM),
        (cells.rhythm, "4-3", Kind.NOT_A_RHYTHM),
        (cells.rhythm, "0", Kind.NOT_A_RHYTHM),
        (cells.text(most=3), "abcd", Kind.TOO_LONG),
    ],
)
def test_a_cell_does_not_fit(parse: Any, cell: str, kind: Kind) -> None:
    with pytest.raises(Unfit) as problem:
        parse(cell)
    assert problem.value.kind == kind


PARSERS = [
    cells.day,
    cells.clock_time,
    cells.euros,
    cells.percentage,
    cells.whole(1, 60),
    cells.word(vocabulary.KINDS),
    cells.address,
    cells.addresses,
    cells.business_id,
    cells.postcode,
    cells.rhythm,
    cells.text(most=5),
]


@given(cell=st.text(max_size=20) | st.from_regex(r"[0-9.,:−-]{0,12}", fullmatch=True), parse=st.sampled_from(PARSERS))
def test_any_cell_is_read_or_does_not_fit(cell: str, parse: Any) -> None:
    try:
        parse(cell)
    except Unfit:
        pass


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_is_read_as_finns_write_it(day: date) -> None:
    assert cells.day(f"{day.day}.{day.month}.{day.year}") == day


def test_the_words_are_those_of_the_portal() -> None:
    from bookings.models.availability import Weekday
    from processes.models import AttendanceShown, Kind, Payer, Place, PriceItem
    from tyonohjaus.people.models import Membership, Organisation
    from tyonohjaus.people.models.organisation import ApprovalMode
    from tyonohjaus.people.models.user import Language

    for vocabulary_, choices in [
        (vocabulary.KINDS, Kind),
        (vocabulary.PLACES, Place),
        (vocabulary.APPROVALS, ApprovalMode),
        (vocabulary.ATTENDANCES, AttendanceShown),
        (vocabulary.WEEKDAYS, Weekday),
        (vocabulary.GROUPS, Organisation.Group),
        (vocabulary.PRICE_GROUPS, PriceItem.Group),
        (vocabulary.LANGUAGES, Language),
    ]:
        assert set(vocabulary_.values()) == set(choices.values)
    # An introductory meeting, which nobody pays, is the portal's own.
    assert set(vocabulary.PAYERS.values()) == set(Payer.values) - {Payer.NOBODY}
    assert set(Membership.As.values) <= set(vocabulary.ROLES.values())
