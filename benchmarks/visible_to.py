"""How long one waits for one's own sessions among 1.5 million: python -m benchmarks.visible_to

15,000 processes of 100 sessions each on PostgreSQL. Aino meets in one of them, Maija is the manager of 50 people, Sami
supervises 100 processes, Laura's office sees all. The same list is asked for once as the product does (a union of the
ways by which one reaches a process) and once with an OR over the two to-many paths, as one would write it first.
`PLAN=1` prints the plans.
"""

import os
from functools import partial
from typing import Any

from benchmarks.booking_page import database, milliseconds

PROCESSES, SESSIONS = 15_000, 100
OF_A_SUPERVISOR, OF_A_MANAGER = 100, 50
ROUNDS, FEW = 100, 3


def copies(row: Any, count: int, **values: str) -> None:
    """As many rows like this one, made by the database; `values` are SQL, in which `n` counts from 1."""
    from django.db import connection

    fields = row._meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    wanted = ", ".join(values.get(field.column, f'one."{field.column}"') for field in fields)
    table = row._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {wanted} FROM {table} one, generate_series(1, %s) n"  # noqa: S608
            " WHERE one.id = %s",
            [count, row.pk],
        )


def pk_of(kind: str, number: str = "n") -> str:
    return f"md5('{kind}' || ({number}))::uuid"


def in_turn(one_of_us: Any, kind: str, each: int) -> str:
    """The second turn is that of one of the cast, each other that of another copy."""
    turn = f"(n - 1) / {each}"
    return f"CASE {turn} WHEN 1 THEN '{one_of_us.pk}' ELSE {pk_of(kind, f'{turn} + 1')} END"


def fill() -> dict[str, Any]:
    from bookings.models import Booking, Status
    from processes.models import Participant
    from tests import factories

    factories.make_practice()
    lehtola = factories.make_organisation(name="Lehtolan Kuntoutus Oy")
    cast = {name: factories.make_person(name=name) for name in ("Aino", "Maija", "Sami", "Laura")}
    factories.make_office(user=cast["Laura"])
    factories.make_manager(user=cast["Maija"], organisation=lehtola)
    factories.make_employment(employee=cast["Aino"], organisation=lehtola, manager=cast["Maija"])
    first = factories.make_process(supervisor=cast["Sami"], supervisees=[cast["Aino"]], organisation=lehtola)
    session = factories.make_booking(process=first, starts_at=factories.NOW, status=Status.HELD, take_time=False)

    each = {"supervisee": 1, "manager": OF_A_MANAGER, "supervisor": OF_A_SUPERVISOR}
    for kind, of in each.items():
        copies(cast["Aino"], PROCESSES // of, id=pk_of(kind), email=f"'{kind}' || n || '@kotiposti.example'")
    copies(first, PROCESSES, id=pk_of("process"), code="to_char(n, 'FM000000')")
    joined = {one.capacity: one for one in first.participants.all()}
    copies(
        joined[Participant.As.SUPERVISEE],
        PROCESSES,
        id=pk_of("supervisee in"),
        process_id=pk_of("process"),
        user_id=pk_of("supervisee"),
        manager_id=in_turn(cast["Maija"], "manager", OF_A_MANAGER),
    )
    copies(
        joined[Participant.As.SUPERVISOR],
        PROCESSES,
        id=pk_of("supervisor in"),
        process_id=pk_of("process"),
        user_id=in_turn(cast["Sami"], "supervisor", OF_A_SUPERVISOR),
    )
    later = f"one.{{}} + (n / {PROCESSES} - {SESSIONS // 2}) * interval '28 days' + n %% 7 * interval '1 day'"
    copies(
        session,
        PROCESSES * SESSIONS,
        id=pk_of("session"),
        process_id=pk_of("process", f"n %% {PROCESSES} + 1"),
        starts_at=later.format("starts_at"),
        ends_at=later.format("ends_at"),
    )
    Booking.objects.filter(starts_at__gt=factories.NOW).update(status=Status.CONFIRMED)
    return cast


def by_or(user: Any) -> Any:
    from django.db.models import Q

    from bookings.models import Booking
    from tyonohjaus.people.models.practice import for_office

    people = Q(process__participants__user=user) | Q(process__participants__manager=user)
    if for_office(Booking.objects.all(), user).exists():
        return Booking.objects.filter(people | Q(pk__isnull=False)).distinct()
    return Booking.objects.filter(people).distinct()


def lists(rows: Any) -> dict[str, partial[list[Any]]]:
    """The two halves of the list of sessions, each asked anew by a call."""
    from tests.factories import NOW

    return {"coming": partial(_first, rows.coming(NOW)), "earlier": partial(_first, rows.over(NOW))}


def _first(rows: Any) -> list[Any]:
    return list(rows[:21])


def main() -> None:
    with database():
        from django.db import connection

        from bookings.models import Booking

        cast = fill()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        print(f"{Booking.objects.count():,} sessions              union, ms: p50     p95     with OR, ms: p50")
        for name, user in cast.items():
            ored = lists(by_or(user))
            for kind, work in lists(Booking.objects.visible_to(user)).items():
                assert [row.starts_at for row in ored[kind]()] == [row.starts_at for row in work()], f"{name}: {kind}"
                half, most = milliseconds(work, rounds=ROUNDS)
                slow, _most = milliseconds(ored[kind], rounds=FEW, warm=1)
                print(f"{name:8} {kind:22} {half:15.1f} {most:7.1f} {slow:20.1f}")
                if os.environ.get("PLAN"):
                    print(work.args[0][:21].explain(analyze=True))
        connection.close()


if __name__ == "__main__":
    main()
