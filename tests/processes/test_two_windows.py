"""Two windows, or two people of a group, write one text: nobody writes over what they have not read."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from processes.models import GroupGoal, Loan, OwnNote, PersonalGoal, Process
from tests.bookings.pages import reading, text
from tyonohjaus.people.models import User

MEANWHILE = "changed elsewhere after you opened it"


def opened(client: Client, path: str, **more: str) -> dict[str, str]:
    """What the form of that page posts, as it was opened now."""
    fields = client.get(path).context["form"]
    return {name: str(fields[name].value() or "") for name in fields.fields} | more


@pytest.fixture
def goal(group_with_sami: Process, aino: User) -> str:
    row = GroupGoal.write(process=group_with_sami, text="Alku", by=aino)
    return reverse("processes:group_goal_edit", args=[row.pk])


def test_of_two_members_who_write_a_goal_at_once_the_second_reads_the_firsts_words(
    goal: str, aino: User, eero: User
) -> None:
    first, second = reading(aino), reading(eero)
    ainos, eeros = opened(first, goal), opened(second, goal)
    assert first.post(goal, ainos | {"text": "Ainon sanat"}).status_code == 303

    refused = second.post(goal, eeros | {"text": "Eeron sanat"})
    assert refused.status_code == 422
    assert MEANWHILE in text(refused)
    assert "Ainon sanat" in text(refused)
    assert refused.context["form"]["text"].value() == "Eeron sanat"
    assert GroupGoal.objects.get().read(by=aino) == "Ainon sanat"

    again = {name: str(refused.context["form"][name].value() or "") for name in eeros}
    assert second.post(goal, again).status_code == 303
    assert GroupGoal.objects.get().read(by=aino) == "Eeron sanat"


def test_a_second_tap_is_no_other_text(goal: str, group_with_sami: Process, aino: User) -> None:
    client = reading(aino)
    for path in (goal, reverse("processes:group_goal", args=[group_with_sami.pk])):
        said = opened(client, path, text="Sama")
        assert [client.post(path, said).status_code for _tap in range(2)] == [303, 303]
    assert GroupGoal.objects.count() == 2


def test_a_mark_of_nothing_is_no_hindrance_where_nothing_stands(group_with_sami: Process, aino: User) -> None:
    for path in (reverse("processes:group_goal", args=[group_with_sami.pk]), reverse("processes:note_new")):
        client = reading(aino)
        assert client.post(path, opened(client, path, text="Uusi", seen="nonsense")).status_code == 303


def test_a_plan_that_stands_is_not_written_over_from_an_empty_form(group_with_sami: Process, aino: User) -> None:
    client, path = reading(aino), reverse("processes:note_new")
    empty = opened(client, f"{path}?kind=plan", kind="plan")
    assert client.post(path, empty | {"text": "Pitkä suunnitelma"}).status_code == 303
    refused = client.post(path, empty | {"text": "Toinen"})
    assert refused.status_code == 422
    assert "Pitkä suunnitelma" in text(refused)
    assert OwnNote.objects.get().read(by=aino) == "Pitkä suunnitelma"
    assert client.get(f"{path}?kind=plan")["Location"] == reverse("processes:note", args=[OwnNote.objects.get().pk])


@pytest.mark.parametrize("name", ["processes:note", "processes:goal_edit"])
def test_an_old_window_of_ones_own_does_not_win_either(aino_with_sami: Process, aino: User, name: str) -> None:
    goals = name == "processes:goal_edit"
    row: Any = (
        PersonalGoal.write(process=aino_with_sami, owner=aino, text="Alku")
        if goals
        else OwnNote.write(text="Alku", by=aino)
    )
    client, path = reading(aino), reverse(name, args=[row.pk])
    old = opened(client, path)
    assert client.post(path, old | {"text": "Uusi"}).status_code == 303
    assert client.post(path, old | {"text": "Vanha ikkuna"}).status_code == 422
    row.refresh_from_db()
    assert row.read(by=aino) == "Uusi"


def test_the_page_of_a_note_that_is_shared_says_so_S2_2(aino_with_sami: Process, aino: User) -> None:
    note = OwnNote.write(text="Oma", by=aino)
    path = reverse("processes:note", args=[note.pk])
    assert "Only you see this" in text(reading(aino).get(path))
    Loan.lend(note, to={(aino_with_sami.pk, "supervisors")}, by=aino)
    page = text(reading(aino).get(path))
    assert "Only you see this" not in page
    assert "Seen by: you, the supervisors" in page
