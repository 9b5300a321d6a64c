"""A supervisee's goal and the address of the remote room: sealed, and the parties' alone."""

import pytest
from django.db import connection

from processes.models import MeetingLink, PersonalGoal, Process
from tests import factories
from tests.bookings.pages import landed, reading, text, tree
from tests.bookings.test_races import all_at_once
from tests.factories import client_of
from tests.forms import faults, finnish, said, typed
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import Practice, User
from tyonohjaus.sealed.models import Opening

GOAL = "Uskallan pyytää apua ajoissa"
ROOM = "https://meet.example/huone"


def goal_page(process: Process) -> str:
    return f"/processes/{process.pk}/goal/"


def room_page(process: Process) -> str:
    return f"/processes/{process.pk}/meeting-link/"


def test_aino_writes_her_goal_and_reads_it_on_the_process(aino_with_sami: Process, aino: User) -> None:
    client = reading(aino)
    assert GOAL in text(landed(client.post(goal_page(aino_with_sami), {"text": GOAL}), client))
    assert typed(client.get(goal_page(aino_with_sami)), "text") == GOAL


def test_she_changes_it_and_takes_it_away(aino_with_sami: Process, aino: User) -> None:
    client = reading(aino)
    for words in (GOAL, "Toinen", ""):
        client.post(goal_page(aino_with_sami), {"text": words})
    goal = PersonalGoal.objects.get()
    assert goal.text_sealed is None
    assert "Toinen" not in text(client.get(f"/processes/{aino_with_sami.pk}/"))


@pytest.mark.django_db(transaction=True)
def test_three_taps_at_once_write_one_goal_and_one_room(sami: User, aino: User, kuuloke: Practice) -> None:
    for _round in range(8):
        process = factories.make_process(supervisor=sami, supervisees=[aino])
        goals = [lambda p=process: PersonalGoal.write(process=p, owner=aino, text=GOAL)] * 3
        rooms = [lambda p=process: MeetingLink.write(process=p, url=ROOM, by=sami)] * 3

        assert all_at_once(*goals, *rooms) == {"done": 6}
        assert PersonalGoal.objects.get(process=process).read(by=aino) == GOAL
        assert MeetingLink.objects.get(process=process).read(by=aino) == ROOM


def test_it_lies_sealed_and_in_no_event_C27(aino_with_sami: Process, aino: User) -> None:
    client_of(aino).post(goal_page(aino_with_sami), {"text": GOAL})
    with connection.cursor() as cursor:
        cursor.execute("SELECT text_sealed FROM processes_personalgoal")
        assert GOAL.encode() not in bytes(cursor.fetchone()[0])
    assert GOAL not in str(list(Event.objects.values()))


def test_reading_it_leaves_a_trace_of_who_and_never_what_C34(aino_with_sami: Process, aino: User, sami: User) -> None:
    PersonalGoal.write(process=aino_with_sami, owner=aino, text=GOAL)
    client_of(sami).get(f"/processes/{aino_with_sami.pk}/")
    opening = Opening.objects.get(reader_id=sami.pk, section="goal")
    assert opening.scope_id == aino_with_sami.pk


def test_the_field_says_who_sees_it_and_asks_for_no_names(aino_with_sami: Process, aino: User) -> None:
    page = finnish(aino).get(goal_page(aino_with_sami))
    assert said("See this: %(names)s. Never your manager.", names="sinä ja Sami Rautio") in text(page)
    assert said("One line is enough. Do not write the names of clients, or what they could be known by.") in text(page)
    field = tree(page).xpath("//input[@name='text']")[0]
    assert field.get("autocomplete") == "off"
    assert "id_text_who" in field.get("aria-describedby")


def test_too_long_a_goal_is_told_beside_the_field_and_stays(aino_with_sami: Process, aino: User) -> None:
    answer = finnish(aino).post(goal_page(aino_with_sami), {"text": "a" * 201})
    assert answer.status_code == 422
    assert set(faults(answer)) == {"text"}
    assert typed(answer, "text") == "a" * 201
    assert not PersonalGoal.objects.exists()


@pytest.mark.parametrize("who", ["sami", "laura", "maija", "eero", "pekka", "outi"])
def test_nobody_else_has_such_a_page_C8(request: pytest.FixtureRequest, aino_with_sami: Process, who: str) -> None:
    client = client_of(request.getfixturevalue(who))
    page = goal_page(aino_with_sami)
    assert (client.get(page).status_code, client.post(page, {"text": "x"}).status_code) == (404, 404)
    assert not PersonalGoal.objects.exists()


def test_eeros_goal_is_beside_ainos_and_neither_is_the_others_C22(
    group_with_sami: Process, aino: User, eero: User
) -> None:
    client_of(aino).post(goal_page(group_with_sami), {"text": GOAL})
    client_of(eero).post(goal_page(group_with_sami), {"text": "Eeron oma"})
    assert typed(reading(eero).get(goal_page(group_with_sami)), "text") == "Eeron oma"
    assert typed(reading(aino).get(goal_page(group_with_sami)), "text") == GOAL


# The room


def test_sami_gives_the_address_and_aino_finds_it(aino_with_sami: Process, aino: User, sami: User) -> None:
    """S0-6."""
    client = reading(sami)
    page = landed(client.post(room_page(aino_with_sami), {"url": ROOM}), client)
    assert ROOM in page.content.decode()
    assert ROOM in reading(aino).get(f"/processes/{aino_with_sami.pk}/").content.decode()
    assert typed(client.get(room_page(aino_with_sami)), "url") == ROOM


def test_he_takes_it_away(aino_with_sami: Process, sami: User, aino: User) -> None:
    MeetingLink.write(process=aino_with_sami, url=ROOM, by=sami)
    client_of(sami).post(room_page(aino_with_sami), {"url": ""})
    assert "Remote room" not in text(reading(aino).get(f"/processes/{aino_with_sami.pk}/"))


@pytest.mark.parametrize(
    "wrong", ["http://meet.example/huone", "javascript:alert(1)", "huone 5", "ftp://meet.example", "https://"]
)
def test_an_address_that_is_none_is_told_beside_the_field(aino_with_sami: Process, sami: User, wrong: str) -> None:
    answer = finnish(sami).post(room_page(aino_with_sami), {"url": wrong})
    assert answer.status_code == 422
    assert faults(answer) == {"url": said("Copy the whole address from your meeting tool; it begins with https://.")}
    assert typed(answer, "url") == wrong
    assert not MeetingLink.objects.exists()


@pytest.mark.parametrize("who", ["aino", "laura", "maija", "eero", "pekka"])
def test_nobody_else_writes_it(request: pytest.FixtureRequest, aino_with_sami: Process, who: str) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.post(room_page(aino_with_sami), {"url": ROOM}).status_code == 404
    assert not MeetingLink.objects.exists()


@pytest.mark.parametrize("page", ["", "meeting-link/"])
def test_a_code_to_an_employers_mailbox_opens_no_room_and_moves_none_C6(
    aino_with_sami: Process, aino: User, sami: User, page: str
) -> None:
    """Whoever reads that mailbox could listen in, or lead everybody to a room of their own."""
    MeetingLink.write(process=aino_with_sami, url=ROOM, by=sami)
    for user in (aino, sami):
        client = client_of(user, content=False)
        client.cookies["django_language"] = "en"
        answer = client.get(f"/processes/{aino_with_sami.pk}/{page}")
        assert ROOM not in answer.content.decode()
        assert ("type the code that your supervisor gave you" in text(answer)) is (page == "")
    client_of(sami, content=False).post(room_page(aino_with_sami), {"url": "https://muualla.example"})
    assert MeetingLink.objects.get().read(by=aino) == ROOM


@pytest.mark.parametrize("who", ["laura", "maija"])
def test_neither_the_office_nor_the_manager_reads_it(
    request: pytest.FixtureRequest, aino_with_sami: Process, sami: User, who: str
) -> None:
    MeetingLink.write(process=aino_with_sami, url=ROOM, by=sami)
    page = reading(request.getfixturevalue(who)).get(f"/processes/{aino_with_sami.pk}/")
    assert ROOM not in page.content.decode()
    assert "Remote room" not in text(page)
