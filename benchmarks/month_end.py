"""A month that goes out, from drafts to mails: python -m benchmarks.month_end

Invoices of ten sessions each are drafted, issued with one button, printed and mailed to a real SMTP server by a real
Celery worker. First by one process and by two, then a quarter of the large month and the whole of it. The bars: 1,000
invoices of 10,000 sessions in 120 s, time linear, 13 a second printed by two processes, which do 1.6 times what one
does, 250 MB for each process (parent, beat and those that work).
"""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks.booking_page import database, environment
from tests import servers
from tests.mail_server import mail_server

LARGE = int(sys.argv[1]) if len(sys.argv) > 1 else 1000  # invoices
SESSIONS = 10  # on each
PATIENCE = 900  # seconds
SMALL = 20  # MB: what is being born or dying


class Spent(NamedTuple):
    """Seconds."""

    drafting: float
    issuing: float
    sending: float


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
    """The most that each process of a worker has weighed."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.most: dict[int, float] = {}

    def read(self) -> None:
        for pid in family(self.pid):
            self.most[pid] = max(resident(pid), self.most.get(pid, 0))

    def __str__(self) -> str:
        return " ".join(f"{size:.0f}" for size in sorted(self.most.values(), reverse=True) if size > SMALL)


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


def go_out(payers: int, *, env: dict[str, str], processes: int = 2) -> tuple[Spent, Scale]:
    """What a month of so many takes: all are issued, then a worker of so many processes begins to print."""
    from invoicing.monthly_run import draft_month, issue_ordered, month_of, month_that_ended, order
    from tyonohjaus.lib import clock
    from tyonohjaus.outbox.models import Message, State
    from tyonohjaus.people.models import OfficeRole

    hold(payers)
    now, laura = clock.now(), OfficeRole.objects.get().user
    first, sent = month_that_ended(now), Message.objects.filter(state=State.SENT)
    before = sent.count()
    with servers.celery_worker(env, beat=True, pool="prefork", processes=processes) as worker:
        scale = Scale(worker.pid)
        began = time.monotonic()
        draft_month(first, now=now)
        drafted = time.monotonic()
        order(month_of(first, now=now).shown, by=laura, now=now)
        outcome = issue_ordered(now=now)
        issued = time.monotonic()
        assert len(outcome.done) == payers, outcome.refused

        def is_done() -> bool:
            scale.read()
            return sent.count() - before >= payers

        assert servers.within(PATIENCE, is_done), worker.said()[-2000:]
        return Spent(drafted - began, issued - drafted, time.monotonic() - issued), scale


def main() -> None:
    with database(), mail_server() as post:
        from django.db import connection

        mail = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
        env = environment() | mail | {"EMAIL_PORT": str(post.port)}
        practice()
        part = LARGE // 5
        one, two = (go_out(part, env=env, processes=number)[0] for number in (1, 2))
        rates = [part / spent.sending for spent in (one, two)]
        print(f"one process prints and mails {rates[0]:.1f} a second, two {rates[1]:.1f} (bar 13):", end=" ")
        print(f"{rates[1] / rates[0]:.2f} times (bar 1.6)")
        for payers in (LARGE // 4, LARGE):
            spent, scale = go_out(payers, env=env)
            drafting, issuing, sending = spent
            print(f"{payers} invoices of {payers * SESSIONS} sessions: {sum(spent):.0f} s", end=" ")
            print(f"(drafted in {drafting:.1f}, issued in {issuing:.1f}, printed and mailed {sending:.1f} after that)")
        print("the bar: 120 s for 1000, and time as their number")
        print(f"each process at its largest (bar 250): {scale} MB")
        connection.close()


if __name__ == "__main__":
    main()
