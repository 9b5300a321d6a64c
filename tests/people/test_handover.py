"""The first key to content comes from the supervisor's hand, not from a mailbox that an employer can read (C6)."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.test import Client

from bookings.models import Log, write_log
from processes import parties
from processes.models import PersonalGoal, Process
from tests.bookings.mails import everything, post, recipients, to
from tests.bookings.pages import landed, reading, text
from tests.factories import NOW, client_of, make_booking, make_process, make_supervisor
from tests.forms import faults, finnish, said
from tests.people.sessions import by_code, by_password
from tyonohjaus.events.models import Event
from tyonohjaus.people.accounts import change_address
from tyonohjaus.people.assurance import HANDED_OVER
from tyonohjaus.people.models import HandoverCode, Organisation, Practice, User
from tyonohjaus.people.models.handover import TheOfficesOwn

PAGE = "/own/code/"
PLANTED = "Uskallan pyytää apua ajoissa"


@pytest.fixture
def process(aino_with_sami: Process, aino: User) -> Process:
    PersonalGoal.write(process=aino_with_sami, owner=aino, text=PLANTED)
    return aino_with_sami


def sees_goal(client: Client, process: Process) -> bool:
    return PLANTED in client.get(f"/processes/{process.pk}/").content.decode()


def test_a_code_mailed_to_an_employers_domain_opens_booking_only(process: Process, aino: User) -> None:
    client = by_code(aino)
    goal = f"/processes/{process.pk}/goal/"
    assert client.get(f"/processes/{process.pk}/").status_code == 200
    assert not sees_goal(client, process)
    assert client.get(goal).status_code == 404
    assert client.post(goal, {"text": "toinen"}).status_code == 401  # what was typed comes back, unsaved
    assert client.get(f"/processes/{process.pk}/slots/").status_code == 200
    assert PersonalGoal.objects.get().read(by=aino) == PLANTED


def test_a_password_set_by_a_link_to_that_domain_opens_no_more(process: Process, aino: User) -> None:
    User.objects.filter(pk=aino.pk).update(password_proven_at=None)
    assert not sees_goal(by_password(aino), process)


def test_nor_does_one_set_by_a_link_to_the_work_address_that_stays_beside_the_private_one_C6(
    process: Process, aino: User
) -> None:
    EmailAddress.objects.filter(user=aino).update(primary=False)
    EmailAddress.objects.create(user=aino, email="aino@kotiposti.example", verified=True, primary=True)
    User.objects.filter(pk=aino.pk).update(email="aino@kotiposti.example", password_proven_at=None)
    aino.refresh_from_db()
    assert not sees_goal(by_password(aino), process)
    assert sees_goal(by_code(aino), process), "a code still tells which address it went to"


def test_a_code_mailed_to_a_private_address_opens_content(process: Process, aino: User) -> None:
    EmailAddress.objects.create(user=aino, email="aino@kotiposti.example", verified=True)
    assert sees_goal(by_code(aino, email="aino@kotiposti.example"), process)


def test_with_the_supervisors_code_this_session_opens_content_and_leads_to_a_lasting_key(
    process: Process, aino: User, sami: User
) -> None:
    code = HandoverCode.issue(user=aino, by=sami)
    client = by_code(aino)
    client.cookies["django_language"] = "en"
    page = landed(client.post(PAGE, {"code": f" {code.lower()} "}), client)
    assert "passkey" in text(page)
    assert "private address" in text(page)
    assert client.session[HANDED_OVER] is True
    assert sees_goal(client, process)
    assert not sees_goal(by_code(aino), process), "another session is not opened by it"


def test_the_next_page_is_not_there_before_the_code(process: Process, aino: User) -> None:
    assert by_code(aino).get("/own/code/next/")["Location"] == PAGE


@pytest.mark.parametrize(
    "guarded",
    [
        "/sign-in/email/",
        "/sign-in/2fa/webauthn/add/",
        "/sign-in/2fa/recovery-codes/",
        "/sign-in/2fa/recovery-codes/download/",
        "/sign-in/password/change/",
    ],
)
def test_a_session_without_it_can_add_no_key(process: Process, aino: User, guarded: str) -> None:
    assert by_code(aino).get(guarded)["Location"] == PAGE


def refused(client: Client, code: str) -> None:
    client.cookies["django_language"] = "fi"
    answer = client.post(PAGE, {"code": code})
    assert answer.status_code == 422
    sentence = "This code does not open. Check each letter, or ask your supervisor for a new one."
    assert faults(answer) == {"code": said(sentence)}
    assert HANDED_OVER not in client.session


def test_a_wrong_code_opens_nothing(aino: User, sami: User) -> None:
    HandoverCode.issue(user=aino, by=sami)
    refused(by_code(aino), "AAAAA-BBBBB")


def test_a_code_works_once(aino: User, sami: User) -> None:
    code = HandoverCode.issue(user=aino, by=sami)
    by_code(aino).post(PAGE, {"code": code})
    refused(by_code(aino), code)


def test_a_new_code_makes_the_old_one_void(aino: User, sami: User) -> None:
    old = HandoverCode.issue(user=aino, by=sami)
    HandoverCode.issue(user=aino, by=sami)
    refused(by_code(aino), old)


def test_anothers_code_opens_nothing(aino: User, eero: User, sami: User) -> None:
    refused(by_code(aino), HandoverCode.issue(user=eero, by=sami))


def test_after_two_weeks_it_opens_nothing(aino: User, sami: User) -> None:
    code = HandoverCode.issue(user=aino, by=sami)
    with time_machine.travel(NOW + timedelta(days=14, minutes=1), tick=True):
        refused(by_code(aino), code)


def test_the_operators_code_names_nobody_of_the_portal_as_its_giver(aino: User) -> None:
    out = StringIO()
    call_command("handover", aino.email, stdout=out)
    event = Event.objects.get(name="handover.issued")
    assert (event.actor, event.via, event.subject_id) == (None, "operator", aino.pk)
    assert HandoverCode.objects.get().issued_by is None
    assert HandoverCode.use(user=aino, code=out.getvalue().strip(), now=NOW)


@pytest.mark.sqlite
def test_an_empty_code_is_told_beside_the_field(aino: User) -> None:
    answer = finnish(aino, content=False).post(PAGE, {"code": ""})
    assert answer.status_code == 422
    assert faults(answer) == {"code": said("This field is required.")}


def test_sami_makes_a_code_for_his_supervisee_and_reads_it_once(process: Process, aino: User, sami: User) -> None:
    page = f"/processes/supervisees/{parties.supervisees(process)[0].pk}/code/"
    client = reading(sami)
    shown = client.post(page)
    code = next(word for word in text(shown).split() if len(word) == 11 and word[5] == "-")
    assert code not in text(client.get(page))
    assert HandoverCode.use(user=aino, code=code, now=NOW)
    event = Event.objects.get(name="handover.issued")
    assert code.replace("-", "") not in str(event.facts)


@pytest.mark.parametrize("who", ["kaisa", "laura", "maija", "aino", "eero", "pekka"])
def test_nobody_else_makes_one(request: pytest.FixtureRequest, process: Process, aino: User, who: str) -> None:
    page = f"/processes/supervisees/{parties.supervisees(process)[0].pk}/code/"
    client = client_of(request.getfixturevalue(who))
    assert (client.get(page).status_code, client.post(page).status_code) == (404, 404)
    assert not HandoverCode.objects.exists()


def test_nor_does_sami_himself_from_a_session_that_opens_no_content(process: Process, sami: User) -> None:
    page = f"/processes/supervisees/{parties.supervisees(process)[0].pk}/code/"
    assert client_of(sami, content=False).post(page).status_code == 404


def test_there_is_no_code_for_a_supervisor(process: Process, sami: User) -> None:
    page = f"/processes/supervisees/{parties.supervisors(process)[0].pk}/code/"
    assert client_of(sami).post(page).status_code == 404


# An address that the office gives: Laura could name one of her own.


def test_an_address_that_the_office_puts_in_place_of_another_opens_booking_only_C28_C43(
    process: Process, aino: User, laura: User
) -> None:
    change_address(aino, email="aino@kotiposti.example", by=laura)
    aino.refresh_from_db()
    assert not sees_goal(by_code(aino), process)
    User.objects.filter(pk=aino.pk).update(password_proven_at=None)
    assert not sees_goal(by_password(aino), process)


def test_until_its_owner_has_used_a_code_of_the_supervisors(
    process: Process, aino: User, laura: User, sami: User
) -> None:
    change_address(aino, email="aino@kotiposti.example", by=laura)
    aino.refresh_from_db()
    by_code(aino).post(PAGE, {"code": HandoverCode.issue(user=aino, by=sami)})
    aino.refresh_from_db()
    assert sees_goal(by_code(aino), process)


def test_nor_does_it_open_what_a_group_wrote_before_its_member_was_invited_C6(
    group_with_sami: Process, eero: User, laura: User, sami: User
) -> None:
    """Laura would invite her own mailbox in Eero's name."""
    session = make_booking(process=group_with_sami, starts_at=NOW - timedelta(days=1), status="held")
    write_log(session, Log(themes=[PLANTED], shared=True), by=sami)
    User.objects.filter(pk=eero.pk).update(invited_at=None)
    eero.refresh_from_db()
    change_address(eero, email="lauran.oma@kotiposti.example", by=laura)
    eero.refresh_from_db()
    assert not sees_goal(by_code(eero), group_with_sami)


def test_the_supervisors_are_told_that_an_address_changed_and_not_whose(
    aino: User, sami: User, kaisa: User, laura: User, lehtola: Organisation, kuuloke: Practice
) -> None:
    process = make_process(supervisor=sami, co_supervisor=kaisa, supervisees=[aino], organisation=lehtola)
    change_address(aino, email="lauran.oma@kotiposti.example", by=laura)
    mails = [one for one in post() if one.to != ["aino.makela@lehtola.example"]]
    assert recipients(mails) == ["kaisa@lindqvist.example", "sami@rautio.example"]
    mail = everything(to(sami, mails))
    assert f"/processes/{process.pk}/" in mail
    assert not [word for word in ("Aino", "kotiposti", "työnohjaus", process.code) if word in mail]


def test_who_changes_it_themselves_is_not_told(aino_with_sami: Process, aino: User, sami: User) -> None:
    change_address(aino, email="aino@kotiposti.example", by=sami)
    assert recipients(post()) == ["aino.makela@lehtola.example"]


@pytest.mark.sqlite
def test_the_addresses_that_go_are_told_and_not_what_the_portal_is_for_C1(
    aino_with_sami: Process, aino: User, laura: User
) -> None:
    EmailAddress.objects.create(user=aino, email="aino@kotiposti.example", verified=True)
    change_address(aino, email="lauran.oma@kotiposti.example", by=laura)
    mails = [one for one in post() if one.to != ["sami@rautio.example"]]
    assert recipients(mails) == ["aino.makela@lehtola.example", "aino@kotiposti.example"]
    for mail in mails:
        assert not [word for word in ("lauran.oma", "Mäkelä", "työnohja", "Sami") if word in everything(mail)]


def test_a_misspelt_address_is_simply_put_right_before_they_are_in_a_process(
    process: Process, outi: User, laura: User, **_more: Any
) -> None:
    User.objects.filter(pk=outi.pk).update(invited_at=None)
    outi.refresh_from_db()
    change_address(outi, email="outi.savolainen@kotiposti.example", by=laura)
    outi.refresh_from_db()
    assert outi.given_address == ""
    assert post() == [], "a stranger at the misspelt one hears of nothing"


# Laura is a supervisor too, and has joined Aino's process: she could give both the address and the key to it.


@pytest.fixture
def laura_supervises_too(aino: User, sami: User, kaisa: User, laura: User, lehtola: Organisation) -> Process:
    """Aino's goal stands in another process, which she pays herself and where Kaisa supervises."""
    private = make_process(supervisor=kaisa, supervisees=[aino])
    PersonalGoal.write(process=private, owner=aino, text=PLANTED)
    make_supervisor(user=laura)
    make_process(supervisor=sami, supervisees=[aino], organisation=lehtola, co_supervisor=laura)
    return private


def code_page(aino: User, laura: User) -> str:
    shared = aino.participations.get(process__participants__user=laura)
    return f"/processes/supervisees/{shared.pk}/code/"


def code_in(answer: Any) -> str:
    return next((word for word in text(answer).split() if len(word) == 11 and word[5] == "-"), "")


def test_a_code_made_before_the_office_changes_the_address_is_void_after_it_C28_C43(
    laura_supervises_too: Process, aino: User, laura: User
) -> None:
    code = code_in(reading(laura).post(code_page(aino, laura)))
    assert code
    change_address(aino, email="laura.x@gmail.com", by=laura)
    refused(by_code(aino), code)
    assert not sees_goal(by_code(aino), laura_supervises_too)


def test_none_to_an_address_that_the_office_gave_comes_from_one_who_keeps_it(
    laura_supervises_too: Process, aino: User, laura: User
) -> None:
    change_address(aino, email="laura.x@gmail.com", by=laura)
    answer = reading(laura).post(code_page(aino, laura))
    assert "must come from somebody else" in text(answer)
    assert not code_in(answer)
    with pytest.raises(TheOfficesOwn):
        HandoverCode.issue(user=aino, by=laura)


def test_nor_from_one_who_changed_it_and_then_left_the_office(
    laura_supervises_too: Process, aino: User, laura: User
) -> None:
    change_address(aino, email="laura.x@gmail.com", by=laura)
    laura.office_roles.all().delete()
    assert not code_in(client_of(laura).post(code_page(aino, laura)))


def test_one_who_keeps_the_office_gives_codes_to_addresses_that_were_there(
    laura_supervises_too: Process, aino: User, laura: User
) -> None:
    """A practice of one person: supervisor and office at once."""
    assert HandoverCode.use(user=aino, code=code_in(reading(laura).post(code_page(aino, laura))), now=NOW)
