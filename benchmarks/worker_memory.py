"""How much memory a worker takes: python -m benchmarks.worker_memory

A month of 200 invoices goes out through a real Celery worker, with two processes as in production: each is printed,
and mailed to a real SMTP server. All the while the resident memory of the worker's processes is read: parent, beat and
those that work. The bar: 250 MB for each.
"""

import os
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.booking_page import database, environment
from tests import servers
from tests.mail_server import mail_server

INVOICES = 200
PATIENCE = 600  # seconds
BAR = 250  # MB
SMALL = 20  # what is being born or dying


def issue(count: int) -> None:
    """So many people who pay themselves, with a session each in the month that ended."""
    from invoicing.monthly_run import draft_month, issue_all, month_that_ended
    from tests import factories
    from tyonohjaus.lib import clock

    now = clock.now()
    first = month_that_ended(now)
    factories.make_practice(billing_starts_on=first)
    sami, laura = factories.make_person(name="Sami Rautio"), factories.make_person(name="Laura Salmi")
    factories.make_supervisor(user=sami)
    factories.make_office(user=laura)
    begin, _end = clock.day_bounds(first)
    for number in range(count):
        person = factories.make_person(name=f"Maksaja {number}", street="Katu 1", postcode="33100", city="Tampere")
        process = factories.make_process(supervisor=sami, supervisees=[person])
        starts_at = begin + timedelta(days=number % 28, hours=9)
        factories.make_booking(process=process, starts_at=starts_at, status="held", take_time=False)
    draft_month(first, now=now)
    issued = issue_all(first, by=laura, now=now)
    assert len(issued.done) == count, issued.refused


def family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:  # it has just ended
        return []
    return [pid, *(one for child in children for one in family(int(child)))]


def resident(pid: int) -> float:
    """Megabytes."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class Scale:
    """The most that each process of a worker has weighed, and all of them together."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.most: dict[int, float] = {}
        self.together = 0.0

    def read(self) -> None:
        now = {pid: resident(pid) for pid in family(self.pid)}
        self.together = max(self.together, sum(now.values()))
        for pid, size in now.items():
            self.most[pid] = max(size, self.most.get(pid, 0))


def main() -> None:
    with database(), mail_server() as post:
        from django.db import connection

        from tyonohjaus.outbox.models import Message, State

        issue(INVOICES)
        mail = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
        env = environment() | mail | {"EMAIL_PORT": str(post.port)}
        started = time.monotonic()
        with servers.celery_worker(env, beat=True, pool="prefork") as worker:
            scale, sent = Scale(worker.pid), Message.objects.filter(state=State.SENT)

            def is_done() -> bool:
                scale.read()
                return sent.count() >= INVOICES

            scale.read()
            before = scale.together
            done = servers.within(PATIENCE, is_done)
        print(f"{sent.count()} of {INVOICES} invoices printed and mailed in {time.monotonic() - started:.0f} s")
        largest = " ".join(f"{size:.0f}" for size in sorted(scale.most.values(), reverse=True) if size > SMALL)
        print(f"each process at its largest (bar {BAR}): {largest} MB")
        print(f"all together: {before:.0f} MB at the start, {scale.together:.0f} MB at the most")
        connection.close()
        assert done, worker.said()[-2000:]


if __name__ == "__main__":
    main()
