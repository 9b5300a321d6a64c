"""A manager's permission beside the link of its mail: on their home, and as the office heard it by phone (S0-2)."""

from typing import Any

import pytest
import time_machine

from bookings.models import Status
from intake.models import Candidate, Permission, Request
from processes.waiting import waiting_for
from tests import factories
from tests.bookings.mails import everything, post
from tests.bookings.pages import links, reading, text
from tests.factories import client_of, helsinki
from tests.intake.stories import confirmed, published, written_to
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User


@pytest.fixture
def asked(kuuloke: Any, sami: User, aino: User, maija: User) -> Permission:
    """Aino asks Maija for permission."""
    published(sami)
    request = confirmed(sami, email=aino.email, payer="employer")
    member = request.members.get(user=aino)
    return Permission.ask(member=member, name="Maija Korhonen", email=maija.email, by=aino, now=clock.now())


def page(row: Permission) -> str:
    return f"/requests/permissions/{row.pk}/"


def test_it_stands_on_the_managers_home_and_is_answered_there_S0_2_C10(
    asked: Permission, aino: User, maija: User, outi: User, pekka: User, laura: User
) -> None:
    home = reading(maija).get("/")
    assert links(home, page(asked))
    assert "A permission is asked of you" in text(home)
    assert "Aino" not in text(home).partition("A permission")[2][:200]
    for other in (aino, outi, pekka, laura):
        assert client_of(other).get(page(asked)).status_code == 404
        assert client_of(other).post(page(asked), {"answer": "no"}).status_code == 404
    shown = text(reading(maija).get(page(asked)))
    assert "Aino Mäkelä asks for your permission" in shown
    assert client_of(maija).post(page(asked), {"answer": "perhaps"}).status_code == 422

    assert client_of(maija).post(page(asked), {"answer": "yes"}).status_code == 303

    asked.refresh_from_db()
    assert asked.answer == "yes"
    assert Event.objects.get(name="permission.yes").via == "portal"
    assert not links(reading(maija).get("/"), "/requests/permissions/")
    assert client_of(maija).post(page(asked), {"answer": "no"}).status_code == 422
    assert "It has been answered." in text(reading(maija).get(page(asked)))


def test_the_office_writes_down_what_it_heard_by_phone_and_the_manager_is_told(
    asked: Permission, aino: User, maija: User, laura: User, sami: User
) -> None:
    office, form = reading(laura), f"{page(asked)}recorded/"
    assert links(office.get(f"/requests/{asked.member.request_id}/"), form)
    for other in (aino, maija, sami):
        assert client_of(other).get(form).status_code in {403, 404}
    assert "/requests/" not in text(office.get(form))  # an address is no word on a button
    assert office.post(form, {"seen": asked.mark}).status_code == 422
    assert office.post(form, {"seen": asked.mark, "answer": "yes"}).status_code == 303
    assert office.post(form, {"seen": asked.mark, "answer": "no"}).status_code == 422

    asked.refresh_from_db()
    assert asked.answer == "yes"
    event = Event.objects.get(name="permission.yes")
    assert (event.via, event.actor) == ("phone", laura.pk)
    mail = next(one for one in post() if "kirjattu" in str(one.subject) or "written down" in str(one.subject))
    assert mail.to == [maija.email]
    assert not [word for word in ("Aino", "Mäkelä", "ohjau") if word in everything(mail)]


def test_a_no_by_phone_removes_that_member_and_to_an_earlier_ask_nothing(
    asked: Permission, aino: User, laura: User, maija: User
) -> None:
    form, before = f"{page(asked)}recorded/", asked.mark
    with time_machine.travel(helsinki("2027-02-02 10:00")):
        Permission.objects.filter(pk=asked.pk).update(asked_at=clock.now())
        assert client_of(laura).post(form, {"seen": before, "answer": "no"}).status_code == 422
        asked.refresh_from_db()
        assert client_of(laura).post(form, {"seen": asked.mark, "answer": "no"}).status_code == 303
    asked.member.refresh_from_db()
    assert asked.member.left_at
    assert Request.objects.get().state == "closed"


def test_a_manager_without_an_account_is_told_by_mail_in_the_requests_language(
    kuuloke: Any, sami: User, aino: User, laura: User
) -> None:
    published(sami)
    member = confirmed(sami, email=aino.email, payer="employer").members.get(user=aino)
    row = Permission.ask(member=member, name="P", email="pomo@tyo.example", by=aino, now=clock.now())
    client_of(laura).post(f"{page(row)}recorded/", {"seen": row.mark, "answer": "yes"})
    assert [message.template for message in written_to("pomo@tyo.example")][-1] == "intake/mail/permission_recorded"


def test_what_is_next_stands_on_the_home_not_what_is_done(kuuloke: Any, sami: User, aino: User) -> None:
    published(sami)
    confirmed(sami, email=aino.email)

    def note() -> str:
        return next(row.note for row in waiting_for(aino) if row.title == "Your request goes on")

    from django.utils.translation import override

    with override("en"):
        assert note() == "Choose a time to meet, and answer after it."
        process = Candidate.objects.get().process
        assert process
        factories.make_booking(process=process, starts_at=helsinki("2027-02-09 10:00"), status=Status.CONFIRMED)
        assert note().startswith("You meet on Tue")
        with time_machine.travel(helsinki("2027-02-10 10:00")):
            assert note() == "You have met. Answer whether you want to start."


def test_one_who_has_confirmed_their_request_need_not_be_invited(kuuloke: Any, sami: User, laura: User) -> None:
    published(sami)
    confirmed(sami, email="uusi@kotiposti.example", name="Uusi Ihminen")
    assert User.objects.get(email="uusi@kotiposti.example").invited_at
    assert "has not been invited" not in text(reading(laura).get("/"))


def test_who_asked_reads_that_it_was_asked_and_of_whom_S0_2(asked: Permission, aino: User) -> None:
    shown = text(client_of(aino).get(asked.member.request.get_absolute_url()))
    assert "Of Maija Korhonen" in shown or "Kysytty: Maija Korhonen" in shown
