"""`make demo` as a person at a terminal has it (scripts/demo.py)."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scripts import demo
from tests import database, servers
from tests.demo.visit import Visitor, lives_in

OURS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "REDIS_URL", "SUITE_VAR_DIR")


def processes_of(folder: Path) -> list[int]:
    """Those that run with this folder for their data."""
    mark = f"VAR_DIR={folder}\0".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes():
                found.append(int(process.name))
        except OSError:  # it ended meanwhile, or is not ours to look at
            pass
    return found


@contextmanager
def demo_running(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`make demo` without make, up and answering at this address."""
    env = {name: value for name, value in os.environ.items() if name not in OURS}
    env |= {"PORT": str(servers.free_port()), "VAR_DIR": str(folder)}
    log = folder / "log"
    command = [sys.executable, "-m", "scripts.demo"]
    with (
        log.open("wb") as out,
        subprocess.Popen(
            command, cwd=servers.ROOT, env=env, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        ) as demo,
    ):
        try:
            assert servers.within(240, lambda: b"is ready" in log.read_bytes() or demo.poll() is not None)
            address = f"http://localhost:{env['PORT']}"
            assert address in log.read_text(), log.read_text()
            yield demo, address
        finally:
            for pid in processes_of(folder):
                os.kill(pid, signal.SIGKILL)


def mails_of(address: str) -> int:
    return Visitor(address).get("/demo/mail/")[1].count('href="/demo/mail/')


@pytest.mark.slow
def test_demo_ends_with_all_its_processes_and_starts_again_with_its_data(tmp_path):
    """Before it ends, somebody lives in it. On tables that stand: that migrations make them from nothing, each run of
    the suite finds out at its start."""
    shutil.copyfile(database.migrated().removeprefix("sqlite:///"), tmp_path / "suvanto.sqlite3")
    with demo_running(tmp_path) as (demo, address):
        assert len(processes_of(tmp_path)) > 4  # the runner, gunicorn with two, the worker with its beat
        lives_in(address)
        assert "Aino Mäkelä" in (tmp_path / "log").read_text()  # who can sign in
        keys = (tmp_path / "keys" / "secret_key").read_text()
        mails = mails_of(address)
        os.killpg(demo.pid, signal.SIGINT)  # Ctrl-C: a terminal tells the whole group
        assert demo.wait(servers.PATIENCE) == 0
        assert servers.within(servers.PATIENCE, lambda: processes_of(tmp_path) == [])
    with demo_running(tmp_path) as (demo, address):
        assert (tmp_path / "keys" / "secret_key").read_text() == keys
        assert mails_of(address) >= mails  # with what was sent on the day that somebody has lived
        os.killpg(demo.pid, signal.SIGHUP)  # the window is closed
        assert demo.wait(servers.PATIENCE) == 0
        assert servers.within(servers.PATIENCE, lambda: processes_of(tmp_path) == [])


def test_fresh_begins_with_an_empty_folder_and_empties_no_database_of_somebodys_own(tmp_path, monkeypatch):
    kept = tmp_path / "suvanto.sqlite3"
    kept.touch()
    monkeypatch.setattr(demo, "STATE", tmp_path)
    monkeypatch.setenv("FRESH", "1")
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@localhost/own")
    with pytest.raises(SystemExit, match="Empty the database of DATABASE_URL yourself"):
        demo.start_over()
    assert kept.exists()

    monkeypatch.delenv("DATABASE_URL")
    demo.start_over()
    assert not kept.exists()


def test_demo_refuses_a_taken_port_with_a_sentence(live_port):
    env = {**os.environ, "PORT": str(live_port)}
    said = subprocess.run(
        [sys.executable, "-m", "scripts.demo"], cwd=servers.ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert "make demo PORT=" in said.stderr
    assert "Traceback" not in said.stderr


@pytest.fixture
def live_port():
    with servers.socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]
