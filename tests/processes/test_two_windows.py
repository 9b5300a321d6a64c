"""Two windows, or two people of a group, write one text: nobody writes over what they have not read."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from processes.models import (
    Agreed,
    AgreedTheme,
    GroupGoal,
    Loan,
    MeetingLink,
    OrganisationGoal,
    OwnNote,
    PersonalGoal,
    Process,
)
from reviews.models import ReviewPlan
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


@pytest.mark.sqlite
def test_the_page_of_a_note_that_is_shared_says_so_S2_2(aino_with_sami: Process, aino: User) -> None:
    note = OwnNote.write(text="Oma", by=aino)
    path = reverse("processes:note", args=[note.pk])
    assert "Only you see this" in text(reading(aino).get(path))
    Loan.lend(note, to={(aino_with_sami.pk, "supervisors")}, by=aino)
    page = text(reading(aino).get(path))
    assert "Only you see this" not in page
    assert "Seen by: you, the supervisors" in page


@pytest.fixture
def forms(aino_with_sami: Process, sami: User, laura: User) -> dict[str, tuple[Client, str, str]]:
    """Who writes, where, and the field that a second window would write over."""
    process = aino_with_sami
    MeetingLink.write(process=process, url="https://huone.example/1", by=sami)
    AgreedTheme.agree(process, [Agreed("Rajat")], shown=False, by=sami)
    goal = OrganisationGoal.write(process=process, text="Alku", by=laura)
    ReviewPlan.write(process, by=sami, mid_months=6, mid_sessions=None, follow_up_months=3, decision_months=6)
    return {
        "link": (reading(sami), reverse("processes:meeting_link", args=[process.pk]), "point"),
        "themes": (reading(sami), reverse("processes:agreed_themes", args=[process.pk]), "themes"),
        "goal": (reading(laura), reverse("processes:organisation_goal_edit", args=[goal.pk]), "text"),
        "plan": (reading(sami), reverse("reviews:plan", args=[process.pk]), "mid_months"),
    }


@pytest.mark.parametrize("what", ["link", "themes", "goal", "plan"])
def test_the_last_writer_does_not_win_silently_there_either(
    forms: dict[str, tuple[Client, str, str]], what: str
) -> None:
    client, path, field = forms[what]
    old = opened(client, path)
    assert client.post(path, old | {field: "7"}).status_code == 303
    assert client.post(path, old | {field: "7"}).status_code == 303, "a second tap is no other text"

    refused = client.post(path, old | {field: "8"})
    assert refused.status_code == 422
    assert MEANWHILE in text(refused)
    assert "Saved here meanwhile: “7”" in text(refused)
    assert refused.context["form"][field].value() == "8"

    again = {name: str(refused.context["form"][name].value() or "") for name in old}
    assert client.post(path, again).status_code == 303
    assert opened(client, path)[field] == "8"


def test_a_tick_of_the_office_is_not_undone_by_an_older_window(
    aino_with_sami: Process, sami: User, laura: User
) -> None:
    """The purchaser is to read the agreed themes: a supervisor who opened them before cannot take that back unseen."""
    client, path = reading(sami), reverse("processes:agreed_themes", args=[aino_with_sami.pk])
    old = opened(client, path, themes="Rajat")
    AgreedTheme.agree(aino_with_sami, [Agreed("Työtavat")], shown=True, by=laura)
    assert client.post(path, old).status_code == 422
    assert AgreedTheme.of(aino_with_sami, by=laura) == [Agreed("Työtavat", None, True)]
