"""What members of a group answer (C16, C24): without a name from four on, by own choice below."""

from datetime import date
from typing import Any

import time_machine
from django.apps import apps
from django.urls import reverse

from processes.models import People, Process
from reviews.models import Answers, Evaluation, Given, Kind, PracticeTally, Tally
from reviews.models.evaluation import Answered
from reviews.models.survey import half_year_of
from tests.bookings.pages import reading, text
from tests.factories import client_of, helsinki, make_person, make_process
from tests.reviews.stories import big_group, given, opened
from tyonohjaus.events.models import Unplaced
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User


def members_of(process: Process) -> list[Any]:
    return [one.user for one in process.participants.filter(capacity="supervisee").order_by("user__name")]


def answered_by_all(process: Process, sami: User, *, kind: str = Kind.MID, **more: Any) -> Evaluation:
    row = opened(process, kind)
    for number, user in enumerate(members_of(process)):
        row = row.answer(given(f"zqsana{number}", score=number, **more), by=user)
    return row.answer(given("Samin sanat"), by=sami)


def test_answers_of_four_are_shown_without_names_C16(
    kuuloke: Any, aino: User, eero: User, sami: User, lehtola: Any
) -> None:
    row = answered_by_all(big_group(sami, lehtola, members=[aino, eero]), sami)

    page = text(reading(aino).get(row.get_absolute_url()))

    assert all(f"zqsana{number}" in page for number in range(4))
    assert "0 · 1 · 2 · 3" in page
    assert "Jäsen" not in page
    assert "Eero" not in page


def test_an_anonymous_answer_leaves_no_author_order_or_hour_anywhere_C24(
    kuuloke: Any, aino: User, eero: User, sami: User, lehtola: Any
) -> None:
    row = opened(big_group(sami, lehtola, members=[aino, eero]))
    Answers.put(row, given("luonnos"), author=eero, handed_in=False)
    with time_machine.travel(helsinki("2027-02-01 13:37")):
        row.answer(given("zqsana"), by=eero)

    assert not Answers.objects.filter(author=eero).exists()  # nor the draft
    assert not {field.name for field in Tally._meta.fields} & {"user", "author", "at", "created_at"}
    assert not {field.name for field in Answered._meta.fields} & {"user", "author", "at", "created_at"}
    told = list(Unplaced.objects.filter(name="evaluation.answered"))
    assert [(event.actor, event.at, event.facts) for event in told] == [(None, helsinki("2027-02-01 00:00"), {})]
    assert not Message.objects.filter(template="reviews/mail/together").exists()
    rows = [str(row) for model in apps.get_app_config("reviews").get_models() for row in model.objects.values_list()]
    assert sum(str(eero.pk) in row for row in rows) == 1  # that he was asked, as everybody was


def test_each_question_is_shuffled_by_itself_C24(
    kuuloke: Any, aino: User, eero: User, sami: User, lehtola: Any
) -> None:
    """Over many rounds another's answer stands first: the order tells nothing."""
    first = set()
    for _round in range(12):
        process = big_group(sami, lehtola, members=[])
        row = answered_by_all(process, sami)
        spread = Tally.objects.get(evaluation=row).read(by=sami)
        assert spread
        assert spread.count == 4
        first.add(spread.texts["1"][0])
    assert len(first) > 1


def test_below_four_nothing_of_a_group_is_shown_C16(
    kuuloke: Any, aino: User, eero: User, sami: User, lehtola: Any
) -> None:
    """Asked four, answered three: not shown, whoever asks, and no count either."""
    row = opened(big_group(sami, lehtola, members=[aino, eero]))
    for user in members_of(row.process)[:3]:
        row.answer(given("zqsana"), by=user)
    row.answer(given("Samin sanat"), by=sami)

    row = row.show(by=sami)

    page = text(reading(sami).get(row.get_absolute_url()))
    assert "zqsana" not in page
    assert "fewer than four have answered" in page
    assert Tally.objects.get().read(by=sami) is None


def test_a_question_that_fewer_than_four_answered_is_left_out_C16(
    kuuloke: Any, aino: User, eero: User, sami: User, lehtola: Any
) -> None:
    row = opened(big_group(sami, lehtola, members=[aino, eero]))
    for number, user in enumerate(members_of(row.process)):
        row = row.answer(Given(texts={"1": "kaikki"} | ({"3": "zqharva"} if number else {})), by=user)
    row = row.answer(given(), by=sami)

    page = text(reading(aino).get(row.get_absolute_url()))

    assert "kaikki" in page
    assert "zqharva" not in page


def test_a_small_group_shares_by_name_each_by_own_choice_C16_C22(
    group_with_sami: Process, aino: User, eero: User, sami: User
) -> None:
    row = opened(group_with_sami)
    row.answer(given("zqaino", shared=True), by=aino)
    row.answer(given("zqeero"), by=eero)
    row = row.answer(given("zqsami"), by=sami)

    seen = {user.first_name: text(reading(user).get(row.get_absolute_url())) for user in (aino, eero, sami)}

    assert all("zqaino" in page and "zqsami" in page for page in seen.values())
    assert [name for name, page in seen.items() if "zqeero" in page] == ["Eero"]


def test_a_closing_survey_is_an_aggregate_S0_11_S2_8_S3_10(
    kuuloke: Any, aino: User, eero: User, sami: User, lehtola: Any
) -> None:
    survey = {"satisfied": 4, "calendar": 3, "clients": 5}
    row = answered_by_all(big_group(sami, lehtola, members=[aino, eero]), sami, kind=Kind.FINAL, survey=survey)

    page = text(reading(aino).get(row.get_absolute_url()))

    assert "I am satisfied with the supervision as a whole 4.0 4" in page
    assert "My work with clients 5.0 4" in page
    assert "Recovering from work" not in page


def test_the_survey_of_one_is_nobodys_to_read(aino_with_sami: Process, aino: User, sami: User) -> None:
    row = opened(aino_with_sami, Kind.FINAL)
    row.answer(given("Ainon", survey={"satisfied": 1}), by=aino)
    row = row.answer(given("Samin"), by=sami)

    assert Answers.objects.get(author=aino).read(by=aino).survey == {}
    assert "satisfied with" not in text(reading(sami).get(row.get_absolute_url()))


def test_the_practice_sees_half_years_that_are_over_and_none_below_four_C16(
    kuuloke: Any, aino: User, eero: User, sami: User, laura: User, lehtola: Any
) -> None:
    """No two periods overlap and none is shown while it grows: there is nothing to take from each other."""
    page = reverse("reviews:statistics")
    with time_machine.travel(helsinki("2026-08-01 08:00")):
        alone = make_process(supervisor=sami, supervisees=[make_person(name="Yksin Oleva")])
        opened(alone, Kind.FINAL).answer(given(survey={"heard": 1}), by=members_of(alone)[0])
    with time_machine.travel(helsinki("2027-03-01 08:00")):
        answered_by_all(big_group(sami, lehtola, members=[aino, eero]), sami, kind=Kind.FINAL, survey={"heard": 5})
        during = text(reading(laura).get(page))
        assert "I was heard" not in during
        assert "Second half of 2026 Not shown: fewer than four answers, or so few beside" in during
    with time_machine.travel(helsinki("2027-07-01 08:00")):
        assert "First half of 2027 QuestionMean, 1–5Answers I was heard 5.0 4" in text(reading(laura).get(page))
        assert client_of(sami).get(page).status_code == 404
    assert half_year_of(date(2027, 6, 30)) == date(2027, 1, 1)
    assert {field.name for field in PracticeTally._meta.fields} == {"id", "practice", "starts_on", "scores_sealed"}


def test_what_a_group_was_shown_cannot_be_taken_from_the_half_year_C16(
    kuuloke: Any, aino: User, sami: User, lehtola: Any, laura: User
) -> None:
    """A sole practitioner reads both: five answers less the four of a group are one person's."""
    alone = [make_person(name=f"Yksin {number}") for number in range(4)]
    answered_by_all(big_group(sami, lehtola, members=[]), sami, kind=Kind.FINAL, survey={"heard": 5})
    for count, person in enumerate(alone, start=1):
        process = make_process(supervisor=sami, supervisees=[person], organisation=lehtola)
        opened(process, Kind.FINAL).answer(given(survey={"heard": 1}), by=person)
        with time_machine.travel(helsinki("2027-07-01 08:00")):
            read = PracticeTally.closed(laura).get().read(by=laura)
        assert [(one.count, one.mean) for one in read] == ([(8, 3.0)] if count == 4 else [])


def test_numbers_of_two_evaluations_are_not_laid_beside_each_other_when_one_left_between_C16(
    kuuloke: Any, aino: User, sami: User, lehtola: Any, laura: User
) -> None:
    """The nine would be hers who left. What was said in words stays."""
    process, leaver = big_group(sami, lehtola, members=[aino, make_person(name="Viides")]), make_person(name="Kuudes")
    stay = members_of(process)
    process.participants.create(user=leaver, capacity="supervisee", starts_on=process.starts_on)

    def answered(basis: str, people: list[Any]) -> Evaluation:
        row = opened(process, basis=basis)
        for user in people:
            row = row.answer(given("zqsana", score=9 if user == leaver else 5), by=user)
        return row.answer(given(), by=sami)

    def numbers() -> list[Any]:
        rows = Tally.objects.filter(evaluation__process=process).order_by("evaluation__opened_at")
        return [spread.scores for row in rows if (spread := row.read(by=sami)) and len(spread.texts["1"]) >= 4]

    answered("session 5", [*stay, leaver])
    assert sorted(numbers()[0]["2"]) == [5, 5, 5, 5, 9]
    process.change(people=People(supervisor=sami, supervisees=tuple(stay)), by=laura)
    answered("session 10", stay)
    assert numbers() == [{}, {}]
    page = text(reading(sami).get(Evaluation.objects.latest("opened_at").get_absolute_url()))
    assert "The numbers are not shown: beside another evaluation" in page
    assert "fewer than four" not in page
    answered("session 15", stay)
    assert numbers() == [{}, {}, {"2": [5, 5, 5, 5]}]
