"""Somebody leaves the house: the office shuts them out at once, and lets them in again when they come back."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from invoicing.models import Invoice
from tests.bookings import mails
from tests.bookings.pages import reading, text
from tests.factories import client_of, make_employment, make_office
from tests.people.sessions import by_password
from tyonohjaus.access import Capacity, capacities_of
from tyonohjaus.events.models import Event
from tyonohjaus.outbox.compose import queue
from tyonohjaus.outbox.models import Message
from tyonohjaus.outbox.models import State as Mail
from tyonohjaus.people.accounts import OwnAccount, close_account, reopen_account
from tyonohjaus.people.models import LastOfTheOffice, OfficeRole, Organisation, User

pytestmark = pytest.mark.usefixtures("kuuloke")

PASSWORD = "Outi Savolainen-salasana"


def page_of(person: User) -> str:
    return f"/people/{person.pk}/account/"


def signed_in(person: User) -> Client:
    """As a browser is after the sign-in page: allauth keeps a list of these."""
    client = Client()
    answer = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert person.usersession_set.count() == 1
    return client


def is_in(client: Client) -> bool:
    return client.get("/own/").status_code == 200


def test_laura_closes_an_account_and_the_event_tells_who(laura: User, outi: User) -> None:
    client = reading(laura)
    assert "cannot sign in any more" in text(client.get(page_of(outi)))
    assert client.post(page_of(outi), {"act": "close"}).status_code == 303
    outi.refresh_from_db()
    assert not outi.is_active
    event = Event.objects.get(name="person.account_closed")
    assert (event.actor, event.subject_id, event.facts) == (laura.pk, outi.pk, {})


def test_looking_at_the_page_closes_nothing(laura: User, outi: User) -> None:
    client_of(laura).get(page_of(outi))
    outi.refresh_from_db()
    assert outi.is_active


def test_a_second_tap_records_nothing_more(laura: User, outi: User) -> None:
    for _tap in range(2):
        close_account(outi, by=laura)
    assert Event.objects.filter(name="person.account_closed").count() == 1


def test_every_session_ends_at_once_those_that_allauth_lists_and_others_C33(laura: User, outi: User) -> None:
    listed, other = signed_in(outi), by_password(outi)
    assert is_in(listed) and is_in(other)
    key = listed.session.session_key
    close_account(outi, by=laura)
    assert not is_in(listed) and not is_in(other)
    assert not outi.usersession_set.exists()
    assert not Session.objects.filter(session_key=key).exists()


def test_no_old_session_and_no_old_password_lives_again_when_the_account_is_opened(laura: User, outi: User) -> None:
    listed, other = signed_in(outi), by_password(outi)
    close_account(outi, by=laura)
    reopen_account(outi, by=laura)
    assert not is_in(listed) and not is_in(other)
    answer = Client().post(reverse("account_login"), {"login": outi.email, "password": PASSWORD})
    assert answer.status_code == 422


def answers(client: Client, url: str, data: dict[str, str]) -> tuple[int, str, str]:
    """What a stranger at the door learns: without the address itself and the form's own token."""
    answer = client.post(url, data)
    seen = client.get(answer["Location"]) if answer.status_code == 302 else answer
    shown = seen.content.decode().replace(data.get("login") or data["email"], "ADDRESS")
    shown = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", shown)
    return answer.status_code, answer.get("Location", ""), shown


@pytest.mark.parametrize("page", ["account_login", "account_request_login_code"])
def test_at_the_door_a_closed_account_is_answered_like_one_that_never_was_C8(
    laura: User, outi: User, page: str
) -> None:
    close_account(outi, by=laura)
    outis = answers(Client(), reverse(page), {"login": outi.email, "password": PASSWORD})
    nobodys = answers(Client(), reverse(page), {"login": "nobody@kotiposti.example", "password": PASSWORD})
    assert outis == nobodys
    assert [letter.subject for letter in mail.outbox[:1]] == [letter.subject for letter in mail.outbox[1:]]
    assert not any(re.search(r"^[A-Z0-9]{3}-?[A-Z0-9]{3}$", letter.body, re.MULTILINE) for letter in mail.outbox)


def test_a_code_that_was_asked_before_opens_nothing_and_the_page_says_what_to_do(laura: User, outi: User) -> None:
    client = Client(headers={"Accept-Language": "en"})
    client.post(reverse("account_request_login_code"), {"login": outi.email})
    [code] = re.findall(r"^([A-Z0-9-]{6,})$", mail.outbox[0].body, re.MULTILINE)
    close_account(outi, by=laura)
    answer = client.post(reverse("account_confirm_login_code"), {"code": code}, follow=True)
    said = text(answer)
    assert "Ask the office" in said
    assert "Outi" not in said and "closed" not in said
    assert not is_in(client)


def test_no_mail_goes_to_one_who_is_shut_out_neither_new_nor_what_waited(laura: User, outi: User) -> None:
    with transaction.atomic():
        queue(to=outi, template="people/mail/invitation", about=outi, facts={}, once="before")
    close_account(outi, by=laura)
    outi.refresh_from_db()
    with transaction.atomic():
        queue(to=outi, template="people/mail/invitation", about=outi, facts={}, once="after")
    assert mails.post() == []
    assert Message.objects.get().state == Mail.DROPPED


def test_the_bill_of_one_who_is_shut_out_is_brought_by_hand(laura: User, outi: User) -> None:
    assert Invoice(consumer=outi).address == outi.email
    close_account(outi, by=laura)
    outi.refresh_from_db()
    assert Invoice(consumer=outi).address == ""


def test_one_who_is_shut_out_cannot_be_invited(laura: User, outi: User) -> None:
    close_account(outi, by=laura)
    client = client_of(laura)
    assert client.post("/people/invitations/", {"people": str(outi.pk)}).status_code == 422
    assert "/people/invitations/" not in client.get(f"/people/{outi.pk}/").content.decode()


def test_one_who_comes_back_signs_in_with_a_code(laura: User, outi: User) -> None:
    close_account(outi, by=laura)
    assert client_of(laura).post(page_of(outi), {"act": "reopen"}).status_code == 303
    assert Event.objects.get(name="person.account_reopened").actor == laura.pk
    client = Client()
    client.post(reverse("account_request_login_code"), {"login": outi.email})
    [code] = re.findall(r"^([A-Z0-9-]{6,})$", mail.outbox[0].body, re.MULTILINE)
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert is_in(client)


def test_the_list_shows_closed_accounts_apart(laura: User, outi: User) -> None:
    client = reading(laura)
    assert "Closed accounts" not in text(client.get("/people/"))
    close_account(outi, by=laura)
    assert "Outi" not in text(client.get("/people/"))
    closed = text(client.get("/people/", {"show": "closed"}))
    assert "Outi Savolainen" in closed and "Laura Salmi" not in closed
    assert "The account is closed." in text(client.get(f"/people/{outi.pk}/"))


def test_nobody_shuts_themselves_out(laura: User, outi: User) -> None:
    make_office(user=outi)
    answer = reading(laura).post(page_of(laura), {"act": "close"})
    assert answer.status_code == 422
    assert "Another person of the office can close it." in text(answer)
    with pytest.raises(OwnAccount):
        close_account(laura, by=laura)


def test_the_last_of_the_office_stays(laura: User, outi: User) -> None:
    """`outi` acted a moment before she left the office herself."""
    with pytest.raises(LastOfTheOffice):
        close_account(laura, by=outi)
    laura.refresh_from_db()
    assert laura.is_active


def test_one_who_is_shut_out_keeps_no_office_for_the_others(laura: User, outi: User) -> None:
    make_office(user=outi)
    close_account(outi, by=laura)
    with pytest.raises(LastOfTheOffice):
        OfficeRole.end(user=laura, by=laura)
    outi.refresh_from_db()
    assert capacities_of(outi) == frozenset()
    reopen_account(outi, by=laura)
    assert capacities_of(User.objects.get(pk=outi.pk)) == {Capacity.OFFICE}


def test_the_office_reads_for_whom_another_manager_must_be_chosen(
    laura: User, maija: User, aino: User, outi: User, lehtola: Organisation
) -> None:
    make_employment(employee=outi, organisation=lehtola, manager=maija).end(by=laura)
    page = text(reading(laura).get(page_of(maija)))
    assert "Aino Mäkelä" in page
    assert "Outi" not in page


@pytest.mark.parametrize("who", ["maija", "sami", "aino"])
def test_nobody_else_closes_or_even_learns_that_one_can_C8(
    request: pytest.FixtureRequest, outi: User, who: str
) -> None:
    client = client_of(request.getfixturevalue(who))
    unknown = page_of(User(email="x", name="x"))
    for answer in (client.get(page_of(outi)), client.post(page_of(outi)), client.post(unknown)):
        assert answer.status_code == 404
    outi.refresh_from_db()
    assert outi.is_active
