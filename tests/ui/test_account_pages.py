"""allauth's pages in our frame: every one of them, in all three languages, under our policy."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.factories import client_of
from tyonohjaus.people.models import User

ENTRANCE = [
    "account_login",
    "account_request_login_code",
    "account_reset_password",
    "account_signup",
    "account_inactive",
]
OWN = [
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_list_webauthn",
    "usersessions_list",
]
PROVEN = ["mfa_activate_totp", "mfa_add_webauthn"]
LANGUAGES = ["fi", "sv", "en"]
PASSWORD = "Aino Mäkelä-salasana"

pytestmark = [pytest.mark.usefixtures("kuuloke"), pytest.mark.sqlite]


def is_ours(html: str) -> bool:
    """Our frame, one heading, nothing inline."""
    assert html.count("<h1") == 1
    assert 'href="#content"' in html
    assert "css/theme.css" in html
    assert not re.search(r"<[^>]+\sstyle=|<style\b", html)
    for attributes in re.findall(r"<script\b([^>]*)>", html):
        assert "src=" in attributes or 'type="application/json"' in attributes
    return True


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ENTRANCE)
def test_pages_on_the_way_in_are_ours(client: Client, page: str, language: str) -> None:
    response = client.get(reverse(page), headers={"Accept-Language": language})
    html = response.content.decode()
    assert f'<html lang="{language}"' in html
    assert is_ours(html)


@pytest.mark.parametrize("page", OWN + PROVEN)
def test_pages_of_ones_own_account_are_ours(aino: User, page: str) -> None:
    response = client_of(aino).get(reverse(page), follow=True)  # some ask for the password first: ours as well
    assert response.status_code == 200
    assert is_ours(response.content.decode())


def test_a_wrong_password_is_said_on_top_and_what_was_typed_stays(client: Client, aino: User) -> None:
    response = client.post(reverse("account_login"), {"login": aino.email, "password": "wrong"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "notice--fault" in html
    assert f'value="{aino.email}"' in html


def test_the_second_button_mails_a_code_to_the_address_already_typed(client: Client, aino: User) -> None:
    """One form with two buttons: the field is called `login` for both, and no script renames it."""
    page = client.get(reverse("account_login")).content.decode()
    assert f'formaction="{reverse("account_request_login_code")}"' in page
    response = client.post(reverse("account_request_login_code"), {"login": aino.email, "password": ""}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("account_confirm_login_code")
    assert is_ours(response.content.decode())
    [letter] = mail.outbox
    assert letter.to == [aino.email]
    code = re.search(r"^([A-Z0-9-]{6,})$", letter.body, re.MULTILINE)
    assert code
    assert code[1] in letter.alternatives[0].content
    assert code[1] not in letter.subject


def test_the_second_button_asks_calmly_for_an_address_that_is_not_typed_yet(client: Client, aino: User) -> None:
    """Nothing was done wrong yet; the page that opens asks for it, and only an empty one sent from there is a fault."""
    url = reverse("account_request_login_code")
    assert "_error" not in client.post(url, {"login": " ", "password": ""}).content.decode()
    assert "id_email_error" in client.post(url, {"email": ""}).content.decode()
    assert mail.outbox == []


def test_a_mail_with_a_code_names_nothing(client: Client, aino: User) -> None:
    """C1: the subject carries no name and no word of supervision."""
    client.post(reverse("account_request_login_code"), {"login": aino.email})
    letter = mail.outbox[0]
    for word in ("Aino", "ohjaus", "supervision"):
        assert word.lower() not in f"{letter.subject} {letter.body}".lower()


def test_a_code_that_does_not_fit_is_422(client: Client, aino: User) -> None:
    client.post(reverse("account_request_login_code"), {"login": aino.email})
    response = client.post(reverse("account_confirm_login_code"), {"code": "WRONG1"})
    assert response.status_code == 422
    assert 'id="id_code_error"' in response.content.decode()


def test_there_is_no_sign_up(client: Client) -> None:
    html = client.get(reverse("account_signup")).content.decode()
    assert "<form" not in re.sub(r'<form class="langs".*?</form>', "", html, flags=re.DOTALL)


def test_no_flash_tells_what_one_sees_anyway(client: Client, aino: User) -> None:
    response = client.post(
        reverse("account_login"), {"login": aino.email, "password": PASSWORD, "next": reverse("mfa_index")}, follow=True
    )
    assert 'class="notice' not in response.content.decode()


def test_devices_are_named_in_words(client: Client, aino: User) -> None:
    client.post(
        reverse("account_login"),
        {"login": aino.email, "password": PASSWORD},
        headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0"},
    )
    html = client.get(reverse("usersessions_list")).content.decode()
    assert "Firefox, Linux" in html
    assert "Gecko" not in html
