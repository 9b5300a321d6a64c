"""Who is told what by mail, and the signed link of an employer's side: GET shows, POST answers once (E1, C1, C6)."""

from typing import Any

import pytest
from django.test import Client

from agreements.models import Signature, Status, Version
from processes.models import Process
from tests.agreements.paper import accepted, accepted_by, offered
from tyonohjaus.outbox.compose import compose, is_still_so
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def mail_to(user: User, template: str = "agreements/mail/asked_employer") -> tuple[Message, str, str]:
    """The row, the subject, and the text."""
    message = Message.objects.filter(user=user, template=template).latest("created_at")
    mail = compose(message)
    return message, str(mail.subject), str(mail.body)


def link_of(user: User) -> str:
    _message, _subject, body = mail_to(user)
    return "/l/agreement/" + body.partition("/l/agreement/")[2].split()[0]


def answer(url: str, decision: str) -> Any:
    client = Client()
    page = client.get(url)
    shown = page.context["version"].sha256 if "version" in page.context else ""
    return client.post(url, {"decision": decision, "shown": shown})


def test_each_party_is_asked_once_and_who_offered_it_not(
    aino_with_sami: Process, aino: User, maija: User, sami: User
) -> None:
    def asked() -> list[tuple[str, str]]:
        rows = Message.objects.order_by("created_at")
        return [(message.user.first_name, message.template.rpartition("/")[2]) for message in rows]

    version = offered(aino_with_sami, by=sami)
    assert asked() == [("Aino", "asked")]
    version.accept(by=aino)
    assert asked() == [("Aino", "asked"), ("Maija", "asked_employer")]


def test_the_mails_say_nothing_of_what_it_is_about_C1(
    group_with_sami: Process, aino: User, eero: User, maija: User, sami: User, laura: User
) -> None:
    """Attendance is not told by name here: no name in the manager's mail; the page shows whom it concerns."""
    accepted_by(offered(group_with_sami, by=laura, expectations="zqclause"), aino, eero)

    for user, template in ((maija, "asked_employer"), (aino, "asked"), (sami, "asked")):
        _message, subject, body = mail_to(user, f"agreements/mail/{template}")
        others = {"Mäkelä", "Eero", "Virtanen", "Maija", "Rautio"} - {user.first_name}
        for word in {"zqclause", "ohjau", "supervis", "handled"} | others:
            assert word.lower() not in (subject + body).lower(), (word, user)
    assert "Aino Mäkelä" in Client().get(link_of(maija)).content.decode()


def test_a_name_stands_in_the_managers_mail_where_names_are_agreed_C1(
    aino_with_sami: Process, aino: User, maija: User, sami: User
) -> None:
    accepted_by(offered(aino_with_sami, by=sami), aino)

    _message, subject, body = mail_to(maija)
    assert "Aino Mäkelä" in body and "Aino" not in subject and aino_with_sami.code not in subject


def test_a_manager_accepts_by_link_once_and_without_signing_in_E1(
    aino_with_sami: Process, aino: User, maija: User, laura: User
) -> None:
    version = accepted_by(offered(aino_with_sami, by=laura), aino)
    url = link_of(maija)
    for _scanner in range(2):
        assert Client().get(url).status_code == 200
    assert Signature.objects.waiting().filter(user=maija).exists()

    assert answer(url, "accept").status_code == 303

    given = version.signatures.get(user=maija)
    assert (given.answer, given.via, given.role) == ("accepted", "link", "employer")
    after = Client().get(url)
    assert after.status_code == 200 and "sheet" not in after.context
    assert ("on voimassa" in after.content.decode()) == (Version.objects.get(pk=version.pk).status == "in_force")
    assert Message.objects.filter(user=maija, template="agreements/mail/in_force").exists() == after.context["in_force"]
    assert answer(url, "accept").status_code == 422
    assert Client().get("/l/agreement/nonsense/").status_code == 404


def test_a_manager_may_say_no_by_link(
    aino_with_sami: Process, aino: User, maija: User, sami: User, laura: User
) -> None:
    version = accepted_by(offered(aino_with_sami, by=laura), aino)

    answer(link_of(maija), "decline")

    assert Version.objects.get(pk=version.pk).status == Status.DECLINED
    told = set(Message.objects.filter(template="agreements/mail/declined").values_list("user__name", flat=True))
    assert told == {"Sami Rautio", "Laura Salmi"}


def test_an_answer_to_another_text_than_was_shown_is_none_and_the_page_says_so(
    aino_with_sami: Process, aino: User, maija: User, laura: User
) -> None:
    accepted_by(offered(aino_with_sami, by=laura), aino)
    client, url = Client(), link_of(maija)

    for tampered in ({"decision": "accept", "shown": "x"}, {"decision": "perhaps"}):
        unheard = client.post(url, tampered)
        assert (unheard.status_code, unheard.context["unheard"]) == (422, True)
        assert "notice--fault" in unheard.content.decode()
        assert unheard.context["sheet"]
    assert Signature.objects.waiting().filter(user=maija).exists()


@pytest.mark.parametrize("what", ["superseded", "withdrawn", "declined"])
def test_a_link_to_what_has_moved_on_says_so_and_does_nothing(
    aino_with_sami: Process, aino: User, maija: User, sami: User, laura: User, what: str
) -> None:
    version = accepted_by(offered(aino_with_sami, by=laura), aino)
    url = link_of(maija)
    client = Client()
    shown = client.get(url).context["version"].sha256
    if what == "superseded":
        offered(aino_with_sami, by=laura, expectations="Muuta")
    elif what == "withdrawn":
        version.withdraw(by=laura)
    else:
        version.decline(by=sami)

    late = client.post(url, {"decision": "accept", "shown": shown})

    assert late.status_code == 422 and "sheet" not in late.context
    assert not version.signatures.get(user=maija).answer


def test_a_link_opens_nothing_for_one_who_is_manager_no_more_C12(
    aino_with_sami: Process, aino: User, maija: User, pekka: User, laura: User
) -> None:
    version = accepted_by(offered(aino_with_sami, by=laura), aino)
    url, message = link_of(maija), mail_to(maija)[0]
    assert is_still_so(message)

    aino.employments.get().change_manager(to=pekka, by=laura)

    page = Client().get(url)
    assert "sheet" not in page.context and "Aino Mäkelä" not in page.content.decode()
    assert Client().post(url, {"decision": "accept", "shown": version.sha256}).status_code == 422
    assert not is_still_so(message)


def test_what_is_answered_or_replaced_is_not_mailed_any_more(aino_with_sami: Process, aino: User, laura: User) -> None:
    version = offered(aino_with_sami, by=laura)
    first = mail_to(aino, "agreements/mail/asked")[0]
    offered(aino_with_sami, by=laura, expectations="Muuta")

    assert not is_still_so(first)
    assert is_still_so(mail_to(aino, "agreements/mail/asked")[0])
    assert version.pk != Version.objects.latest("number").pk


def test_all_are_told_when_it_is_in_force(aino_with_sami: Process, laura: User) -> None:
    accepted(offered(aino_with_sami, by=laura))

    told = Message.objects.filter(template="agreements/mail/in_force")
    assert told.count() == 2  # and not the one whose yes was the last
    assert all("ohjau" not in str(compose(message).subject).lower() for message in told)


def test_a_self_payers_mail_goes_to_no_manager_C6(self_paid: Process, aino: User, maija: User, kaisa: User) -> None:
    self_paid.participants.filter(user=aino).update(manager=maija)

    accepted(offered(self_paid, by=kaisa))

    assert not Message.objects.filter(user=maija).exists()
