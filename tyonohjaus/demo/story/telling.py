"""How the story is told: chapters, each at its own hour, and who and what they are about."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from bookings.models import Booking
from processes import parties
from processes.models import OrganisationGoal, People, Process
from tyonohjaus.lib import clock
from tyonohjaus.lists.models import ImportedRow
from tyonohjaus.people.models import Organisation, User

Chapter = Callable[[], Any]

STORY: list[tuple[datetime, Chapter]] = []


def chapter(*hours: str) -> Callable[[Chapter], Chapter]:
    """It happens at each of these hours."""

    def told(what: Chapter) -> Chapter:
        STORY.extend((hour(text), what) for text in hours)
        return what

    return told


def hour(text: str) -> datetime:
    """`11.1. 10.45` of 2027, on Helsinki's clock; `29.10.2026 15.00` of another year."""
    days, _space, hours = text.partition(" ")
    day, month, year = [*(int(number) for number in days.rstrip(".").split(".")), 2027][:3]
    clock_hour, minute = (int(number) for number in hours.split("."))
    return clock.at(date(year, month, day), time(clock_hour, minute))


def person(first_name: str) -> User:
    """Signed in so that content opens to them."""
    user: User = User.objects.get(name__startswith=f"{first_name} ")
    user.content_open = True
    return user


def people(*first_names: str) -> tuple[User, ...]:
    return tuple(map(person, first_names))


def employer(name: str) -> Organisation:
    return Organisation.objects.get(name__startswith=name)


def process(tunnus: str) -> Process:
    """By what the practice's lists call it."""
    row = ImportedRow.objects.get(kind="prosessit", key=tunnus.casefold())
    return Process.objects.get(pk=row.subject_id)


def session(tunnus: str, when: str) -> Booking:
    return process(tunnus).bookings.get(starts_at=hour(when))


def held(booking: Booking, *, by: str, absent: tuple[str, ...] = ()) -> Booking:
    away = frozenset(person(name).pk for name in absent)
    return booking.mark_held(by=person(by), now=clock.now(), absent=away)


def change(row: Process, *, by: str, **terms: Any) -> Process:
    """Other terms, the same people and the same goal of the organisation."""
    lead, *others = [one.user for one in parties.supervisors(row)]
    here = People(
        supervisor=lead,
        co_supervisor=others[0] if others else None,
        supervisees=tuple(one.user for one in parties.supervisees(row)),
    )
    goal = OrganisationGoal.first_of(row)
    return row.change(people=here, by=person(by), organisation_goal=goal.text if goal else "", **terms)
