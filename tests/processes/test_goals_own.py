"""A supervisee's own goals: several, sealed, hers alone and her supervisors'."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection

from processes.gas import Scale
from processes.models import GoalClosed, GoalRating, PersonalGoal, Process
from tests import factories
from tests.bookings.pages import fields, landed, links, reading, text, tree
from tests.bookings.test_races import all_at_once
from tests.factories import NOW, client_of
from tests.forms import faults, finnish, said, typed
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import Practice, User
from tyonohjaus.sealed.models import Opening

pytestmark = pytest.mark.both

GOAL, SUCCESS = "Uskallan pyytää apua ajoissa", "Pyydän apua kerran viikossa"
WORDS = (GOAL, SUCCESS, "zqtaso", "zqaskel", "zqkesken")


def new_page(process: Process) -> str:
    return f"/processes/{process.pk}/goal/"


def page_of(goal: PersonalGoal, part: str = "") -> str:
    return f"/processes/goals/{goal.pk}/{part}"


@pytest.fixture
def goal(aino_with_sami: Process, aino: User) -> PersonalGoal:
    return PersonalGoal.write(process=aino_with_sami, owner=aino, text=GOAL, success=SUCCESS)


def test_aino_writes_her_goal_with_what_will_show_that_it_was_reached_S3_7(aino_with_sami: Process, aino: User) -> None:
    client = reading(aino)
    form = fields(client.get(new_page(aino_with_sami)), having="text")
    page = landed(client.post(new_page(aino_with_sami), form | {"text": GOAL, "success": SUCCESS}), client)
    assert GOAL in text(page)
    assert f"Reached when: {SUCCESS}" in text(page)
    assert GOAL in text(client.get(f"/processes/{aino_with_sami.pk}/"))


def test_she_writes_several_and_puts_them_in_order(aino_with_sami: Process, aino: User) -> None:
    first, _second, third = [
        PersonalGoal.write(process=aino_with_sami, owner=aino, text=words) for words in ("Yksi", "Kaksi", "Kolme")
    ]
    client = reading(aino)
    client.post(page_of(third, "up/"))
    client.post(page_of(third, "up/"))
    client.post(page_of(third, "up/"))  # already the first
    words = text(client.get(f"/processes/{aino_with_sami.pk}/goals/"))
    assert words.index("Kolme") < words.index("Yksi") < words.index("Kaksi")
    first.refresh_from_db()
    assert first.position == 1


@pytest.mark.django_db(transaction=True)
def test_three_taps_at_once_write_one_goal(sami: User, aino: User, kuuloke: Practice) -> None:
    for _round in range(3):
        process = factories.make_process(supervisor=sami, supervisees=[aino])
        key = uuid.uuid4()
        taps = [lambda p=process, k=key: PersonalGoal.write(process=p, owner=aino, text=GOAL, key=k)] * 3
        assert all_at_once(*taps) == {"done": 3}
        assert PersonalGoal.objects.get(process=process).read(by=aino) == GOAL


def test_a_key_of_somebody_elses_goal_writes_a_new_one(group_with_sami: Process, aino: User, eero: User) -> None:
    of_aino = PersonalGoal.write(process=group_with_sami, owner=aino, text=GOAL)
    client_of(eero).post(new_page(group_with_sami), {"text": "Eeron oma", "key": str(of_aino.pk)})
    assert PersonalGoal.objects.get(pk=of_aino.pk).read(by=aino) == GOAL
    assert PersonalGoal.objects.get(owner=eero).read(by=eero) == "Eeron oma"


def test_she_changes_it(goal: PersonalGoal, aino: User) -> None:
    client = reading(aino)
    assert typed(client.get(page_of(goal, "text/")), "text") == GOAL
    assert "Toinen" in text(landed(client.post(page_of(goal, "text/"), {"text": "Toinen"}), client))
    assert PersonalGoal.objects.get().read(by=aino) == "Toinen"


def test_a_goal_of_before_stays_readable_with_its_row_and_column(aino_with_sami: Process, aino: User) -> None:
    """The cipher binds `processes.personalgoal.text_sealed`: rows written by earlier versions open."""
    goal = PersonalGoal(process=aino_with_sami, owner=aino)
    assert goal._place("text_sealed").purpose == "processes.personalgoal.text_sealed"
    goal._put("text_sealed", GOAL)  # as it was written: nothing but the text
    assert GOAL in text(reading(aino).get(page_of(goal)))


def test_it_lies_sealed_with_all_that_belongs_to_it_and_in_no_event_C27(goal: PersonalGoal, aino: User) -> None:
    goal.measure(Scale(words={0: "zqtaso nolla"}, baseline=-1, weight=3), by=aino)
    GoalRating.write(goal=goal, value=1, by=aino, step="zqaskel ylös")
    goal.set_aside_for("zqkesken", by=aino)
    with connection.cursor() as cursor:
        for table in ("processes_personalgoal", "processes_goalrating"):
            cursor.execute(f"SELECT * FROM {table}")
            row = b" ".join(bytes(cell) if isinstance(cell, (bytes, memoryview)) else b"" for cell in cursor.fetchone())
            assert row
            assert not any(word.encode() in row for word in WORDS)
    assert not any(word in str(list(Event.objects.values())) for word in WORDS)


def test_reading_it_leaves_a_trace_of_who_and_never_what_C34(goal: PersonalGoal, sami: User) -> None:
    client_of(sami).get(f"/processes/{goal.process_id}/")
    opening = Opening.objects.get(reader_id=sami.pk, section="goal")
    assert opening.scope_id == goal.process_id


@pytest.mark.sqlite
def test_the_field_says_who_sees_it_and_asks_for_no_names(aino_with_sami: Process, aino: User) -> None:
    page = finnish(aino).get(new_page(aino_with_sami))
    assert said("See this: %(names)s. Never your manager.", names="sinä ja Sami Rautio") in text(page)
    assert said("Do not write the names of clients, or what they could be known by.") in text(page)
    field = tree(page).xpath("//input[@name='text']")[0]
    assert field.get("autocomplete") == "off"
    assert "id_text_who" in field.get("aria-describedby")


@pytest.mark.sqlite
@pytest.mark.parametrize("part", ["text/", "scale/", "aside/", "rating/"])
def test_each_page_of_it_that_takes_words_says_who_sees_them_and_asks_for_no_names(
    goal: PersonalGoal, aino: User, part: str
) -> None:
    page = finnish(aino).get(page_of(goal, part))
    assert tree(page).xpath("//main//textarea")
    assert said("See this: %(names)s. Never your manager.", names="sinä ja Sami Rautio") in text(page)
    assert said("Do not write the names of clients, or what they could be known by.") in text(page)


@pytest.mark.sqlite
@pytest.mark.parametrize("words", ["a" * 201, "ä" * 10_000, "", "   ", "a\0b"])
def test_what_cannot_be_taken_is_told_beside_the_field_and_stays(
    aino_with_sami: Process, aino: User, words: str
) -> None:
    answer = finnish(aino).post(new_page(aino_with_sami), {"text": words})
    assert answer.status_code == 422
    assert set(faults(answer)) == {"text"}
    assert not PersonalGoal.objects.exists()


def test_a_criterion_of_ten_thousand_characters_too(aino_with_sami: Process, aino: User) -> None:
    answer = finnish(aino).post(new_page(aino_with_sami), {"text": GOAL, "success": "ä" * 10_000})
    assert (answer.status_code, set(faults(answer)), typed(answer, "text")) == (422, {"success"}, GOAL)


def test_markup_and_emoji_are_text(aino_with_sami: Process, aino: User) -> None:
    words = "<script>alert(1)</script> 🙂 & \"'"
    client = reading(aino)
    page = landed(client.post(new_page(aino_with_sami), {"text": words}), client)
    assert words in text(page)
    assert "<script>alert" not in page.content.decode()


# Setting aside, locking


def test_she_sets_it_aside_with_a_note_and_takes_it_up_again(goal: PersonalGoal, aino: User, sami: User) -> None:
    client = reading(aino)
    page = landed(client.post(page_of(goal, "aside/"), {"note": "Ei nyt"}), client)
    assert "Ei nyt" in text(page)
    assert GOAL not in text(client.get(f"/processes/{goal.process_id}/")), "it counts no more"
    assert "Ei nyt" in text(reading(sami).get(page_of(goal)))
    client.post(page_of(goal, "aside/"), {"take_up": "1"})
    assert GOAL in text(client.get(f"/processes/{goal.process_id}/"))
    names = list(Event.objects.filter(subject_id=goal.pk).values_list("name", flat=True).order_by("pk"))
    assert names == ["goal.written", "goal.set_aside", "goal.taken_up"]
    done = tree(client.get(page_of(goal))).xpath("//main//details//li//p[1]")
    assert [line.text_content() for line in done] == ["Taken up again", "Left aside", "Written"]


def test_while_it_is_locked_nobody_rates_or_changes_it_S4_14(goal: PersonalGoal, aino: User, sami: User) -> None:
    client = reading(aino)
    page = landed(client.post(page_of(goal, "lock/")), client)
    assert "Locked" in text(page)
    assert not links(page, "/rating/")
    for person in (aino, sami):
        answer = client_of(person).post(page_of(goal, "rating/"), {"value": "5", "on": "1.2.2027"})
        assert answer.status_code == 422
    assert client_of(aino).post(page_of(goal, "text/"), {"text": "Toinen"}).status_code == 422
    assert client_of(aino).post(page_of(goal, "scale/"), {"level_0": "Riittää"}).status_code == 422
    with pytest.raises(GoalClosed):
        PersonalGoal.write(process=goal.process, owner=aino, text="x", key=goal.pk)
    client.post(page_of(goal, "lock/"), {"open": "1"})
    assert client_of(sami).post(page_of(goal, "rating/"), {"value": "5", "on": "1.2.2027"}).status_code == 303


def test_sami_neither_locks_nor_changes_nor_sets_aside_C8(goal: PersonalGoal, sami: User) -> None:
    client = client_of(sami)
    for part in ("lock/", "text/", "scale/", "aside/", "up/"):
        assert client.post(page_of(goal, part), {"text": "x", "level_0": "x"}).status_code == 404


# Whose it is


def test_nobody_else_finds_any_page_of_it_C8_C22(
    request: pytest.FixtureRequest, goal: PersonalGoal, aino: User
) -> None:
    for who in ["eero", "maija", "laura", "pekka", "outi"]:
        client = client_of(request.getfixturevalue(who))
        for part in ("", "text/", "scale/", "rating/", "aside/"):
            assert client.get(page_of(goal, part)).status_code == 404
            assert client.post(page_of(goal, part), {"text": "x"}).status_code in {404, 405}
        assert client.get(f"/processes/{goal.process_id}/goals/").status_code == 404, who
        assert client.post(new_page(goal.process), {"text": "x"}).status_code == 404, who
        assert PersonalGoal.objects.count() == 1, who


def test_in_a_group_each_finds_their_own_and_nobody_anothers_C22(
    group_with_sami: Process, aino: User, eero: User, sami: User
) -> None:
    of_aino = PersonalGoal.write(process=group_with_sami, owner=aino, text=GOAL)
    PersonalGoal.write(process=group_with_sami, owner=eero, text="Eeron oma")
    listed = f"/processes/{group_with_sami.pk}/goals/"
    assert GOAL not in text(reading(eero).get(listed))
    assert client_of(eero).get(page_of(of_aino)).status_code == 404
    assert client_of(eero).post(page_of(of_aino, "rating/"), {"value": "1", "on": "1.2.2027"}).status_code == 404
    page = text(reading(sami).get(listed))
    assert GOAL in page
    assert "Eeron oma" in page
    assert not GoalRating.objects.exists()


def test_a_code_to_an_employers_mailbox_opens_none_of_it_C6(goal: PersonalGoal, aino: User) -> None:
    client = client_of(aino, content=False)
    for path in (page_of(goal), page_of(goal, "rating/"), f"/processes/{goal.process_id}/goals/"):
        assert client.get(path).status_code == 404


def test_a_co_supervisor_who_came_later_reads_neither_goal_nor_ratings_from_before_C25(
    goal: PersonalGoal, aino: User, kaisa: User
) -> None:
    GoalRating.write(goal=goal, value=4, by=aino)
    goal.process.participants.create(
        user=kaisa, capacity="co_supervisor", starts_on=NOW.date(), joined_at=NOW + timedelta(hours=1)
    )
    with time_machine.travel(NOW + timedelta(hours=2)):
        assert client_of(kaisa).get(page_of(goal)).status_code == 404
        PersonalGoal.write(process=goal.process, owner=aino, text=GOAL, key=goal.pk)
        assert client_of(kaisa).get(page_of(goal)).status_code == 200
        assert not GoalRating.readable_by(kaisa).exists(), "what was rated before her time"


def test_where_nothing_is_stored_nothing_is_written_C44(goal: PersonalGoal, aino: User, sami: User) -> None:
    process = goal.process
    process.no_content_since = date(2027, 2, 1)
    process.save()
    client = client_of(aino)
    for part in ("text/", "scale/", "rating/", "aside/"):
        assert client.get(page_of(goal, part)).status_code == 404
    assert client_of(sami).get(page_of(goal, "rating/")).status_code == 404
    assert client.get(page_of(goal)).status_code == 200, "what was written before stays its owner's"


# The nudge


def test_from_the_first_session_on_home_says_that_a_goal_is_missing_until_there_is_one_S0_14(
    aino_with_sami: Process, aino: User
) -> None:
    home = reading(aino)
    assert "Write down a goal" not in text(home.get("/"))
    factories.make_booking(process=aino_with_sami, starts_at=NOW - timedelta(days=3), status="held")
    page = home.get("/")
    assert "Write down a goal Individual supervision, Sami Rautio" in text(page)
    assert links(page, f"/processes/{aino_with_sami.pk}/goal/")
    PersonalGoal.write(process=aino_with_sami, owner=aino, text=GOAL)
    assert "Write down a goal" not in text(home.get("/"))


def test_it_blocks_nothing_and_is_not_told_to_a_work_mailbox_S0_14(aino_with_sami: Process, aino: User) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=NOW - timedelta(days=3), status="held")
    assert client_of(aino).get(f"/processes/{aino_with_sami.pk}/slots/").status_code == 200
    closed = reading(aino, content=False)
    assert "Write down a goal" not in text(closed.get("/"))


def test_sami_reads_neutrally_that_none_is_written(aino_with_sami: Process, sami: User, aino: User) -> None:
    page = text(reading(sami).get(f"/processes/{aino_with_sami.pk}/"))
    assert "No personal goal is written here yet." in page
    PersonalGoal.write(process=aino_with_sami, owner=aino, text=GOAL)
    assert "No personal goal" not in text(reading(sami).get(f"/processes/{aino_with_sami.pk}/"))
