"""The ground that other tests stand on (tests/database.py, tests/servers.py, tests/mail_server.py)."""

import smtplib
import subprocess
import sys
from dataclasses import dataclass
from email.message import EmailMessage

import psycopg
import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from tests import database, factories, servers
from tests.conftest import long_ones_first
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import record
from tyonohjaus.lib import guards
from tyonohjaus.people.models.practice import VatRate


@pytest.mark.django_db(transaction=True)
def test_emptying_takes_every_row_and_leaves_the_guards_and_content_types():
    with transaction.atomic():
        record("practice.changed", subject=factories.make_practice())
    before = set(ContentType.objects.values_list("pk", "model"))
    database.empty()
    assert not Event.objects.exists()
    assert guards.missing(connection) == []
    assert set(ContentType.objects.values_list("pk", "model")) == before


@pytest.mark.django_db(transaction=True)
def test_emptying_puts_back_what_migrations_wrote():
    def rows():
        models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
        return {model: sorted(map(str, model._base_manager.values_list())) for model in models}

    before = rows()
    assert before[VatRate]
    factories.make_office(user=factories.make_person(name="Laura Salmi"))
    VatRate.objects.all().delete()
    database.empty()
    assert rows() == before


def test_post_keeps_what_it_accepted_word_for_word(post):
    mail = EmailMessage()
    mail["To"], mail["From"], mail["Subject"] = "aino@example.fi", "portaali@example.fi", "Tapaaminen keskiviikkona"
    mail.set_content(".alkaa pisteellä\nja päättyy ääkkösiin\n")
    with smtplib.SMTP("127.0.0.1", post.port) as line:
        line.send_message(mail)
        post.refuse = "550 no such box"
        with pytest.raises(smtplib.SMTPDataError):
            line.send_message(mail)
    [accepted] = post.accepted
    assert accepted["Subject"] == "Tapaaminen keskiviikkona"
    assert accepted.get_content() == mail.get_content()


def test_a_server_ends_with_its_children_and_its_folder(tmp_path):
    with servers.postgres() as url:
        with psycopg.connect(url) as line:
            [data] = line.execute("SHOW data_directory").fetchone()
            [pid] = line.execute("SELECT pg_backend_pid()").fetchone()
    assert not servers.Path(f"/proc/{pid}").exists()
    assert not servers.Path(data).exists()


def test_a_server_that_does_not_start_says_why(tmp_path):
    dies = [sys.executable, "-c", "raise SystemExit('the disk is full')"]
    with pytest.raises(servers.DidNotStart, match="the disk is full"):
        with servers.running(*dies, log=tmp_path / "log", ready=lambda: False):
            pass


def test_the_embedded_postgresql_serves_where_debian_has_none(monkeypatch):
    monkeypatch.setattr(servers.machine, "postgres_bin", lambda: None)
    with servers.postgres() as url, psycopg.connect(url) as line:
        line.execute("CREATE EXTENSION btree_gist")
        assert line.info.server_version >= 150000


def test_a_killed_test_run_leaves_no_server_behind():
    script = (
        "import time; from tests import servers\n"
        "with servers.redis_server() as url: print(url, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=servers.ROOT, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        port = int(run.stdout.readline().rpartition(":")[2].partition("/")[0])
        run.kill()
    assert servers.within(servers.PATIENCE, lambda: not servers._answers(port, b"PING\r\n", b"+PONG"))


@dataclass(frozen=True)
class Story:
    """As much of a test as its place in a run hangs on."""

    nodeid: str
    marks: tuple[str, ...] = ()

    def get_closest_marker(self, name: str) -> pytest.Mark | None:
        return getattr(pytest.mark, name)("together").mark if name in self.marks else None


def test_each_process_begins_with_its_share_of_what_takes_long():
    short = [Story(f"short {number}") for number in range(10)]
    long = [Story(f"long {number}", ("slow",)) for number in range(3)]
    group = [Story(f"of a group {number}", ("slow", "xdist_group")) for number in range(4)]
    order = long_ones_first([*short, *long, *group], among=3)
    assert sorted(order, key=str) == sorted([*short, *long, *group], key=str)
    parts = order[:5], order[5:11], order[11:]  # 17 as xdist divides them by three
    assert [part[0] for part in parts] == long
    assert [part for part in parts if part[1:5] == group] == [parts[0]]
    assert long_ones_first([*short, *long], among=1) == [*short, *long]
    assert long_ones_first(long[:1], among=3) == long[:1]
