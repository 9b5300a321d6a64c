"""Feedback asked inside the organisation (S4-4): of whom the supervisee names, to the supervisee."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from processes.models import Process
from reviews.models import FeedbackRound, Respondent
from tests import factories
from tests.bookings.mails import everything, link, post
from tests.bookings.pages import links, reading, text
from tests.factories import NOW, client_of
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.accounts import close_account
from tyonohjaus.people.models import Extra, User

GOOD = {"addresses": "liisa@lehtola.example\nkalle@lehtola.example", "questions": "zqkysymys: missä onnistun?"}


@pytest.fixture
def switched_on(kuuloke: Any, laura: User) -> None:
    Extra.switch([Extra.Name.INSIDE_FEEDBACK], by=laura)


def asking(process: Process) -> str:
    return reverse("reviews:feedback_ask", args=[process.pk])


def asked(process: Process, aino: User, **more: str) -> FeedbackRound:
    assert client_of(aino).post(asking(process), GOOD | more).status_code == 303
    return FeedbackRound.objects.latest("opened_at")


@pytest.mark.usefixtures("switched_on")
def test_the_supervisee_asks_and_reads_and_lends_S4_4(
    aino_with_sami: Process, aino: User, sami: User, maija: User, laura: User
) -> None:
    row = asked(aino_with_sami, aino)
    mails = post()
    assert sorted(mail.to[0] for mail in mails) == ["kalle@lehtola.example", "liisa@lehtola.example"]
    for mail in mails:
        assert not [word for word in ("zqkysymys", "Aino", "Sami", "yönohja", "Kuuloke T") if word in everything(mail)]
    page, stranger = link(mails[0]), Client()
    assert "Aino Mäkelä" in text(stranger.get(page))
    assert "zqkysymys" in text(stranger.get(page))
    assert stranger.post(page, {"text": ""}).status_code == 422

    assert stranger.post(page, {"text": "zqpalaute"}).status_code == 303
    assert "zqpalaute" not in stranger.get(page).content.decode()  # their own answer until it is sent
    assert stranger.post(page, {"text": "toinen"}).status_code == 422

    own = reverse("reviews:feedback", args=[row.pk])
    assert "zqpalaute" in text(client_of(aino).get(own))
    assert client_of(sami).get(own).status_code == 404
    assert client_of(aino).post(own, {"share": "1"}).status_code == 303
    assert "zqpalaute" in text(client_of(sami).get(own))
    assert client_of(sami).post(own, {"keep": "1"}).status_code == 422  # not his to change
    for user in (maija, laura):
        assert client_of(user).get(own).status_code == 404
        assert client_of(user).get(asking(aino_with_sami)).status_code == 404


@pytest.mark.usefixtures("switched_on")
def test_another_member_finds_nothing_of_it_C22(group_with_sami: Process, aino: User, eero: User) -> None:
    row = asked(group_with_sami, aino, shared="on")
    assert client_of(eero).get(reverse("reviews:feedback", args=[row.pk])).status_code == 404
    assert not links(reading(eero).get(asking(group_with_sami)), "/feedback/" + str(row.pk))


@pytest.mark.sqlite
@pytest.mark.usefixtures("switched_on")
@pytest.mark.parametrize(
    "wrong",
    [
        {"addresses": "ei osoite"},
        {"addresses": ""},
        {"questions": ""},
        {"questions": "ä" * 10_000},
        {"addresses": "\n".join(f"a{number}@b.example" for number in range(11))},
    ],
)
def test_what_cannot_be_asked_comes_back_with_a_word(
    aino_with_sami: Process, aino: User, wrong: dict[str, str]
) -> None:
    refused = client_of(aino).post(asking(aino_with_sami), GOOD | wrong)
    assert refused.status_code == 422
    assert not Respondent.objects.exists()


@pytest.mark.usefixtures("switched_on")
def test_after_four_weeks_it_is_closed(aino_with_sami: Process, aino: User) -> None:
    row = asked(aino_with_sami, aino)
    page = link(post()[0])
    with time_machine.travel(NOW + timedelta(weeks=4, minutes=1)):
        assert Client().post(page, {"text": "myöhässä"}).status_code == 422
        with pytest.raises(TooLate):
            row.respondents.all()[0].answer("myöhässä")


@pytest.mark.usefixtures("switched_on")
@pytest.mark.parametrize("how", ["left", "account"])
def test_once_who_asked_is_gone_nobody_answers_and_nobody_is_told_why(
    group_with_sami: Process, aino: User, laura: User, how: str
) -> None:
    row = asked(group_with_sami, aino)
    page = link(post()[0])
    if how == "account":
        close_account(aino, by=laura)
    else:
        group_with_sami.participants.filter(user=aino).update(ends_on=NOW.date() - timedelta(days=1))

    shown = reading(factories.make_person(name="Joku Muu")).get(page)
    assert "This question is closed. Your answer is not needed any more, and nothing was sent." in text(shown)
    assert "Aino" not in text(shown)
    assert "zqkysymys" not in text(shown)
    assert Client().post(page, {"text": "zqpalaute"}).status_code == 422
    with pytest.raises(TooLate):
        row.respondents.all()[0].answer("zqpalaute")
    assert not row.respondents.exclude(answered_on=None).exists()


def test_switched_off_there_is_no_such_page(aino_with_sami: Process, aino: User, sami: User) -> None:
    row = FeedbackRound.ask(aino_with_sami, by=aino, questions="?", addresses=["a@b.example"], shared=True)
    page = link(post()[0])
    for user in (aino, sami):
        assert client_of(user).get(asking(aino_with_sami)).status_code == 404
        assert client_of(user).get(reverse("reviews:feedback", args=[row.pk])).status_code == 404
    assert Client().get(page).status_code == 404
    assert not links(reading(aino).get(reverse("processes:detail", args=[aino_with_sami.pk])), "/feedback/")
