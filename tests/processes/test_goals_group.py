"""A group's goals: its own, apart from personal ones (S2-3); their words to the payer only as agreed (C15)."""

from typing import Any

import pytest
from django.db import connection

from processes.models import GroupGoal, GroupGoalsShown, OrganisationGoal, PersonalGoal, Process
from tests.bookings.pages import fields, landed, links, reading, text
from tests.factories import client_of, make_process
from tests.forms import faults, finnish
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.both

GOAL, SUCCESS = "Puhumme hankalista asioista ajoissa", "Kokouksessa kysytään ensin"


def page_of(process: Process, part: str = "") -> str:
    return f"/processes/{process.pk}/{part}"


@pytest.fixture
def goal(group_with_sami: Process, aino: User) -> GroupGoal:
    return GroupGoal.write(process=group_with_sami, text=GOAL, success=SUCCESS, by=aino)


@pytest.mark.parametrize("who", ["aino", "eero", "sami"])
def test_members_and_supervisors_write_and_read_it(
    request: pytest.FixtureRequest, group_with_sami: Process, eero: User, who: str
) -> None:
    client = reading(request.getfixturevalue(who))
    form = fields(client.get(page_of(group_with_sami, "group-goal/")), having="text")
    page = landed(
        client.post(page_of(group_with_sami, "group-goal/"), form | {"text": GOAL, "success": SUCCESS}), client
    )
    assert GOAL in text(page)
    assert f"Reached when: {SUCCESS}" in text(page)
    assert GOAL in text(reading(eero).get(page_of(group_with_sami)))


def test_a_work_communitys_goals_stand_apart_from_personal_ones_S2_3(
    aino: User, eero: User, sami: User, lehtola: Organisation, kuuloke: object
) -> None:
    community = make_process(supervisor=sami, supervisees=[aino, eero], organisation=lehtola, kind="community")
    GroupGoal.write(process=community, text=GOAL, by=sami)
    PersonalGoal.write(process=community, owner=aino, text="Ainon oma")
    page = text(reading(eero).get(page_of(community)))
    assert "The work community's goals" in page
    assert GOAL in page
    assert "Ainon oma" not in page


def test_it_is_changed_moved_and_set_aside(goal: GroupGoal, aino: User, sami: User) -> None:
    second = GroupGoal.write(process=goal.process, text="Toinen tavoite", by=sami)
    client = reading(aino)
    client.post(f"/processes/group-goals/{second.pk}/", {"move_up": "1"})
    listed = page_of(goal.process, "goals/")
    words = text(client.get(listed))
    assert words.index("Toinen tavoite") < words.index(GOAL)
    client.post(f"/processes/group-goals/{second.pk}/", {"text": "Kolmas"})
    client.post(f"/processes/group-goals/{goal.pk}/", {"set_aside": "1"})
    assert GOAL not in text(client.get(page_of(goal.process)))
    assert "Kolmas" in text(client.get(page_of(goal.process)))
    client.post(f"/processes/group-goals/{goal.pk}/", {"take_up": "1"})
    assert GOAL in text(client.get(page_of(goal.process)))


@pytest.mark.sqlite
@pytest.mark.parametrize("words", ["ä" * 10_000, "", "a\0b"])
def test_what_cannot_be_taken_is_told_beside_the_field(group_with_sami: Process, aino: User, words: str) -> None:
    answer = finnish(aino).post(page_of(group_with_sami, "group-goal/"), {"text": words})
    assert (answer.status_code, set(faults(answer))) == (422, {"text"})


def test_it_lies_sealed_C27(goal: GroupGoal) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text_sealed, success_sealed FROM processes_groupgoal")
        assert not any(word.encode() in bytes(cell) for cell in cursor.fetchone() for word in (GOAL, SUCCESS))
    assert GOAL not in str(list(Event.objects.values()))


def test_nobody_else_has_such_a_page_C8(request: pytest.FixtureRequest, goal: GroupGoal) -> None:
    for who in ["maija", "laura", "pekka", "outi"]:
        client = client_of(request.getfixturevalue(who))
        for path in (
            page_of(goal.process, "group-goal/"),
            page_of(goal.process, "goals/"),
            f"/processes/group-goals/{goal.pk}/",
        ):
            assert client.get(path).status_code == 404
            assert client.post(path, {"text": "x"}).status_code in {404, 405}
        page = client.get(page_of(goal.process))
        assert GOAL not in page.content.decode(), who


def test_one_alone_has_none(aino_with_sami: Process, aino: User) -> None:
    assert client_of(aino).get(page_of(aino_with_sami, "group-goal/")).status_code == 404


# What the payer sees


@pytest.fixture
def agreed(goal: GroupGoal, laura: User) -> GroupGoal:
    """The agreement lets the payer see it from now on."""
    client_of(laura).post(page_of(goal.process, "group-goals-shown/"), {"shown": "on"})
    return goal


def read(user: User, goal: GroupGoal) -> str:
    return str(reading(user).get(page_of(goal.process)).content.decode())


def test_by_the_switch_alone_maija_reads_nothing_that_was_written_before(agreed: GroupGoal, maija: User) -> None:
    assert GroupGoalsShown.since_of(agreed.process) is not None
    assert GOAL not in read(maija, agreed)


def test_when_a_member_saves_it_again_maija_reads_its_words_and_no_more_C9(
    agreed: GroupGoal, aino: User, maija: User, pekka: User
) -> None:
    client = reading(aino)
    page = client.get(f"/processes/group-goals/{agreed.pk}/")
    assert "The members, the supervisors and the payer's managers see this" in text(page)
    client.post(f"/processes/group-goals/{agreed.pk}/", {"text": GOAL, "success": SUCCESS})
    assert GOAL in read(maija, agreed)
    assert SUCCESS not in read(maija, agreed)
    assert not links(reading(maija).get(page_of(agreed.process)), "goal")
    assert client_of(pekka).get(page_of(agreed.process)).status_code == 404


def test_a_supervisors_words_reach_her_only_when_a_member_has_saved_them_C15_S4_13(
    agreed: GroupGoal, sami: User, eero: User, maija: User
) -> None:
    client_of(sami).post(f"/processes/group-goals/{agreed.pk}/", {"text": "Samin omat sanat"})
    assert "Samin omat sanat" not in read(maija, agreed)
    client_of(eero).post(f"/processes/group-goals/{agreed.pk}/", {"text": "Samin omat sanat"})
    assert "Samin omat sanat" in read(maija, agreed)


def test_what_is_switched_off_or_set_aside_is_closed_again(
    agreed: GroupGoal, aino: User, maija: User, laura: User
) -> None:
    GroupGoal.write(process=agreed.process, text=GOAL, by=aino, key=agreed.pk)
    assert GOAL in read(maija, agreed)
    client_of(laura).post(page_of(agreed.process, "group-goals-shown/"), {})
    assert GOAL not in read(maija, agreed)
    client_of(laura).post(page_of(agreed.process, "group-goals-shown/"), {"shown": "on"})
    assert GOAL not in read(maija, agreed), "it opens when a member saves it again"


@pytest.mark.parametrize("who, answer", [("aino", 403), ("sami", 403), ("maija", 403), ("pekka", 404)])
def test_only_the_office_switches_it(request: pytest.FixtureRequest, goal: GroupGoal, who: str, answer: int) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.post(page_of(goal.process, "group-goals-shown/"), {"shown": "on"}).status_code == answer
    assert not GroupGoalsShown.objects.exists()


def test_laura_switches_and_reads_no_goal(agreed: GroupGoal, aino: User, laura: User) -> None:
    GroupGoal.write(process=agreed.process, text=GOAL, by=aino, key=agreed.pk)
    assert GOAL not in read(laura, agreed)


# The organisation's goals


def test_laura_writes_several_with_criteria_and_the_parties_and_maija_read_them_S4_3(
    aino_with_sami: Process, laura: User, aino: User, sami: User, maija: User
) -> None:
    client: Any = reading(laura)
    for words in ("Yhtenäiset käytännöt", "Perehdytys toimii"):
        page = page_of(aino_with_sami, "organisation-goal/")
        form = fields(client.get(page), having="text")
        client.post(page, form | {"text": words, "success": f"Näkyy: {words}"})
    for reader in (laura, aino, sami, maija):
        page = text(reading(reader).get(page_of(aino_with_sami)))
        assert page.index("Yhtenäiset käytännöt") < page.index("Perehdytys toimii")
        assert "Näkyy: Perehdytys toimii" in page
    second = OrganisationGoal.objects.get(text="Perehdytys toimii")
    client.post(f"/processes/organisation-goals/{second.pk}/", {"move_up": "1"})
    assert OrganisationGoal.first_of(aino_with_sami) == second
    client.post(f"/processes/organisation-goals/{second.pk}/", {"set_aside": "1"})
    assert "Perehdytys" not in text(reading(aino).get(page_of(aino_with_sami)))
    assert "Set aside" in text(client.get(page_of(aino_with_sami)))


@pytest.mark.parametrize("who, answer", [("aino", 403), ("sami", 403), ("maija", 403), ("pekka", 404)])
def test_nobody_else_writes_them(
    request: pytest.FixtureRequest, aino_with_sami: Process, laura: User, who: str, answer: int
) -> None:
    """A supervisor above all: what they write would reach the manager past the supervisee (C15)."""
    goal = OrganisationGoal.write(process=aino_with_sami, text="Yhtenäiset käytännöt", by=laura)
    client = client_of(request.getfixturevalue(who))
    assert client.post(page_of(aino_with_sami, "organisation-goal/"), {"text": "x"}).status_code == answer
    assert client.post(f"/processes/organisation-goals/{goal.pk}/", {"text": "x"}).status_code == answer


@pytest.mark.sqlite
@pytest.mark.parametrize("field, words", [("text", "ä" * 10_000), ("text", ""), ("success", "ä" * 10_000)])
def test_too_long_or_empty_is_told_beside_the_field(
    aino_with_sami: Process, laura: User, field: str, words: str
) -> None:
    answer = finnish(laura).post(page_of(aino_with_sami, "organisation-goal/"), {"text": "x", field: words})
    assert (answer.status_code, set(faults(answer))) == (422, {field})
