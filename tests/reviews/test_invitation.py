"""The manager at the evaluation talk: only by the supervisee's invitation, only what is ticked, until the day is over
(S4-15, C14)."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from processes.models import Process
from reviews.models import Evaluation, Invitation, JointText, NobodyToInvite
from reviews.views.inviting import page
from tests import factories
from tests.bookings.mails import everything, gone, post, to
from tests.bookings.pages import reading, text
from tests.factories import client_of, helsinki
from tests.reviews.stories import given, opened
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User
from tyonohjaus.sealed.models import Opening

pytestmark = pytest.mark.sqlite

TALK = helsinki("2027-03-10 14:00")


@pytest.fixture
def together(aino_with_sami: Process, aino: User, sami: User) -> Evaluation:
    row = opened(aino_with_sami)
    row.answer(given("zqsamin"), by=sami)
    ainos = given("zqtoinen")
    row = row.answer(type(ainos)(texts={"1": "zqeka", "3": "zqkolmas"}, scores={"2": 9}), by=aino)
    JointText.write(row, text="zqyhdessä", by=sami, seen="")
    return row


def invite(row: Evaluation, *, by: User, parts: tuple[str, ...] = ("3",), at: Any = TALK) -> Invitation:
    return Invitation.invite(row, by=by, starts_at=at, place="remote", parts=parts)


def test_the_manager_sees_exactly_what_was_ticked_C14_S4_15(together: Evaluation, aino: User, maija: User) -> None:
    found = text(reading(maija, content=False).get(invite(together, by=aino).get_absolute_url()))

    assert "zqkolmas" in found
    assert {word for word in ("zqeka", "9/10", "zqsamin", "zqyhdessä") if word in found} == set()
    assert Opening.objects.filter(reader_id=maija.pk, section="evaluation").exists()  # Aino sees that she read (C34)


def test_the_page_holds_these_and_nothing_else_C7(together: Evaluation, aino: User, maija: User) -> None:
    keys = {"starts_at", "until", "place", "supervisee", "process_title", "process", "answers", "joint"}
    assert set(page(invite(together, by=aino), maija)) == keys


def test_from_the_invitation_until_the_end_of_that_day_C14(together: Evaluation, aino: User, maija: User) -> None:
    browser = client_of(maija)
    with pytest.raises(Invitation.DoesNotExist):
        Invitation.objects.get()
    url = invite(together, by=aino).get_absolute_url()
    with time_machine.travel(helsinki("2027-03-10 23:59")):
        assert client_of(maija).get(url).status_code == 200
    with time_machine.travel(helsinki("2027-03-11 00:00")):
        assert client_of(maija).get(url).status_code == 404
        assert "Invitation to a talk" not in text(reading(maija).get("/"))
    assert browser.get(url).status_code == 200


def test_nobody_else_finds_it_C14_C22(
    together: Evaluation, aino: User, sami: User, eero: User, pekka: User, laura: User
) -> None:
    url = invite(together, by=aino).get_absolute_url()
    for user in (sami, eero, pekka, laura):
        assert client_of(user).get(url).status_code == 404
    assert client_of(aino).get(url).status_code == 200
    assert client_of(aino, content=False).get(url).status_code == 404  # by her employer's mailbox (C6)


def test_taken_back_it_is_gone_at_once(together: Evaluation, aino: User, maija: User) -> None:
    url = invite(together, by=aino).get_absolute_url()
    assert client_of(aino).post(reverse("reviews:invite", args=[together.pk]), {"take_back": "1"}).status_code == 303
    assert client_of(maija).get(url).status_code == 404


def test_one_who_leaves_on_a_day_to_come_invites_until_then(together: Evaluation, aino: User, maija: User) -> None:
    """By days, as everywhere (docs/decisions/0014): she and her manager are there until the last one is over."""
    together.process.participants.filter(user=aino).update(ends_on=date(2027, 3, 31))

    url = invite(together, by=aino).get_absolute_url()

    assert client_of(maija).get(url).status_code == 200


def test_another_manager_since_sees_nothing_and_the_old_one_no_more_C12(
    together: Evaluation, aino: User, maija: User, pekka: User
) -> None:
    url = invite(together, by=aino).get_absolute_url()
    together.process.participants.get(user=aino).ask(pekka, by=aino)
    for user in (maija, pekka):
        assert client_of(user).get(url).status_code == 404


def test_a_text_in_common_that_changed_since_is_not_what_was_ticked_C15(
    together: Evaluation, aino: User, sami: User, maija: User
) -> None:
    """S4-13: else a supervisor could write to the manager past the supervisee."""
    url = invite(together, by=aino, parts=("joint",)).get_absolute_url()
    assert "zqyhdessä" in text(client_of(maija).get(url))

    JointText.write(together, text="zqsamin viesti", by=sami, seen=JointText.objects.get().mark)

    assert not {word for word in ("zqsamin viesti", "zqyhdessä") if word in text(client_of(maija).get(url))}


def test_in_a_group_nobody_shows_anything_alone_C14(group_with_sami: Process, aino: User, maija: User) -> None:
    row = opened(group_with_sami)
    row.answer(given("zqryhmästä"), by=aino)

    invitation = invite(row, by=aino, parts=("1", "joint"))

    assert invitation.parts == []
    assert "zqryhmästä" not in text(client_of(maija).get(invitation.get_absolute_url()))


def test_only_a_supervisee_with_a_manager_invites_S4_15(
    together: Evaluation, kuuloke: Any, aino: User, sami: User, maija: User
) -> None:
    with pytest.raises(TooLate):
        invite(together, by=sami)
    own = factories.make_process(supervisor=sami, supervisees=[aino])
    own.participants.filter(user=aino).update(manager=maija)  # written down by mistake: the employer is no party
    with pytest.raises(NobodyToInvite):
        invite(opened(own), by=aino)


def test_what_cannot_be_is_refused_in_words(together: Evaluation, aino: User) -> None:
    good = {"day": "10.3.2027", "time": "14.00", "place": "remote", "parts": "3"}
    client = client_of(aino)
    for wrong in [
        {"day": "31.1.2027"},
        {"day": "eilen"},
        {"time": "25.61"},
        {"place": "kuu"},
        {"parts": "99"},
        {"day": ""},
    ]:
        refused = client.post(reverse("reviews:invite", args=[together.pk]), good | wrong)

        assert refused.status_code == 422, wrong
        assert not Invitation.objects.exists(), wrong


def test_the_mail_tells_a_time_and_a_link_C1(together: Evaluation, aino: User, maija: User) -> None:
    invite(together, by=aino)
    with time_machine.travel(factories.NOW + timedelta(minutes=1)):
        mail = to(maija, post())
    whole = everything(mail)
    assert mail.subject == "Kutsu: ke 10.3. klo 14.00"
    assert "/evaluations/invitations/" in whole
    told = ("zqeka", "zqsamin", "zqyhdessä", "Aino", "Sami", "rvioin", "yönohja", "Etä")
    assert not [word for word in told if word in str(mail.body)]


def test_the_supervisor_hears_of_the_talk_and_all_hear_that_it_is_off_S4_15(
    together: Evaluation, aino: User, maija: User, sami: User
) -> None:
    gone()
    row = invite(together, by=aino)
    mail = to(sami, post())
    assert "10.3." in mail.subject and together.get_absolute_url() in everything(mail)
    assert aino.name not in everything(mail) and "arvio" not in everything(mail).lower()
    row.take_back(by=aino)
    off = post()
    for user in (maija, sami):
        assert to(user, off).subject.startswith("Peruttu: keskustelu")
