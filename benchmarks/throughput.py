"""How many booking pages the portal serves at once: python -m benchmarks.throughput

The practice of benchmarks/booking_page.py, 10,000 bookings on PostgreSQL, two gunicorn workers; sixteen people are
signed in, and each asks for the page of their own process again as soon as it has come, by a new connection (gunicorn's
plain workers keep none). They are threads of one process that only waits: its own time is told, since it takes part of
the same cores. The bar: at least 70 requests a second.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle, islice
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any
from urllib.parse import urlsplit

from benchmarks.booking_page import ask, database, environment, fill
from tests import servers

CLIENTS, WORKERS = 16, 2
WARM, SECONDS = 40, 10.0
BAR = 70  # requests a second


def addresses() -> list[tuple[str, str]]:
    """The path and the session of each client: ten people, some of them in two browsers."""
    from django.urls import reverse

    from processes.models import Participant
    from tests import factories

    people = Participant.objects.filter(capacity="supervisee", user__name__startswith="Aino").select_related("user")
    return [
        (reverse("bookings:slots", args=[one.process_id]), factories.client_of(one.user).cookies["session"].value)
        for one in islice(cycle(people), CLIENTS)
    ]


def one_client(host: str, end: float, address: tuple[str, str]) -> list[float]:
    """Milliseconds of each of its requests, until the time is up."""
    spans = []
    while (start := perf_counter()) < end:
        ask(host, *address)
        spans.append((perf_counter() - start) * 1000)
    return spans


def cpu_of(pid: int) -> float:
    """Seconds that the process and its workers have taken so far."""
    ticks = 0
    for child in [pid, *_children(pid)]:
        with open(f"/proc/{child}/stat") as stat:
            ticks += sum(map(int, stat.read().rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children") as children:
        return [int(child) for child in children.read().split()]


def measure(host: str, server: servers.Server, people: list[tuple[str, str]]) -> dict[str, float]:
    for path, session in islice(cycle(people), WARM):
        ask(host, path, session)
    served, own, start = cpu_of(server.pid), process_time(), perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        spans = [span for each in pool.map(partial(one_client, host, start + SECONDS), people) for span in each]
    count, seconds = len(spans), perf_counter() - start
    cuts = quantiles(spans, n=20)
    return {
        "requests a second": count / seconds,
        "p50, ms": cuts[9],
        "p95, ms": cuts[18],
        "processor of the workers, ms a request": (cpu_of(server.pid) - served) * 1000 / count,
        "processor of the clients, ms a request": (process_time() - own) * 1000 / count,
    }


def main() -> None:
    with database():
        from django.db import connection

        fill()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        people = addresses()
        connection.close()
        env = environment()
        with servers.gunicorn(env, workers=WORKERS) as server:
            told: dict[str, Any] = measure(urlsplit(env["SITE_URL"]).netloc, server, people)
    print(f"{CLIENTS} clients, {WORKERS} workers, the booking page       bar {BAR} requests a second")
    for name, value in told.items():
        print(f"{name:40} {value:8.1f}")


if __name__ == "__main__":
    main()
