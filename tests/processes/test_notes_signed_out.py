"""Signed out while writing for oneself or the group: the text comes back, and nothing is stored on the way."""

from datetime import timedelta

import pytest
from django.test import Client

from bookings.models import AgendaWish
from processes.models import LearningNote, OwnNote, Process
from tests import factories
from tests.factories import NOW, client_of
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite

TEXT = "Huomasin, miten tauko auttaa."


@pytest.fixture
def paths(group_with_sami: Process) -> list[str]:
    booking = factories.make_booking(process=group_with_sami, starts_at=NOW + timedelta(days=1))
    return [
        "/own/notes/new/?kind=plan",
        f"/processes/{group_with_sami.pk}/learning/",
        f"/bookings/{booking.pk}/wish/",
    ]


def test_who_was_signed_out_gets_the_text_back_and_saves_it_later(paths: list[str], aino: User) -> None:
    for path in paths:
        kept = Client().post(path, {"text": TEXT, "kind": "plan"})
        assert kept.status_code == 401
        assert TEXT in kept.content.decode()
        assert "Aino" not in kept.content.decode()
        assert not any(model.objects.exists() for model in (OwnNote, LearningNote, AgendaWish)) or path != paths[0]
        assert client_of(aino).post(path, {"text": TEXT, "kind": "plan"}).status_code == 303
    assert OwnNote.objects.get().kind == "plan"


def test_a_form_from_before_signing_in_again_is_shown_once_more(paths: list[str], aino: User) -> None:
    for path in paths:
        browser = Client(enforce_csrf_checks=True)
        browser.cookies = client_of(aino).cookies
        answer = browser.post(path, {"text": TEXT, "kind": "plan"})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert TEXT in page
        token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        said = {"text": TEXT, "kind": "plan", "csrfmiddlewaretoken": token}
        assert browser.post(path, said).status_code == 303


def test_a_session_that_opens_no_content_any_more_keeps_the_text_too_C6(paths: list[str], aino: User) -> None:
    User.objects.filter(pk=aino.pk).update(password_proven_at=None)
    for path in paths:
        answer = client_of(aino, content=False).post(path, {"text": TEXT})
        assert answer.status_code == 401
        assert TEXT in answer.content.decode()


def test_words_from_elsewhere_are_put_on_no_page_of_one_who_is_signed_out(paths: list[str]) -> None:
    for path in paths:
        answer = Client(enforce_csrf_checks=True).post(path, {"text": TEXT})
        assert answer.status_code == 302
        assert "/sign-in/" in answer["Location"]
