"""Processes whose sessions a manager is asked about, sessions of yesterday, and a manager's deputy."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from bookings.models import Booking, Log, Series, TimeWish, write_log
from processes import parties
from processes.models import PersonalGoal, PriceItem, Process
from tests import factories
from tests.bookings import mails
from tests.bookings.deputies import FEBRUARY
from tests.bookings.earlier import FREED, LATER
from tests.bookings.lengths import LONG, SHORT
from tests.bookings.logs import YESTERDAY
from tests.bookings.stories import book_series
from tests.factories import NOW
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Deputy, Organisation, Practice, User

PLANTED = ("Kanervanmuistiinpano", "Kanervanteema", "Kanervantehtävä", "Kanervantavoite")


def plant(process: Process, sami: User) -> None:
    """An earlier session with a full log, and a goal of each member: none of it may ever leave."""
    earlier = factories.make_booking(process=process, starts_at=NOW - timedelta(days=28), status="held")
    note, theme, assignment, goal = PLANTED
    write_log(earlier, Log(themes=[theme], shared=True, assignment=assignment, note=note), by=sami)
    for person in parties.supervisees(process):
        PersonalGoal.write(process=process, owner=person.user, text=goal)


@pytest.fixture
def aino_asks(kuuloke: Practice, aino: User, sami: User, lehtola: Organisation) -> Process:
    process = factories.make_process(
        supervisor=sami,
        supervisees=[aino],
        organisation=lehtola,
        approval="each",
        agreed_count=10,
        attendance="names",
        cost_centre="4410",
    )
    plant(process, sami)
    return process


@pytest.fixture
def group_asks(
    kuuloke: Practice, aino: User, eero: User, sami: User, kaisa: User, pekka: User, lehtola: Organisation
) -> Process:
    """Aino answers to Maija, Eero to Pekka; Kaisa, who reads Swedish, is co-supervisor."""
    process = factories.make_process(
        supervisor=sami, supervisees=[aino, eero], organisation=lehtola, co_supervisor=kaisa, approval="each"
    )
    process.participants.filter(user=eero).update(manager=pekka)
    plant(process, sami)
    return process


@pytest.fixture
def asked(kuuloke: Practice, aino: User, sami: User, lehtola: Organisation) -> Process:
    """Aino's sessions are each approved; nothing but the approval step may name her (attendance "none")."""
    return factories.make_process(
        supervisor=sami, supervisees=[aino], organisation=lehtola, approval="each", agreed_count=10, cost_centre="4410"
    )


@pytest.fixture
def session(aino_with_sami: Process) -> Booking:
    return factories.make_booking(process=aino_with_sami, starts_at=YESTERDAY)


@pytest.fixture
def group_session(group_with_sami: Process) -> Booking:
    return factories.make_booking(process=group_with_sami, starts_at=YESTERDAY)


@pytest.fixture
def led_crosswise(
    kuuloke: Practice, sami: User, kaisa: User, aino: User, eero: User, lehtola: Organisation
) -> list[Process]:
    """The same two lead both groups, each the other's co-supervisor: their calendars stand in opposite orders."""
    add = {"supervisees": [aino, eero], "organisation": lehtola}
    return [
        factories.make_process(supervisor=sami, co_supervisor=kaisa, **add),
        factories.make_process(supervisor=kaisa, co_supervisor=sami, **add),
    ]


@pytest.fixture
def no_deadlock(transactional_db: None) -> Iterator[None]:
    """PostgreSQL has had to end none: the diary would tell of one as of a time just taken."""
    before = _deadlocks()
    yield
    assert _deadlocks() == before


def _deadlocks() -> int:
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


@pytest.fixture
def tiina(lehtola: Organisation) -> User:
    """Works at Lehtola, and manages nobody."""
    user = factories.make_person(name="Tiina Salo", email="tiina.salo@lehtola.example")
    factories.make_employment(employee=user, organisation=lehtola, manager=None)
    return user


@pytest.fixture
def away(maija: User, tiina: User, laura: User) -> Deputy:
    row = Deputy.name(manager=maija, deputy=tiina, by=laura, **FEBRUARY)
    mails.gone()  # she has been told
    return row


@pytest.fixture
def prices_of_lengths(kuuloke: Any) -> None:
    """Not linear in minutes (DOMAIN 5.1)."""
    for minutes, price in ((SHORT, "125.00"), (LONG, "220.00")):
        PriceItem.objects.create(kind="individual", minutes=minutes, price=price, valid_from=date(2026, 1, 1))


@pytest.fixture
def series(aino_with_sami: Process, sami: User) -> Series:
    """Three Tuesdays at ten; the last of them after the clocks have gone forward. The first mails are out."""
    made = book_series(aino_with_sami, by=sami)
    mails.gone()
    return made


@pytest.fixture
def eeros(sami: User, eero: User, lehtola: Organisation) -> Process:
    return factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)


@pytest.fixture
def theirs(aino_with_sami: Process) -> Booking:
    """Aino's own time, on the day that Eero waits for."""
    return factories.make_booking(process=aino_with_sami, starts_at=FREED)


@pytest.fixture
def wish(eeros: Process, eero: User) -> TimeWish:
    """Eero has a later one."""
    factories.make_booking(process=eeros, starts_at=LATER, origin="booked", created_by=eero)
    return TimeWish.ask(eeros, by=eero, from_on=clock.today())
