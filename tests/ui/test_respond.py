"""One view and one file: the whole page, or the part that htmx asks for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.forms import CharField, Form
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from tyonohjaus.ui.htmx import respond

pytestmark = pytest.mark.sqlite

PAGE = "<h1>Whole</h1>{% partialdef times inline %}<p>{{ day }}</p>{% endpartialdef %}"


class Name(Form):
    name = CharField()


@pytest.fixture(autouse=True)
def page(tmp_path: Path, settings: Any) -> Iterator[None]:
    (tmp_path / "sample.html").write_text(PAGE)
    engine = engines["django"].engine
    loaders = engine.template_loaders
    engine.dirs = [*engine.dirs, tmp_path]
    yield
    engine.dirs = [folder for folder in engine.dirs if folder != tmp_path]
    for loader in loaders:
        loader.reset()


def request(**headers: str) -> HttpRequest:
    made: Any = RequestFactory().get("/", headers=headers)
    made.htmx = HtmxDetails(made)
    made._messages = CookieStorage(made)
    made.user = None
    return made


def answer(asked: HttpRequest, **context: Any) -> HttpResponse:
    return respond(asked, "sample.html", {"day": "tiistai", **context}, partial="times")


@pytest.mark.django_db
def test_a_browser_gets_the_whole_page() -> None:
    assert answer(request()).content == b"<h1>Whole</h1><p>tiistai</p>"


@pytest.mark.django_db
def test_htmx_gets_the_part() -> None:
    response = answer(request(HX_Request="true"))
    assert response.content == b"<p>tiistai</p>"
    assert response.headers["Vary"] == "HX-Request"


@pytest.mark.django_db
@pytest.mark.parametrize("more", ["HX-Boosted", "HX-History-Restore-Request"])
def test_back_and_boosted_links_get_the_whole_page(more: str) -> None:
    headers = {"HX-Request": "true", more: "true"}
    made: Any = RequestFactory().get("/", headers=headers)
    made.htmx = HtmxDetails(made)
    made.user = None
    assert answer(made).content.startswith(b"<h1>Whole")


@pytest.mark.django_db
def test_a_faulty_form_is_422_and_a_blank_one_is_not() -> None:
    assert answer(request(), form=Name({})).status_code == 422
    assert answer(request(), form=Name()).status_code == 200
    assert answer(request(), form=Name({"name": "Aino"})).status_code == 200


@pytest.mark.django_db
def test_a_status_that_the_view_gives_stays() -> None:
    assert respond(request(), "sample.html", {"form": Name({})}, status=409).status_code == 409


@pytest.mark.django_db
def test_a_message_rides_along_with_the_part() -> None:
    asked = request(HX_Request="true")
    messages.success(asked, "Aika on varattu.")
    html = answer(asked).content.decode()
    assert 'id="messages" hx-swap-oob="true"' in html
    assert "Aika on varattu." in html
