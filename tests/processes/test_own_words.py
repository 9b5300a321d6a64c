"""The address of the remote room: sealed, and the parties' alone."""

import pytest

from processes.models import MeetingLink, Process
from tests import factories
from tests.bookings.pages import landed, reading, text
from tests.bookings.test_races import all_at_once
from tests.factories import client_of
from tests.forms import faults, finnish, said, typed
from tyonohjaus.people.models import Practice, User

ROOM = "https://meet.example/huone"


def room_page(process: Process) -> str:
    return f"/processes/{process.pk}/meeting-link/"


@pytest.mark.django_db(transaction=True)
def test_three_taps_at_once_write_one_room(sami: User, aino: User, kuuloke: Practice) -> None:
    for _round in range(3):
        process = factories.make_process(supervisor=sami, supervisees=[aino])
        rooms = [lambda p=process: MeetingLink.write(process=p, url=ROOM, by=sami)] * 3

        assert all_at_once(*rooms) == {"done": 3}
        assert MeetingLink.objects.get(process=process).read(by=aino) == ROOM


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


@pytest.mark.sqlite
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
