"""The signed link of an approver's mail (E1, C6): GET shows, POST answers once, as that person, without signing in."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from bookings.models import Approval, Booking, Status
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.pages import text, token
from tests.bookings.stories import book, book_series, move
from tests.factories import NOW, client_of
from tyonohjaus.events.models import Event
from tyonohjaus.lib.logs import cut
from tyonohjaus.links.models import Link
from tyonohjaus.links.pages import spend
from tyonohjaus.people.accounts import close_account
from tyonohjaus.people.models import Organisation, Practice, User


@pytest.fixture
def asked(kuuloke: Practice, aino: User, sami: User, lehtola: Organisation) -> Process:
    return factories.make_process(
        supervisor=sami, supervisees=[aino], organisation=lehtola, approval="each", agreed_count=10
    )


@pytest.fixture
def booking(asked: Process, aino: User) -> Booking:
    return book(asked, by=aino)


@pytest.fixture
def path(booking: Booking, maija: User) -> str:
    """The link in Maija's mail."""
    return mails.link(mails.to(maija, mails.post()))


def answer(client: Client, path: str, decision: str = "approve") -> tuple[int, str]:
    """Press a button of the page as it is shown, and read what comes."""
    shown = client.get(path).content.decode()
    token = shown.partition('name="ask" value="')[2].partition('"')[0]
    came = client.post(path, {"ask": token, "decision": decision}, follow=False)
    text = client.get(path).content.decode() if came.status_code == 303 else came.content.decode()
    return came.status_code, text


def test_a_look_decides_nothing_however_often_E1(path: str, booking: Booking, maija: User) -> None:
    events = Event.objects.count()
    for _scanner in range(3):
        text = Client().get(path).content.decode().replace("\xa0", " ")
        assert Client().head(path).status_code == 200
    assert "Aino Mäkelä" in text
    assert "ti 9.2.2027 klo 10.00–11.30" in text
    booking.refresh_from_db()
    assert booking.status == Status.REQUESTED
    assert Event.objects.count() == events
    assert Link.objects.get().used_at is None


def test_maija_answers_without_signing_in_and_the_event_says_so(path: str, booking: Booking, maija: User) -> None:
    client = Client()
    status, text = answer(client, path)

    assert status == 303
    assert "Olet hyväksynyt tämän ajan." in text
    booking.refresh_from_db()
    assert booking.status == Status.CONFIRMED
    assert Approval.objects.get().via == "link"
    event = Event.objects.get(name="booking.approved")
    assert (event.actor, event.via) == (maija.pk, "link")
    # It is no login.
    assert "_auth_user_id" not in client.session
    assert client.get("/approvals/").status_code == 302


def test_it_works_once_and_then_shows_the_earlier_decision_E1(path: str, booking: Booking) -> None:
    shown = Client().get(path).content.decode()
    token = shown.partition('name="ask" value="')[2].partition('"')[0]
    Client().post(path, {"ask": token, "decision": "decline"})
    again = Client().post(path, {"ask": token, "decision": "approve"})

    assert again.status_code == 422
    assert "Et hyväksynyt tätä aikaa." in again.content.decode()
    assert "Et hyväksynyt tätä aikaa." in Client().get(path).content.decode()
    booking.refresh_from_db()
    assert booking.status == Status.DECLINED
    assert Approval.objects.count() == 1


def test_a_spent_link_does_nothing_though_what_it_asks_would_E1(path: str, booking: Booking) -> None:
    """Not only since a second answer to the same time is refused."""
    link = Link.objects.get(user__email__startswith="maija")
    assert spend(link, lambda: True)
    assert not spend(link, lambda: bool(Link.objects.update(mark="done")))
    assert not Link.objects.filter(mark="done").exists()


NOTHING_CHANGED = "Tämä vastauksesi ei muuttanut mitään."


@pytest.mark.sqlite
def test_of_two_windows_the_second_says_that_its_answer_changed_nothing(path: str, booking: Booking) -> None:
    shown = Client().get(path).content.decode()
    token = shown.partition('name="ask" value="')[2].partition('"')[0]
    Client().post(path, {"ask": token, "decision": "approve"})
    other, same = (Client().post(path, {"ask": token, "decision": given}) for given in ("decline", "approve"))

    assert "Olet hyväksynyt tämän ajan." in other.content.decode()
    assert NOTHING_CHANGED in other.content.decode()
    assert NOTHING_CHANGED not in same.content.decode()


@pytest.mark.sqlite
def test_a_yes_that_confirms_the_time_says_that_the_participants_know(path: str, booking: Booking) -> None:
    _status, told = answer(Client(), path)

    assert "Osallistujille on kerrottu." in told
    assert "kun aika on vahvistettu" not in told


def test_answered_in_the_portal_first_the_link_shows_that(path: str, booking: Booking, maija: User) -> None:
    booking.approve(by=maija)

    assert "Olet hyväksynyt tämän ajan." in Client().get(path).content.decode()
    assert answer(Client(), path, "decline")[0] == 422


@pytest.mark.sqlite
def test_an_expired_link_says_so_and_what_to_do(path: str, booking: Booking) -> None:
    assert booking.held_until
    with time_machine.travel(booking.held_until, tick=False):
        status, text = answer(Client(), path)
    assert status == 422
    assert "Vastausaika on päättynyt." in text
    assert "Sen voi varata uudelleen." in text
    assert not Approval.objects.exists()


def test_a_moved_session_makes_the_link_void_and_the_new_one_holds(
    path: str, booking: Booking, sami: User, maija: User
) -> None:
    move(booking, by=sami)
    new = mails.link(mails.to(maija, mails.post()))

    status, text = answer(Client(), path)
    assert status == 422
    assert "Tämä aika on siirretty." in text
    assert "sitä pyydetään uudemmassa viestissä" in text
    assert not Approval.objects.exists()

    assert answer(Client(), new)[0] == 303
    booking.refresh_from_db()
    assert booking.status == Status.CONFIRMED


@pytest.mark.sqlite
def test_a_cancelled_session_says_so(path: str, booking: Booking, aino: User) -> None:
    booking.cancel(by=aino, now=NOW)

    status, text = answer(Client(), path)
    assert status == 422
    assert "Tämä aika on peruttu." in text


def test_a_manager_no_more_has_nothing_to_answer_C12(
    path: str, booking: Booking, asked: Process, aino: User, pekka: User
) -> None:
    asked.participants.filter(user=aino).update(manager=pekka)

    status, text = answer(Client(), path)
    assert status == 422
    assert "Päätöstäsi ei enää tarvita." in text
    assert "Aino" not in text


def test_a_manager_no_more_learns_nothing_of_what_became_of_it_C12(
    path: str, booking: Booking, asked: Process, aino: User, pekka: User, laura: User
) -> None:
    asked.participants.get(user=aino).ask(pekka, by=laura)
    before = text(Client().get(path))
    booking.refresh_from_db()
    booking.cancel(by=aino, now=NOW)
    assert text(Client().get(path)) == before


def test_the_link_of_one_whose_account_is_closed_opens_nothing(path: str, maija: User, laura: User) -> None:
    close_account(maija, by=laura)

    assert Client().get(path).status_code == 404
    assert Client().post(path, {"decision": "approve"}).status_code == 404
    assert not Approval.objects.exists()


@pytest.mark.parametrize("action", ["approval", "series"])
def test_an_unknown_token_is_a_404(kuuloke: Practice, action: str) -> None:
    assert Client().get(f"/l/{action}/{'x' * 43}/").status_code == 404
    assert Client().post(f"/l/{action}/{'x' * 43}/", {"decision": "approve"}).status_code == 404


def test_a_token_opens_its_own_action_only(path: str) -> None:
    assert Client().get(path.replace("/approval/", "/series/")).status_code == 404


def test_a_token_of_another_time_is_not_answered_through_this_link(
    path: str, booking: Booking, asked: Process, maija: User
) -> None:
    other = factories.make_booking(process=asked, starts_at=NOW + timedelta(days=20), status="requested")
    answer = Client().post(path, {"ask": token(other), "decision": "approve"})

    assert answer.status_code == 422
    other.refresh_from_db()
    assert other.status == Status.REQUESTED


@pytest.mark.sqlite
def test_a_form_without_the_sites_token_is_refused(path: str, booking: Booking) -> None:
    assert Client(enforce_csrf_checks=True).post(path, {"decision": "approve"}).status_code == 403
    booking.refresh_from_db()
    assert booking.status == Status.REQUESTED


def test_a_link_opens_nothing_else_and_shows_nobody_who_is_signed_in_C6(path: str, sami: User) -> None:
    text = client_of(sami).get(path).content.decode()

    assert "Sami" not in text
    assert "/bookings/" not in text


def test_a_forwarded_letter_is_not_answered_by_whoever_is_signed_in_E1_E3(
    path: str, booking: Booking, request: pytest.FixtureRequest
) -> None:
    """Neither is it shown what is asked; Maija's own link stays as it was."""
    shown = Client().get(path).content.decode()
    token = shown.partition('name="ask" value="')[2].partition('"')[0]
    for who in ["aino", "pekka", "sami"]:
        other = client_of(request.getfixturevalue(who))

        page = text(other.get(path))
        assert "Tämä linkki on lähetetty jollekulle muulle." in page, who
        assert "175" not in page, who
        assert "Aino" not in page, who
        assert other.post(path, {"ask": token, "decision": "approve"}).status_code == 422, who
        booking.refresh_from_db()
        assert booking.status == Status.REQUESTED, who
    assert answer(Client(), path)[0] == 303
    booking.refresh_from_db()
    assert booking.status == Status.CONFIRMED


@pytest.mark.sqlite
def test_the_page_speaks_the_readers_language(path: str, maija: User) -> None:
    User.objects.filter(pk=maija.pk).update(language="sv")

    assert 'lang="sv"' in Client().get(path).content.decode()
    client = Client()
    client.cookies["django_language"] = "en"
    assert 'lang="en"' in client.get(path).content.decode()


def test_only_a_hash_of_the_token_is_kept_and_logs_cut_it(path: str) -> None:
    token = path.split("/")[3]

    assert token not in str(Link.objects.values().get())
    assert token not in cut(f'"GET {path} HTTP/1.1" 200')
    assert cut(f'"GET {path} HTTP/1.1" 200').startswith('"GET /l/')


def test_a_series_is_answered_at_once_through_its_link(asked: Process, sami: User, maija: User) -> None:
    """S1-2."""
    series = book_series(asked, by=sami)
    path = mails.link(mails.to(maija, mails.post()))
    assert "/l/series/" in path
    assert series.bookings.count() == 3

    status, text = answer(Client(), path)

    assert status == 303
    assert "Olet hyväksynyt nämä ajat." in text
    assert set(series.bookings.values_list("status", flat=True)) == {Status.CONFIRMED}
    assert answer(Client(), path, "decline")[0] == 422
