"""The agreement says from now on that no content is stored (C44): what was asked before that comes to its end, takes no
more words, and is never a broken page."""

from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from processes.models import Process
from reviews.models import Evaluation, Extract, FeedbackRound, JointText, Respondent, Status
from reviews.occasions import look_after
from tests.bookings.mails import link, post
from tests.bookings.pages import reading, text
from tests.factories import NOW, client_of, helsinki
from tests.reviews.stories import given, opened, shown
from tyonohjaus.people.models import Extra, User

pytestmark = pytest.mark.both


def silence(process: Process) -> None:
    Process.objects.filter(pk=process.pk).update(no_content_since=NOW.date())


@pytest.mark.parametrize("act", ["hand_in", "draft"])
def test_nobody_answers_any_more_and_nobody_is_asked(aino_with_sami: Process, aino: User, act: str) -> None:
    row = opened(aino_with_sami)
    silence(aino_with_sami)

    assert not Evaluation.objects.waiting_for(aino)
    page = reverse("reviews:answers", args=[row.pk])
    assert client_of(aino).post(page, {"act": act, "text_1": "zqsana"}).status_code == 422
    assert not row.answers.exists()


def test_what_was_handed_in_is_shown_the_next_morning(aino_with_sami: Process, aino: User) -> None:
    answered = opened(aino_with_sami).answer(given(), by=aino)
    nothing = opened(aino_with_sami, basis="session 10")
    silence(aino_with_sami)

    with time_machine.travel(helsinki("2027-02-02 08:00")):
        look_after()

    states = {row.pk: row.status for row in Evaluation.objects.all()}
    assert states == {answered.pk: Status.SHOWN, nothing.pk: Status.LAPSED}


@pytest.mark.sqlite
def test_the_page_of_the_text_for_the_employer_says_why_none_is_written(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    row = shown(aino_with_sami, aino, sami)
    silence(aino_with_sami)
    page = text(reading(aino).get(f"/evaluations/{row.pk}/extract/"))
    assert "By the agreement nothing is kept any more" in page
    assert "once the answers are together" not in page


def test_it_takes_no_more_words_and_is_concluded(aino_with_sami: Process, aino: User, sami: User) -> None:
    row = shown(aino_with_sami, aino, sami)
    extract = Extract.write(row, text="Luettu", useful="", by=sami, seen="")
    silence(aino_with_sami)
    browser = client_of(aino)

    for name, data in [("joint_text", {"text": "a"}), ("extract", {"text": "b", "seen": extract.mark})]:
        assert browser.post(reverse(f"reviews:{name}", args=[row.pk]), data).status_code == 422
    accepted = browser.post(reverse("reviews:acceptance", args=[row.pk]), {"seen": extract.mark})
    assert accepted.status_code == 422
    assert not JointText.objects.exists()
    assert not extract.is_approved
    assert browser.post(reverse("reviews:conclusion", args=[row.pk])).status_code == 303


def test_feedback_takes_no_more_answers_and_is_taken_back(aino_with_sami: Process, aino: User, laura: User) -> None:
    Extra.switch([Extra.Name.INSIDE_FEEDBACK], by=laura)
    FeedbackRound.ask(aino_with_sami, by=aino, questions="Missä?", addresses=["liisa@lehtola.example"], shared=True)
    page = link(post()[0])
    silence(aino_with_sami)

    assert Client().get(page).status_code == 200
    assert Client().post(page, {"text": "zqpalaute"}).status_code == 422
    own = reverse("reviews:feedback", args=[FeedbackRound.objects.get().pk])
    assert client_of(aino).post(own, {"keep": "1"}).status_code == 303
    assert not FeedbackRound.objects.get().shared


def test_the_database_refuses_other_words_too(aino_with_sami: Process, aino: User, laura: User) -> None:
    row: Any = FeedbackRound.ask(
        aino_with_sami, by=aino, questions="Missä?", addresses=["liisa@lehtola.example"], shared=False
    )
    silence(aino_with_sami)
    asked = Respondent.objects.get(round=row)
    for sealed, column in [(row, "questions_sealed"), (asked, "answer_sealed")]:
        with pytest.raises(IntegrityError), transaction.atomic():
            sealed._put(column, "Muuta")
