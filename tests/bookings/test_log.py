"""After the session: a minute's work for the supervisor, sealed from the first row, and no road to it for others."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from lxml import html

from bookings.models import Assignment, Booking, DiscussedThemes, Log, PrivateNote, Status, read_log, write_log
from processes.models import Process
from processes.models.themes import DEFAULTS
from tests import factories
from tests.factories import NOW, client_of
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import Organisation, Practice, User
from tyonohjaus.sealed.models import Opening

YESTERDAY = NOW - timedelta(days=1)
NOTE, TASK = "Palataan ensi kerralla siihen, mikä auttoi.", "Kirjoita ylös yksi hetki, jossa työ sujui."
FULL = {"outcome": "held", "themes": DEFAULTS[:2], "shared": "on", "assignment": TASK, "note": NOTE}


@pytest.fixture
def session(aino_with_sami: Process) -> Booking:
    return factories.make_booking(process=aino_with_sami, starts_at=YESTERDAY)


@pytest.fixture
def group_session(group_with_sami: Process) -> Booking:
    return factories.make_booking(process=group_with_sami, starts_at=YESTERDAY)


def log_of(booking: Booking) -> str:
    return f"/bookings/{booking.pk}/log/"


def masked(answer: Any) -> str:
    """The page without what differs by address and by request."""
    text = re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.content.decode())
    return re.sub(r"/bookings/[0-9a-f-]{36}", "", text)


def text_of(user: User, path: str) -> str:
    answer = client_of(user).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def who_sees(user: User, path: str) -> list[str]:
    """The lines "who sees" of the page, in order."""
    found = html.fromstring(text_of(user, path)).xpath("//p[contains(@class, 'who')]")
    return [" ".join(line.text_content().split()) for line in found]


def seen(user: User, path: str) -> str:
    """The mark of what stood in the log when this person opened it."""
    found = re.search(r'name="seen" value="([^"]+)"', text_of(user, path))
    assert found
    return found[1]


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
    page = text_of(sami, log_of(session))
    assert 'value="cancelled" checked' in " ".join(page.split()) or "checked" in page

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


def test_six_themes_are_one_too_many_and_what_was_typed_is_kept(session: Booking, sami: User) -> None:
    answer = client_of(sami).post(log_of(session), {**FULL, "themes": DEFAULTS[:6]})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Valitse enintään viisi teemaa." in page
    assert NOTE in page
    session.refresh_from_db()
    assert session.status == Status.CONFIRMED


@pytest.mark.parametrize(
    "data",
    [{}, {"outcome": "sunny"}, {"outcome": "held", "themes": ["Kissat"]}, {"outcome": "held", "note": "x" * 4001}],
)
def test_nonsense_is_said_beside_the_field(session: Booking, sami: User, data: dict[str, object]) -> None:
    answer = client_of(sami).post(log_of(session), data)

    assert answer.status_code == 422
    assert "invalid-feedback" in answer.content.decode()
    assert not PrivateNote.objects.exists()


@pytest.mark.parametrize("status", ["requested", "declined", "lapsed"])
def test_of_a_time_that_never_was_agreed_there_is_nothing_to_write(
    aino_with_sami: Process, sami: User, status: str
) -> None:
    booking = factories.make_booking(process=aino_with_sami, starts_at=YESTERDAY, status=status)

    assert "Vielä ei ole mitään kirjattavaa." in text_of(sami, log_of(booking))
    assert client_of(sami).post(log_of(booking), FULL).status_code == 422
    assert not PrivateNote.objects.exists()


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


# --- each field says who sees it


def test_each_field_says_who_will_see_it_and_asks_for_no_clients(session: Booking, sami: User, kaisa: User) -> None:
    """S2-2, S2-8."""
    session.process.participants.create(user=kaisa, capacity="co_supervisor", starts_on=YESTERDAY.date())
    page = text_of(sami, log_of(session))

    assert "Näkevät: sinä ja Kaisa Lindqvist; kun valitset tämän, myös Aino Mäkelä." in page
    assert "Näkevät: sinä, Kaisa Lindqvist ja Aino Mäkelä." in page
    assert "Vain sinä näet." in page
    assert page.count("Älä kirjoita asiakkaiden nimiä tai tunnistetietoja.") == 2
    assert page.count('autocomplete="off"') >= 3
    assert "Tämä riittää." in page


def test_where_no_content_is_kept_no_field_is_shown_and_the_database_refuses_C44(session: Booking, sami: User) -> None:
    Process.objects.filter(pk=session.process_id).update(no_content_since=NOW.date())
    page = text_of(sami, log_of(session))
    assert "textarea" not in page
    assert DEFAULTS[0] not in page
    assert "Tästä työnohjauksesta ei tallenneta sisältöä" in page

    assert client_of(sami).post(log_of(session), FULL).status_code == 303
    session.refresh_from_db()
    assert session.status == Status.HELD
    with pytest.raises(DatabaseError), transaction.atomic():
        write_log(session, Log(note=NOTE), by=sami)


# --- sealed


def test_nothing_of_a_log_can_be_read_in_the_database_C27(session: Booking, sami: User) -> None:
    """S1-8."""
    client_of(sami).post(log_of(session), FULL)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table.endswith("processes_theme"):
                continue  # the vocabulary itself; which of it a session touched is what is sealed
            cursor.execute(f'SELECT * FROM "{table}"')
            dump = repr(cursor.fetchall())
            for planted in (NOTE, TASK, DEFAULTS[0]):
                assert planted not in dump, table
                assert repr(planted.encode())[2:-1] not in dump, table


def test_each_opening_is_noted_once_an_hour_C34(session: Booking, sami: User) -> None:
    client_of(sami).post(log_of(session), FULL)
    Opening.objects.all().delete()
    for _again in range(2):
        text_of(sami, log_of(session))

    assert set(Opening.objects.values_list("section", flat=True)) == {"themes", "assignment", "note"}
    assert Opening.objects.count() == 3


def test_the_sessions_history_tells_nothing_of_a_log_C9(session: Booking, sami: User) -> None:
    client_of(sami).post(log_of(session), FULL)

    names = set(Event.objects.filter(subject_id=session.pk).values_list("name", flat=True))
    assert names == {"booking.held"}


# --- who reads what


def test_others_get_a_404_like_an_unknown_one_C8(
    session: Booking, aino: User, maija: User, laura: User, pekka: User, eero: User, outi: User, kaisa: User
) -> None:
    unknown = f"/bookings/{'0' * 8}-0000-4000-8000-{'0' * 12}/log/"
    for user in (aino, maija, laura, pekka, eero, outi, kaisa):
        client = client_of(user)
        for act in (client.get, client.post):
            known, missing = act(log_of(session)), act(unknown)
            assert known.status_code == missing.status_code == 404, user
            assert masked(known) == masked(missing), user
    assert client_of(maija).post(log_of(session), FULL).status_code == 404


def test_a_session_that_opens_no_content_has_no_log_but_can_mark_C6(session: Booking, sami: User) -> None:
    client = client_of(sami, content=False)
    User.objects.filter(pk=sami.pk).update(password_proven_at=None)

    assert client.get(log_of(session)).status_code == 404
    assert client.post(log_of(session), {"outcome": "held"}).status_code == 404
    assert client.post(f"/bookings/{session.pk}/attendance/").status_code == 303
    session.refresh_from_db()
    assert session.status == Status.HELD


def test_only_the_supervisors_mark(session: Booking, aino: User, maija: User, laura: User, pekka: User) -> None:
    for user, expected in ((aino, 403), (maija, 403), (laura, 403), (pekka, 404)):
        assert client_of(user).post(f"/bookings/{session.pk}/attendance/").status_code == expected


def test_aino_reads_what_is_shared_with_her_and_nobody_else_does_C22(
    group_session: Booking, sami: User, aino: User, eero: User, maija: User, laura: User, kaisa: User
) -> None:
    client_of(sami).post(log_of(group_session), FULL)
    path = f"/bookings/{group_session.pk}/"

    for member in (aino, eero):
        page = text_of(member, path)
        assert DEFAULTS[0] in page
        assert TASK in page
        assert NOTE not in page
    assert NOTE in text_of(sami, path)
    for user in (maija, laura):
        page = text_of(user, path)
        for planted in (DEFAULTS[0], TASK, NOTE):
            assert planted not in page
    assert client_of(kaisa).get(path).status_code == 404


@pytest.mark.parametrize("shared", ["on", ""])
def test_each_text_has_one_line_that_says_who_sees_it(
    session: Booking, sami: User, kaisa: User, aino: User, shared: str
) -> None:
    """What is read says it as what is written did."""
    session.process.participants.create(user=kaisa, capacity="co_supervisor", starts_on=session.process.starts_on)
    client_of(sami).post(log_of(session), {**FULL, "shared": shared})

    lines = who_sees(sami, f"/bookings/{session.pk}/")[:3]
    everybody = "Näkevät: sinä, Kaisa Lindqvist ja Aino Mäkelä. Esihenkilö ja toimisto eivät näe."
    supervisors = "Näkevät: sinä ja Kaisa Lindqvist. Esihenkilö ja toimisto eivät näe."
    assert lines == [everybody if shared else supervisors, everybody, "Vain sinä näet."]

    told = "Näkevät: sinä, Sami Rautio ja Kaisa Lindqvist. Esihenkilö ja toimisto eivät näe."
    seen = [line for line in who_sees(aino, f"/bookings/{session.pk}/") if line.startswith("Näkevät")]
    assert seen == ([told, told] if shared else [told])


def test_in_a_larger_group_the_members_are_one_word(group_session: Booking, sami: User, aino: User, outi: User) -> None:
    process = group_session.process
    process.participants.create(user=outi, capacity="supervisee", starts_on=process.starts_on)
    client_of(sami).post(log_of(group_session), FULL)

    path = f"/bookings/{group_session.pk}/"
    assert "Näkevät: sinä ja ryhmän jäsenet. Esihenkilö ja toimisto eivät näe." in who_sees(sami, path)
    assert "Näkevät: sinä, muu ryhmä ja Sami Rautio. Esihenkilö ja toimisto eivät näe." in who_sees(
        aino, path
    )


def test_themes_that_are_not_shared_stay_with_the_supervisor(session: Booking, sami: User, aino: User) -> None:
    client_of(sami).post(log_of(session), {**FULL, "shared": ""})

    assert DEFAULTS[0] not in text_of(aino, f"/bookings/{session.pk}/")
    assert DEFAULTS[0] in text_of(sami, f"/bookings/{session.pk}/")


def test_the_co_supervisor_never_reads_the_others_note_C25(session: Booking, sami: User, kaisa: User) -> None:
    session.process.participants.create(user=kaisa, capacity="co_supervisor", starts_on=YESTERDAY.date())
    client_of(sami).post(log_of(session), FULL)

    page = text_of(kaisa, log_of(session))
    assert NOTE not in page
    assert TASK in page
    client_of(kaisa).post(log_of(session), {**FULL, "note": "Kaisan oma"})
    assert NOTE in text_of(sami, log_of(session))
    assert "Kaisan oma" not in text_of(sami, log_of(session))


def test_in_a_session_by_a_code_to_the_employer_the_page_leaves_content_out_C6(
    session: Booking, sami: User, aino: User
) -> None:
    client_of(sami).post(log_of(session), FULL)
    User.objects.filter(pk=aino.pk).update(password_proven_at=None)

    page = client_of(aino, content=False).get(f"/bookings/{session.pk}/").content.decode()
    assert TASK not in page
    assert DEFAULTS[0] not in page


# --- signed out while writing


def test_who_was_signed_out_while_writing_gets_the_text_back_and_saves_it_after_signing_in(
    session: Booking, sami: User
) -> None:
    browser = Client()
    kept = browser.post(log_of(session), FULL)
    page = kept.content.decode()
    assert kept.status_code == 401
    assert NOTE in page
    assert TASK in page
    assert "Aino" not in page  # nothing of the database
    assert not PrivateNote.objects.exists()

    browser = client_of(sami)
    assert browser.post(log_of(session), FULL).status_code == 303
    assert read_log(session, by=sami).note == NOTE


def test_a_password_proved_well_enough_opens_the_log_after_a_real_sign_in_C6(session: Booking, sami: User) -> None:
    browser = Client()
    browser.post("/sign-in/login/", {"login": sami.email, "password": f"{sami.name}-salasana"})

    assert browser.get(log_of(session)).status_code == 200


def test_that_page_is_the_same_whatever_the_address(session: Booking) -> None:
    unknown = f"/bookings/{'0' * 8}-0000-4000-8000-{'0' * 12}/log/"
    first, second = (Client().post(path, FULL) for path in (log_of(session), unknown))

    assert first.status_code == second.status_code == 401
    for answer in (first, second):
        assert "csrfmiddlewaretoken" in answer.content.decode()
    assert len(first.content) == len(second.content)


def test_without_text_there_is_nothing_to_keep(session: Booking) -> None:
    for act in (Client().get, Client().post):
        answer = act(log_of(session))
        assert answer.status_code == 302
        assert "/sign-in/" in answer["Location"]


def test_a_stale_form_after_signing_in_again_is_shown_once_more_with_its_text(session: Booking, sami: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = client_of(sami).cookies
    answer = browser.post(log_of(session), FULL)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ei vielä tallennettu." in page
    assert NOTE in page
    assert not PrivateNote.objects.exists()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    assert browser.post(log_of(session), {**FULL, "csrfmiddlewaretoken": token}).status_code == 303
    assert PrivateNote.objects.count() == 1


# --- charging


def test_a_charge_is_let_go_without_a_reason(session: Booking, sami: User, laura: User, aino: User) -> None:
    session.mark_no_show(by=sami, now=NOW)
    path = f"/bookings/{session.pk}/waiver/"
    assert "<textarea" not in text_of(laura, path)
    assert client_of(aino).post(path).status_code == 403

    assert client_of(laura).post(path).status_code == 303
    assert Booking.objects.get(pk=session.pk).charged_percent == 0
    assert client_of(sami).post(path).status_code == 422


def test_what_is_not_charged_offers_nothing_to_let_go(session: Booking, sami: User) -> None:
    session.mark_held(by=sami, now=NOW)

    assert "Veloitusta ei ole." in text_of(sami, f"/bookings/{session.pk}/waiver/")
    assert client_of(sami).post(f"/bookings/{session.pk}/waiver/").status_code == 422


def test_a_practice_that_keeps_everything_shows_the_groups_absentees_to_its_supervisor(
    kuuloke: Practice, group_session: Booking, sami: User, eero: User, lehtola: Organisation
) -> None:
    page = text_of(sami, log_of(group_session))

    assert "Kuka oli poissa?" in page
    assert f'value="{eero.pk}"' in page
