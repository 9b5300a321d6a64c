"""A group rates its goals, and nobody, no row and no order tells who answered what (C16, C24, S3-8)."""

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection

from processes.models import GoalRound, GroupGoal, Process, RoundAnswer
from tests.bookings.pages import links, reading, text
from tests.bookings.test_races import all_at_once
from tests.factories import NOW, client_of, make_person, make_process
from tests.forms import faults
from tyonohjaus.events.models import Unplaced
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.accounts import close_account
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.both

GOAL = "Puhumme hankalista asioista ajoissa"


@pytest.fixture
def members(aino: User, eero: User) -> list[User]:
    return [aino, eero, *(make_person(name=f"{name} Jäsen") for name in ("Noora", "Tuomas", "Riikka"))]


@pytest.fixture
def five(members: list[User], sami: User, lehtola: Organisation, kuuloke: object) -> Process:
    process = make_process(supervisor=sami, supervisees=members, organisation=lehtola)
    GroupGoal.write(process=process, text=GOAL, by=members[0])
    return process


def goals_page(process: Process) -> str:
    return f"/processes/{process.pk}/goals/"


def answer(member: User, row: GoalRound, value: object) -> Any:
    goal = GroupGoal.objects.get(process=row.process)
    return client_of(member).post(f"/processes/rounds/{row.pk}/", {f"goal_{goal.pk.hex}": str(value)})


def rate(process: Process, members: Iterable[User], values: Iterable[int]) -> GoalRound:
    """A whole round, closed afterwards."""
    row = GoalRound.begin(process, by=None)
    goal = GroupGoal.objects.get(process=process)
    for member, value in zip(members, values, strict=False):
        row.answer({goal.pk: value}, by=member)
    row.close(by=None)
    return row


def shown(user: User, process: Process) -> bool:
    return "The group's answers" in text(reading(user).get(goals_page(process)))


def test_each_member_answers_once_and_all_see_the_spread_when_all_have(
    five: Process, members: list[User], sami: User
) -> None:
    client_of(sami).post(f"/processes/{five.pk}/rounds/")
    row = GoalRound.objects.get()
    for place, member in enumerate(members):
        assert not shown(sami, five), "while it is open nobody is shown anything"
        assert answer(member, row, 4 + place).status_code == 303
    for reader in (sami, *members):
        page = text(reading(reader).get(goals_page(five)))
        assert "5 answers, from 4 to 8." in page
    row.refresh_from_db()
    assert row.closed_on == NOW.date()


def test_one_whose_account_is_closed_is_not_waited_for(five: Process, members: list[User], laura: User) -> None:
    row, goal = GoalRound.begin(five, by=None), GroupGoal.objects.get(process=five)
    close_account(members[4], by=laura)
    for member in members[:4]:
        row.answer({goal.pk: 7}, by=member)
    row.refresh_from_db()
    assert row.closed_on == NOW.date()


def test_each_member_but_who_began_it_is_told_once(five: Process, members: list[User], sami: User) -> None:
    for _twice in range(2):
        GoalRound.begin(five, by=members[0])
    told = Message.objects.filter(template="processes/mail/round")
    assert sorted(told.values_list("user__name", flat=True)) == sorted(member.name for member in members[1:])


def test_home_says_so_until_one_has_answered(five: Process, members: list[User], sami: User) -> None:
    row = GoalRound.begin(five, by=sami)
    client = reading(members[0])
    assert links(client.get("/"), f"/processes/rounds/{row.pk}/")
    answer(members[0], row, 5)
    assert not links(client.get("/"), "/rounds/")
    assert not links(reading(sami).get("/"), "/rounds/")
    assert not links(reading(members[1], content=False).get("/"), "/rounds/")


def test_nobody_answers_twice_nor_when_it_is_closed(five: Process, members: list[User]) -> None:
    row = GoalRound.begin(five, by=members[0])
    assert answer(members[0], row, 3).status_code == 303
    answer(members[0], row, 9)
    assert "You have answered already" in text(reading(members[0]).get(f"/processes/rounds/{row.pk}/"))
    row.close(by=members[1])
    answer(members[1], row, 9)
    tally = json.loads(GoalRound.objects.get().reopened("tally_sealed"))
    assert list(tally.values()) == [[3]]


@pytest.mark.django_db(transaction=True)
def test_taps_at_once_count_once_and_no_answer_is_lost(five: Process, members: list[User]) -> None:
    goal = GroupGoal.objects.get()
    row = GoalRound.begin(five, by=members[0])
    taps = [lambda m=member: row.answer({goal.pk: 5}, by=m) for member in members[:4] for _tap in range(2)]
    done = all_at_once(*taps)
    assert done["done"] == 4
    assert json.loads(GoalRound.objects.get().reopened("tally_sealed")) == {str(goal.pk): [5, 5, 5, 5]}


def test_no_row_says_who_answered_what_or_when_C24(five: Process, members: list[User]) -> None:
    row = GoalRound.begin(five, by=members[0])
    for member, value in zip(members, (9, 1, 7, 3), strict=False):
        answer(member, row, value)
    names = {field.name for field in RoundAnswer._meta.concrete_fields}
    assert names == {"id", "round", "mark"}, "neither a person, nor a number, nor a time"
    assert all(
        str(member.pk) not in mark for mark in RoundAnswer.objects.values_list("mark", flat=True) for member in members
    )
    [numbers] = json.loads(GoalRound.objects.get().reopened("tally_sealed")).values()
    assert numbers == [1, 3, 7, 9], "by their size, and not as they came"
    events = Unplaced.objects.filter(name="goal_round.answered")
    assert set(events.values_list("actor", "facts__value")) == {(None, None)}
    assert len({event.at for event in events}) == 1, "the day alone"


def test_the_tally_lies_sealed_C27(five: Process, members: list[User]) -> None:
    rate(five, members, (9, 1, 7, 3))
    with connection.cursor() as cursor:
        cursor.execute("SELECT tally_sealed FROM processes_goalround")
        assert b"[1, 3, 7, 9]" not in bytes(cursor.fetchone()[0])


def test_of_three_answers_nothing_is_shown_C16(five: Process, members: list[User], sami: User) -> None:
    rate(five, members[:3], (5, 5, 6))
    assert not shown(sami, five)


def test_a_group_of_fewer_than_four_is_not_asked_C16(group_with_sami: Process, aino: User, sami: User) -> None:
    GroupGoal.write(process=group_with_sami, text=GOAL, by=aino)
    page = reading(sami).get(goals_page(group_with_sami))
    assert "needs a shared goal and at least four members" in text(page)
    client_of(sami).post(f"/processes/{group_with_sami.pk}/rounds/")
    assert not GoalRound.objects.exists()


def test_when_one_is_missing_the_second_time_neither_is_shown_C16(
    five: Process, members: list[User], sami: User
) -> None:
    """The difference would be Riikka's answer."""
    rate(five, members, (5, 5, 6, 7, 1))
    assert shown(sami, five)
    with time_machine.travel(NOW + timedelta(days=30)):
        rate(five, members[:4], (5, 5, 6, 7))
        assert not shown(sami, five)
        with time_machine.travel(NOW + timedelta(days=60)):
            rate(five, members[:4], (6, 6, 6, 7))
            page = text(reading(sami).get(goals_page(five)))
    assert "4 answers, from 6 to 7." in page
    assert "Earlier ratings" not in page


def test_the_same_people_see_how_it_went(five: Process, members: list[User], sami: User) -> None:
    rate(five, members, (2, 3, 4, 5, 6))
    with time_machine.travel(NOW + timedelta(days=30)):
        rate(five, members, (5, 6, 7, 8, 9))
        page = text(reading(sami).get(goals_page(five)))
    assert "5 answers, from 5 to 9." in page
    assert "Earlier ratings" in page
    assert "1 Feb 2027246" in page, "lowest, middle, highest"


def test_a_goal_written_while_it_is_open_is_not_shown_by_the_few_who_rated_it(
    five: Process, members: list[User], sami: User
) -> None:
    first = GroupGoal.objects.get()
    row = GoalRound.begin(five, by=sami)
    for member in members[:3]:
        row.answer({first.pk: 5}, by=member)
    second = GroupGoal.write(process=five, text="Toinen", by=sami)
    for member in members[3:]:
        row.answer({first.pk: 5, second.pk: 9}, by=member)
    page = text(reading(sami).get(goals_page(five)))
    assert page.count("5 answers, from 5 to 5.") == 1
    assert "2 answers" not in page


def test_who_joins_later_neither_answers_nor_reads_what_was_before_C23(
    five: Process, members: list[User], outi: User, sami: User
) -> None:
    rate(five, members, (2, 3, 4, 5, 6))
    with time_machine.travel(NOW + timedelta(days=2)):
        row = GoalRound.begin(five, by=sami)
        five.participants.create(user=outi, capacity="supervisee", starts_on=(NOW + timedelta(days=3)).date())
    with time_machine.travel(NOW + timedelta(days=4)):
        assert client_of(outi).get(f"/processes/rounds/{row.pk}/").status_code == 404
        assert not shown(outi, five)
        assert shown(sami, five)
        assert len(row.awaited()) == 5, "nobody waits for her"


@pytest.mark.sqlite
@pytest.mark.parametrize("value", ["-1", "11", "", "x", "9" * 40])
def test_an_answer_out_of_range_is_told_beside_its_goal(five: Process, members: list[User], value: str) -> None:
    row = GoalRound.begin(five, by=members[0])
    got = answer(members[0], row, value)
    assert got.status_code == 422
    assert len(faults(got)) == 1
    assert not RoundAnswer.objects.exists()


def test_nobody_outside_finds_a_round_C8_C9(
    five: Process, members: list[User], maija: User, laura: User, pekka: User, outi: User
) -> None:
    clients = {user: client_of(user) for user in (maija, laura, pekka, outi)}
    before = {user: client.get(f"/processes/{five.pk}/") for user, client in clients.items()}
    row = rate(five, members, (2, 3, 4, 5, 6))
    round_ = f"/processes/rounds/{row.pk}/"
    for user, client in clients.items():
        for path in (round_, f"{round_}close/", f"/processes/{five.pk}/rounds/"):
            assert client.post(path).status_code == 404, (user, path)
        assert client.get(goals_page(five)).status_code == 404, user
        after = client.get(f"/processes/{five.pk}/")
        assert after.status_code == before[user].status_code, user
        assert len(after.content) == len(before[user].content), f"not even a count, for {user}"


def test_a_supervisor_opens_and_closes_and_does_not_answer(five: Process, members: list[User], sami: User) -> None:
    row = GoalRound.begin(five, by=sami)
    closing = f"/processes/rounds/{row.pk}/close/"
    assert links(reading(sami).get(goals_page(five)), "/rounds/") == [closing]
    assert answer(sami, row, 5).status_code == 404
    assert client_of(sami).post(f"/processes/rounds/{row.pk}/close/").status_code == 303
    row.refresh_from_db()
    assert row.closed_on is not None


def test_closing_is_asked_once(five: Process, sami: User) -> None:
    """Who has not answered no longer can: no single tap beside the list does that."""
    row, client = GoalRound.begin(five, by=None), reading(sami)
    path = f"/processes/rounds/{row.pk}/close/"
    assert links(client.get(goals_page(five)), path) == [path]
    assert "no longer can" in text(client.get(path))
    row.refresh_from_db()
    assert row.closed_on is None

    assert client.post(path).status_code == 303
    row.refresh_from_db()
    assert row.closed_on == NOW.date()
    assert "The rating is closed." in text(client.get(path))
