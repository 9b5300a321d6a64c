"""What waits on a home is told as its reader knows it: by whom one meets, and to a manager by kind and code alone."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from processes.models import Process
from processes.waiting import waiting_for
from reviews.models import Continuation, Extract
from tests.agreements.paper import offered
from tests.bookings.pages import reading
from tests.factories import make_process
from tests.reviews.stories import given, opened
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


def notes(user: User) -> list[str]:
    return [row.note for row in waiting_for(user)]


def test_how_to_go_on_names_the_supervision_and_no_code(
    aino_with_sami: Process, aino: User, sami: User, maija: User
) -> None:
    Continuation.open(aino_with_sami, by=sami)
    assert notes(aino) == ["Individual supervision, Sami Rautio"]
    assert notes(sami) == ["Individual supervision, Aino M\u00e4kel\u00e4"]
    assert notes(maija) == [f"Individual supervision {aino_with_sami.code}"]


def test_so_do_an_agreement_and_an_evaluation(aino_with_sami: Process, aino: User, laura: User) -> None:
    offered(aino_with_sami, by=laura)
    opened(aino_with_sami)
    assert [note.partition(", Sami Rautio")[0] for note in notes(aino)] == ["Individual supervision"] * 2
    assert aino_with_sami.code not in "".join(notes(aino))


def test_two_groups_of_one_house_are_told_apart_by_the_employer(
    group_with_sami: Process, aino: User, sami: User
) -> None:
    opened(group_with_sami)
    [note] = notes(sami)
    assert note.startswith("Group: Lehtolan Kuntoutus Oy, ")


def test_a_manager_finds_a_text_for_the_employer_until_it_is_opened_S4_13(
    aino_with_sami: Process, aino: User, sami: User, maija: User, laura: User
) -> None:
    row = opened(aino_with_sami)
    for user in (aino, sami):
        row = row.answer(given(), by=user)
    extract = Extract.write(row, text="zqkooste", useful="", by=sami, seen="")
    assert notes(maija) == []
    extract.accept(by=aino, seen=extract.mark)

    path = f"/processes/{aino_with_sami.pk}/report/"
    [found] = [one for one in waiting_for(maija) if one.title == "A text for you to read"]
    assert (found.note, found.url) == (f"Individual supervision {aino_with_sami.code}", path)
    assert not [one for one in waiting_for(aino) if one.title == "A text for you to read"]
    assert "zqkooste" in reading(maija).get(path).content.decode()
    assert not [one for one in waiting_for(maija) if one.title == "A text for you to read"]


def introduction(supervisor: User, *people: User) -> Process:
    terms: dict[str, Any] = {"payer": "nobody", "price": None, "agreed_count": 1, "length_minutes": 30}
    terms |= {"approval": "none", "no_content_since": date(2020, 1, 1)}
    return make_process(supervisor=supervisor, supervisees=[*people], **terms)


def test_an_introduction_has_no_counter_and_goes_once_it_was_decided_on(
    kuuloke: object, aino: User, sami: User
) -> None:
    intro = introduction(sami, aino)
    page = reading(aino).get("/").content.decode()
    assert "Introductory meeting, Sami Rautio" in page
    assert "<progress" not in page
    assert "sessions held" not in page

    Process.objects.filter(pk=intro.pk).update(ends_on=date(2027, 2, 1))
    assert "Introductory meeting, Sami Rautio" not in reading(aino).get("/").content.decode()


def test_the_pages_of_an_introduction_count_nothing(kuuloke: object, aino: User, sami: User) -> None:
    intro = introduction(sami, aino)
    page = reading(aino).get(f"/processes/{intro.pk}/").content.decode()
    for counter in ("0/1", "1 session", "to book"):
        assert counter not in page
