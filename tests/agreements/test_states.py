"""Every state × every verb has its one result: the table in agreements.models.MOVES (E2)."""

import pytest
from django.db import IntegrityError, transaction

from agreements.models import MOVES, Answer, Signature, Status, Version
from processes.models import Process
from tests.agreements.paper import accepted, in_force, offered
from tests.database import refused, undone
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both]

# verb → what a person calls. The last yes brings it into force, and that supersedes what was; so does a new offer.
VERBS = ("accept", "decline", "withdraw", "come_into_force", "supersede")


def in_state(process: Process, status: str, *, by: User) -> Version:
    version = offered(process, by=by)
    since = clock.now() if status == Status.IN_FORCE else None
    Version.objects.filter(pk=version.pk).update(status=status, in_force_at=since)
    return Version.objects.get(pk=version.pk)


def call(version: Version, verb: str, *, people: dict[str, User]) -> None:
    if verb in {"accept", "decline"}:
        getattr(version, verb)(by=people["aino"])
    elif verb == "withdraw":
        version.withdraw(by=people["laura"])
    else:
        with transaction.atomic():
            version._move(verb, by=people["laura"])


@pytest.mark.parametrize("status", Status.values)
def test_each_state_and_verb_gives_the_one_allowed_result_E2(
    aino_with_sami: Process, aino: User, laura: User, status: str
) -> None:
    made = in_state(aino_with_sami, status, by=laura)
    for verb in VERBS:
        with undone():
            gives_the_one_allowed_result(Version.objects.get(pk=made.pk), aino, laura, status, verb)


def gives_the_one_allowed_result(version: Version, aino: User, laura: User, status: str, verb: str) -> None:
    move = MOVES[verb]
    if verb == "come_into_force":
        version.in_force_at = clock.now()

    if status not in move.sources:
        with pytest.raises(TooLate) as refusal:
            call(version, verb, people={"aino": aino, "laura": laura})
        assert refusal.value.row.status == status
        assert Version.objects.get(pk=version.pk).status == status
        assert not Event.objects.filter(name=move.event).exists()
        assert not Signature.objects.exclude(answer=Answer.WAITING).exists()
        return

    call(version, verb, people={"aino": aino, "laura": laura})

    assert Version.objects.get(pk=version.pk).status == move.target
    assert Event.objects.filter(name=move.event, subject_id=version.pk).count() == 1


def test_the_table_names_every_verb_that_the_test_runs() -> None:
    assert set(MOVES) == set(VERBS)


def test_it_comes_into_force_with_the_last_yes_and_not_before_S4_11(
    aino_with_sami: Process, aino: User, maija: User, sami: User, laura: User
) -> None:
    version = offered(aino_with_sami, by=laura)

    assert version.accept(by=aino).status == Status.OFFERED
    assert version.accept(by=sami).status == Status.OFFERED
    assert version.accept(by=maija).status == Status.IN_FORCE
    assert Event.objects.filter(name="agreement.in_force").count() == 1


def test_who_offers_it_has_accepted_it(aino_with_sami: Process, sami: User) -> None:
    version = offered(aino_with_sami, by=sami)

    assert version.signatures.get(user=sami).answer == Answer.ACCEPTED
    assert [one.user.first_name for one in version.signatures.waiting()] == ["Aino"]


def test_nobody_answers_twice_nor_for_another(aino_with_sami: Process, aino: User, eero: User, laura: User) -> None:
    version = offered(aino_with_sami, by=laura)
    version.accept(by=aino)

    for again in (aino, eero):
        with pytest.raises(TooLate):
            version.accept(by=again)
    with pytest.raises(TooLate):
        version.decline(by=aino)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(version=version, user=aino, role="supervisee")


def test_a_yes_to_another_text_is_no_yes(aino_with_sami: Process, aino: User, laura: User) -> None:
    version = offered(aino_with_sami, by=laura)

    with pytest.raises(TooLate):
        version.accept(by=aino, shown="0" * 64)
    assert version.accept(by=aino, shown=version.sha256)


def test_a_new_offer_replaces_the_one_that_waits(aino_with_sami: Process, aino: User, laura: User) -> None:
    first = offered(aino_with_sami, by=laura)
    second = offered(aino_with_sami, by=laura, expectations="Rauhaa työhön")

    with pytest.raises(TooLate) as late:
        first.accept(by=aino)
    assert late.value.row.status == Status.SUPERSEDED
    assert (first.number, second.number) == (1, 2)


def test_what_is_in_force_holds_until_the_next_is_accepted_by_all(aino_with_sami: Process, laura: User) -> None:
    first = in_force(aino_with_sami, by=laura)
    second = offered(aino_with_sami, by=laura, expectations="Rauhaa työhön")
    assert Version.objects.in_force().get() == first

    accepted(second)

    assert Version.objects.in_force().get() == second
    assert Version.objects.get(pk=first.pk).status == Status.SUPERSEDED


def test_the_database_refuses_to_change_what_was_accepted_E6(aino_with_sami: Process, laura: User) -> None:
    version = in_force(aino_with_sami, by=laura)
    row, signatures = Version.objects.filter(pk=version.pk), Signature.objects.filter(version=version)
    for rows, values in [
        (row, {"text": "muuta"}),
        (row, {"document": "{}"}),
        (row, {"sha256": "0" * 64}),
        (row, {"number": 9}),
        (signatures, {"answer": Answer.DECLINED}),
        (signatures, {"answered_at": clock.now()}),
    ]:
        assert refused(lambda rows=rows, values=values: rows.update(**values)), values


def test_the_employers_side_is_asked_and_reads_it_when_every_supervisee_has_accepted_C15_S4_13(
    group_with_sami: Process, aino: User, eero: User, maija: User, sami: User
) -> None:
    """A supervisor cannot write to a manager past those who are supervised: not in a clause either."""
    version = offered(group_with_sami, by=sami, more="Jotakin Ainosta")
    seen = Version.objects.visible_to(maija)
    version.accept(by=aino)
    with pytest.raises(TooLate):
        version.accept(by=maija)
    assert not seen.exists()

    version.accept(by=eero)

    assert seen.get() == version
    assert version.accept(by=maija).status == Status.IN_FORCE


def test_what_a_supervisee_did_not_accept_no_manager_ever_reads_C15(
    aino_with_sami: Process, aino: User, maija: User, sami: User
) -> None:
    offered(aino_with_sami, by=sami, more="Jotakin Ainosta").decline(by=aino)
    offered(aino_with_sami, by=sami, more="Muuta Ainosta").withdraw(by=sami)

    assert not Version.objects.visible_to(maija).exists()
