"""Signed out while writing: the text is never lost, and never stored on the way."""

import pytest
from django.test import Client

from bookings.models import Booking, PrivateNote, read_log
from tests.bookings.logs import FULL, NOTE, TASK, log_of
from tests.factories import client_of
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite


def test_who_was_signed_out_while_writing_gets_the_text_back_and_saves_it_after_signing_in(
    session: Booking, sami: User
) -> None:
    browser = Client()
    kept = browser.post(log_of(session), FULL)
    page = kept.content.decode()
    assert kept.status_code == 401
    assert NOTE in page
    assert TASK in page
    assert "Aino" not in page  # nothing of the database
    assert not PrivateNote.objects.exists()

    browser = client_of(sami)
    assert browser.post(log_of(session), FULL).status_code == 303
    assert read_log(session, by=sami).note == NOTE


def test_a_password_proved_well_enough_opens_the_log_after_a_real_sign_in_C6(session: Booking, sami: User) -> None:
    browser = Client()
    browser.post("/sign-in/login/", {"login": sami.email, "password": f"{sami.name}-salasana"})

    page = browser.get(log_of(session))

    assert page.status_code == 200
    assert 'name="note"' in page.content.decode()


def test_that_page_is_the_same_whatever_the_address(session: Booking) -> None:
    unknown = f"/bookings/{'0' * 8}-0000-4000-8000-{'0' * 12}/log/"
    first, second = (Client().post(path, FULL) for path in (log_of(session), unknown))

    assert first.status_code == second.status_code == 401
    for answer in (first, second):
        assert "csrfmiddlewaretoken" in answer.content.decode()
    assert len(first.content) == len(second.content)


def test_without_text_there_is_nothing_to_keep(session: Booking) -> None:
    for act in (Client().get, Client().post):
        answer = act(log_of(session))
        assert answer.status_code == 302
        assert "/sign-in/" in answer["Location"]


def test_a_stale_form_after_signing_in_again_is_shown_once_more_with_its_text(session: Booking, sami: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = client_of(sami).cookies
    answer = browser.post(log_of(session), FULL)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ei vielä tallennettu." in page
    assert NOTE in page
    assert not PrivateNote.objects.exists()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    assert browser.post(log_of(session), {**FULL, "csrfmiddlewaretoken": token}).status_code == 303
    assert PrivateNote.objects.count() == 1


def test_words_from_elsewhere_are_not_put_on_the_page_of_one_who_is_signed_out(session: Booking) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(log_of(session), FULL)
    assert answer.status_code == 302
    assert "/sign-in/" in answer["Location"]

    browser.get("/sign-in/login/")
    ours = FULL | {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    assert browser.post(log_of(session), ours).status_code == 401
