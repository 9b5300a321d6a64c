"""What the practice recommends to read: links only, kept by the office, found by those who meet (S2-10)."""

import pytest

from processes.models import Process, Reading
from tests.bookings.pages import links, reading, text
from tests.factories import client_of
from tests.forms import faults, finnish, typed
from tyonohjaus.people.models import User

LIST, NEW = "/practice/reading/", "/practice/reading/new/"
ARTICLE = {"title": "Työnohjaus etsivässä työssä", "url": "https://urn.example/12345", "position": "1"}


def test_the_office_keeps_the_list_and_members_find_it_S2_10(
    aino_with_sami: Process, aino: User, sami: User, maija: User, laura: User
) -> None:
    page = f"/processes/{aino_with_sami.pk}/"
    assert not links(reading(aino).get(page), "/processes/reading/")
    assert client_of(laura).post(NEW, ARTICLE).status_code == 303

    for person in (aino, sami):
        client = reading(person)
        assert links(client.get(page), "/processes/reading/")
        assert links(client.get("/processes/reading/"), ARTICLE["url"])
    assert not links(reading(maija).get(page), "/processes/reading/")

    row = Reading.objects.get()
    assert client_of(laura).post(f"{LIST}{row.pk}/", ARTICLE | {"retired": "on"}).status_code == 303
    assert "Nothing is on the list yet." in text(reading(aino).get("/processes/reading/"))
    assert "Not offered any more" in text(reading(laura).get(LIST))


def test_nobody_else_writes_it(kuuloke: object, aino: User, sami: User, maija: User) -> None:
    for person in (aino, sami, maija):
        assert client_of(person).get(LIST).status_code == 404
        assert client_of(person).post(NEW, ARTICLE).status_code == 404
    assert not Reading.objects.exists()


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "wrong", ["javascript:alert(1)", "ei osoite", "", "https://urn.example/" + "x" * 500, "ftp://urn.example/1"]
)
def test_an_address_that_is_none_is_refused_and_kept(kuuloke: object, laura: User, wrong: str) -> None:
    answer = finnish(laura).post(NEW, ARTICLE | {"url": wrong})
    assert answer.status_code == 422
    assert set(faults(answer)) == {"url"}
    assert typed(answer, "url") == wrong
    assert not Reading.objects.exists()


def test_the_same_address_twice_is_refused_and_markup_is_text(kuuloke: object, laura: User, aino: User) -> None:
    marked = ARTICLE | {"title": "<b>Hyvä</b> 🌲"}
    assert client_of(laura).post(NEW, marked).status_code == 303
    assert client_of(laura).post(NEW, ARTICLE).status_code == 422
    assert "&lt;b&gt;Hyvä&lt;/b&gt; 🌲" in client_of(aino).get("/processes/reading/").content.decode()
