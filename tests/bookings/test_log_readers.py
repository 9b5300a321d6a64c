"""No road to a log for others: sealed from the first row, each text for its own people (C8, C22, C25, C27)."""

import pytest
from django.db import DatabaseError, connection, transaction

from bookings.models import Booking, Log, Status, write_log
from processes.models import Process
from processes.models.themes import DEFAULTS
from tests.bookings.logs import FULL, NOTE, TASK, YESTERDAY, log_of, masked, text_of, who_sees
from tests.factories import NOW, client_of
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import User
from tyonohjaus.sealed.models import Opening

pytestmark = pytest.mark.both

# --- each field says who sees it


@pytest.mark.sqlite
def test_each_field_says_who_will_see_it_and_asks_for_no_clients(session: Booking, sami: User, kaisa: User) -> None:
    """S2-2, S2-8."""
    session.process.participants.create(user=kaisa, capacity="co_supervisor", starts_on=YESTERDAY.date())
    page = text_of(sami, log_of(session))

    assert "Näkevät: sinä ja Kaisa Lindqvist; kun valitset tämän, myös Aino Mäkelä." in page
    assert "Näkevät: sinä, Kaisa Lindqvist ja Aino Mäkelä." in page
    assert "Vain sinä näet." in page
    assert page.count("Älä kirjoita asiakkaiden nimiä tai tunnistetietoja.") == 4  # each longer text
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


@pytest.mark.sqlite
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


@pytest.mark.sqlite
def test_in_a_larger_group_the_members_are_one_word(group_session: Booking, sami: User, aino: User, outi: User) -> None:
    process = group_session.process
    process.participants.create(user=outi, capacity="supervisee", starts_on=process.starts_on)
    client_of(sami).post(log_of(group_session), FULL)

    path = f"/bookings/{group_session.pk}/"
    assert "Näkevät: sinä ja ryhmän jäsenet. Esihenkilö ja toimisto eivät näe." in who_sees(sami, path)
    assert "Näkevät: sinä, muu ryhmä ja Sami Rautio. Esihenkilö ja toimisto eivät näe." in who_sees(aino, path)


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
