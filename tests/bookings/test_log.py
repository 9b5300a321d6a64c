"""After the session: a minute's work for the supervisor, and what it costs."""

import re
from datetime import timedelta

import pytest
from lxml import html
from pytest_django import DjangoAssertNumQueries

from bookings.models import Assignment, Booking, DiscussedThemes, Log, PrivateNote, Status, read_log
from processes.models import Process
from processes.models.themes import DEFAULTS
from tests import factories
from tests.bookings.logs import FULL, NOTE, TASK, YESTERDAY, log_of, seen, text_of
from tests.bookings.pages import reading, text
from tests.factories import NOW, client_of
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import Organisation, Practice, User

# --- writing


def test_one_tap_is_enough(session: Booking, sami: User) -> None:
    answer = client_of(sami).post(f"/bookings/{session.pk}/attendance/", {"next": "/"})

    assert (answer.status_code, answer["Location"]) == (303, "/")
    session.refresh_from_db()
    assert session.status == Status.HELD


def test_an_empty_log_is_a_good_log_and_leaves_no_row(session: Booking, sami: User) -> None:
    answer = client_of(sami).post(log_of(session), {"outcome": "held"})

    assert answer.status_code == 303
    session.refresh_from_db()
    assert session.status == Status.HELD
    assert not DiscussedThemes.objects.exists()
    assert not PrivateNote.objects.exists()
    assert not Assignment.objects.exists()


def test_sami_notes_and_finds_it_again_as_he_left_it(session: Booking, sami: User) -> None:
    """S4-10."""
    client_of(sami).post(log_of(session), FULL)

    sami.content_open = True
    assert read_log(session, by=sami) == Log(themes=DEFAULTS[:2], shared=True, assignment=TASK, note=NOTE)
    page = text_of(sami, log_of(session))
    assert NOTE in page
    assert TASK in page
    assert page.count("checked") == 4  # held, two themes, shared


@pytest.mark.sqlite
def test_the_page_costs_a_few_queries_however_many_come(
    group_session: Booking, sami: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """Everybody is read once and the key once, and what was opened is noted together: it was twice as many for one."""
    client = client_of(sami)
    client.post(log_of(group_session), FULL)
    with django_assert_max_num_queries(18):
        assert NOTE in client.get(log_of(group_session)).content.decode()


@pytest.mark.sqlite
def test_the_usual_themes_are_read_in_ones_own_language(session: Booking, sami: User) -> None:
    """Kaisa's pages are Swedish; what is stored is the same theme."""
    client_of(sami).post(log_of(session), FULL)

    for path in (log_of(session), f"/bookings/{session.pk}/", f"/processes/{session.process_id}/"):
        page = text(reading(sami, language="sv").get(path))
        assert "Arbetets gränser" in page
        assert DEFAULTS[0] not in page


def test_what_is_emptied_is_gone(session: Booking, sami: User) -> None:
    client_of(sami).post(log_of(session), FULL)
    client_of(sami).post(log_of(session), {"outcome": "held", "seen": seen(sami, log_of(session))})

    assert read_log(session, by=sami) == Log()
    assert PrivateNote.objects.get().text_sealed is None


def test_opening_the_log_again_and_saving_it_tells_nobody_anything_new(session: Booking, sami: User) -> None:
    client_of(sami).post(log_of(session), FULL)
    client_of(sami).post(log_of(session), FULL)

    assert Event.objects.filter(name="booking.held").count() == 1


def test_cancelled_late_is_marked_back_in_the_log(session: Booking, sami: User) -> None:
    client_of(sami).post(log_of(session), {"outcome": "cancelled"})
    chosen = html.fromstring(text_of(sami, log_of(session))).xpath("//input[@name='outcome'][@checked]/@value")
    assert chosen == ["cancelled"]

    client_of(sami).post(log_of(session), {"outcome": "held"})

    session.refresh_from_db()
    assert session.status == Status.HELD


@pytest.mark.parametrize("outcome, status", [("no_show", Status.NO_SHOW), ("cancelled", Status.CANCELLED)])
def test_what_else_may_have_happened(session: Booking, sami: User, outcome: str, status: str) -> None:
    client_of(sami).post(log_of(session), {"outcome": outcome})

    session.refresh_from_db()
    assert session.status == status
    assert session.charged_percent == 100


def test_of_a_group_it_is_noted_who_was_absent_and_a_second_tap_keeps_it(
    group_session: Booking, sami: User, aino: User, eero: User
) -> None:
    client = client_of(sami)
    client.post(log_of(group_session), {"outcome": "held", "absent": [str(eero.pk)]})
    client.post(f"/bookings/{group_session.pk}/attendance/")

    was = dict(group_session.attendances.values_list("user", "was"))
    assert was == {aino.pk: "present", eero.pk: "absent"}


def test_a_theme_that_was_retired_since_stays_in_its_log(session: Booking, sami: User) -> None:
    """S0-10."""
    from processes.models import Theme

    client_of(sami).post(log_of(session), FULL)
    Theme.objects.filter(name=DEFAULTS[0]).update(retired_on=NOW.date())

    assert DEFAULTS[0] in text_of(sami, log_of(session))
    again = {**FULL, "seen": seen(sami, log_of(session))}
    assert client_of(sami).post(log_of(session), again).status_code == 303


@pytest.mark.sqlite
def test_six_themes_are_one_too_many_and_what_was_typed_is_kept(session: Booking, sami: User) -> None:
    answer = client_of(sami).post(log_of(session), {**FULL, "themes": DEFAULTS[:6]})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Valitse enintään viisi teemaa." in page
    assert NOTE in page
    session.refresh_from_db()
    assert session.status == Status.CONFIRMED


@pytest.mark.sqlite
def test_nonsense_is_said_beside_the_field(session: Booking, sami: User) -> None:
    client = client_of(sami)
    for data in [
        {},
        {"outcome": "sunny"},
        {"outcome": "held", "themes": ["Kissat"]},
        {"outcome": "held", "note": "x" * 4001},
    ]:
        answer = client.post(log_of(session), data)

        assert answer.status_code == 422, data
        assert "invalid-feedback" in answer.content.decode(), data
        assert not PrivateNote.objects.exists(), data


@pytest.mark.sqlite
def test_of_a_time_that_never_was_agreed_there_is_nothing_to_write(aino_with_sami: Process, sami: User) -> None:
    for status in ["requested", "declined", "lapsed"]:
        booking = factories.make_booking(process=aino_with_sami, starts_at=YESTERDAY, status=status)

        assert "Vielä ei ole mitään kirjattavaa." in text_of(sami, log_of(booking)), status
        assert client_of(sami).post(log_of(booking), FULL).status_code == 422, status
        assert not PrivateNote.objects.exists(), status


@pytest.mark.sqlite
def test_before_it_begins_there_is_nothing_to_write(aino_with_sami: Process, sami: User) -> None:
    booking = factories.make_booking(process=aino_with_sami, starts_at=NOW + timedelta(hours=1))

    assert client_of(sami).post(log_of(booking), FULL).status_code == 422
    assert client_of(sami).post(f"/bookings/{booking.pk}/attendance/").status_code == 303
    booking.refresh_from_db()
    assert booking.status == Status.CONFIRMED


def test_a_session_marked_meanwhile_keeps_the_text_on_the_page_and_asks_once_more(session: Booking, sami: User) -> None:
    """Opened as confirmed, marked elsewhere before it was saved: nothing is marked, and what was typed is there."""
    session.mark_cancelled_late(by=sami, now=NOW)
    answer = client_of(sami).post(log_of(session), {**FULL, "marked": "confirmed"})

    assert answer.status_code == 422
    assert "on merkitty muualla sen jälkeen" in answer.content.decode()
    assert NOTE in answer.content.decode()
    session.refresh_from_db()
    assert session.status == Status.CANCELLED

    client_of(sami).post(log_of(session), {**FULL, "marked": "cancelled"})
    session.refresh_from_db()
    assert session.status == Status.HELD


# --- charging


def test_what_did_not_take_place_costs_nothing_and_blames_nobody(session: Booking, sami: User, maija: User) -> None:
    """Sami fell ill that morning: neither late nor absent (DOMAIN 5.1). Opened again, the form says the same."""
    answer = client_of(sami).post(log_of(session), {"outcome": "called_off"})

    assert answer.status_code == 303
    session = Booking.objects.get()
    assert (session.status, session.charged_percent) == (Status.CANCELLED, 0)
    assert "myöhässä" not in text_of(maija, session.get_absolute_url())
    chosen = re.search(r'<input[^>]*value="called_off"[^>]*>', client_of(sami).get(log_of(session)).content.decode())
    assert chosen and " checked" in chosen[0]


def test_a_charge_is_let_go_without_a_reason(session: Booking, sami: User, laura: User, aino: User) -> None:
    session.mark_no_show(by=sami, now=NOW)
    path = f"/bookings/{session.pk}/waiver/"
    assert "<textarea" not in text_of(laura, path)
    assert client_of(aino).post(path).status_code == 403

    assert client_of(laura).post(path).status_code == 303
    assert Booking.objects.get(pk=session.pk).charged_percent == 0
    assert client_of(sami).post(path).status_code == 422


@pytest.mark.sqlite
def test_what_is_not_charged_offers_nothing_to_let_go(session: Booking, sami: User) -> None:
    session.mark_held(by=sami, now=NOW)

    assert "Veloitusta ei ole." in text_of(sami, f"/bookings/{session.pk}/waiver/")
    assert client_of(sami).post(f"/bookings/{session.pk}/waiver/").status_code == 422


def test_what_costs_nothing_is_not_let_go_lest_it_be_free_when_the_mark_is_mended(session: Booking, sami: User) -> None:
    session.mark_called_off(by=sami, now=NOW)
    assert client_of(sami).post(f"/bookings/{session.pk}/waiver/").status_code == 422
    assert session.mark_no_show(by=sami, now=NOW).charged_percent == 100


def test_a_practice_that_keeps_everything_shows_the_groups_absentees_to_its_supervisor(
    kuuloke: Practice, group_session: Booking, sami: User, eero: User, lehtola: Organisation
) -> None:
    page = text_of(sami, log_of(group_session))

    assert "Kuka oli poissa?" in page
    assert f'value="{eero.pk}"' in page
