"""One process's key is gone, lost or destroyed (C29): what is sealed cannot be read, and no page of anybody breaks."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from processes.models import GoalRound, Process
from reviews.models import Extract, FeedbackRound
from tests.bookings.mails import link, post
from tests.factories import client_of
from tests.reviews.stories import big_group, shown
from tyonohjaus.people.models import Extra, User
from tyonohjaus.sealed.models import DataKey, key_for
from voice.models import ManagementMessage, Status, Words

pytestmark = pytest.mark.sqlite


def destroy(process: Process) -> None:
    key_for("process", process.pk)
    DataKey.objects.get(scope_id=process.pk).destroy()


def test_a_message_to_management_may_still_be_stopped(group_with_sami: Process, aino: User) -> None:
    message = ManagementMessage.begin(group_with_sami, words=Words(text="Tila."), by=aino).propose(by=aino, seen=1)
    destroy(group_with_sami)
    browser, page = client_of(aino), reverse("voice:answer", args=[message.pk])

    assert browser.get("/").status_code == 200
    assert browser.get(reverse("voice:detail", args=[message.pk])).status_code == 200
    assert browser.post(page, {"seen": "1", "answer": "yes"}).status_code == 422
    assert browser.post(page, {"seen": "1", "answer": "no"}).status_code == 303
    message.refresh_from_db()
    assert message.status == Status.STOPPED


def test_a_groups_round_waits_for_nobody(kuuloke: Any, aino: User, sami: User, lehtola: Any) -> None:
    process = big_group(sami, lehtola, members=[aino])
    row = GoalRound.begin(process, by=sami)
    destroy(process)
    browser = client_of(aino)

    pages = ["/", reverse("processes:detail", args=[process.pk]), reverse("processes:goals", args=[process.pk])]
    for page in [*pages, reverse("processes:goal_round", args=[row.pk])]:
        assert browser.get(page).status_code == 200


def test_a_text_for_the_employer_is_not_accepted_unread(aino_with_sami: Process, aino: User, sami: User) -> None:
    row = shown(aino_with_sami, aino, sami)
    extract = Extract.write(row, text="Luettu", useful="", by=sami, seen="")
    destroy(aino_with_sami)

    accepted = client_of(aino).post(reverse("reviews:acceptance", args=[row.pk]), {"seen": extract.mark})

    assert accepted.status_code == 422
    assert not extract.is_approved


@pytest.mark.usefixtures("kuuloke")
def test_a_question_that_cannot_be_read_is_closed(aino_with_sami: Process, aino: User, laura: User) -> None:
    Extra.switch([Extra.Name.INSIDE_FEEDBACK], by=laura)
    FeedbackRound.ask(aino_with_sami, by=aino, questions="Missä?", addresses=["liisa@lehtola.example"], shared=True)
    page = link(post()[0])
    destroy(aino_with_sami)

    assert Client().get(page).status_code == 200
    assert Client().post(page, {"text": "a"}).status_code == 422
