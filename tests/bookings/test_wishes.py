"""Before a session a wish (S0-8), after it a check (S0-13): each its author's, and nobody's beside the supervisors."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from bookings.models import AgendaWish, Booking, Check, SessionCheck
from processes.models import Process
from tests import factories
from tests.bookings.logs import YESTERDAY, log_of, text_of
from tests.factories import NOW, client_of
from tyonohjaus.people.models import Extra, User

pytestmark = pytest.mark.both

WISH, LINE = "Haluaisin puhua tauoista.", "Kevyempi olo."
ANSWERS = {"heard": "9", "needed": "8", "useful": "0", "line": LINE}


@pytest.fixture
def coming(group_with_sami: Process) -> Booking:
    return factories.make_booking(process=group_with_sami, starts_at=NOW + timedelta(days=1))


@pytest.fixture
def checks(group_session: Booking, laura: User) -> str:
    Extra.switch([Extra.Name.SESSION_CHECK], by=laura)
    return f"/bookings/{group_session.pk}/check/"


def wish_of(booking: Booking) -> str:
    return f"/bookings/{booking.pk}/wish/"


def test_a_wish_reaches_the_supervisor_and_nobody_else_in_the_group(
    coming: Booking, aino: User, eero: User, sami: User, maija: User, laura: User, pekka: User
) -> None:
    """C22."""
    answer = client_of(aino).post(wish_of(coming), {"text": WISH})
    assert answer.status_code == 303

    path = coming.get_absolute_url()
    assert WISH in text_of(sami, path)
    assert aino.name in text_of(sami, path)
    assert WISH in text_of(aino, path)
    for user in (eero, maija, laura):
        assert WISH not in text_of(user, path)
    for user in (maija, laura, pekka, sami):
        assert client_of(user).get(wish_of(coming)).status_code == 404


def test_it_stands_beside_the_log_when_the_session_is_written_down(coming: Booking, aino: User, sami: User) -> None:
    AgendaWish.write(booking=coming, text=WISH, by=aino)
    Booking.objects.filter(pk=coming.pk).update(starts_at=YESTERDAY, ends_at=YESTERDAY + timedelta(hours=1))

    assert WISH in text_of(sami, log_of(coming))


def test_once_it_has_begun_it_is_read_and_no_longer_written(group_session: Booking, aino: User) -> None:
    assert "textarea" not in text_of(aino, wish_of(group_session))
    assert client_of(aino).post(wish_of(group_session), {"text": WISH}).status_code == 422
    assert not AgendaWish.objects.exists()


def test_one_who_is_not_there_any_more_on_that_day_wishes_nothing(coming: Booking, eero: User) -> None:
    coming.process.participants.filter(user=eero).update(ends_on=NOW.date())
    assert client_of(eero).post(wish_of(coming), {"text": WISH}).status_code == 404
    assert not AgendaWish.objects.exists()


def test_an_emptied_wish_is_gone_and_one_too_long_is_kept_on_the_page(coming: Booking, aino: User, sami: User) -> None:
    client_of(aino).post(wish_of(coming), {"text": WISH})
    long = client_of(aino).post(wish_of(coming), {"text": "ä" * 10_000})
    assert long.status_code == 422
    assert "ä" * 10_000 in long.content.decode()

    client_of(aino).post(wish_of(coming), {"text": "  "})
    assert AgendaWish.objects.get().text_sealed is None
    assert "Toiveet tähän" not in text_of(sami, coming.get_absolute_url())


@pytest.mark.sqlite
def test_the_line_beside_it_names_its_readers(coming: Booking, aino: User) -> None:
    """S2-2, S2-8."""
    page = text_of(aino, wish_of(coming))
    assert "Näkevät: sinä ja Sami Rautio. Ryhmän muut jäsenet ja esihenkilö eivät näe." in page
    assert "Älä kirjoita asiakkaiden nimiä" in page
    assert 'autocomplete="off"' in page


@pytest.mark.sqlite
def test_beside_a_wish_the_supervisor_reads_that_its_writer_sees_it_too(
    coming: Booking, aino: User, sami: User
) -> None:
    AgendaWish.write(booking=coming, text=WISH, by=aino)
    assert "Näkevät: kirjoittaja ja työnohjaajat." in text_of(sami, coming.get_absolute_url())


def test_where_no_content_is_kept_there_is_neither_and_the_database_refuses_C44(
    coming: Booking, group_session: Booking, aino: User, checks: str
) -> None:
    Process.objects.filter(pk=coming.process_id).update(no_content_since=NOW.date())
    for path in (wish_of(coming), checks):
        assert "textarea" not in text_of(aino, path) and 'type="radio"' not in text_of(aino, path)
        assert client_of(aino).post(path, {"text": WISH, **ANSWERS}).status_code == 422
    with pytest.raises(DatabaseError), transaction.atomic():
        AgendaWish.write(booking=coming, text=WISH, by=aino)
    with pytest.raises(DatabaseError), transaction.atomic():
        SessionCheck.write(booking=group_session, check=Check(heard=1, needed=1, useful=1), shared=False, by=aino)


# --- the check


def test_the_check_is_its_owners_until_it_is_shared(
    checks: str, group_session: Booking, aino: User, eero: User, sami: User, maija: User
) -> None:
    """C22."""
    assert client_of(aino).post(checks, ANSWERS).status_code == 303
    path = group_session.get_absolute_url()
    assert LINE in text_of(aino, path)
    assert "0/10" in text_of(aino, path)
    for user in (sami, eero, maija):
        assert LINE not in text_of(user, path)

    client_of(aino).post(checks, {**ANSWERS, "shared": "on"})
    assert LINE in text_of(sami, path)
    for user in (eero, maija):
        assert LINE not in text_of(user, path)

    client_of(aino).post(checks, ANSWERS)
    assert LINE not in text_of(sami, path)


def test_switched_off_it_has_no_page(checks: str, group_session: Booking, aino: User, laura: User) -> None:
    client_of(aino).post(checks, ANSWERS)
    Extra.switch([], by=laura)

    assert client_of(aino).get(checks).status_code == 404
    assert LINE not in text_of(aino, group_session.get_absolute_url())
    Extra.switch([Extra.Name.SESSION_CHECK], by=laura)
    assert LINE in text_of(aino, checks)


@pytest.mark.sqlite
def test_what_is_no_answer_is_told_beside_the_question(checks: str, aino: User) -> None:
    client = client_of(aino)
    for wrong in [{"heard": "11"}, {"heard": "-1"}, {"heard": "x"}, {"heard": ""}, {"line": "ä" * 201}]:
        answer = client.post(checks, ANSWERS | wrong)
        assert answer.status_code == 422, wrong
        assert "invalid-feedback" in answer.content.decode(), wrong
        assert not SessionCheck.objects.exists(), wrong


def test_before_the_session_there_is_nothing_to_check(coming: Booking, checks: str, aino: User) -> None:
    path = f"/bookings/{coming.pk}/check/"
    assert 'type="radio"' not in text_of(aino, path)
    assert client_of(aino).post(path, ANSWERS).status_code == 422


def test_it_is_sealed_under_its_owners_own_key_and_outlives_the_process_C27(checks: str, aino: User) -> None:
    client_of(aino).post(checks, ANSWERS)
    row = SessionCheck.objects.get()
    assert row.seal_scope() == ("person", aino.pk)
    assert LINE.encode() not in bytes(row.answers_sealed or b"")
