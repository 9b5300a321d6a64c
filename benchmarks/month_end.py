"""A month that goes out, from drafts to mails: python -m benchmarks.month_end

Invoices of ten sessions each are drafted, ordered with one button, issued, printed and mailed to a real SMTP server by
a real Celery worker, with Redis as production has it. First what one process and two print and mail of invoices that
are issued already, then a quarter of the large month and the whole of it. The bars: 1,000 invoices of 10,000 sessions
in 120 s, time linear, 13 a second printed by two processes, which do 1.6 times what one does, 250 MB for each process
(parent, beat and those that work).

Wall-clock figures are worth what the machine is worth at that moment. So what each invoice costs in processor time
is printed too (the worker with all its processes, and PostgreSQL): two cores that do nothing else can do that many.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks.booking_page import database, environment
from tests import servers
from tests.mail_server import mail_server

LARGE = int(sys.argv[1]) if len(sys.argv) > 1 else 1000  # invoices
SESSIONS = 10  # on each
AT_ONCE = 25  # that the request itself issues, as invoicing/views/month.py does
PATIENCE = 900  # seconds
SMALL = 20  # MB: what is being born or dying
TICK = 1 / os.sysconf("SC_CLK_TCK")


class Spent(NamedTuple):
    """Seconds on the clock, then those of processors."""

    drafting: float
    going_out: float
    by_worker: float = 0
    by_database: float = 0

    def told(self, invoices: int) -> str:
        worker, postgres = (1000 * part / invoices for part in (self.by_worker, self.by_database))
        most = 2000 / (worker + postgres)
        return f"{worker:.0f} + {postgres:.0f} ms of processor each: two cores do {most:.1f} a second"


def family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:  # it has just ended
        return []
    return [pid, *(one for child in children for one in family(int(child)))]


def processor(pid: int) -> float:
    """Seconds that it and its children have had, those that ended included."""
    return sum(_ticks(one) for one in family(pid)) * TICK


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15]))  # its own and its buried children's, in program and kernel


def resident(pid: int) -> float:
    """Megabytes."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class Scale:
    """The most that each process of a worker has weighed."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.most: dict[int, float] = {}

    def read(self) -> None:
        for pid in family(self.pid):
            self.most[pid] = max(resident(pid), self.most.get(pid, 0))

    def __str__(self) -> str:
        return " ".join(f"{size:.0f}" for size in sorted(self.most.values(), reverse=True) if size > SMALL)


@contextmanager
def broker() -> Iterator[None]:
    """Redis, where this machine has it; before Django reads its settings."""
    try:
        with servers.redis_server() as url:
            os.environ["REDIS_URL"] = url
            yield
    except servers.NotHere:
        print("There is no Redis here: with Celery's broker of files, which is slower.")
        yield


def hold(payers: int) -> None:
    """So many people who pay themselves, with their sessions of the month that ended."""
    from invoicing.monthly_run import month_that_ended
    from processes.models import Process
    from tests import factories
    from tyonohjaus.lib import clock
    from tyonohjaus.people.models import Supervisor

    sami = Supervisor.objects.get().user
    begin, _end = clock.day_bounds(month_that_ended(clock.now()))
    before = Process.objects.count()
    for number in range(before, before + payers):
        person = factories.make_person(name=f"Maksaja {number}", street="Katu 1", postcode="33100", city="Tampere")
        process = factories.make_process(supervisor=sami, supervisees=[person])
        for turn in range(SESSIONS):
            starts_at = begin + timedelta(days=2 * turn, hours=8 + number % 9)
            factories.make_booking(process=process, starts_at=starts_at, status="held", take_time=False)


def practice() -> None:
    from invoicing.monthly_run import month_that_ended
    from tests import factories
    from tyonohjaus.lib import clock

    factories.make_practice(billing_starts_on=month_that_ended(clock.now()))
    factories.make_supervisor(user=factories.make_person(name="Sami Rautio"))
    factories.make_office(user=factories.make_person(name="Laura Salmi"))


def draft() -> None:
    from invoicing.monthly_run import draft_month, month_that_ended
    from tyonohjaus.lib import clock

    now = clock.now()
    draft_month(month_that_ended(now), now=now)


def press(*, at_most: int | None) -> int:
    """The button, as its view does it; how many were ordered."""
    from invoicing.monthly_run import issue_ordered, month_of, month_that_ended, order
    from tyonohjaus.celery import hurry
    from tyonohjaus.lib import clock
    from tyonohjaus.people.models import OfficeRole

    now, laura = clock.now(), OfficeRole.objects.get().user
    ordered = order(month_of(month_that_ended(now), now=now).shown, by=laura, now=now)
    outcome = issue_ordered(now=now, at_most=at_most)
    assert not outcome.refused, outcome.refused
    if at_most:
        hurry("invoicing.tasks.issue_ordered")
    return ordered


def sent() -> int:
    from tyonohjaus.outbox.models import Message, State

    return Message.objects.filter(state=State.SENT).count()


def postmaster() -> int:
    """The process of which those of PostgreSQL are born."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])


def working(worker: servers.Server, work: Callable[[], float], *, until: int) -> tuple[Spent, Scale]:
    """What passes until so many mails have been sent; `work` says how long the drafting took."""
    scale, database_pid = Scale(worker.pid), postmaster()
    before, began = (processor(worker.pid), processor(database_pid)), time.monotonic()
    drafted = work()

    def is_done() -> bool:
        scale.read()
        return sent() >= until

    assert servers.within(PATIENCE, is_done), worker.said()[-2000:]
    passed = time.monotonic() - began
    after = processor(worker.pid), processor(database_pid)
    return Spent(drafted, passed - drafted, *(b - a for a, b in zip(before, after, strict=True))), scale


def printing(payers: int, *, env: dict[str, str], processes: int) -> Spent:
    """All are issued when a worker of so many processes begins; its tasks wait for it."""
    hold(payers)
    until = sent() + payers
    draft()
    assert press(at_most=None) == payers
    with servers.celery_worker(env, pool="prefork", processes=processes) as worker:
        return working(worker, lambda: 0, until=until)[0]


def whole(payers: int, *, env: dict[str, str]) -> tuple[Spent, Scale]:
    hold(payers)

    def work() -> float:
        began = time.monotonic()
        draft()
        drafted = time.monotonic() - began
        assert press(at_most=AT_ONCE) == payers
        return drafted

    with servers.celery_worker(env, beat=True, pool="prefork") as worker:
        return working(worker, work, until=sent() + payers)


def main() -> None:
    with broker(), database(), mail_server() as post:
        from django.db import connection

        mail = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
        env = environment() | mail | {"EMAIL_PORT": str(post.port)}
        practice()
        part = LARGE // 5
        rates = []
        for processes in (1, 2):
            spent = printing(part, env=env, processes=processes)
            rates.append(part / spent.going_out)
            print(f"{processes} printing and mailing {part}: {rates[-1]:.1f} a second; {spent.told(part)}")
        print(f"the bar: 13 a second by two, and 1.6 times what one does: {rates[1] / rates[0]:.2f}")
        for payers in (LARGE // 4, LARGE):
            spent, scale = whole(payers, env=env)
            took = spent.drafting + spent.going_out
            print(f"{payers} invoices of {payers * SESSIONS} sessions: {took:.0f} s", end=" ")
            print(f"(drafted in {spent.drafting:.1f}); {spent.told(payers)}")
        print("the bar: 120 s for 1000, and time as their number")
        print(f"each process at its largest (bar 250): {scale} MB")
        connection.close()


if __name__ == "__main__":
    main()
