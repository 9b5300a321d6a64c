"""The manager's answer: given once, to one time, several, or a series, and by nobody else (C8, C12, E3)."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine

from bookings import approvals
from bookings.models import Approval, Booking, Status
from processes.models import Process
from tests import factories
from tests.bookings.pages import page, token
from tests.bookings.stories import NEXT_TUESDAY, TUESDAY, book, book_series, move
from tests.factories import NOW, client_of
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import Employment, Organisation, Practice, User

# --- one answer


def test_maija_approves_and_the_time_is_confirmed(asked: Process, aino: User, maija: User) -> None:
    booking = book(asked, by=aino)
    client = client_of(maija)
    answer = client.post(f"/bookings/{booking.pk}/approval/", {"ask": token(booking), "decision": "approve"})

    assert answer.status_code == 303
    booking.refresh_from_db()
    assert booking.status == Status.CONFIRMED
    assert (Approval.objects.get().manager, Approval.objects.get().via) == (maija, "portal")
    assert "Hyväksyit 1 ajan." in client.get(answer["Location"]).content.decode()


def test_maija_does_not_approve_and_the_time_is_free(asked: Process, aino: User, maija: User) -> None:
    booking = book(asked, by=aino)
    client_of(maija).post(f"/bookings/{booking.pk}/approval/", {"ask": token(booking), "decision": "decline"})

    booking.refresh_from_db()
    assert booking.status == Status.DECLINED
    assert not booking.allocations.exists()


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "change, said",
    [
        ("approved", "Olet hyväksynyt tämän ajan."),
        ("declined", "Et hyväksynyt tätä aikaa."),
        ("cancelled", "Tämä aika on peruttu."),
        ("lapsed", "Vastausaika on päättynyt."),
        ("moved", "Tämä aika on siirretty."),
    ],
)
def test_too_late_says_what_happened(
    asked: Process, aino: User, sami: User, maija: User, change: str, said: str
) -> None:
    booking = book(asked, by=aino)
    shown = token(booking)
    match change:
        case "approved":
            booking.approve(by=maija)
        case "declined":
            booking.decline(by=maija)
        case "cancelled":
            booking.cancel(by=aino, now=NOW)
        case "lapsed":
            booking.lapse()
        case "moved":
            move(booking, by=sami)
    before = Booking.objects.get(pk=booking.pk).status

    answer = client_of(maija).post(f"/bookings/{booking.pk}/approval/", {"ask": shown, "decision": "approve"})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Booking.objects.get(pk=booking.pk).status == before


def test_past_the_deadline_nothing_is_approved_even_before_the_beat_came(
    asked: Process, aino: User, maija: User
) -> None:
    booking = book(asked, by=aino)
    assert booking.held_until
    with time_machine.travel(booking.held_until, tick=False):
        answer = client_of(maija).post(
            f"/bookings/{booking.pk}/approval/", {"ask": token(booking), "decision": "approve"}
        )
    assert answer.status_code == 422
    assert "Vastausaika on päättynyt." in answer.content.decode()
    assert not Approval.objects.exists()


@pytest.mark.sqlite
def test_a_form_of_nonsense_changes_nothing(asked: Process, aino: User, maija: User) -> None:
    booking = book(asked, by=aino)
    client = client_of(maija)
    for data in [{}, {"decision": "perhaps"}, {"decision": "approve"}, {"decision": "approve", "ask": "x@y"}]:
        assert client.post(f"/bookings/{booking.pk}/approval/", data).status_code == 422, data
        assert client.post("/approvals/", data).status_code == 422, data
        booking.refresh_from_db()
        assert booking.status == Status.REQUESTED, data


def test_get_changes_nothing(asked: Process, aino: User, maija: User) -> None:
    booking = book(asked, by=aino)
    events = Event.objects.count()
    for path in (f"/bookings/{booking.pk}/approval/?decision=approve", "/approvals/?decision=approve", "/"):
        client_of(maija).get(path)

    booking.refresh_from_db()
    assert booking.status == Status.REQUESTED
    assert Event.objects.count() == events


# --- several at once


def test_several_are_approved_at_once_from_home(
    asked: Process, aino: User, eero: User, sami: User, maija: User, lehtola: Organisation
) -> None:
    other = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola, approval="each")
    bookings = [book(asked, by=aino), book(other, by=eero, at=NEXT_TUESDAY)]
    series = book_series(other, by=sami, days=("03-02", "03-30"))
    client = client_of(maija)
    tokens = re.findall(r'name="ask" value="([^"]+)"', client.get("/").content.decode())
    assert len(tokens) == 3

    answer = client.post("/approvals/", {"ask": tokens, "decision": "approve", "next": "/"})

    assert answer.status_code == 303
    assert answer["Location"] == "/"
    assert set(Booking.objects.values_list("status", flat=True)) == {Status.CONFIRMED}
    assert series.bookings.count() == 2
    assert bookings
    home = client.get("/").content.decode()
    assert "Hyväksyit 4 aikaa." in home
    assert "Mikään ei odota sinua" in home


def test_what_was_not_ticked_still_waits(asked: Process, aino: User, sami: User, maija: User) -> None:
    first, second = (
        factories.make_booking(process=asked, starts_at=at, status="requested") for at in (TUESDAY, NEXT_TUESDAY)
    )
    client_of(maija).post("/approvals/", {"ask": token(first), "decision": "approve"})

    second.refresh_from_db()
    assert second.status == Status.REQUESTED


def test_one_that_came_too_late_does_not_stop_the_others(asked: Process, aino: User, maija: User) -> None:
    first, second = (
        factories.make_booking(process=asked, starts_at=at, status="requested") for at in (TUESDAY, NEXT_TUESDAY)
    )
    first.cancel(by=aino, now=NOW)
    client = client_of(maija)
    client.post("/approvals/", {"ask": [token(first), token(second)], "decision": "approve"})

    text = client.get("/approvals/").content.decode().replace("\xa0", " ")
    assert "Hyväksyit 1 ajan." in text
    assert "ti 9.2.2027 klo 10.00–11.30: Tämä aika on peruttu." in text


@pytest.mark.sqlite
def test_declining_several_is_asked_once_more(asked: Process, aino: User, maija: User) -> None:
    booking = book(asked, by=aino)
    client = client_of(maija)
    first = client.post("/approvals/", {"ask": token(booking), "decision": "decline"})

    assert "Et hyväksy näitä?" in first.content.decode()
    booking.refresh_from_db()
    assert booking.status == Status.REQUESTED

    client.post("/approvals/", {"ask": token(booking), "decision": "decline", "sure": "1"})
    booking.refresh_from_db()
    assert booking.status == Status.DECLINED


@pytest.mark.sqlite
def test_no_open_redirect_after_an_answer(asked: Process, aino: User, maija: User) -> None:
    booking = book(asked, by=aino)
    answer = client_of(maija).post(
        "/approvals/", {"ask": token(booking), "decision": "approve", "next": "https://evil.example/"}
    )
    assert answer["Location"] == "/approvals/"


# --- a series


def test_a_series_is_approved_as_it_was_shown(asked: Process, aino: User, sami: User, maija: User) -> None:
    series = book_series(asked, by=sami)
    shown = approvals.waiting(maija, now=NOW)[0]
    assert len(shown.card.times) == 3
    assert shown.card.price == Decimal("525.00")
    moved = series.bookings.order_by("starts_at")[1]
    move(moved, by=sami, to=moved.starts_at + timedelta(days=1))

    client = client_of(maija)
    answer = client.post(shown.url, {"ask": shown.token, "decision": "approve"})

    assert answer.status_code == 303
    assert sorted(series.bookings.values_list("status", flat=True)) == ["confirmed", "confirmed", "requested"]
    text = client.get("/approvals/").content.decode()
    assert "Hyväksyit 2 aikaa." in text
    assert "Tämä aika on siirretty." in text


@pytest.mark.sqlite
def test_a_series_that_was_answered_says_so(asked: Process, sami: User, maija: User) -> None:
    series = book_series(asked, by=sami)
    series.decline(by=maija)

    assert "Et hyväksynyt näitä aikoja." in page(maija, f"/series/{series.pk}/approval/")


# --- who may


def test_nobody_but_the_manager_answers_E3_C8(
    asked: Process, aino: User, eero: User, sami: User, laura: User, pekka: User, outi: User, maija: User
) -> None:
    booking = book(asked, by=aino)
    path, data = f"/bookings/{booking.pk}/approval/", {"ask": token(booking), "decision": "approve"}
    for user, expected in ((aino, 403), (sami, 403), (laura, 403), (eero, 404), (pekka, 404), (outi, 404)):
        client = client_of(user)
        assert client.get(path).status_code == expected, user
        assert client.post(path, data).status_code == expected, user
    for user in (aino, sami, laura, outi):
        assert client_of(user).post("/approvals/", data).status_code == 404, user
    # Pekka is a manager, elsewhere: to him it does not exist.
    assert client_of(pekka).post("/approvals/", data).status_code in {404, 422}
    booking.refresh_from_db()
    assert booking.status == Status.REQUESTED


def test_a_manager_in_the_group_never_approves_their_own_time_E3(
    kuuloke: Practice, aino: User, maija: User, sami: User, pekka: User, lehtola: Organisation
) -> None:
    """Maija is supervised beside Aino, whose manager she is; Pekka is hers."""
    Employment.objects.create(employee=maija, organisation=lehtola, manager=pekka, starts_on=NOW.date())
    group = factories.make_process(supervisor=sami, supervisees=[aino, maija], organisation=lehtola, approval="each")
    booking = book(group, by=sami)

    assert approvals.cards_of([booking], [maija])[0].whose == aino.name
    assert booking.approve(by=maija).status == Status.REQUESTED
    assert approvals.cards_of([booking], [pekka])[0].whose == maija.name
    assert booking.approve(by=pekka).status == Status.CONFIRMED


def test_a_new_manager_is_asked_and_the_old_one_no_more_C12(
    asked: Process, aino: User, maija: User, pekka: User
) -> None:
    booking = book(asked, by=aino)
    asked.participants.filter(user=aino).update(manager=pekka)

    assert approvals.waiting(maija, now=NOW) == []
    assert [ask.bookings for ask in approvals.waiting(pekka, now=NOW)] == [(booking,)]


def test_a_self_payers_session_waits_for_no_manager(kuuloke: Practice, outi: User, sami: User, maija: User) -> None:
    process = factories.make_process(supervisor=sami, supervisees=[outi], approval="each")
    process.participants.filter(user=outi).update(manager=maija)
    booking = book(process, by=outi)

    assert booking.status == Status.CONFIRMED
    assert client_of(maija).get(f"/bookings/{booking.pk}/approval/").status_code == 404
