"""Processes, one row for everybody; whose it is stands there as far as each is told."""

from datetime import date

import pytest

from processes.models import Process
from tests.bookings.pages import reading, text
from tests.factories import client_of, make_process
from tests.forms import queries
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite

LIST = "/processes/"


def listed(user: User, **asked: str) -> str:
    return text(reading(user).get(LIST, asked))


@pytest.fixture
def several(aino_with_sami: Process, group_with_sami: Process) -> list[Process]:
    return [aino_with_sami, group_with_sami]


def test_laura_finds_everybodys(several: list[Process], laura: User) -> None:
    page = listed(laura)
    assert "Aino Mäkelä" in page
    assert "Group supervision: Lehtolan Kuntoutus Oy" in page
    assert all(process.code in page for process in several)


def test_sami_finds_his_own_and_kaisa_none(several: list[Process], sami: User, kaisa: User) -> None:
    assert "Aino Mäkelä" in listed(sami)
    assert "Nothing goes on now." in listed(kaisa)


def test_aino_finds_hers_by_their_kind(several: list[Process], aino: User, eero: User) -> None:
    page = listed(aino)
    assert "Individual supervision" in page
    assert "Group supervision" in page
    assert "Sami Rautio" in page
    assert "Individual supervision" not in listed(eero)


def test_maija_reads_names_where_that_is_agreed_and_codes_elsewhere(several: list[Process], maija: User) -> None:
    page = listed(maija)
    assert "Aino Mäkelä" in page, "attendance: names"
    assert "Eero Virtanen" not in page, "attendance of the group: nothing"
    assert several[1].code in page


def test_pekka_reads_nothing_of_lehtola(several: list[Process], pekka: User) -> None:
    assert "Nothing goes on now." in listed(pekka)


def test_one_with_no_part_in_anything_has_no_list(several: list[Process], outi: User) -> None:
    assert client_of(outi).get(LIST).status_code == 404


def test_what_aino_pays_herself_stands_on_her_list_and_not_on_maijas(
    several: list[Process], aino: User, sami: User, maija: User
) -> None:
    own = make_process(supervisor=sami, supervisees=[aino])
    assert own.code in listed(aino)
    assert own.code not in listed(maija)


def test_laura_looks_up_by_person_organisation_and_code(
    several: list[Process], laura: User, merikanta: Organisation, pekka: User, outi: User, sami: User
) -> None:
    other = make_process(supervisor=sami, supervisees=[outi], organisation=merikanta)
    assert other.code not in listed(laura, q="aino")
    assert several[0].code in listed(laura, q="AINO")
    assert listed(laura, q="merikan").count(other.code) == 1
    assert several[0].code in listed(laura, q=several[0].code.lower())
    assert "Nothing found" in listed(laura, q="ei ketään")


def test_a_manager_cannot_find_out_by_asking_for_a_name(several: list[Process], maija: User) -> None:
    """The office alone searches: what is not shown must not be guessed at."""
    Process.objects.update(attendance="none")
    assert listed(maija, q="aino") == listed(maija, q="eero") == listed(maija)


def test_what_has_ended_stands_apart(several: list[Process], aino: User, laura: User) -> None:
    Process.objects.filter(pk=several[0].pk).update(ends_on=date(2027, 1, 31))
    assert several[0].code not in listed(aino)
    assert several[0].code in listed(aino, show="ended")
    assert "Ended 31 Jan 2027" in listed(laura, show="ended")


def test_one_that_has_not_begun_says_when_it_does(aino_with_sami: Process, aino: User) -> None:
    Process.objects.update(starts_on=date(2027, 3, 1))
    assert "Begins 1 Mar 2027" in listed(aino)


@pytest.mark.parametrize("who", ["laura", "sami", "maija", "aino"])
def test_the_list_costs_the_same_for_one_and_for_three(
    request: pytest.FixtureRequest, aino_with_sami: Process, aino: User, sami: User, lehtola: Organisation, who: str
) -> None:
    client = client_of(request.getfixturevalue(who))
    with_one = queries(client, LIST)
    for _more in range(2):
        make_process(supervisor=sami, supervisees=[aino], organisation=lehtola, attendance="names")
    assert queries(client, LIST) == with_one
