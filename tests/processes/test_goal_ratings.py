"""Where a goal stands: 0–10 or in levels, by its owner and by a supervisor, on a day (S1-11, S4-14)."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from processes.gas import OutOfRange, Scale
from processes.models import DayOutside, DayRated, GoalRating, PersonalGoal, Process
from tests.bookings.pages import landed, links, reading, text, tree
from tests.bookings.test_races import all_at_once
from tests.factories import NOW, client_of, make_process
from tests.forms import faults, finnish, said, typed
from tyonohjaus.people.models import Extra, Practice, User

TODAY = "1.2.2027"


@pytest.fixture
def goal(aino_with_sami: Process, aino: User) -> PersonalGoal:
    return PersonalGoal.write(process=aino_with_sami, owner=aino, text="Kirjaan samana päivänä")


@pytest.fixture
def in_levels(goal: PersonalGoal, aino: User) -> PersonalGoal:
    goal.measure(Scale(words={0: "Kahtena päivänä viikossa", 1: "Neljänä"}, baseline=-1), by=aino)
    return goal


def page_of(goal: PersonalGoal, part: str = "") -> str:
    return f"/processes/goals/{goal.pk}/{part}"


def rate(user: User, goal: PersonalGoal, value: object, **form: str) -> Any:
    return client_of(user).post(page_of(goal, "rating/"), {"value": str(value), "on": TODAY, **form})


def values_of(goal: PersonalGoal, user: User) -> list[str]:
    rows = GoalRating.objects.filter(goal=goal, author=user).order_by("on")
    return [row.open_text("value_sealed", by=user) for row in rows]


def table(response: Any) -> list[list[str]]:
    """What stands under "Show as numbers"."""
    rows = tree(response).xpath("//main//table//tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


@pytest.mark.sqlite
def test_both_rate_and_two_lines_tell_them_apart_S4_14(goal: PersonalGoal, aino: User, sami: User) -> None:
    client = reading(aino)
    page = landed(
        client.post(page_of(goal, "rating/"), {"value": "3", "on": "11.1.2027", "step": "Lopetan 15.45"}), client
    )
    assert "Lopetan 15.45" in text(page)
    rate(aino, goal, 7)
    rate(sami, goal, 5)
    page = reading(aino).get(page_of(goal))
    assert table(page)[0] == ["Day", "Your rating", "Sami Rautio"]
    assert [row[1:] for row in table(page)[1:]] == [["3", "–"], ["7", "5"]]
    lines = tree(page).xpath("//main//path[contains(@class, 'g-line--')]/@class")
    assert {line.split("--")[1] for line in lines} == {"circle", "square"}
    assert "7/10" in text(reading(aino).get(f"/processes/{goal.process_id}/goals/")), "her own counts"


@pytest.mark.sqlite
def test_the_picture_says_in_words_what_it_shows(goal: PersonalGoal, aino: User) -> None:
    GoalRating.write(goal=goal, value=3, by=aino, on=date(2027, 1, 11))
    GoalRating.write(goal=goal, value=7, by=aino)
    page = tree(reading(aino).get(page_of(goal)))
    [picture] = page.xpath("//main//figure/*[local-name()='svg'][@role='img']")
    title, told = (page.get_element_by_id(key).text_content() for key in picture.get("aria-labelledby").split())
    assert title == "Ratings by day"
    assert told.replace("\u00a0", " ") == "Your rating: 3 on 11 Jan 2027, 7 on 1 Feb 2027."
    assert not page.xpath("//main//*[@style]")


def test_a_rating_is_mended_on_its_day_and_stays_afterwards(goal: PersonalGoal, aino: User) -> None:
    rate(aino, goal, 3)
    rate(aino, goal, 4)
    assert values_of(goal, aino) == ["4"]
    with time_machine.travel(NOW + timedelta(days=1)):
        answer = finnish(aino).post(page_of(goal, "rating/"), {"value": "9", "on": TODAY})
        assert answer.status_code == 422
        assert faults(answer) == {
            "on": said("You rated this day before, and that rating stays. Choose another day."),
        }
        with pytest.raises(DayRated):
            GoalRating.write(goal=goal, value=9, by=aino, on=NOW.date())
        assert rate(aino, goal, 9, on="2.2.2027").status_code == 303
    assert values_of(goal, aino) == ["4", "9"]


@pytest.mark.sqlite
@pytest.mark.parametrize("day", ["2.2.2027", "31.12.2019", "31.2.2027", "eilen", ""])
def test_a_day_to_come_before_the_process_or_none_at_all_is_told_beside_the_field(
    goal: PersonalGoal, aino: User, day: str
) -> None:
    answer = rate(aino, goal, 5, on=day)
    assert (answer.status_code, set(faults(answer)), typed(answer, "on")) == (422, {"on"}, day)
    assert not GoalRating.objects.exists()
    with pytest.raises(DayOutside):
        GoalRating.write(goal=goal, value=5, by=aino, on=date(2028, 1, 1))


@pytest.mark.sqlite
@pytest.mark.parametrize("value", ["-1", "11", "5.5", "", "viisi", "9" * 40])
def test_a_rating_out_of_range_is_told_beside_the_field(goal: PersonalGoal, aino: User, value: str) -> None:
    answer = rate(aino, goal, value)
    assert (answer.status_code, set(faults(answer))) == (422, {"value"})
    assert not GoalRating.objects.exists()


@pytest.mark.sqlite
@pytest.mark.parametrize("value", ["3", "-3", "10"])
def test_a_level_out_of_range_too(in_levels: PersonalGoal, aino: User, value: str) -> None:
    assert rate(aino, in_levels, value).status_code == 422
    with pytest.raises(OutOfRange):
        GoalRating.write(goal=in_levels, value=int(value), by=aino)


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_leave_one_rating(sami: User, aino: User, kuuloke: Practice) -> None:
    process = make_process(supervisor=sami, supervisees=[aino])
    for _round in range(3):
        goal = PersonalGoal.write(process=process, owner=aino, text="x")
        taps = [lambda g=goal: GoalRating.write(goal=g, value=4, by=aino)] * 3
        assert all_at_once(*taps) == {"done": 3}
        assert values_of(goal, aino) == ["4"]


# Levels


def test_level_zero_is_asked_first_and_no_other_is_taken_without_it(goal: PersonalGoal, aino: User) -> None:
    client = finnish(aino)
    names = tree(client.get(page_of(goal, "scale/"))).xpath("//main//textarea/@name")
    assert names == ["level_0", "level_up_1", "level_up_2", "level_down_1", "level_down_2"]
    answer = client.post(page_of(goal, "scale/"), {"level_up_1": "Neljänä päivänä"})
    assert answer.status_code == 422
    assert faults(answer) == {"level_0": said("Write level 0 first: the others are told from it.")}
    assert typed(answer, "level_up_1") == ""
    assert "Neljänä päivänä" in answer.content.decode(), "what was typed stays"


def test_aino_writes_her_levels_and_rates_by_their_words(goal: PersonalGoal, aino: User) -> None:
    client = reading(aino)
    words = {"level_0": "Kahtena päivänä", "level_up_1": "<b>Neljänä</b> 🙂", "baseline": "-2"}
    page = landed(client.post(page_of(goal, "scale/"), words), client)
    assert "<b>Neljänä</b> 🙂" in text(page)
    assert "At the start: −2" in text(page)
    assert "+1: <b>Neljänä</b> 🙂" in text(client.get(page_of(goal, "rating/")))
    rate(aino, goal, 1)
    assert table(client.get(page_of(goal)))[-1][-1] == "+1"


@pytest.mark.sqlite
@pytest.mark.parametrize("name, value", [("level_0", "ä" * 10_000), ("baseline", "3"), ("baseline", "alku")])
def test_a_level_too_long_or_a_baseline_out_of_range(goal: PersonalGoal, aino: User, name: str, value: str) -> None:
    answer = client_of(aino).post(page_of(goal, "scale/"), {"level_0": "x", name: value})
    assert (answer.status_code, set(faults(answer))) == (422, {name})


def test_a_goal_rated_from_0_to_10_gets_no_levels_afterwards(goal: PersonalGoal, aino: User) -> None:
    rate(aino, goal, 5)
    assert not links(reading(aino).get(page_of(goal)), "/scale/")
    answer = client_of(aino).post(page_of(goal, "scale/"), {"level_0": "x"})
    assert (answer.status_code, set(faults(answer))) == (422, {"level_0"})
    assert goal.scale(by=aino) == Scale()


# Weights and the T-score


@pytest.fixture
def weighted(kuuloke: Practice, laura: User) -> None:
    Extra.switch([Extra.Name.GOAL_WEIGHTS], by=laura)


def test_the_t_score_is_the_pairs_own_and_counts_what_is_not_set_aside(
    weighted: None, aino_with_sami: Process, aino: User, sami: User
) -> None:
    """The vector (2,1), (1,−1) → 54,02; a third goal, set aside, counts no more."""
    client = reading(aino)
    for weight, level in ((2, 1), (1, -1), (4, 2)):
        goal = PersonalGoal.write(process=aino_with_sami, owner=aino, text=f"Paino {weight}")
        client.post(page_of(goal, "scale/"), {"level_0": "x", "baseline": "-1", "weight": str(weight)})
        rate(aino, goal, level)
        rate(sami, goal, -2)
    client.post(page_of(goal, "aside/"), {"note": "ei nyt"})
    for reader in (aino, sami):
        page = text(reading(reader).get(f"/processes/{aino_with_sami.pk}/goals/"))
        assert "T-score now: 54.02" in page
        assert "(at the start 37.95)" in page
    assert "54,02" in text(finnish(aino).get(f"/processes/{aino_with_sami.pk}/goals/"))


@pytest.mark.sqlite
def test_a_weight_out_of_range_is_told_beside_the_field(weighted: None, goal: PersonalGoal, aino: User) -> None:
    for weight in ("0", "5", "2.5", ""):
        answer = client_of(aino).post(page_of(goal, "scale/"), {"level_0": "x", "weight": weight})
        assert (answer.status_code, set(faults(answer))) == (422, {"weight"})


def test_without_the_switch_nobody_meets_weights_or_scores(in_levels: PersonalGoal, aino: User, kuuloke: Any) -> None:
    rate(aino, in_levels, 1)
    client = reading(aino)
    assert "T-score" not in text(client.get(f"/processes/{in_levels.process_id}/goals/"))
    assert not tree(client.get(page_of(in_levels, "scale/"))).xpath("//main//*[@name='weight']")
    client.post(page_of(in_levels, "scale/"), {"level_0": "y", "weight": "4"})
    assert in_levels.scale(by=aino).weight == 1


@pytest.mark.sqlite
def test_a_zero_says_what_it_means_wherever_it_stands(in_levels: PersonalGoal, aino: User) -> None:
    rate(aino, in_levels, 0)
    client = finnish(aino)
    goals = text(client.get(f"/processes/{in_levels.process_id}/goals/"))
    assert "Nyt 0 – tavoite toteutui odotetusti" in goals
    page = text(client.get(page_of(in_levels)))
    assert "toteutui paljon odotettua paremmin" in page
