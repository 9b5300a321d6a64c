"""The manager's pages: what is asked, answered once, one's own people only (C7, C8, C12, E3)."""

import dataclasses
import re
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings import approvals
from bookings.models import Approval, Booking, Status
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.stories import NEXT_TUESDAY, TUESDAY, book, book_series, move
from tests.factories import NOW, client_of
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import Employment, Organisation, Practice, User


@pytest.fixture
def asked(kuuloke: Practice, aino: User, sami: User, lehtola: Organisation) -> Process:
    """Aino's sessions are each approved; nothing but the approval step may name her (attendance "none")."""
    return factories.make_process(
        supervisor=sami, supervisees=[aino], organisation=lehtola, approval="each", agreed_count=10, cost_centre="4410"
    )


def two_requests(process: Process) -> list[Booking]:
    starts = (TUESDAY, NEXT_TUESDAY)
    return [factories.make_booking(process=process, starts_at=at, status="requested") for at in starts]


def token(booking: Booking) -> str:
    return f"{booking.pk}@{booking.starts_at.isoformat()}"


def page(user: User, path: str) -> str:
    answer = client_of(user).get(path)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


# --- what is shown


def test_the_card_has_exactly_these_fields_C7() -> None:
    assert {field.name for field in dataclasses.fields(approvals.ApprovalCard)} == {
        "whose",
        "times",
        "minutes",
        "remote",
        "price",
        "vat_percent",
        "gross",
        "cost_centre",
        "code",
        "nth",
        "count",
        "held_until",
    }


def test_the_page_says_whose_time_how_long_and_what_it_costs(asked: Process, aino: User, maija: User) -> None:
    factories.make_booking(process=asked, starts_at=NOW - timedelta(days=28), status="held")
    booking = book(asked, by=aino)
    text = page(maija, f"/bookings/{booking.pk}/approval/")

    for fact in ("Aino Mäkelä", "ti 9.2.2027 klo 10.00–11.30", "90 min, etänä", "175,00 €", "219,63 €", "25,5 %"):
        assert fact in text
    assert "4410" in text
    assert f"{asked.code}, kerta 2/10" in text
    assert "to 4.2. klo 16" in text


def test_vat_is_that_of_the_sessions_day(asked: Process, aino: User, maija: User) -> None:
    from tyonohjaus.people.models import VatRate

    VatRate.objects.create(valid_from=NEXT_TUESDAY.date(), percent=Decimal("26.00"))
    first, second = (
        factories.make_booking(process=asked, starts_at=at, status="requested") for at in (TUESDAY, NEXT_TUESDAY)
    )

    assert approvals.card_of([first], maija).gross == Decimal("219.63")
    assert approvals.card_of([second], maija).gross == Decimal("220.50")
    both = approvals.card_of([first, second], maija)
    assert (both.price, both.gross, both.vat_percent) == (Decimal("350.00"), Decimal("440.13"), None)


def test_a_small_business_adds_no_vat(asked: Process, aino: User, maija: User) -> None:
    Practice.objects.update(vat="small")
    booking = book(asked, by=aino)

    assert approvals.card_of([booking], maija).gross == Decimal("175.00")
    assert "+ alv" not in page(maija, f"/bookings/{booking.pk}/approval/")


def test_in_a_group_each_manager_reads_of_their_own_people_only(
    kuuloke: Practice, aino: User, eero: User, sami: User, maija: User, pekka: User, lehtola: Organisation
) -> None:
    group = factories.make_process(supervisor=sami, supervisees=[aino, eero], organisation=lehtola, approval="each")
    group.participants.filter(user=eero).update(manager=pekka)
    booking = book(group, by=sami)

    for manager, own, other in ((maija, "Aino", "Eero"), (pekka, "Eero", "Aino")):
        for path in (f"/bookings/{booking.pk}/approval/", "/approvals/", "/"):
            text = page(manager, path)
            assert own in text
            assert other not in text


def test_the_list_costs_the_same_queries_for_one_and_three(
    asked: Process, eero: User, sami: User, maija: User, lehtola: Organisation
) -> None:
    factories.make_booking(process=asked, starts_at=TUESDAY, status="requested")
    with_one = queries(maija, "/approvals/")
    other = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola, approval="each")
    for process, days in ((asked, 7), (other, 14)):
        factories.make_booking(process=process, starts_at=TUESDAY + timedelta(days=days), status="requested")

    assert queries(maija, "/approvals/") == with_one


def queries(user: User, path: str) -> int:
    client = client_of(user)
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


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


@pytest.mark.parametrize(
    "data", [{}, {"decision": "perhaps"}, {"decision": "approve"}, {"decision": "approve", "ask": "x@y"}]
)
def test_a_form_of_nonsense_changes_nothing(asked: Process, aino: User, maija: User, data: dict[str, str]) -> None:
    booking = book(asked, by=aino)
    client = client_of(maija)

    assert client.post(f"/bookings/{booking.pk}/approval/", data).status_code == 422
    assert client.post("/approvals/", data).status_code == 422
    booking.refresh_from_db()
    assert booking.status == Status.REQUESTED


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

    assert approvals.card_of([booking], maija).whose == aino.name
    assert booking.approve(by=maija).status == Status.REQUESTED
    assert approvals.card_of([booking], pekka).whose == maija.name
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


# --- by phone


def test_the_office_writes_down_what_maija_said_by_phone(
    asked: Process, aino: User, sami: User, laura: User, maija: User
) -> None:
    booking = book(asked, by=aino)
    mails.post()
    client, path = client_of(laura), f"/bookings/{booking.pk}/recorded-approval/"
    assert "Maija Korhonen" in client.get(path).content.decode()

    answer = client.post(path, {"manager": str(maija.pk), "decision": "approve"})

    assert answer.status_code == 303
    approval = Approval.objects.get()
    assert (approval.manager, approval.recorded_by, approval.via) == (maija, laura, "phone")
    booking.refresh_from_db()
    assert booking.status == Status.CONFIRMED
    assert maija.email in mails.recipients(mails.post())


def test_the_office_writes_down_an_answer_to_a_whole_series(
    asked: Process, sami: User, laura: User, maija: User
) -> None:
    series = book_series(asked, by=sami)
    mails.post()
    first = series.bookings.order_by("starts_at")[0]
    path = f"/bookings/{first.pk}/recorded-approval/"
    client_of(laura).post(path, {"manager": str(maija.pk), "decision": "approve", "series": "on"})

    assert set(series.bookings.values_list("status", flat=True)) == {Status.CONFIRMED}
    assert mails.to(maija, mails.post()).subject == "Vastauksesi on kirjattu"


def test_a_recorded_answer_needs_both_words(asked: Process, aino: User, laura: User, maija: User, pekka: User) -> None:
    booking = book(asked, by=aino)
    path = f"/bookings/{booking.pk}/recorded-approval/"
    for data in ({}, {"decision": "approve", "manager": str(pekka.pk)}, {"manager": str(maija.pk)}):
        assert client_of(laura).post(path, data).status_code == 422
    assert not Approval.objects.exists()


def test_a_recorded_answer_to_what_was_answered_is_too_late(
    asked: Process, aino: User, laura: User, maija: User
) -> None:
    booking = book(asked, by=aino)
    booking.approve(by=maija)
    path = f"/bookings/{booking.pk}/recorded-approval/"

    assert client_of(laura).post(path, {"manager": str(maija.pk), "decision": "decline"}).status_code == 422
    booking.refresh_from_db()
    assert booking.status == Status.CONFIRMED


def test_only_the_office_writes_an_answer_down(
    asked: Process, aino: User, sami: User, maija: User, pekka: User
) -> None:
    booking = book(asked, by=aino)
    for user, expected in ((aino, 403), (sami, 403), (maija, 403), (pekka, 404)):
        path = f"/bookings/{booking.pk}/recorded-approval/"
        assert client_of(user).post(path, {"manager": str(maija.pk), "decision": "approve"}).status_code == expected


def test_the_sessions_own_page_has_the_managers_step_and_the_offices_record(
    asked: Process, aino: User, sami: User, laura: User, maija: User
) -> None:
    booking = book(asked, by=aino)
    path = f"/bookings/{booking.pk}/"

    assert 'value="approve"' in page(maija, path)
    assert f"{path}recorded-approval/" in page(laura, path)
    for user in (aino, sami):
        text = page(user, path)
        assert 'value="approve"' not in text
        assert "recorded-approval" not in text
