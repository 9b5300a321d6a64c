"""A session and its person are read by questions put together once: each is still answered of its own browser alone."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from tests.factories import NOW, client_of
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def is_signed_in(client: Client) -> bool:
    return not client.get("/").headers.get("Location", "").startswith("/sign-in/")


def test_each_browser_has_its_own_person(aino: User, sami: User) -> None:
    browsers = {user: client_of(user) for user in (aino, sami)}
    for user, browser in [*browsers.items()] * 2:
        assert browser.get("/").wsgi_request.user == user


def test_a_session_ends(aino: User) -> None:
    client = client_of(aino)
    for late, opens in ((-1, True), (1, False)):
        with time_machine.travel(NOW + timedelta(seconds=settings.SESSION_COOKIE_AGE + 60 * late), tick=False):
            assert is_signed_in(client) == opens


def test_nobody_has_a_session_that_was_never_given(aino: User) -> None:
    client = Client()
    for key in ("", "x", "no session has this key", "a" * 32):
        client.cookies[settings.SESSION_COOKIE_NAME] = key
        assert not is_signed_in(client)
