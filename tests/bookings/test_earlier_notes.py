"""One who joins late reads the shared notes from before when all who were there agree (C23)."""

from datetime import timedelta

import pytest

from bookings.models import Booking, EarlierAsk, EarlierYes, Log, SharedNote, write_log
from processes.models import Process
from tests import factories
from tests.bookings.logs import text_of
from tests.factories import NOW, client_of
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import User

TOGETHER = "Sovimme kokeilevamme taukoja."
HOME = "Ryhmässäsi on kysytty sinulta jotain"


@pytest.fixture
def before(group_with_sami: Process, sami: User) -> Booking:
    """A session of Aino and Eero, with a note; Outi joins afterwards."""
    booking = factories.make_booking(process=group_with_sami, starts_at=NOW - timedelta(days=14), status="held")
    write_log(booking, Log(shared_note=TOGETHER, method="Kävely"), by=sami)
    return booking


@pytest.fixture
def joined(before: Booking, outi: User) -> str:
    before.process.participants.create(user=outi, capacity="supervisee", starts_on=(NOW - timedelta(days=7)).date())
    return f"/processes/{before.process_id}/earlier-notes/"


def yes(user: User, path: str) -> None:
    assert client_of(user).post(path, {"agree": str(EarlierAsk.objects.get().pk)}).status_code == 303


def test_nothing_opens_until_all_who_were_there_agree(
    before: Booking, joined: str, outi: User, aino: User, eero: User
) -> None:
    assert TOGETHER not in text_of(outi, before.get_absolute_url())
    assert client_of(outi).post(joined, {"ask": "yes"}).status_code == 303
    assert HOME in text_of(aino, "/")
    assert outi.name not in text_of(aino, "/")

    yes(aino, joined)
    assert TOGETHER not in text_of(outi, before.get_absolute_url())
    yes(eero, joined)

    assert TOGETHER in text_of(outi, before.get_absolute_url())
    assert HOME not in text_of(aino, "/")


def test_without_a_question_a_yes_of_nobody_opens_nothing(before: Booking, joined: str, outi: User) -> None:
    assert not SharedNote.readable_by(outi).exists()


def test_a_yes_that_is_taken_back_closes_them_again(
    before: Booking, joined: str, outi: User, aino: User, eero: User
) -> None:
    client_of(outi).post(joined, {"ask": "yes"})
    for user in (aino, eero):
        yes(user, joined)

    client_of(eero).post(joined, {"take_back": str(EarlierAsk.objects.get().pk)})

    assert not SharedNote.readable_by(outi).exists()


def test_one_who_does_not_want_to_does_nothing_and_nobody_can_tell(
    before: Booking, joined: str, outi: User, aino: User, eero: User, sami: User
) -> None:
    """No row and no word says that Eero has not agreed, or that he was the only one."""
    client_of(outi).post(joined, {"ask": "yes"})
    waits = text_of(outi, joined)
    yes(aino, joined)

    assert text_of(outi, joined) == waits or _same_but_tokens(text_of(outi, joined), waits)
    assert set(EarlierYes.objects.values_list("member", flat=True)) == {aino.pk}
    assert not Event.objects.filter(name__contains="refus").exists()
    assert client_of(sami).get(joined).status_code == 404


def test_a_member_who_left_is_not_asked_and_one_who_is_left_alone_decides(
    before: Booking, joined: str, outi: User, aino: User, eero: User
) -> None:
    client_of(outi).post(joined, {"ask": "yes"})
    yes(aino, joined)
    before.process.participants.filter(user=eero).update(ends_on=(NOW - timedelta(days=1)).date())
    assert SharedNote.readable_by(outi).exists()

    before.process.participants.filter(user=aino).update(ends_on=(NOW - timedelta(days=1)).date())
    assert not SharedNote.readable_by(outi).exists()  # nobody of that time is left to agree


def test_one_who_was_there_from_the_first_has_nothing_to_ask(before: Booking, joined: str, aino: User) -> None:
    client_of(aino).post(joined, {"ask": "yes"})
    assert not EarlierAsk.objects.exists()


def test_one_who_joined_still_later_agrees_to_nothing_that_they_did_not_see(
    before: Booking, joined: str, outi: User, aino: User, eero: User, pekka: User
) -> None:
    """Pekka came after Outi: neither is he asked, nor does his silence keep anything shut."""
    before.process.participants.create(user=pekka, capacity="supervisee", starts_on=NOW.date())
    client_of(outi).post(joined, {"ask": "yes"})
    ask = EarlierAsk.objects.get()
    assert client_of(pekka).post(joined, {"agree": str(ask.pk)}).status_code == 404
    for user in (aino, eero):
        yes(user, joined)

    assert SharedNote.readable_by(outi).exists()
    assert not SharedNote.readable_by(pekka).exists()


def test_the_joiner_who_leaves_reads_nothing_more(
    before: Booking, joined: str, outi: User, aino: User, eero: User
) -> None:
    client_of(outi).post(joined, {"ask": "yes"})
    for user in (aino, eero):
        yes(user, joined)
    before.process.participants.filter(user=outi).update(ends_on=(NOW - timedelta(days=1)).date())
    assert not SharedNote.readable_by(outi).exists()


def test_who_left_reads_no_shared_note_of_later(before: Booking, eero: User, sami: User) -> None:
    before.process.participants.filter(user=eero).update(ends_on=(NOW - timedelta(days=7)).date())
    assert not SharedNote.readable_by(eero).exists()


@pytest.mark.sqlite
@pytest.mark.parametrize("key", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_a_key_that_is_none_is_not_there(joined: str, aino: User, key: str) -> None:
    assert client_of(aino).post(joined, {"agree": key}).status_code == 404


def _same_but_tokens(one: str, other: str) -> bool:
    import re

    plain = [re.sub(r'value="[A-Za-z0-9]{64}"', "", text) for text in (one, other)]
    return plain[0] == plain[1]
