"""What Aino writes for herself: hers alone, lent by choice, and hers when everything is over (S1-13, S2-4, S2-7)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from processes.models import LearningNote, Loan, Notebook, OwnNote, PersonalGoal, Process, Question
from tests import factories
from tests.bookings.logs import text_of
from tests.factories import NOW, client_of
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import Extra, Practice, User
from tyonohjaus.sealed.models import DataKey

pytestmark = pytest.mark.both

NOTE, PLAN, STRENGTH, ANSWER = "Huomasin tauon voiman.", "Opin sanomaan ei.", "Osaan kuunnella.", "Olen portinvartija."
OWN, NEW = "/own/notes/", "/own/notes/new/"


def write(user: User, text: str, **more: str) -> OwnNote:
    assert client_of(user).post(NEW, {"text": text, **more}).status_code == 303
    return OwnNote.objects.order_by("-written_at")[0]


@pytest.fixture
def all_on(kuuloke: Practice, laura: User) -> None:
    Extra.switch([Extra.Name.STRENGTHS, Extra.Name.QUESTION_BANK], by=laura)


def lend(owner: User, note: OwnNote, *to: str) -> int:
    return client_of(owner).post(f"/own/notes/{note.pk}/sharing/", {"to": list(to)}).status_code


# --- one's own


def test_a_note_is_its_writers_and_nobody_elses(
    group_with_sami: Process, aino: User, eero: User, sami: User, maija: User, laura: User
) -> None:
    """C8, C22, C35."""
    note = write(aino, NOTE)

    assert NOTE in text_of(aino, OWN)
    assert NOTE not in text_of(eero, OWN)
    for user in (eero, sami, maija, laura):
        for path in (f"/own/notes/{note.pk}/", f"/own/notes/{note.pk}/sharing/"):
            assert client_of(user).get(path).status_code == client_of(user).post(path).status_code == 404
    for user in (sami, maija, laura):
        assert client_of(user).get(OWN).status_code == 404
    assert note.seal_scope() == ("person", aino.pk)
    assert DataKey.objects.filter(scope_kind="person", scope_id=aino.pk).exists()


def test_there_is_one_plan_and_it_is_written_anew(group_with_sami: Process, aino: User) -> None:
    write(aino, "Ensimmäinen", kind="plan")
    write(aino, PLAN, kind="plan")

    assert OwnNote.objects.count() == 1
    assert PLAN in text_of(aino, OWN)


def test_a_note_is_changed_and_removed(group_with_sami: Process, aino: User) -> None:
    note = write(aino, NOTE)
    path = f"/own/notes/{note.pk}/"
    assert client_of(aino).post(path, {"text": "Toisin"}).status_code == 303
    assert "Toisin" in text_of(aino, OWN)

    assert client_of(aino).post(path, {"discard": "yes"}).status_code == 303
    assert not OwnNote.objects.exists()
    assert client_of(aino).get(path).status_code == 404


def test_it_outlives_the_process(group_with_sami: Process, aino: User) -> None:
    write(aino, NOTE)
    group_with_sami.participants.update(ends_on=NOW.date() - timedelta(days=1))

    assert NOTE in text_of(aino, OWN)
    assert "Omat muistiinpanot" in text_of(aino, "/")


def test_a_session_that_opens_no_content_opens_no_notebook_C6(group_with_sami: Process, aino: User) -> None:
    note = write(aino, NOTE)
    User.objects.filter(pk=aino.pk).update(password_proven_at=None)
    client = client_of(aino, content=False)
    for path in (OWN, NEW, f"/own/notes/{note.pk}/", "/own/notes/file/"):
        assert client.get(path).status_code == 404
    assert NOTE not in client.get("/").content.decode()


def test_where_all_agreements_say_that_nothing_is_stored_there_is_nothing_to_write_C44(
    group_with_sami: Process, aino: User
) -> None:
    Process.objects.update(no_content_since=NOW.date())
    assert "textarea" not in text_of(aino, NEW)
    assert client_of(aino).post(NEW, {"text": NOTE}).status_code == 422
    assert not OwnNote.objects.exists()


@pytest.mark.sqlite
@pytest.mark.parametrize("text", ["", "   ", "ä" * 10_000])
def test_too_little_or_too_much_is_told_beside_the_field(group_with_sami: Process, aino: User, text: str) -> None:
    answer = client_of(aino).post(NEW, {"text": text})
    assert answer.status_code == 422
    assert text.strip() in answer.content.decode()
    assert not OwnNote.objects.exists()


@pytest.mark.parametrize("text", ["<script>zq</script>", "👩🏽‍🚒 =1+1"])
def test_odd_texts_are_kept_as_they_are(group_with_sami: Process, aino: User, text: str) -> None:
    assert write(aino, text).read(by=aino) == text
    assert "<script>zq" not in text_of(aino, OWN)


# --- what only some practices want


def test_without_the_switches_there_are_neither_strengths_nor_questions(group_with_sami: Process, aino: User) -> None:
    assert client_of(aino).get(NEW, {"kind": "strength"}).status_code == 404
    question = Question.objects.offered()[0]
    assert client_of(aino).get(NEW, {"question": str(question.pk)}).status_code == 404
    assert question.text_fi not in text_of(aino, OWN)


def test_an_answer_to_a_question_is_a_note_of_ones_own(
    all_on: None, group_with_sami: Process, aino: User, sami: User
) -> None:
    question = Question.objects.offered()[0]
    assert question.text_fi in text_of(aino, OWN)
    write(aino, ANSWER, question=str(question.pk))

    assert OwnNote.objects.get().question == question
    assert ANSWER in text_of(aino, OWN)


@pytest.mark.sqlite
def test_a_question_is_read_in_ones_own_language(all_on: None, group_with_sami: Process, aino: User) -> None:
    from tests.bookings.pages import reading, text

    assert Question.objects.offered()[0].text_sv in text(reading(aino, language="sv").get(OWN))


# --- lent


def test_a_note_is_lent_to_the_supervisors_of_one_process_and_taken_back(
    group_with_sami: Process, aino: User, eero: User, sami: User, kaisa: User, maija: User, laura: User
) -> None:
    note, path = write(aino, NOTE), f"/processes/{group_with_sami.pk}/shared/"
    assert NOTE not in text_of(sami, path)

    assert lend(aino, note, f"{group_with_sami.pk}:supervisors") == 303

    assert NOTE in text_of(sami, path)
    assert "Sinulle jaettu" in text_of(sami, f"/processes/{group_with_sami.pk}/")
    assert NOTE not in text_of(eero, path)
    for user in (maija, laura, kaisa):
        assert client_of(user).get(path).status_code == 404
        assert "Sinulle jaettu" not in client_of(user).get(f"/processes/{group_with_sami.pk}/").content.decode()

    assert lend(aino, note) == 303
    assert NOTE not in text_of(sami, path)
    assert not Loan.objects.exists()


def test_a_plain_note_cannot_be_opened_to_the_whole_group(group_with_sami: Process, aino: User) -> None:
    note = write(aino, NOTE)
    assert lend(aino, note, f"{group_with_sami.pk}:group") == 422
    assert lend(aino, note, "x") == 422
    assert lend(aino, note, f"{factories.make_process(supervisor=aino, supervisees=[]).pk}:supervisors") == 422


def test_a_strength_is_shared_with_the_group_by_choice_and_a_late_joiner_does_not_read_it_C23(
    all_on: None, group_with_sami: Process, aino: User, eero: User, sami: User, outi: User
) -> None:
    """S2-7."""
    note, path = write(aino, STRENGTH, kind="strength"), f"/processes/{group_with_sami.pk}/shared/"
    lend(aino, note, f"{group_with_sami.pk}:group")
    assert STRENGTH in text_of(eero, path)
    assert STRENGTH in text_of(sami, path)

    tomorrow = NOW + timedelta(days=1)
    group_with_sami.participants.create(
        user=outi, capacity="supervisee", starts_on=NOW.date(), joined_at=NOW + timedelta(hours=1)
    )
    assert tomorrow > NOW
    assert STRENGTH not in client_of(outi).get(path).content.decode()

    group_with_sami.participants.filter(user=aino).update(ends_on=NOW.date() - timedelta(days=1))
    assert STRENGTH not in text_of(eero, path)  # who left shares nothing any more


def test_where_nothing_is_stored_nothing_is_lent_C44(group_with_sami: Process, aino: User) -> None:
    note = write(aino, NOTE)
    Process.objects.update(no_content_since=NOW.date())
    assert lend(aino, note, f"{group_with_sami.pk}:supervisors") == 422
    with pytest.raises(DatabaseError), transaction.atomic():
        Loan.lend(note, to={(group_with_sami.pk, "supervisors")}, by=aino)


def test_history_tells_of_no_text_C34(group_with_sami: Process, aino: User) -> None:
    lend(aino, write(aino, NOTE), f"{group_with_sami.pk}:supervisors")
    assert NOTE not in str(list(Event.objects.values_list("name", "facts")))
    assert {"own_note.written", "own_note.lent"} <= set(Event.objects.values_list("name", flat=True))


# --- for the group to learn from


def test_a_learning_note_is_the_members_and_not_the_supervisors(
    group_with_sami: Process, aino: User, eero: User, sami: User, maija: User, outi: User
) -> None:
    """S0-12, C23."""
    path = f"/processes/{group_with_sami.pk}/learning/"
    assert client_of(aino).post(path, {"text": NOTE}).status_code == 303

    assert NOTE in text_of(eero, path)
    for user in (sami, maija, outi):
        assert client_of(user).get(path).status_code == 404
    group_with_sami.participants.create(
        user=outi, capacity="supervisee", starts_on=NOW.date(), joined_at=NOW + timedelta(hours=1)
    )
    assert NOTE not in client_of(outi).get(path).content.decode()

    client_of(eero).post(path, {"remove": str(LearningNote.objects.get().pk)})
    assert LearningNote.objects.exists()
    client_of(aino).post(path, {"remove": str(LearningNote.objects.get().pk)})
    assert not LearningNote.objects.exists()


def test_one_alone_has_no_group_to_write_to(aino_with_sami: Process, aino: User) -> None:
    path = f"/processes/{aino_with_sami.pk}/learning/"
    assert "textarea" not in text_of(aino, path)
    assert client_of(aino).post(path, {"text": NOTE}).status_code == 422


# --- to take away


def test_the_file_holds_ones_own_and_nobody_elses_words_C37(
    all_on: None, group_with_sami: Process, aino: User, eero: User, sami: User
) -> None:
    """C18: neutrally named, and no browser keeps it."""
    from bookings.models import AgendaWish, Check, Log, SessionCheck, write_log

    booking = factories.make_booking(process=group_with_sami, starts_at=NOW - timedelta(days=1), status="held")
    write_log(
        booking, Log(note="Samin oma", shared_note="Yhteinen", assignment="Kokeile", themes=["Työn rajat"]), by=sami
    )
    for user, mark in ((aino, "AINO"), (eero, "EERO")):
        write(user, f"{mark} huomasi")
        write(user, f"{mark} suunnitteli", kind="plan")
        PersonalGoal.write(process=group_with_sami, owner=user, text=f"{mark} tavoittelee")
        LearningNote.write(process=group_with_sami, text=f"{mark} opettaa", by=user)
        AgendaWish.write(booking=booking, text=f"{mark} toivoo", by=user)
        check = Check(heard=9, needed=8, useful=7, line=f"{mark} kevyempi")
        SessionCheck.write(booking=booking, check=check, shared=True, by=user)

    answer = client_of(aino).get("/own/notes/file/")

    text = answer.content.decode()
    for word in ("huomasi", "suunnitteli", "tavoittelee", "opettaa", "toivoo", "kevyempi"):
        assert f"AINO {word}" in text
    for word in ("EERO", eero.name, sami.name, "Samin oma", "Yhteinen", "Kokeile", "Työn rajat"):
        assert word not in text
    assert answer["Content-Disposition"] == 'attachment; filename="omat.txt"'
    assert "no-store" in answer["Cache-Control"]
    assert client_of(sami).get("/own/notes/file/").status_code == 404


def test_who_has_left_still_takes_their_own_away(group_with_sami: Process, aino: User) -> None:
    LearningNote.write(process=group_with_sami, text=NOTE, by=aino)
    write(aino, PLAN, kind="plan")
    group_with_sami.participants.update(ends_on=NOW.date() - timedelta(days=1))

    text = client_of(aino).get("/own/notes/file/").content.decode()
    assert NOTE in text
    assert PLAN in text
    assert Notebook.objects.get().owner == aino
