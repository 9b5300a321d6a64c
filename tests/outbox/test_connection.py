"""A worker keeps its connection to the database from task to task, and does not keep a dead one."""

import pytest
from celery.fixups.django import DjangoWorkerFixup
from celery.signals import task_prerun
from django.db import connection

from tyonohjaus.celery import app

pytestmark = pytest.mark.both


def backend() -> int:
    """The process of PostgreSQL that answers us."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def test_celery_does_not_leave_the_database_after_each_task() -> None:
    assert DjangoWorkerFixup(app).db_reuse_max > 1000


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_connection_serves_the_next_task_and_a_lost_one_is_replaced() -> None:
    connection.close()  # that of the run may have lived its time
    first = backend()
    task_prerun.send(sender=None)
    assert backend() == first

    connection.connection.close()  # as when the server was started anew
    task_prerun.send(sender=None)
    assert backend() != first
