"""Everybody's own page: details, language, colours, keys."""

import pytest
from django.conf import settings
from django.test import Client

from tests.bookings.pages import links, reading, text
from tests.factories import client_of
from tests.forms import faults, finnish, said, typed
from tests.people.sessions import by_code
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite

PAGE = "/own/"
FILLED = {
    "name": "Outi Savolainen",
    "phone": "040 555 0199",
    "language": "fi",
    "street": "Kotikatu 1",
    "postcode": "33100",
    "city": "Tampere",
}


def test_outi_keeps_her_own_details_and_the_address_of_her_bill(outi: User) -> None:
    assert client_of(outi).post(PAGE, FILLED).status_code == 303
    outi.refresh_from_db()
    assert (outi.phone, outi.street, outi.postcode, outi.city) == ("040 555 0199", "Kotikatu 1", "33100", "Tampere")
    event = Event.objects.get(name="person.changed")
    assert event.actor == event.subject_id == outi.pk
    assert "Kotikatu" not in str(event.facts)


def test_a_name_is_one_line_so_that_it_writes_no_lines_of_mails(outi: User) -> None:
    client_of(outi).post(PAGE, FILLED | {"name": "Outi\r\n[Avaa] https://x.example"})
    outi.refresh_from_db()
    assert outi.name == "Outi [Avaa] https://x.example"


def test_nobody_changes_what_is_not_on_the_form(outi: User) -> None:
    client_of(outi).post(PAGE, FILLED | {"email": "muu@kotiposti.example", "is_staff": "on", "given_address": "x@x.fi"})
    outi.refresh_from_db()
    assert (outi.email, outi.is_staff, outi.given_address) == ("outi@kotiposti.example", False, "")


def test_the_language_is_that_of_the_next_page_and_of_messages(outi: User) -> None:
    client = client_of(outi)
    client.post(PAGE, FILLED | {"language": "sv"})
    outi.refresh_from_db()
    assert outi.language == "sv"
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "sv"
    assert 'lang="sv"' in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "change, faulty",
    [
        ({"name": ""}, {"name": "This field is required."}),
        ({"postcode": "3310"}, {"postcode": "A postcode has five digits: 33100."}),
        ({"language": "klingon"}, {"language": ""}),
    ],
)
def test_a_fault_is_told_beside_its_field(outi: User, change: dict[str, str], faulty: dict[str, str]) -> None:
    answer = finnish(outi).post(PAGE, FILLED | change)
    assert answer.status_code == 422
    found = faults(answer)
    assert set(found) == set(faulty)
    assert all(found[name] == said(sentence) for name, sentence in faulty.items() if sentence)
    assert typed(answer, "phone") == "040 555 0199"


def test_light_and_dark_are_kept_and_the_person_comes_back_where_they_were(outi: User) -> None:
    client = client_of(outi)
    answer = client.post("/own/theme/", {"theme": "dark", "next": "/own/?x=1"})
    assert (answer.status_code, answer["Location"]) == (303, "/own/?x=1")
    assert 'data-bs-theme="dark"' in client.get(PAGE).content.decode()
    client.post("/own/theme/", {"theme": "auto", "next": PAGE})
    assert "data-bs-theme" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_the_way_back_stays_on_this_site(outi: User, elsewhere: str) -> None:
    assert client_of(outi).post("/own/theme/", {"theme": "light", "next": elsewhere})["Location"] == "/"


def test_a_theme_that_there_is_not_is_refused(outi: User) -> None:
    assert client_of(outi).post("/own/theme/", {"theme": "pink"}).status_code == 400


def test_the_page_leads_to_password_passkeys_devices_and_addresses(outi: User) -> None:
    page = reading(outi).get(PAGE)
    for part in ("password/change", "2fa", "sessions", "email"):
        assert links(page, part), part


def test_in_a_session_that_opens_content_no_code_is_asked_for(outi: User) -> None:
    assert not links(by_code(outi).get(PAGE), "/own/code/")


def test_in_one_from_an_employers_mailbox_the_page_says_what_is_closed_and_why_C6(aino: User) -> None:
    page = by_code(aino).get(PAGE)
    assert links(page, "/own/code/")
    assert "code that went to a work address" in text(page) or said("Goals and notes are closed") in text(page)


def test_who_signs_in_is_spoken_to_in_their_own_language(outi: User, kuuloke: object) -> None:
    User.objects.filter(pk=outi.pk).update(language="sv")
    client = Client(headers={"Accept-Language": "en"})
    answer = client.post("/sign-in/login/", {"login": outi.email, "password": "Outi Savolainen-salasana"})
    assert answer.status_code == 302
    assert 'lang="sv"' in client.get(PAGE).content.decode()
