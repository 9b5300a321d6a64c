"""Plain keyword functions that put rows into the database: all keyword, unsurprising defaults.

What has a verb in the product is made by the verb; these are only for what stands before the story begins.
"""

import itertools
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import AutoField, Model
from django.test import Client
from django.utils.crypto import get_random_string

from bookings.models import Allocation, AvailabilityRule, Booking, Calendar, Origin, Status
from bookings.models.calendar import whose_time
from bookings.models.states import TAKES_TIME
from processes.models import Kind, Participant, Payer, Place, Process
from tyonohjaus.lib import clock
from tyonohjaus.people.assurance import HANDED_OVER
from tyonohjaus.people.models import Employment, Membership, OfficeRole, Organisation, Practice, Supervisor, User
from tyonohjaus.people.models.buyer import usual_channel

# A Monday morning in Helsinki, when the tests live: the day of the mock-ups.
NOW = clock.at(date(2027, 2, 1), time(8))

SALT = "s" * 22  # no shorter than Django's own: that would be renewed at the first sign-in

_numbers = itertools.count(1)
Row = TypeVar("Row", bound=Model)


def put(row: Row) -> Row:
    """A row as it stands, given back."""
    put_all([row])
    return row


def put_all(rows: Sequence[Model]) -> None:
    """As `bulk_create` of rows of one model, by a statement that is put together once a process: Django takes thrice
    as long, and every test begins so."""
    if not rows:
        return
    line = connections[DEFAULT_DB_ALIAS]
    head, fields, tail = _insertion(type(rows[0]))
    marks = f"({', '.join(['%s'] * len(fields))})"
    values = [field.get_db_prep_save(field.pre_save(one, True), line) for one in rows for field in fields]
    with line.cursor() as cursor:
        cursor.execute(head + ", ".join([marks] * len(rows)) + tail, values)
        if tail:
            for one, (key,) in zip(rows, cursor.fetchall(), strict=True):
                one.pk = key
    for one in rows:
        one._state.adding, one._state.db = False, line.alias


@cache
def _insertion(model: type[Model]) -> tuple[str, list[Any], str]:
    """What stands before its values, whose they are, and what stands behind them: a number that the database gives."""
    quoted, meta = connection.ops.quote_name, model._meta
    counted = isinstance(meta.pk, AutoField)
    fields = [field for field in meta.concrete_fields if not (counted and field.primary_key)]
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    tail = f" RETURNING {quoted(meta.pk.column)}" if counted else ""
    return f"INSERT INTO {quoted(meta.db_table)} ({columns}) VALUES ", fields, tail


def helsinki(text: str) -> datetime:
    """`helsinki("2027-02-09 10:00")`: the instant when a Helsinki clock shows this."""
    wall = datetime.fromisoformat(text)
    return clock.at(wall.date(), wall.time())


def make_person(*, name: str, email: str = "", **fields: Any) -> User:
    email = email or f"{name.split(maxsplit=1)[0].lower()}{next(_numbers)}@kotiposti.example"
    user = User(**{"email": email, "name": name, "invited_at": NOW, "password_proven_at": NOW} | fields)
    user.password = make_password(f"{name}-salasana", salt=SALT)
    user.content_open = True  # as in a session that opens content
    put(user)
    put(EmailAddress(user=user, email=email, verified=True, primary=True))
    return user


def make_office(*, user: User) -> OfficeRole:
    return put(OfficeRole(user=user, starts_on=date(2020, 1, 1)))


def make_practice(**fields: Any) -> Practice:
    """The practice's page, filled in."""
    values: dict[str, Any] = {
        "name": "Kuuloke",
        "seller_name": "Kuuloke Työnohjaus Oy",
        "street": "Rantakatu 9 A 4",
        "postcode": "33210",
        "city": "Tampere",
        "home_town": "Tampere",
        "business_id": "9000016-9",
        "iban": "FI3715903000000776",
        "bic": "NDEAFIHH",
        "email": "toimisto@kuuloke.example",
        "phone": "03 555 0100",
        "website": "kuuloke.example",
        "billing_starts_on": date(2027, 1, 1),
        **fields,
    }
    Practice.objects.update(**values)  # the one row, which migrations make
    return Practice.objects.get()


def make_organisation(*, name: str, **fields: Any) -> Organisation:
    return put(Organisation(name=name, **{"channel": usual_channel(fields)} | fields))


def make_employment(*, employee: User, organisation: Organisation, manager: User | None) -> Employment:
    return put(Employment(employee=employee, organisation=organisation, manager=manager, starts_on=date(2020, 1, 1)))


def make_manager(*, user: User, organisation: Organisation) -> Membership:
    manager = Membership.As.MANAGER
    return put(Membership(user=user, organisation=organisation, capacity=manager, starts_on=date(2020, 1, 1)))


def make_supervisor(*, user: User, **fields: Any) -> Supervisor:
    return put(Supervisor(user=user, **fields))


def make_hours(
    *,
    supervisor: User,
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4),
    starts: time = time(9),
    ends: time = time(17),
    place: str = Place.REMOTE,
) -> None:
    always = {"starts": starts, "ends": ends, "place": place, "valid_from": date(2020, 1, 1)}
    put_all([AvailabilityRule(supervisor=supervisor.supervisor, weekday=weekday, **always) for weekday in weekdays])


def make_process(
    *,
    supervisor: User,
    supervisees: list[User],
    organisation: Organisation | None = None,
    co_supervisor: User | None = None,
    **fields: Any,
) -> Process:
    """An individual process of 90 minutes every four weeks, paid by the employer where there is one.

    Each supervisee's manager is that of their employment at the organisation.
    """
    payer = Payer.EMPLOYER if organisation else Payer.SELF
    values: dict[str, Any] = {
        "kind": Kind.INDIVIDUAL if len(supervisees) == 1 else Kind.GROUP,
        "payer": payer,
        "every_weeks": 4,
        "starts_on": date(2020, 1, 1),
        **fields,
    }
    values.setdefault("price", None if values["payer"] == Payer.INTERNAL else Decimal("175.00"))
    process = put(Process(organisation=organisation, **values))
    add = {"process": process, "starts_on": process.starts_on}
    people = [Participant(user=supervisor, capacity=Participant.As.SUPERVISOR, **add)]
    if co_supervisor:
        people.append(Participant(user=co_supervisor, capacity=Participant.As.CO_SUPERVISOR, **add))
    managers = _managers(supervisees, organisation) if organisation else {}
    people += [
        Participant(user=user, capacity=Participant.As.SUPERVISEE, manager_id=managers.get(user.pk), **add)
        for user in supervisees
    ]
    put_all(people)
    return process


def _managers(people: list[User], organisation: Organisation) -> dict[Any, Any]:
    """Keys of theirs there, by the employee's."""
    here = Employment.objects.filter(employee__in=people, organisation=organisation, ends_on=None)
    return dict(here.values_list("employee", "manager"))


def make_booking(
    *, process: Process, starts_at: datetime, status: str = Status.CONFIRMED, take_time: bool = True, **fields: Any
) -> Booking:
    """A session as it stands, without its story: no event, no mail."""
    values: dict[str, Any] = {
        "place": process.place,
        "origin": Origin.SET,
        "held_until": starts_at - timedelta(days=1) if status == Status.REQUESTED else None,
        **fields,
    }
    booking = Booking.agreed(process, starts_at=starts_at, status=status, **values)
    put(booking)
    if take_time and status in TAKES_TIME:
        times = {"starts_at": booking.starts_at, "ends_at": booking.ends_at}
        calendars = Calendar.objects.of_users(whose_time(process, booking.day))
        put_all([Allocation(calendar=calendar, booking=booking, **times) for calendar in calendars])
    return booking


def client_of(user: User, *, content: bool = True) -> Client:
    """A browser in which this person is signed in; `content=False` as by a code to an employer's mailbox (C6).

    As `Client.force_login` with what the session opens, written once instead of three times: thousands of tests begin
    so.
    """
    client, key = Client(), get_random_string(32)
    said = {SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0]}
    said[HASH_SESSION_KEY] = user.get_session_auth_hash()
    if content:
        said[HANDED_OVER] = True
    until = clock.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    put(Session(session_key=key, session_data=SessionStore().encode(said), expire_date=until))
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    User.objects.filter(pk=user.pk).update(last_login=clock.now())
    return client
