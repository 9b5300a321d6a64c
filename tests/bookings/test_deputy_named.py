"""Who names a deputy: the manager among those beside them, or the office."""

from datetime import date
from typing import Any

import pytest

from tests import factories
from tests.bookings import mails
from tests.bookings.deputies import FEBRUARY
from tests.bookings.pages import text
from tests.forms import faults, finnish, said
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import AnotherThen, Deputy, Organisation, User
from tyonohjaus.people.models.deputy import deputised_by


def test_maija_chooses_among_the_managers_beside_her_and_reads_no_others(
    maija: User, aino: User, tiina: User, pekka: User, lehtola: Organisation, kuuloke: Any
) -> None:
    ritva = factories.make_person(name="Ritva Lehto")
    factories.make_manager(user=ritva, organisation=lehtola)
    browser = finnish(maija)
    shown = browser.get("/own/deputy/").content.decode()
    assert "Ritva Lehto" in shown
    assert not [name for name in ("Aino", "Tiina", "Pekka") if name in shown]
    days = {"starts_on": "8.2.2027", "ends_on": "12.2.2027"}
    assert browser.post("/own/deputy/", days | {"deputy": str(pekka.pk)}).status_code == 422
    assert browser.post("/own/deputy/", days | {"deputy": str(ritva.pk)}).status_code == 303
    row = Deputy.objects.get()
    assert (row.manager, row.deputy, row.starts_on, row.ends_on) == (
        maija,
        ritva,
        date(2027, 2, 8),
        date(2027, 2, 12),
    )
    again = browser.post("/own/deputy/", {"starts_on": "12.2.2027", "ends_on": "13.2.2027", "deputy": str(ritva.pk)})
    assert again.status_code == 422
    assert faults(again) == {"starts_on": said("Another deputy answers on one of these days. End that first.")}
    assert browser.post("/own/deputy/", {"end": str(row.pk)}).status_code == 303
    row.refresh_from_db()
    assert row.ends_on == date(2027, 2, 7)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"starts_on": "31.1.2027", "ends_on": "12.2.2027"}, "starts_on"),
        ({"starts_on": "12.2.2027", "ends_on": "11.2.2027"}, "ends_on"),
        ({"starts_on": "12.2.2027", "ends_on": ""}, "ends_on"),
        ({"starts_on": "kohta", "ends_on": "12.2.2027"}, "starts_on"),
    ],
)
def test_days_that_cannot_be(
    laura: User, maija: User, tiina: User, kuuloke: Any, days: dict[str, str], field: str
) -> None:
    answer = finnish(laura).post(f"/people/{maija.pk}/deputy/", days | {"deputy": str(tiina.pk)})
    assert answer.status_code == 422
    assert list(faults(answer)) == [field]
    assert not Deputy.objects.exists()


def test_the_office_names_one_who_works_there_and_ends_it(
    laura: User, maija: User, tiina: User, pekka: User, kuuloke: Any
) -> None:
    browser, path = finnish(laura), f"/people/{maija.pk}/deputy/"
    filled = {"starts_on": "1.2.2027", "ends_on": "5.2.2027", "deputy": str(tiina.pk)}
    assert browser.post(path, filled | {"deputy": str(pekka.pk)}).status_code == 422
    assert browser.post(path, filled).status_code == 303
    assert "Tiina Salo" in text(browser.get(path))
    assert deputised_by(tiina).get().manager == maija
    row = Deputy.objects.get()
    for nonsense in ("", "nobody", str(pekka.pk)):
        assert browser.post(path, {"end": nonsense}).status_code == 303
    assert browser.post(path, {"end": str(row.pk)}).status_code == 303
    assert not deputised_by(tiina).exists()
    assert [event.actor for event in Event.objects.filter(name__startswith="deputy.")] == [laura.pk, laura.pk]


def test_only_one_at_a_time(maija: User, tiina: User, pekka: User, laura: User) -> None:
    Deputy.name(manager=maija, deputy=tiina, by=laura, **FEBRUARY)
    with pytest.raises(AnotherThen):
        Deputy.name(manager=maija, deputy=pekka, by=laura, starts_on=date(2027, 2, 26), ends_on=date(2027, 3, 5))
    Deputy.name(manager=maija, deputy=pekka, by=laura, starts_on=date(2027, 2, 27), ends_on=date(2027, 3, 5))


def test_the_deputy_is_told_for_whose_people_and_in_which_days_and_when_it_ends_early(
    maija: User, tiina: User, laura: User, kuuloke: object
) -> None:
    row = Deputy.name(manager=maija, deputy=tiina, by=laura, **FEBRUARY)
    named = mails.to(tiina, mails.post())
    assert "Vastaat sijaisena" in named.subject
    assert maija.name in named.body
    assert "1.–26.2.2027" in named.body

    row.end(by=laura)
    ended = mails.to(tiina, mails.post())
    assert "Et vastaa enää sijaisena" in ended.subject
    row.end(by=laura)
    assert mails.post() == []


def test_one_that_is_taken_back_at_once_is_told_of_in_no_mail_that_still_waits_D1(
    maija: User, tiina: User, laura: User, kuuloke: object
) -> None:
    Deputy.name(manager=maija, deputy=tiina, by=laura, **FEBRUARY).end(by=laura)
    assert [one.subject for one in mails.post()] == ["Et vastaa enää sijaisena"]
