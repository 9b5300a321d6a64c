"""Fifty people want one time, over HTTP, against the portal as it runs with four gunicorn workers (A1)."""

import http.client
import threading
import uuid
from collections import Counter
from datetime import time, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.urls import reverse

from bookings.models import Allocation, Booking, Status
from processes.models import Process
from tests import factories, servers
from tests.conftest import Portal
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User

CLIENTS = 50
TOKEN = "a" * 32  # the cookie's and the form's CSRF token are one


def post(portal: str, path: str, *, session: str, **form: str) -> int:
    """One POST of one browser; its status."""
    connection = http.client.HTTPConnection(urlsplit(portal).netloc, timeout=60)
    try:
        connection.request(
            "POST",
            path,
            urlencode({"csrfmiddlewaretoken": TOKEN, **form}),
            {"Cookie": f"session={session}; csrftoken={TOKEN}", "Content-Type": "application/x-www-form-urlencoded"},
        )
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def elsewhere(portal: Portal) -> dict[str, str]:
    """Beside the one that serves this run's other stories."""
    port = servers.free_port()
    return {**portal.env, "PORT": str(port), "SITE_URL": f"http://localhost:{port}"}


@pytest.mark.slow
def test_fifty_browsers_on_one_slot_have_one_winner_A1(closed: Portal, kuuloke: Any, sami: User, lehtola: Any) -> None:
    starts_at = clock.at(clock.today() + timedelta(days=(7 - clock.today().weekday()) + 7), time(10))
    browsers = []
    for number in range(CLIENTS):
        person = factories.make_person(name=f"Ohjattava {number}")
        process: Process = factories.make_process(supervisor=sami, supervisees=[person], organisation=lehtola)
        session = factories.client_of(person).cookies["session"].value
        browsers.append((reverse("bookings:slots", args=[process.pk]), session))
    answers: Counter[int] = Counter()
    gate = threading.Barrier(CLIENTS)

    def click(portal: str, path: str, session: str) -> None:
        gate.wait()
        form = {"starts_at": starts_at.isoformat(), "request_key": str(uuid.uuid4())}
        answers[post(portal, path, session=session, **form)] += 1

    with servers.gunicorn(elsewhere(closed), workers=4, of=closed.nursery) as portal:
        threads = [threading.Thread(target=click, args=(portal.url, *browser)) for browser in browsers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert answers == {303: 1, 422: CLIENTS - 1}
    assert Booking.objects.get().status == Status.CONFIRMED
    assert Allocation.objects.filter(calendar__user=sami).count() == 1
