"""What one who watches over the machine asks: does it answer, is it ready?"""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from tyonohjaus.lib import guards

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def asked(path: str) -> tuple[int, str]:
    answer = Client().get(path)
    return answer.status_code, answer.content.decode()


def test_it_answers_and_is_ready() -> None:
    assert asked("/healthz") == asked("/readyz") == (200, "ok")


def test_it_is_not_ready_before_it_is_migrated() -> None:
    MigrationRecorder.Migration.objects.filter(app="invoicing").latest("pk").delete()
    assert asked("/readyz") == (503, "migrations")
    assert asked("/healthz") == (200, "ok")


def test_nor_where_the_database_does_not_refuse_what_it_should() -> None:
    guards.remove(connection)
    assert asked("/readyz") == (503, "guards")
