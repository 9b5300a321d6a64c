"""How long a series takes to be proposed: python -m benchmarks.series

Twenty dates, every three weeks, for a group of six with two supervisors, on PostgreSQL. Each supervisor has a thousand
other sessions in the two years around; each member goes to 41 elsewhere. Measured is all that the page does before it
is drawn: who meets, their hours, what is taken, each date's outcome with its alternatives, and whom it does not suit.
The bar: p50 below 50 ms.
"""

from datetime import date, time, timedelta
from functools import partial
from typing import Any

from benchmarks.booking_page import book, database
from benchmarks.slots import timed

BAR = 50  # milliseconds
TIMES = 20


def fill() -> Any:
    """The group. Each supervisor meets others at 9 and at 13 of each workday of two years."""
    from tests import factories
    from tyonohjaus.lib import clock

    factories.make_practice()
    lehtola = factories.make_organisation(name="Lehtolan Kuntoutus Oy")
    sami, kaisa = (factories.make_person(name=name) for name in ("Sami", "Kaisa"))
    for supervisor in (sami, kaisa):
        factories.make_supervisor(user=supervisor)
        factories.make_hours(supervisor=supervisor)
    members = [factories.make_person(name=f"Jäsen {number}") for number in range(6)]
    group = factories.make_process(supervisor=sami, co_supervisor=kaisa, supervisees=members, organisation=lehtola)
    today = clock.today()
    monday = today - timedelta(days=today.weekday(), weeks=20)
    workdays = [monday + timedelta(days=n) for n in range(100 * 7) if n % 7 < 5]
    for supervisor in (sami, kaisa):
        elsewhere = factories.make_process(supervisor=supervisor, supervisees=[factories.make_person(name="Outi")])
        book(elsewhere, workdays=workdays)
    for number, member in enumerate(members):
        third = factories.make_person(name=f"Ohjaaja {number}")
        elsewhere = factories.make_process(supervisor=third, supervisees=[member])
        for day in workdays[number::12]:
            factories.make_booking(process=elsewhere, starts_at=clock.at(day, time(12)))
    return group


def propose(group: Any, first_on: date, *, taken: bool) -> Any:
    """At 11 they are free, at 12 none is, and alternatives are looked for."""
    from bookings import offers
    from bookings.forms.series import SeriesChoice
    from bookings.slots.rhythm import Weekly
    from processes import parties
    from processes.models import Process
    from tyonohjaus.lib import clock

    process = Process.objects.get(pk=group.pk)
    parties.with_people([process])
    first = clock.at(first_on, time(12) if taken else time(11))
    plan = offers.plan_series(process, first=first, every=Weekly(3), times=TIMES, now=clock.now())
    return SeriesChoice(plan=plan, process=process)


def main() -> None:
    with database():
        from django.db import connection

        from tyonohjaus.lib import clock

        group = fill()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        today = clock.today()
        tuesday = today + timedelta(days=(1 - today.weekday()) % 7 + 7)
        print(f"{TIMES} dates, 6 members, 2 supervisors           bar, ms    least   median")
        for taken in (False, True):
            free = sum(one.is_free for one in propose(group, tuesday, taken=taken).plan)
            least, middle = timed(partial(propose, group, tuesday, taken=taken), rounds=50)
            print(f"{free:2} of them free {BAR:35} {least:8.1f} {middle:8.1f}")
        connection.close()


if __name__ == "__main__":
    main()
