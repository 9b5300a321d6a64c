"""Nobody signs up: Laura selects people and sends invitations."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tests.bookings.pages import reading, text
from tests.factories import NOW, client_of
from tests.forms import finnish, said, summary
from tyonohjaus.outbox.deliver import deliver
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Practice, User

PAGE = "/people/invitations/"


def invite(laura: User, *people: User) -> Any:
    return client_of(laura).post(PAGE, {"people": [person.pk for person in people]})


def delivered() -> Any:
    for message in Message.objects.all():
        deliver(message.pk)
    return mail.outbox[-1]


def test_one_who_has_signed_in_needs_no_invitation(laura: User, aino: User, kuuloke: Practice) -> None:
    """Above all not Laura herself, who looks at the list."""
    User.objects.update(invited_at=None)
    page = text(reading(laura).get("/people/?show=new"))
    assert "Aino Mäkelä" in page
    assert "laura@kuuloke.example" not in page


def test_each_selected_person_gets_one_invitation(laura: User, aino: User, eero: User, kuuloke: Practice) -> None:
    User.objects.update(invited_at=None)
    assert invite(laura, aino, eero).status_code == 303
    assert set(Message.objects.values_list("user", "template")) == {
        (aino.pk, "people/mail/invitation"),
        (eero.pk, "people/mail/invitation"),
    }
    aino.refresh_from_db()
    assert aino.invited_at is not None
    assert aino.invited_at >= NOW


def test_a_lost_invitation_can_be_sent_again(laura: User, aino: User) -> None:
    invite(laura, aino)
    invite(laura, aino)
    assert Message.objects.filter(user=aino).count() == 2


@pytest.mark.sqlite
def test_the_mail_says_how_to_sign_in_and_nothing_of_what_it_is_about_C1_C2(
    laura: User, aino: User, kuuloke: Practice
) -> None:
    Practice.objects.update(mail_sender="Ajanvaraus", seller_name="Kuuloke Työnohjaus Oy")
    invite(laura, aino)
    letter = delivered()
    assert letter.to == ["aino.makela@lehtola.example"]
    assert letter.from_email.startswith("Ajanvaraus <")
    assert letter.reply_to == ["toimisto@kuuloke.example"]
    everything = f"{letter.subject} {letter.body} {letter.alternatives[0][0]}".lower()
    assert "/sign-in/code/" in letter.body or "/sign-in/login/code/" in letter.body
    for word in ("työnohjaus", "handledning", "supervision", "kuuloke työnohjaus", "aino", "mäkelä", "laura"):
        assert word not in everything, word


def test_the_link_leads_to_the_page_that_asks_for_a_code_and_opens_nothing(
    laura: User, aino: User, kuuloke: Practice
) -> None:
    invite(laura, aino)
    address = next(word for word in delivered().body.split() if word.startswith("http"))
    visitor = Client()
    answer = visitor.get(address.partition("//")[2].partition("/")[2].join(["/", ""]))
    assert answer.status_code == 200
    assert "_auth_user_id" not in visitor.session


@pytest.mark.sqlite
def test_nobody_ticked_is_told_on_the_list(laura: User, aino: User) -> None:
    answer = finnish(laura).post(PAGE, {})
    assert answer.status_code == 422
    assert said("Tick at least one person.") in summary(answer)
    assert "Aino Mäkelä" in text(answer)


@pytest.mark.parametrize("wrong", ["not-an-id", "00000000-0000-4000-8000-000000000000"])
def test_one_unknown_id_and_nobody_is_invited(laura: User, aino: User, wrong: str) -> None:
    answer = reading(laura).post(PAGE, {"people": [aino.pk, wrong]})
    assert answer.status_code == 422
    assert "no longer on the list" in summary(answer)
    assert not Message.objects.exists()


def test_looking_at_the_address_invites_nobody(laura: User, aino: User) -> None:
    assert client_of(laura).get(PAGE, {"people": aino.pk}).status_code == 405
    assert not Message.objects.exists()


def test_there_is_no_open_sign_up(kuuloke: Practice) -> None:
    answer = Client().post("/sign-in/signup/", {"email": "x@kotiposti.example", "password1": "jokin-pitkä-salasana"})
    assert answer.status_code in {200, 404, 422}
    assert not User.objects.filter(email="x@kotiposti.example").exists()


def test_one_who_signs_in_as_it_is_carries_no_mark_of_a_missing_invitation(
    laura: User, aino: User, eero: User, kuuloke: Practice
) -> None:
    User.objects.update(invited_at=None)
    client_of(aino)
    page = reading(laura).get("/people/")
    marked = {person.name for person, _roles, badge in page.context["people"] if badge}
    assert marked == {"Eero Virtanen", "Maija Korhonen"}
    assert "Has signed in without an invitation." in text(reading(laura).get(f"/people/{aino.pk}/"))


def test_a_supervisor_is_recommended_by_those_who_have_one(
    aino_with_sami: object, laura: User, sami: User, aino: User, maija: User
) -> None:
    word = "Recommend your supervisor"
    offered = {user.name for user in (laura, sami, aino, maija) if word in text(reading(user).get("/own/"))}
    assert offered == {aino.name, maija.name}
