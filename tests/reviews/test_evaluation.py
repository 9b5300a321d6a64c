"""An evaluation of two: each answers alone, then both see both (S1-9, S2-8, S4-14). Nobody else sees it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from processes.models import Process
from reviews.models import Answers, Evaluation, Given, JointText, Kind, QuestionSet, Status
from reviews.models.answers import read_all
from reviews.models.questions import DEFAULTS
from tests import factories
from tests.bookings.pages import links, reading, text
from tests.factories import NOW, client_of
from tests.reviews.stories import given, opened, shown
from tyonohjaus.lib.moves import ChangedMeanwhile, TooLate
from tyonohjaus.people.models import User
from tyonohjaus.sealed.models import Opening


def answers_page(row: Evaluation) -> str:
    return reverse("reviews:answers", args=[row.pk])


def test_each_reads_their_own_alone_until_both_have_answered_S1_9_S4_14(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    row = opened(aino_with_sami)
    row.answer(given("Ainon sanat"), by=aino)
    assert not Answers.readable_by(sami).exists()
    assert [one.texts["1"] for one in read_all(Answers.readable_by(aino), by=aino)] == ["Ainon sanat"]

    row = row.answer(given("Samin sanat"), by=sami)

    assert row.status == Status.SHOWN
    for user in (aino, sami):
        page = text(client_of(user).get(row.get_absolute_url()))
        assert "Ainon sanat" in page
        assert "Samin sanat" in page
    assert Opening.objects.filter(reader_id=sami.pk, section="evaluation").exists()  # Aino sees who read (C34)


def test_a_draft_is_kept_and_its_authors_alone(aino_with_sami: Process, aino: User, sami: User) -> None:
    row = opened(aino_with_sami)
    browser = client_of(aino)
    browser.post(answers_page(row), {"text_1": "Vasta luonnos 🙂 <b>", "score_2": "6", "act": "draft"})

    again = browser.get(answers_page(row)).content.decode()
    assert "Vasta luonnos 🙂 &lt;b&gt;" in again
    row.answer(given("Samin sanat"), by=sami)
    row = row.show(by=sami)

    assert not Answers.objects.filter(author=aino).exists()  # what was not handed in is not kept
    assert "Vasta luonnos" not in text(client_of(sami).get(row.get_absolute_url()))


def test_answering_twice_from_two_windows_gives_the_page_again(aino_with_sami: Process, aino: User) -> None:
    row = opened(aino_with_sami)
    browser = reading(aino)
    assert browser.post(answers_page(row), {"text_1": "Ensin", "act": "hand_in"}).status_code == 303

    again = browser.post(answers_page(row), {"text_1": "Toiseen kertaan", "act": "hand_in"})
    draft = browser.post(answers_page(row), {"text_1": "Toiseen kertaan", "act": "draft"})

    assert again.status_code == draft.status_code == 422
    assert "You have handed in your answers." in text(again)
    assert "Ensin" in text(browser.get(answers_page(row)))
    assert Answers.objects.get(author=aino).read(by=aino).texts == {"1": "Ensin"}


@pytest.mark.sqlite
def test_what_cannot_be_handed_in_comes_back_with_a_word(aino_with_sami: Process, aino: User) -> None:
    row = opened(aino_with_sami)
    client = reading(aino)
    for typed, said in [
        ({"text_1": "ä" * 10_000}, "4000"),
        ({"score_2": "11"}, "largest possible number is 10"),
        ({"score_2": "-1"}, "smallest possible number is 0"),
        ({"score_2": "paljon"}, "Write a whole number"),
        ({}, "Answer at least one question"),
    ]:
        kept = {"text_3": "Säilyy"} if typed else {}
        refused = client.post(answers_page(row), {**kept, **typed, "act": "hand_in"})

        assert refused.status_code == 422, typed
        assert said in text(refused), typed
        assert refused.content.decode().count("notice--fault") == 1, typed
        assert not typed or "Säilyy" in refused.content.decode(), typed
        assert not row.answered.exists(), typed


def test_nobody_but_the_parties_finds_it_C8_C27(
    aino_with_sami: Process, aino: User, sami: User, maija: User, laura: User, pekka: User, eero: User
) -> None:
    row = shown(aino_with_sami, aino, sami)
    laura.is_superuser = True
    laura.save()
    unknown = "00000000-0000-4000-8000-000000000000"
    names = ["evaluation", "answers", "joint_text", "extract", "invite"]
    for user in (maija, laura, pekka, eero):
        browser = client_of(user)
        for name in names:
            hidden = browser.get(reverse(f"reviews:{name}", args=[row.pk]))
            assert hidden.status_code == 404
            assert text(hidden) == text(browser.get(reverse(f"reviews:{name}", args=[unknown])))
        assert not Evaluation.objects.visible_to(user).exists()
    by_code = client_of(aino, content=False)
    assert by_code.get(row.get_absolute_url()).status_code == 404  # C6
    assert not links(by_code.get("/"), "/evaluations/")


def test_only_the_supervisee_is_shown_the_invitation_S4_15(aino_with_sami: Process, aino: User, sami: User) -> None:
    row = shown(aino_with_sami, aino, sami)
    page = reverse("reviews:invite", args=[row.pk])
    assert links(client_of(aino).get(row.get_absolute_url()), page)
    assert not links(client_of(sami).get(row.get_absolute_url()), page)
    assert client_of(sami).get(page).status_code == 404


def test_a_late_joiner_finds_no_evaluation_from_before_and_a_leaver_none_of_after_C23(
    aino_with_sami: Process, kaisa: User, aino: User, sami: User
) -> None:
    early = shown(aino_with_sami, aino, sami)
    with time_machine.travel(NOW + timedelta(days=1)):
        aino_with_sami.participants.create(
            user=kaisa, capacity="co_supervisor", starts_on=(NOW + timedelta(days=1)).date()
        )
        late = opened(aino_with_sami, Kind.FINAL, basis="count 10")
        assert list(Evaluation.objects.visible_to(kaisa)) == [late]
        assert not Answers.readable_by(kaisa).filter(evaluation=early).exists()
        aino_with_sami.participants.filter(user=kaisa).update(ends_on=NOW.date())
        assert not Evaluation.objects.visible_to(kaisa).exists()


def test_two_who_write_the_text_in_common_do_not_lose_each_others(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    row = shown(aino_with_sami, aino, sami)
    page = reverse("reviews:joint_text", args=[row.pk])
    assert client_of(sami).post(page, {"text": "Samin versio", "seen": ""}).status_code == 303

    refused = reading(aino).post(page, {"text": "Ainon versio", "seen": ""})

    assert refused.status_code == 422
    assert "Samin versio" in text(refused)
    assert "Ainon versio" in refused.content.decode()
    joint = JointText.objects.get()
    assert joint.read(by=aino) == "Samin versio"
    with pytest.raises(ChangedMeanwhile):
        JointText.write(row, text="Vanha", by=sami, seen="")


def test_no_evaluation_where_no_content_is_stored_C44(kuuloke: Any, aino: User, sami: User, lehtola: Any) -> None:
    silent = factories.make_process(
        supervisor=sami, supervisees=[aino], organisation=lehtola, no_content_since=NOW.date()
    )
    assert Evaluation.open(silent, kind=Kind.MID, basis="session 5") is None


def test_the_questions_stand_word_for_word_and_an_evaluation_keeps_its_own(
    aino_with_sami: Process, aino: User, laura: User
) -> None:
    before = opened(aino_with_sami)
    browser = client_of(laura)
    page = reverse("reviews:questions", args=["mid"])
    assert len(DEFAULTS[Kind.MID]) == 10
    assert "Miten yhteistyömme sujuu – mikä auttaa, mikä haittaa?" in browser.get(page).content.decode()

    assert browser.post(page, {"fi": "Miten menee?\nMissä olet (0–10)?"}).status_code == 303
    after = opened(aino_with_sami, basis="session 10")

    assert QuestionSet.objects.get().version == 1
    assert "Mikä on työssäsi muuttunut?" in client_of(aino).get(answers_page(before)).content.decode()
    now = client_of(aino).get(answers_page(after)).content.decode()
    assert "Miten menee?" in now
    assert "score_2" in now
    assert "Mikä on työssäsi muuttunut?" not in now


@pytest.mark.sqlite
@pytest.mark.parametrize("typed", [{"fi": ""}, {"fi": "Yksi?", "sv": "En?\nTvå?"}, {"fi": "Kysymys?\n" * 21}])
def test_questions_that_do_not_fit_are_refused_in_words(laura: User, kuuloke: Any, typed: dict[str, str]) -> None:
    assert client_of(laura).post(reverse("reviews:questions", args=["final"]), typed).status_code == 422
    assert not QuestionSet.objects.exists()


def test_one_who_was_not_asked_and_one_who_waits_for_others(aino_with_sami: Process, aino: User, sami: User) -> None:
    """Who has not answered does not look at the other's by not waiting."""
    row = opened(aino_with_sami)
    row.answer(Given(texts={"1": "Samin sanat"}), by=sami)

    refused = reading(aino).post(reverse("reviews:showing", args=[row.pk]))

    assert refused.status_code == 422
    assert "Samin sanat" not in text(refused)
    assert Evaluation.objects.get().status == Status.OPEN


def test_one_who_joins_while_it_is_answered_is_not_asked_C23(aino_with_sami: Process, kaisa: User) -> None:
    row = opened(aino_with_sami)
    with time_machine.travel(NOW + timedelta(days=1)):
        aino_with_sami.participants.create(
            user=kaisa, capacity="co_supervisor", starts_on=(NOW + timedelta(days=1)).date()
        )
        with pytest.raises(TooLate):
            row.answer(given(), by=kaisa)
        assert client_of(kaisa).get(answers_page(row)).status_code == 404


def test_the_numbers_of_a_last_evaluation_stand_apart_and_say_first_who_sees_them_C16(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    row = opened(aino_with_sami, kind=Kind.FINAL)
    page = text(reading(aino).get(answers_page(row)))
    assert page.index("Closing survey, in numbers") < page.index("Nobody sees your numbers")
    assert page.index("Nobody sees your numbers") < page.index("1 = no effect")
    refused = reading(aino).post(answers_page(row), {"act": "hand_in"})
    assert refused.content.decode().count("notice--fault") == 1
    assert "Closing survey" not in text(reading(sami).get(answers_page(row)))


def test_the_numbers_of_a_closing_survey_alone_can_be_handed_in(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    row = opened(aino_with_sami, kind=Kind.FINAL)
    assert reading(aino).post(answers_page(row), {"survey_heard": "4", "act": "hand_in"}).status_code == 303
    assert row.has_answer_of(aino)
    row.answer(given("Samin"), by=sami)
    for reader in (aino, sami):
        assert reading(reader).get(row.get_absolute_url()).status_code == 200
