"""What a group says, on the homes: management finds what is new to it, and what was agreed and is still to do (S2-6,
S3-9); and who came later reads nothing from before them (C23)."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils.translation import override

from bookings.substitutes import name_substitute
from processes.models import Process
from processes.waiting import waiting_for
from tests import factories
from tests.bookings.pages import reading
from tests.factories import NOW, client_of
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User
from voice.models import AgreedAction, ManagementMessage, Words

pytestmark = pytest.mark.sqlite

NEW, TO_DO = "A new message from the group", "Agreed actions are still to do"


def told(user: User) -> list[tuple[str, str, str]]:
    return [(row.title, row.note, row.url) for row in waiting_for(user) if "/voice/" in row.url]


@pytest.fixture
def english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def sent(proposed: ManagementMessage, aino: User, eero: User, elina: User) -> ManagementMessage:
    for member in (aino, eero, elina):
        proposed.answer(yes=True, by=member, seen=1)
    return ManagementMessage.objects.get()


@pytest.mark.usefixtures("english")
def test_a_manager_finds_it_until_it_is_opened_and_then_what_is_to_do_until_it_is_done(
    sent: ManagementMessage, maija: User, pekka: User, outi: User
) -> None:
    path = f"/voice/{sent.pk}/received/"
    note = f"Group supervision {sent.process.code}"
    assert told(maija) == told(pekka) == [(NEW, note, path)]
    assert told(outi) == []

    assert reading(maija).get(path).status_code == 200
    assert told(maija) == [(TO_DO, note, path)]
    assert told(pekka) == [(NEW, note, path)], "Pekka has not opened it"

    AgreedAction.objects.get().mark_done(done=True, by=maija)
    assert told(maija) == []


def test_nothing_of_it_stands_on_the_home(sent: ManagementMessage, maija: User) -> None:
    page = client_of(maija).get("/").content.decode()
    assert "Uusi viesti ryhmältä" in page
    for word in ("rauhallinen", "Tila varataan", "Aino", "Sami"):
        assert word not in page.partition("Odottaa sinua")[2].partition("</section>")[0]


@pytest.mark.usefixtures("english")
def test_the_row_of_a_member_names_whom_they_meet_and_not_a_code(proposed: ManagementMessage, aino: User) -> None:
    assert [note for _title, note, _url in told(aino)] == ["Group supervision, Sami Rautio and Kaisa Lindqvist"]


def joined(group: Process) -> User:
    user = factories.make_person(name="Noora Heino")
    group.participants.create(user=user, capacity="supervisee", starts_on=NOW.date(), joined_at=clock.now())
    return user


def test_who_joins_reads_what_is_asked_of_them_and_no_earlier_draft_C23(group: Process, aino: User, sami: User) -> None:
    draft = ManagementMessage.begin(group, words=Words(text="Luonnos"), by=aino)
    asked = ManagementMessage.begin(group, words=Words(text="Kysytty"), by=aino).propose(by=aino, seen=1)
    noora = joined(group)

    assert set(ManagementMessage.readable_by(noora)) == {asked}
    assert set(ManagementMessage.readable_by(sami)) == {draft, asked}
    asked.answer(yes=False, by=aino, seen=1)
    assert not ManagementMessage.readable_by(noora).exists()
    assert client_of(noora).get(f"/voice/{draft.pk}/").status_code == 404


def test_who_was_there_when_all_were_asked_reads_on_how_it_ended_C26(group: Process, aino: User) -> None:
    draft = ManagementMessage.begin(group, words=Words(text="Luonnos"), by=aino)
    noora = factories.make_person(name="Noora Heino")
    group.participants.create(user=noora, capacity="supervisee", starts_on=NOW.date())
    draft.propose(by=aino, seen=1).answer(yes=False, by=noora, seen=1)
    assert ManagementMessage.readable_by(noora).exists()


def test_a_substitute_reads_none_from_before_them_C23(group: Process, aino: User, sami: User, outi: User) -> None:
    ManagementMessage.begin(group, words=Words(text="Luonnos"), by=aino)
    ManagementMessage.begin(group, words=Words(text="Kysytty"), by=aino).propose(by=aino, seen=1)
    factories.make_supervisor(user=outi)
    name_substitute(group, user=outi, first_on=date(2027, 2, 1), last_on=date(2027, 2, 2), by=sami, now=clock.now())
    assert not ManagementMessage.readable_by(User.objects.get(pk=outi.pk)).exists()
