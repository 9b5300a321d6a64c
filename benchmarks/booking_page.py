"""How long one waits for a month of free times: python -m benchmarks.booking_page

A practice of ten supervisors has 10,000 bookings on PostgreSQL, half of them past; gunicorn serves with two workers.
One signed-in supervisee asks for the booking page again and again, from the connection to the last byte. The bars:
p50 at most 25 ms for the page; 3 ms for the free times of four weeks with their query, whatever the number of past
bookings.
"""

import contextlib
import http.client
import os
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from functools import partial
from statistics import quantiles
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from tests import servers

SUPERVISORS = 10
WORKDAYS = 500  # for each supervisor, two bookings a day; half of them lie behind
ROUNDS = 300
BAR_PAGE, BAR_SEARCH = 25, 3  # milliseconds


@contextlib.contextmanager
def database() -> Iterator[None]:
    """That of `make bench`, else one of our own; with our tables."""
    with contextlib.ExitStack() as stack:
        if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
            os.environ["DATABASE_URL"] = stack.enter_context(servers.postgres())
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django
        from django.core.management import call_command

        django.setup()
        for command in ("migrate", "createcachetable"):
            call_command(command, verbosity=0)
        yield


def fill() -> tuple[Any, Any]:
    """Aino, whose process is with the first supervisor, and that process."""
    from tests import factories
    from tyonohjaus.lib import clock

    factories.make_practice()
    lehtola = factories.make_organisation(name="Lehtolan Kuntoutus Oy")
    today = clock.today()
    monday = today - timedelta(days=today.weekday(), weeks=WORKDAYS // 10)
    processes = []
    for number in range(SUPERVISORS):
        supervisor = factories.make_person(name=f"Ohjaaja {number}")
        factories.make_supervisor(user=supervisor)
        factories.make_hours(supervisor=supervisor)
        aino = factories.make_person(name=f"Aino {number}")
        processes.append(factories.make_process(supervisor=supervisor, supervisees=[aino], organisation=lehtola))
        book(processes[-1], workdays=[monday + timedelta(days=n) for n in range(WORKDAYS * 7 // 5) if n % 7 < 5])
    aino = next(one.user for one in processes[0].participants.filter(capacity="supervisee"))
    return aino, processes[0]


def book(process: Any, *, workdays: list[date]) -> None:
    """At 9 and at 13 of each day, another person's time: Aino's own page stays that of one who may book."""
    from bookings.models import Allocation, Booking, Calendar, Origin, Status
    from processes.models import Participant
    from tests import factories
    from tyonohjaus.lib import clock

    sami = process.participants.get(capacity=Participant.As.SUPERVISOR).user
    other = factories.make_process(supervisor=sami, supervisees=[factories.make_person(name="Eero")])
    starts = [clock.at(day, wall) for day in workdays for wall in (time(9), time(13))]
    fixed = {"place": other.place, "origin": Origin.SET, "status": Status.CONFIRMED}
    rows = [Booking.agreed(other, starts_at=at, **fixed) for at in starts]
    Booking.objects.bulk_create(rows)
    calendar = Calendar.objects.of_users([sami.pk]).get()
    times = [Allocation(calendar=calendar, booking=b, starts_at=b.starts_at, ends_at=b.ends_at) for b in rows]
    Allocation.objects.bulk_create(times)


def environment() -> dict[str, str]:
    port = str(servers.free_port())
    return {**os.environ, "PORT": port, "SITE_URL": f"http://localhost:{port}"}


def ask(host: str, path: str, session: str) -> int:
    """One request of one browser; how many bytes the page has."""
    line = http.client.HTTPConnection(host, timeout=10)
    line.request("GET", path, headers={"Cookie": f"session={session}"})
    answer = line.getresponse()
    body = answer.read()
    line.close()
    assert answer.status == 200, answer.status
    return len(body)


def milliseconds(work: Callable[[], object], *, rounds: int = ROUNDS, warm: int = 20) -> tuple[float, float]:
    """p50 and p95."""
    for _warm in range(warm):
        work()
    spans = []
    for _round in range(rounds):
        start = perf_counter()
        work()
        spans.append((perf_counter() - start) * 1000)
    cuts = quantiles(spans, n=20)
    return cuts[9], cuts[18]


def search(process: Any) -> int:
    """The free times of the next four weeks, with all that is read for them."""
    from bookings import offers

    window = four_weeks()
    return len(offers.open_slots(process, window=window, now=window.start))


def four_weeks() -> Any:
    from tyonohjaus.lib import clock
    from tyonohjaus.lib.periods import Period

    return Period(clock.now(), clock.now() + timedelta(weeks=4))


def search_with_its_query(process: Any) -> Callable[[], int]:
    """The same from known hours: the search, and the queries for what is taken."""
    from bookings.timetable import Timetable

    window = four_weeks()
    timetable = Timetable(process, window, now=window.start)
    (sami,) = timetable.supervisors

    def work() -> int:
        timetable._busy = timetable._read_busy()
        return len(timetable.free(sami))

    return work


def report(name: str, work: Callable[[], object], *, bar: int | None = None) -> None:
    half, most = milliseconds(work)
    print(f"{name:38} {bar or '':5} {half:8.1f} {most:8.1f}")


def main() -> None:
    with database():
        from django.db import connection
        from django.urls import reverse

        from bookings.models import Booking
        from processes import parties
        from tests import factories

        aino, process = fill()
        parties.with_people([process])  # as the page has it by then
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        session = factories.client_of(aino).cookies["session"].value
        path = reverse("bookings:slots", args=[process.pk])
        print(f"{Booking.objects.count():,} bookings                          bar, ms      p50      p95")
        report(
            f"{search(process)} free times of 4 weeks, with the query", search_with_its_query(process), bar=BAR_SEARCH
        )
        report("… with people and hours read anew", partial(search, process))
        env = environment()
        with servers.gunicorn(env, workers=2):
            host = urlsplit(env["SITE_URL"]).netloc
            size = ask(host, path, session)
            report(f"the booking page, {size / 1000:.0f} kB", partial(ask, host, path, session), bar=BAR_PAGE)
        connection.close()


if __name__ == "__main__":
    main()
