"""Laura keeps the practice's own page."""

from datetime import date

import pytest
from django.test import Client

from tests.factories import client_of
from tests.forms import faults, finnish, said, summary, typed
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import Practice, User

pytestmark = pytest.mark.sqlite

PAGE = "/practice/"

FILLED = {
    "name": "Kuuloke",
    "mail_sender": "Portaali",
    "calendar_title": "Tapaaminen",
    "seller_name": "Kuuloke Työnohjaus Oy",
    "street": "Rantakatu 9 A 4",
    "postcode": "33210",
    "city": "Tampere",
    "home_town": "Tampere",
    "email": "toimisto@kuuloke.example",
    "phone": "03 555 0100",
    "website": "kuuloke.example",
    "business_id": "9000016-9",
    "vat": "registered",
    "billing": "here",
    "iban": "FI37 1590 3000 0007 76",
    "bic": "ndeafihh",
    "payment_term_days": "21",
    "billing_starts_on": "1.2.2027",
    "accent": "#7A1F5C",
}


def test_three_names_are_three_settings(laura: User, kuuloke: Practice) -> None:
    """S1-12, C2."""
    answer = client_of(laura).post(PAGE, FILLED | {"mail_sender": "Ajanvaraus", "calendar_title": "Palaveri"})
    assert answer.status_code == 303
    kuuloke.refresh_from_db()
    assert (kuuloke.name, kuuloke.mail_sender, kuuloke.calendar_title) == ("Kuuloke", "Ajanvaraus", "Palaveri")
    assert kuuloke.seller_name == "Kuuloke Työnohjaus Oy"


def test_numbers_are_kept_bare_and_days_as_days(laura: User, kuuloke: Practice) -> None:
    client_of(laura).post(PAGE, FILLED | {"vat": "small", "city": "Nokia"})
    kuuloke.refresh_from_db()
    assert (kuuloke.vat, kuuloke.city, kuuloke.email) == ("small", "Nokia", "toimisto@kuuloke.example")
    assert kuuloke.iban == "FI3715903000000776"
    assert kuuloke.bic == "NDEAFIHH"
    assert kuuloke.accent == "#7a1f5c"
    assert kuuloke.billing_starts_on == date(2027, 2, 1)
    assert kuuloke.payment_term_days == 21


def test_a_change_is_recorded_by_the_names_of_what_changed_alone(laura: User, kuuloke: Practice) -> None:
    client_of(laura).post(PAGE, FILLED | {"iban": "FI2112345600000785"})
    event = Event.objects.get(name="practice.changed")
    assert event.actor == laura.pk
    assert "iban" in event.facts["changed"]
    assert "FI21" not in str(event.facts)


def test_nothing_changed_is_nothing_recorded(laura: User, kuuloke: Practice) -> None:
    client_of(laura).post(PAGE, FILLED)
    client_of(laura).post(PAGE, FILLED)
    assert Event.objects.filter(name="practice.changed").count() == 1


@pytest.mark.parametrize(
    "field, wrong, sentence",
    [
        ("business_id", "12345", "A business ID has seven digits, a hyphen and a check digit: 1234567-8."),
        (
            "business_id",
            "9000016-8",
            "The check digit does not fit the other digits. Compare with the trade register.",
        ),
        (
            "iban",
            "159030-776",
            "An account number begins with a country, like this: FI21 1234 5600 0007 85.",
        ),
        ("iban", "FI3715903000000777", "A digit is wrong in this account number. Compare with your bank's statement."),
        ("bic", "NORDEA", "A BIC has 8 or 11 letters and digits: NDEAFIHH."),
        ("postcode", "3321", "A postcode has five digits: 33100."),
        ("payment_term_days", "kaksi viikkoa", "Write a whole number."),
        ("billing_starts_on", "31.2.2027", "Write the day like this: 31.1.2027."),
        ("billing_starts_on", "1.1.0027", "Check the year: it is between 2000 and 2099."),
        ("accent", "vihreä", "Write the colour as a # and six digits or letters from a to f: #1d5661."),
    ],
)
def test_a_fault_is_told_beside_its_field_and_what_was_typed_stays(
    laura: User, kuuloke: Practice, field: str, wrong: str, sentence: str
) -> None:
    answer = finnish(laura).post(PAGE, FILLED | {field: wrong, "city": "Nokia"})
    assert answer.status_code == 422
    assert faults(answer) == {field: said(sentence)}
    assert typed(answer, field) == wrong
    assert typed(answer, "city") == "Nokia"
    assert "Kuuloke" not in summary(answer)
    kuuloke.refresh_from_db()
    assert kuuloke.city == "Tampere"


def test_a_finnish_account_number_of_the_wrong_length_says_how_many_digits_it_has(
    laura: User, kuuloke: Practice
) -> None:
    answer = finnish(laura).post(PAGE, FILLED | {"iban": "FI37 1590 3000"})
    wanted = said("A Finnish account number has FI and 16 digits; this one has %(count)d.", count=10)
    assert faults(answer) == {"iban": wanted}


def test_a_colour_that_could_not_be_read_is_refused_with_its_contrast(laura: User, kuuloke: Practice) -> None:
    answer = finnish(laura).post(PAGE, FILLED | {"accent": "#ffcc00"})
    assert answer.status_code == 422
    sentence = "Too light to be read: the contrast is %(contrast)s, and %(least)s is needed. Choose a darker one."
    assert faults(answer) == {"accent": said(sentence, contrast="1,2", least="4,5")}


def test_all_empty_is_told_for_what_is_needed(laura: User, kuuloke: Practice) -> None:
    answer = finnish(laura).post(PAGE, {})
    assert answer.status_code == 422
    assert set(faults(answer)) == {"name", "mail_sender", "calendar_title", "vat", "billing", "payment_term_days"}


@pytest.mark.parametrize("who", ["maija", "sami", "aino"])
def test_others_have_no_such_page(request: pytest.FixtureRequest, kuuloke: Practice, who: str) -> None:
    assert client_of(request.getfixturevalue(who)).get(PAGE).status_code == 404


def test_the_accent_is_a_stylesheet_that_everybody_may_keep(kuuloke: Practice) -> None:
    kuuloke.accent = "#7a1f5c"
    kuuloke.save()
    answer = Client().get("/theme.css")
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in answer.get("Vary", "")
    assert "--lake: #7a1f5c" in answer.content.decode()


def test_without_an_accent_the_stylesheet_is_empty(kuuloke: Practice) -> None:
    assert Client().get("/theme.css").content == b""
