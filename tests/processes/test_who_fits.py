"""Who may meet in which kind, and who never supervises whom (S1-4, S4-1): refused beside the field, typed text kept."""

from typing import Any

import pytest

from processes.heads import HEADS, fit
from processes.models import Kind, People, Process, SupervisorManages
from tests.bookings.pages import reading, text
from tests.factories import make_employment, make_person, make_supervisor
from tests.processes.agreement import NEW, filled
from tyonohjaus.people.models import Organisation, User


def several(count: int) -> list[User]:
    return [make_person(name=f"Jäsen {number:02}") for number in range(count)]


@pytest.mark.parametrize(
    "kind, count, fits",
    [
        ("individual", 1, True),
        ("individual", 2, False),
        ("toto", 1, True),
        ("pair", 1, False),
        ("pair", 2, True),
        ("group", 1, False),
        ("group", 2, True),
        ("group", 15, True),
        ("group", 16, False),
        ("managers", 1, False),
        ("community", 1, False),
        ("community", 40, True),
    ],
)
def test_how_many_meet_by_kind_S1_4(kind: str, count: int, fits: bool) -> None:
    assert fit(kind, count) is fits
    assert set(HEADS) == set(Kind.values)


@pytest.mark.sqlite
@pytest.mark.parametrize("count, said", [(1, "at least two"), (16, "at most 15")])
def test_a_group_of_one_or_of_too_many_is_told_beside_the_members(
    laura: User, sami: User, lehtola: Organisation, kuuloke: Any, count: int, said: str
) -> None:
    form = filled(supervisor=sami, supervisees=several(count), organisation=lehtola, kind="group", cost_centre="K<1>")
    answer = reading(laura).post(NEW, form)
    assert answer.status_code == 422
    assert said in text(answer)
    assert "K&lt;1&gt;" in answer.content.decode()
    assert not Process.objects.exists()


def test_nobody_supervises_those_whom_they_manage(
    laura: User, maija: User, aino: User, eero: User, sami: User, lehtola: Organisation, kuuloke: Any
) -> None:
    make_supervisor(user=maija)
    form = filled(supervisor=sami, supervisees=[aino, eero], organisation=lehtola, co_supervisor=maija.pk)
    answer = reading(laura).post(NEW, form)
    assert answer.status_code == 422
    assert "their own manager" in text(answer)
    people = People(supervisor=maija, supervisees=(aino,))
    with pytest.raises(SupervisorManages):
        Process.start(people=people, by=laura, kind="individual", payer="employer", organisation=lehtola, price=1)
    assert not Process.objects.exists()


def test_nor_is_one_supervised_by_themselves(laura: User, sami: User, lehtola: Organisation, kuuloke: Any) -> None:
    answer = reading(laura).post(NEW, filled(supervisor=sami, supervisees=[sami], organisation=lehtola))
    assert answer.status_code == 422
    assert "cannot be a supervisee" in text(answer)


def test_a_manager_is_supervised_and_their_own_superior_says_yes_S4_1(
    laura: User, maija: User, sami: User, lehtola: Organisation, kuuloke: Any
) -> None:
    superior = make_person(name="Heli Harju")
    make_employment(employee=maija, organisation=lehtola, manager=superior)
    form = filled(supervisor=sami, supervisees=[maija], organisation=lehtola)
    assert reading(laura).post(NEW, form).status_code == 303
    assert Process.objects.get().participants.get(user=maija).manager == superior
