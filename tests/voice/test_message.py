"""What the group says to management: Aino, Eero and Elina write it with Sami and Kaisa; Maija and Pekka may get it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from processes import parties
from processes.models import Process
from processes.models.agreeing import People
from tests import factories
from tests.voice.conftest import TEXT
from tyonohjaus.access import Action
from tyonohjaus.events.models import Event, Unplaced, place
from tyonohjaus.lib.moves import ChangedMeanwhile, TooLate
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.accounts import close_account
from tyonohjaus.people.models import User
from voice.models import MOVES, AgreedAction, ManagementMessage, Status, Words, Yes

pytestmark = pytest.mark.both


def yes(message: ManagementMessage, *people: User) -> ManagementMessage:
    for person in people:
        message = message.answer(yes=True, by=person, seen=message.revision)
    return message


def place_on_the_day_after() -> None:
    """Where what was done without a name joins the other events."""
    with time_machine.travel(factories.NOW + timedelta(days=1)):
        place()


def fresh(message: ManagementMessage) -> ManagementMessage:
    return ManagementMessage.objects.get(pk=message.pk)


def test_the_last_yes_sends_it_S2_6_C26(proposed: ManagementMessage, aino: User, eero: User, elina: User) -> None:
    assert yes(proposed, aino, eero).status == Status.PROPOSED
    assert fresh(proposed).sent_at is None

    assert yes(proposed, elina).status == Status.SENT
    assert fresh(proposed).sent_at is not None


def test_one_no_stops_it_and_no_row_tells_whose_C26(
    proposed: ManagementMessage, aino: User, eero: User, elina: User
) -> None:
    """Two have said yes: who is missing must not be found by them."""
    yes(proposed, aino, elina)
    before = Message.objects.count()

    proposed.answer(yes=False, by=eero, seen=1)

    assert fresh(proposed).status == Status.STOPPED
    assert not Yes.objects.exists()
    [event] = Unplaced.objects.all()
    assert (event.name, event.actor, event.facts) == ("voice.stopped", None, {})
    assert event.at.astimezone(factories.NOW.tzinfo).hour in {21, 22}  # midnight in Helsinki: the day alone (C24)
    assert Message.objects.count() == before  # a mail at that moment would tell when


def test_a_yes_names_nobody_to_who_has_the_rows_alone_C24(proposed: ManagementMessage, aino: User, eero: User) -> None:
    yes(proposed, aino)
    [row] = Yes.objects.values()
    assert set(row) == {"id", "message_id", "mark"}
    assert str(aino.pk) not in str(row)
    assert proposed.has_yes_of(aino)
    assert not proposed.has_yes_of(eero)
    assert not Event.objects.filter(actor=aino.pk).exclude(name__in={"voice.written", "voice.proposed"}).exists()


def test_a_second_tap_is_the_same_yes(proposed: ManagementMessage, aino: User) -> None:
    yes(proposed, aino, aino)
    assert Yes.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Yes.objects.create(message=proposed, mark=Yes.objects.get().mark)


def test_another_text_asks_everybody_anew_C13(proposed: ManagementMessage, aino: User, eero: User, sami: User) -> None:
    yes(proposed, aino)
    changed = proposed.write(words=Words(text="Lyhyemmin."), by=sami, seen=1)
    assert (changed.status, changed.revision) == (Status.DRAFT, 2)
    assert not Yes.objects.exists()
    assert not AgreedAction.objects.exists()

    changed.propose(by=sami, seen=2)
    with pytest.raises(ChangedMeanwhile):
        changed.answer(yes=True, by=eero, seen=1)


def test_who_joins_is_asked_too_and_nobody_shows_by_leaving(
    proposed: ManagementMessage,
    group: Process,
    aino: User,
    eero: User,
    elina: User,
    sami: User,
    kaisa: User,
    laura: User,
) -> None:
    yes(proposed, aino, eero)
    group.change(people=People(supervisor=sami, co_supervisor=kaisa, supervisees=(aino, eero)), by=laura)

    assert fresh(proposed).status == Status.DRAFT
    assert not Yes.objects.exists()


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("verb", MOVES)
def test_each_state_and_verb_gives_the_one_allowed_result_E2(
    group: Process, aino: User, eero: User, elina: User, status: str, verb: str
) -> None:
    message = ManagementMessage.begin(group, words=TEXT, by=aino)
    sent_at = factories.NOW if status == Status.SENT else None
    ManagementMessage.objects.filter(pk=message.pk).update(status=status, sent_at=sent_at)
    acts = {
        "write": lambda: message.write(words=TEXT, by=aino, seen=1),
        "propose": lambda: message.propose(by=aino, seen=1),
        "stop": lambda: message.answer(yes=False, by=aino, seen=1),
        "send": lambda: yes(message, aino, eero, elina),
    }
    told = Event.objects.count(), Unplaced.objects.count()

    if status not in MOVES[verb].sources:
        with pytest.raises(TooLate):
            acts[verb]()
        assert fresh(message).status == status
        assert (Event.objects.count(), Unplaced.objects.count()) == told
        return

    assert acts[verb]().status == fresh(message).status == MOVES[verb].target
    place_on_the_day_after()
    assert Event.objects.order_by("pk").last().name == MOVES[verb].event  # type: ignore[union-attr]


def test_management_reads_it_once_sent_and_only_those_who_were_managers_then_C12(
    proposed: ManagementMessage,
    group: Process,
    aino: User,
    eero: User,
    elina: User,
    maija: User,
    pekka: User,
    outi: User,
) -> None:
    received = ManagementMessage.objects.sent_to
    assert not received(maija).exists()
    yes(proposed, aino, eero, elina)
    assert received(maija).get() == received(pekka).get() == proposed
    assert not received(outi).exists()
    assert {message.user for message in Message.objects.filter(template="voice/mail/received")} == {maija, pekka}

    later = factories.make_person(name="Uusi Esihenkilö")
    for person in parties.supervisees(group):
        person.ask(later, by=None)
    assert not received(later).exists()


def test_the_office_and_a_manager_have_no_road_to_what_is_not_sent(
    proposed: ManagementMessage, laura: User, maija: User, aino: User
) -> None:
    for person in (laura, maija):
        assert not ManagementMessage.readable_by(person).exists()
        assert not AgreedAction.objects.where_user_may(person, Action.VOICE_READ).exists()
    aino.content_open = False  # a session opened by a code to her work mailbox (C6)
    assert not ManagementMessage.readable_by(aino).exists()


def test_an_action_that_management_marks_done_is_seen_by_the_group_S3_9(
    proposed: ManagementMessage, aino: User, eero: User, elina: User, maija: User, pekka: User
) -> None:
    action = proposed.actions.get()
    assert not AgreedAction.received_by(maija).exists()
    yes(proposed, aino, eero, elina)

    AgreedAction.received_by(maija).get().mark_done(done=True, by=maija)
    AgreedAction.received_by(pekka).get().mark_done(done=True, by=pekka)

    action.refresh_from_db()
    assert (action.done_by, action.done_on) == (maija, date(2027, 2, 1))
    assert Event.objects.filter(name="action.done").count() == 1


def test_the_words_are_sealed_C27(proposed: ManagementMessage) -> None:
    message, action = ManagementMessage.objects.values().get(), AgreedAction.objects.values().get()
    assert b"Kirjaamiseen" not in bytes(message["text_sealed"])
    assert b"Tila" not in bytes(action["what_sealed"])
    assert b"Maija" not in bytes(action["owner_sealed"])


def test_one_alone_a_self_payer_and_a_process_without_content_have_no_such_voice_C44(
    group: Process, aino_with_sami: Process, aino: User
) -> None:
    assert not ManagementMessage.is_for(aino_with_sami)
    group.no_content_since = date(2026, 1, 1)
    group.save()
    assert not ManagementMessage.is_for(group)
    with pytest.raises(ValueError, match="no message"):
        ManagementMessage.begin(group, words=TEXT, by=aino)
    with pytest.raises(IntegrityError), transaction.atomic():
        ManagementMessage.objects.create(process=group)


def test_one_whose_account_is_closed_is_not_waited_for_and_does_not_show_by_it_C26(
    proposed: ManagementMessage, aino: User, eero: User, elina: User, laura: User
) -> None:
    proposed = yes(proposed, aino, eero)
    close_account(elina, by=laura)

    assert (fresh(proposed).status, fresh(proposed).revision, fresh(proposed).yeses.count()) == (Status.DRAFT, 2, 0)
    asked = fresh(proposed).propose(by=aino, seen=2)
    assert yes(asked, aino, eero).status == Status.SENT


def test_what_was_asked_before_nothing_was_kept_any_more_comes_to_its_end_C44(
    proposed: ManagementMessage,
    group: Process,
    aino: User,
    eero: User,
    sami: User,
    kaisa: User,
    laura: User,
) -> None:
    """It takes no other words, but may be stopped, and people may come and go."""
    group.no_content_since = date(2026, 1, 1)
    group.save()
    page = reverse("voice:text", args=[proposed.pk])

    assert factories.client_of(aino).post(page, {"text": "b", "seen": "1"}).status_code == 422
    with pytest.raises(TooLate):
        proposed.write(words=Words(text="Muuta"), by=aino, seen=1)
    people = People(supervisor=sami, co_supervisor=kaisa, supervisees=(aino, eero))
    Process.objects.get(pk=group.pk).change(people=people, by=laura)
    proposed.refresh_from_db()
    assert (proposed.status, proposed.revision) == (Status.DRAFT, 2)
    proposed.propose(by=aino, seen=2).answer(yes=False, by=eero, seen=2)
    proposed.refresh_from_db()
    assert proposed.status == Status.STOPPED
