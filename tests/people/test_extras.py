"""Laura switches on what only some practices want; everyday pages stay light until then."""

from datetime import date

from tests.factories import client_of
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import Extra, Practice, User

PAGE = "/practice/extras/"


def test_everything_is_off_until_laura_switches_it_on(laura: User, kuuloke: Practice) -> None:
    assert Extra.all_on() == frozenset()
    answer = client_of(laura).post(PAGE, {"extras": ["strengths", "goal_weights"]})
    assert answer.status_code == 303
    assert Extra.all_on() == {"strengths", "goal_weights"}
    assert Event.objects.get(name="practice.extras_changed").facts["on"] == ["goal_weights", "strengths"]


def test_a_switch_keeps_its_day_while_others_change(laura: User, kuuloke: Practice) -> None:
    Extra.objects.create(name="strengths", since=date(2026, 9, 1))
    client_of(laura).post(PAGE, {"extras": ["strengths", "question_bank"]})
    assert Extra.objects.get(name="strengths").since == date(2026, 9, 1)
    client_of(laura).post(PAGE, {})
    assert not Extra.objects.exists()


def test_saving_what_stands_changes_nothing(laura: User, kuuloke: Practice) -> None:
    client_of(laura).post(PAGE, {})
    assert not Event.objects.filter(name="practice.extras_changed").exists()


def test_an_unknown_extra_is_refused(laura: User, kuuloke: Practice) -> None:
    answer = client_of(laura).post(PAGE, {"extras": ["everything"]})
    assert answer.status_code == 422


def test_nobody_but_the_office_has_the_page(sami: User, maija: User, kuuloke: Practice) -> None:
    for person in (sami, maija):
        assert client_of(person).get(PAGE).status_code == 404
