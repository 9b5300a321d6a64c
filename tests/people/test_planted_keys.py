"""Whoever reads an address that is later put right leaves no key behind: neither the office that made it up nor the
stranger whose it happened to be (C6, C28, docs/decisions/0010)."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client

from processes.models import PersonalGoal, Process
from tests.factories import NOW, make_process
from tests.people.sessions import by_code, by_password
from tyonohjaus.people.accounts import change_address, create_person
from tyonohjaus.people.models import HandoverCode, Organisation, User

PLANTED = "Uskallan pyytää apua ajoissa"
PASSWORD = "vieras-salasana-1"


@pytest.fixture
def tiina(kuuloke: object, laura: User) -> User:
    """Written down with a mailbox that is not hers."""
    return create_person(email="tina.t@gmail.com", name="Tiina Toivonen", by=laura)


@pytest.fixture
def process(tiina: User, sami: User, lehtola: Organisation) -> Process:
    process = make_process(supervisor=sami, supervisees=[tiina], organisation=lehtola)
    PersonalGoal.write(process=process, owner=tiina, text=PLANTED)
    return process


def sees_goal(client: Client, process: Process) -> bool:
    return PLANTED in client.get(f"/processes/{process.pk}/").content.decode()


def now_hers(tiina: User, *, laura: User, sami: User) -> Client:
    """Laura puts the address right, and Tiina uses the code from Sami's hand."""
    change_address(tiina, email="tiina.t@gmail.com", by=laura)
    client = by_code(tiina)
    assert client.post("/own/code/", {"code": HandoverCode.issue(user=tiina, by=sami)}).status_code == 303
    tiina.refresh_from_db()
    return client


def test_a_password_set_there_opens_nothing_after_it_and_neither_does_a_session(
    tiina: User, process: Process, laura: User, sami: User
) -> None:
    tiina.invite(by=laura, now=NOW)
    stranger = by_code(tiina)
    stranger.post("/sign-in/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    tiina.refresh_from_db()
    assert tiina.password_proven_at is not None

    hers = now_hers(tiina, laura=laura, sami=sami)

    assert sees_goal(hers, process)
    assert stranger.get("/own/").status_code == 302, "their session has ended"
    later = Client()
    later.post("/sign-in/login/", {"login": "tiina.t@gmail.com", "password": PASSWORD})
    assert later.get("/own/").status_code == 302, "and their password signs nobody in"


def test_nor_does_it_before_the_person_is_in_any_process(
    tiina: User, laura: User, sami: User, lehtola: Organisation
) -> None:
    stranger = by_code(tiina)
    stranger.post("/sign-in/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    change_address(tiina, email="tiina.t@gmail.com", by=laura)
    tiina.refresh_from_db()
    assert not tiina.has_usable_password()
    assert tiina.password_proven_at is None


def test_a_second_factor_a_second_address_and_a_code_go_too(
    tiina: User, process: Process, laura: User, sami: User
) -> None:
    Authenticator.objects.create(user=tiina, type=Authenticator.Type.TOTP, data={})
    EmailAddress.objects.create(user=tiina, email="vieras@gmail.com", verified=True)
    code = HandoverCode.issue(user=tiina, by=sami)

    change_address(tiina, email="tiina.t@gmail.com", by=laura)

    assert not Authenticator.objects.filter(user=tiina).exists()
    assert EmailAddress.objects.get(user=tiina).email == "tiina.t@gmail.com"
    assert not HandoverCode.use(user=tiina, code=code, now=NOW)


def test_a_code_asked_for_there_and_typed_after_it_opens_no_content(
    tiina: User, process: Process, laura: User, sami: User
) -> None:
    now_hers(tiina, laura=laura, sami=sami)
    assert not sees_goal(by_code(tiina, email="tina.t@gmail.com"), process)


def test_who_changes_the_own_address_keeps_the_keys(laura: User) -> None:
    EmailAddress.objects.create(user=laura, email="laura@kotiposti.example", verified=True)
    change_address(laura, email="laura.salmi@kuuloke.example", by=laura)
    laura.refresh_from_db()
    assert laura.has_usable_password()
    assert EmailAddress.objects.filter(user=laura).count() == 2
    assert by_password(laura).get("/own/").status_code == 200
