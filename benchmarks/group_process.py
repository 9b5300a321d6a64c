"""How long one waits for a large group's page: python -m benchmarks.group_process

The group of tests/large_group.py, 15 members and 40 sessions, every part of its page in use, stands in a practice with
a thousand other bookings on PostgreSQL; gunicorn serves with two workers. A member, a supervisor, the manager and the
office ask for the process's page again and again, from the connection to the last byte. The bars: 15 queries of the
page's own (session, user and menu ask six more) and p50 below 100 ms.
"""

from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from benchmarks.booking_page import ask, book, database, environment, report
from tests import servers

OTHERS = 500
BAR = 100  # milliseconds


def fill() -> tuple[Any, dict[str, Any]]:
    """The group, and who asks for its page."""
    from tests import factories, large_group
    from tyonohjaus.lib import clock

    factories.make_practice()
    lehtola = factories.make_organisation(name="Lehtolan Kuntoutus Oy")
    maija, sami, kaisa, laura = (factories.make_person(name=name) for name in ("Maija", "Sami", "Kaisa", "Laura"))
    factories.make_manager(user=maija, organisation=lehtola)
    factories.make_office(user=laura)
    for supervisor in (sami, kaisa):
        factories.make_supervisor(user=supervisor)
    members = [factories.make_person(name=f"Jäsen {number:02}") for number in range(large_group.MEMBERS)]
    for user in members:
        factories.make_employment(employee=user, organisation=lehtola, manager=maija)
    group = factories.make_process(
        supervisor=sami,
        co_supervisor=kaisa,
        supervisees=members,
        organisation=lehtola,
        agreed_count=large_group.SESSIONS,
    )
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    large_group.book_all(group, now=now)
    large_group.use_every_part(group, members, sami=sami, laura=laura)
    monday = (now - timedelta(days=now.weekday(), weeks=OTHERS // 10)).date()
    elsewhere = factories.make_process(supervisor=laura, supervisees=[factories.make_person(name="Outi")])
    book(elsewhere, workdays=[monday + timedelta(days=n) for n in range(OTHERS * 7 // 5) if n % 7 < 5])
    return group, {"a member": members[0], "a supervisor": sami, "the manager": maija, "the office": laura}


def queries(process: Any, user: Any) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from tests import factories

    client = factories.client_of(user)
    path = reverse("processes:detail", args=[process.pk])
    client.get(path, headers={"host": "localhost"})  # the session's own rows are written once
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path, headers={"host": "localhost"}).status_code == 200
    return len(asked)


def main() -> None:
    with database():
        from django.db import connection
        from django.urls import reverse

        from tests import factories

        group, readers = fill()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        path = reverse("processes:detail", args=[group.pk])
        sessions = {who: factories.client_of(user).cookies["session"].value for who, user in readers.items()}
        counts = {who: queries(group, user) for who, user in readers.items()}
        print("15 members, 40 sessions                    bar, ms      p50      p95")
        env = environment()
        with servers.gunicorn(env, workers=2):
            host = urlsplit(env["SITE_URL"]).netloc
            for who, session in sessions.items():
                report(f"{who}, {counts[who]} queries", partial(ask, host, path, session), bar=BAR)
        connection.close()


if __name__ == "__main__":
    main()
