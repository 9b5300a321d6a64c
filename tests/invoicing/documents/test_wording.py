from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from invoicing.documents.document import Form, Line, Service, Trade, Unit
from invoicing.documents.wording import (
    day_text,
    numbers_text,
    period_text,
    quantity_text,
    service_text,
    weekday_text,
)
from invoicing.documents.words import FORMS, LANGUAGES, TABLE, TRADES, UNITS
from tests.invoicing.documents import samples

SESSION = samples.usual().lines[0]
HALF = replace(SESSION, service=Service.RESERVED, share=Decimal(50), form=Form.GROUP, minutes=120)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "line, language, text",
    [
        (SESSION, "fi", "Työnohjaus, yksilö, 90 min"),
        (SESSION, "sv", "Arbetshandledning, individuell, 90 min"),
        (SESSION, "en", "Supervision, individual, 90 min"),
        (HALF, "fi", "Varattu aika sopimuksen mukaan (50 %), ryhmä, 120 min"),
        (HALF, "sv", "Reserverad tid enligt avtal (50 %), grupp, 120 min"),
        (replace(HALF, share=Decimal(100)), "fi", "Varattu aika sopimuksen mukaan, ryhmä, 120 min"),
        (replace(SESSION, form=None, minutes=None), "fi", "Työnohjaus"),
    ],
)
def test_a_line_says_the_service_and_no_more(line: Line, language: str, text: str):
    assert plain(service_text(line, language)) == text


def test_quantities_have_their_unit():
    assert plain(quantity_text(Decimal(1), Unit.TIME, "fi")) == "1 krt"
    assert plain(quantity_text(Decimal(-1), Unit.TIME, "sv")) == "−1 gång"
    assert plain(quantity_text(Decimal(2), Unit.TIME, "sv")) == "2 ggr"
    assert plain(quantity_text(Decimal("2.5"), Unit.TIME, "fi")) == "2,5 krt"


def test_days():
    monday = date(2027, 1, 11)
    assert plain(weekday_text(monday, "fi")) == "ma 11.1.2027"
    assert plain(weekday_text(monday, "sv")) == "må 11.1.2027"
    assert plain(weekday_text(monday, "en")) == "11 Jan 2027"
    assert day_text(monday, "fi") == "11.1.2027"


@pytest.mark.parametrize(
    "first, last, fi, sv, en",
    [
        ((2027, 1, 1), (2027, 1, 31), "1.–31.1.2027", "1–31.1.2027", "1–31 Jan 2027"),
        ((2027, 1, 15), (2027, 2, 14), "15.1.–14.2.2027", "15.1.–14.2.2027", "15 Jan–14 Feb 2027"),
        ((2026, 12, 15), (2027, 1, 14), "15.12.2026–14.1.2027", "15.12.2026–14.1.2027", "15 Dec 2026–14 Jan 2027"),
        ((2027, 1, 5), (2027, 1, 5), "5.1.2027", "5.1.2027", "5 Jan 2027"),
    ],
)
def test_periods(first, last, fi, sv, en):
    texts = [plain(period_text(date(*first), date(*last), language)) for language in LANGUAGES]
    assert texts == [fi, sv, en]


def test_line_numbers_are_joined():
    assert numbers_text((1, 2, 3, 5, 7, 8)) == "1–3, 5, 7–8"
    assert numbers_text((2,)) == "2"


def test_every_word_stands_in_three_languages_with_the_same_facts():
    def facts(text: str) -> set[str]:
        return {part.split("}")[0] for part in text.split("{")[1:]}

    for table in (TABLE, TRADES, FORMS, UNITS):
        for key, texts in table.items():
            assert len([text for text in texts if text]) == 3, key
            assert len({frozenset(facts(text)) for text in texts}) == 1, key
    assert (set(TRADES), set(FORMS), set(UNITS)) == (set(Trade), set(Form), set(Unit))
