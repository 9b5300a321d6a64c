"""Maija's home: what waits for my decision? Then costs, and what comes: names only where the agreement shows them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processes.models import Process
from tests import factories
from tests.factories import NOW, client_of, helsinki
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite


def home(user: User) -> str:
    answer = client_of(user).get("/")
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def test_an_empty_home_says_so_and_stays_calm(kuuloke: object, maija: User) -> None:
    text = home(maija)

    assert "Hyvää huomenta, Maija." in text
    assert "Mikään ei odota sinua" in text
    assert "Ei tulevia tapaamisia." in text


def test_a_manager_who_is_supervised_finds_their_own_next_session_there(
    aino_with_sami: Process, maija: User, sami: User
) -> None:
    own = factories.make_process(supervisor=sami, supervisees=[maija])
    session = factories.make_booking(process=own, starts_at=helsinki("2027-02-03 13:00"))
    factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-02 13:00"))

    _before, sign, after = home(maija).partition("Oma seuraava tapaamisesi")

    assert sign
    assert session.get_absolute_url() in after.partition("</section>")[0]
    assert after.partition("</section>")[0].count("<li") == 1


def test_it_counts_times_and_tells_the_first_deadline(aino_with_sami: Process, maija: User) -> None:
    Process.objects.update(approval="each")
    factories.make_booking(
        process=aino_with_sami,
        starts_at=helsinki("2027-02-09 10:00"),
        status="requested",
        held_until=helsinki("2027-02-04 16:00"),
    )
    text = home(maija)

    assert "1 aika odottaa päätöstäsi" in text
    assert "Viimeistään to 4.2. klo 16." in text
    assert "Aino Mäkelä" in text


def test_costs_are_what_was_charged_of_what_was_agreed_C10(aino_with_sami: Process, sami: User, maija: User) -> None:
    """Whether it was held or only reserved is not told."""
    for weeks in (4, 8):
        factories.make_booking(process=aino_with_sami, starts_at=NOW - timedelta(weeks=weeks), status="held")
    factories.make_booking(process=aino_with_sami, starts_at=NOW - timedelta(weeks=2), status="no_show")
    factories.make_booking(process=aino_with_sami, starts_at=NOW - timedelta(weeks=3), status="declined")
    factories.make_booking(process=aino_with_sami, starts_at=NOW + timedelta(weeks=2))

    assert "Veloitettu 525,00 €, sovittu 1 750,00 €" in home(maija)


def test_a_new_manager_reads_costs_since_they_are_one_C12(
    aino_with_sami: Process, lehtola: Organisation, sami: User, maija: User, pekka: User
) -> None:
    factories.make_manager(user=pekka, organisation=lehtola)
    factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-01-12 10:00"), status="held")
    assert "Veloitettu 175,00 €" in home(maija)
    aino_with_sami.participants.get(user__name="Aino Mäkelä").ask(pekka, by=sami)
    assert "Veloitettu 0,00 €, sovittu 1 750,00 €" in home(pekka)


def test_names_stand_beside_costs_and_coming_sessions_only_where_agreed(aino_with_sami: Process, maija: User) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=NOW + timedelta(weeks=2))
    assert home(maija).count("Aino Mäkelä") == 3  # beside the cost, its bar and the coming session

    Process.objects.update(attendance="none")
    text = home(maija)
    assert "Aino" not in text
    assert aino_with_sami.code in text


def test_another_employers_manager_sees_nothing_of_it(aino_with_sami: Process, pekka: User) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=NOW + timedelta(weeks=2))
    text = home(pekka)

    assert "Aino" not in text
    assert aino_with_sami.code not in text


def test_it_costs_the_same_queries_for_one_and_three(
    aino_with_sami: Process, eero: User, sami: User, maija: User, lehtola: Organisation
) -> None:
    client = client_of(maija)

    def fill(process: Process, days: int) -> None:
        factories.make_booking(process=process, starts_at=NOW + timedelta(days=days), status="requested")
        factories.make_booking(process=process, starts_at=NOW + timedelta(days=days, hours=3))
        factories.make_booking(process=process, starts_at=NOW - timedelta(days=days), status="held")
        factories.make_booking(process=process, starts_at=NOW - timedelta(days=days, hours=3), status="no_show")

    def queries() -> int:
        client.get("/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/")
        return len(captured)

    fill(aino_with_sami, 7)
    with_one = queries()
    for number in (1, 2):
        other = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola, agreed_count=5)
        fill(other, 7 + number)

    assert queries() == with_one
