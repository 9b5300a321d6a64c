"""Whoever is signed out while writing gets the text back, on every page on which something long is written."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from processes.models import GroupGoal, PersonalGoal, Process
from tests.factories import NOW, client_of, make_booking
from tests.reviews.stories import opened, shown
from tyonohjaus.people.models import User
from voice.models import ManagementMessage, Words

pytestmark = pytest.mark.sqlite

TEXT = "zqkirjoitin kauan"
Page = Callable[[Process, User, User, User], tuple[str, str]]


def _answers(process: Process, *_people: User) -> tuple[str, str]:
    return "text_1", reverse("reviews:answers", args=[opened(process).pk])


def _shown(name: str) -> Page:
    def path(process: Process, aino: User, eero: User, sami: User) -> tuple[str, str]:
        return "text", reverse(name, args=[shown(process, aino, eero, sami).pk])

    return path


def _of_process(name: str, field: str = "text") -> Page:
    def path(process: Process, *_people: User) -> tuple[str, str]:
        return field, reverse(name, args=[process.pk])

    return path


def _own_goal(name: str, field: str) -> Page:
    def path(process: Process, aino: User, *_people: User) -> tuple[str, str]:
        row = PersonalGoal.write(process=process, owner=aino, text="Alku")
        return field, reverse(name, args=[row.pk])

    return path


def _group_goal(process: Process, aino: User, *_people: User) -> tuple[str, str]:
    return "text", reverse("processes:group_goal_edit", args=[GroupGoal.write(process=process, text="x", by=aino).pk])


def _message(process: Process, aino: User, *_people: User) -> tuple[str, str]:
    row = ManagementMessage.begin(process, words=Words(text="x"), by=aino)
    return "what_0", reverse("voice:text", args=[row.pk])


def _whereabouts(process: Process, *_people: User) -> tuple[str, str]:
    booking = make_booking(process=process, starts_at=NOW + timedelta(days=3), place="outdoors")
    return "point", reverse("bookings:whereabouts", args=[booking.pk])


PAGES: dict[str, Page] = {
    "answers": _answers,
    "joint text": _shown("reviews:joint_text"),
    "text for the employer": _shown("reviews:extract"),
    "message": _of_process("voice:new"),
    "message changed": _message,
    "goal": _of_process("processes:goal"),
    "goal changed": _own_goal("processes:goal_edit", "success"),
    "levels": _own_goal("processes:goal_scale", "level_0"),
    "rating": _own_goal("processes:goal_rating", "step"),
    "set aside": _own_goal("processes:goal_aside", "note"),
    "shared goal": _of_process("processes:group_goal"),
    "shared goal changed": _group_goal,
    "where each meets": _of_process("processes:meeting_link", "point"),
    "where one meets": _whereabouts,
    "agreement": _of_process("agreements:compose", "more"),
}


@pytest.mark.parametrize("page", PAGES)
def test_what_was_typed_comes_back_to_one_who_is_signed_out(
    page: str, group_with_sami: Process, aino: User, eero: User, sami: User
) -> None:
    field, path = PAGES[page](group_with_sami, aino, eero, sami)
    kept = Client().post(path, {field: TEXT})
    assert kept.status_code == 401
    assert TEXT in kept.content.decode()
    assert "Aino" not in kept.content.decode()

    writer = sami if page in {"agreement", "where each meets", "where one meets"} else aino
    stale = Client(enforce_csrf_checks=True)
    stale.cookies = client_of(writer).cookies
    again = stale.post(path, {field: TEXT})
    assert again.status_code == 422
    assert TEXT in again.content.decode()
    assert client_of(writer).get(path).status_code == 200
