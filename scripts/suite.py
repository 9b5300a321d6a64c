"""`make test`: every test where it belongs, and at the end what could not run here, by name.

The suite runs twice: on SQLite, and all that hangs on the database (docs/decisions/0025) on a PostgreSQL of its own
with a real Redis beside it. Both run at once, with two processes each, since two cores often wait for a server that a
test started, and each run has a long test at its end; one alone has three.

    python -m scripts.suite [--only sqlite|postgres] [pytest's own arguments]
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from scripts import machine
from tests import servers
from tests.missing import SHARED
from tests.not_run import REPORT

SOMEBODYS_DATA = {"DATABASE_URL", "REDIS_URL", "BROKER_URL", "VAR_DIR"}
NO_TESTS = 5  # pytest's exit code when a choice leaves nothing


@dataclass
class Tally:
    """What several runs of pytest came to."""

    counts: Counter[str] = field(default_factory=Counter)
    not_run: dict[str, list[str]] = field(default_factory=dict)
    failed: bool = False
    # Two runs end when they like, and none may write over what the other came to.
    one_at_a_time: Lock = field(default_factory=Lock)

    def add(self, report: Path, *, name: str, exit_code: int) -> None:
        with self.one_at_a_time:
            self.failed |= exit_code not in (0, NO_TESTS)
            if not report.exists():
                self.not_run[f"the end of the run on {name}"] = [
                    f"pytest was ended before its own end, with {exit_code}"
                ]
                return
            said = json.loads(report.read_text())
            self.counts.update(said["counts"])
            for reason, tests in said["not_run"].items():
                self.not_run.setdefault(reason, []).extend(f"{test} ({name})" for test in tests)

    def lacks_what_ci_must_have(self) -> bool:
        return any(not reason.startswith(SHARED) for reason in self.not_run)


@contextlib.contextmanager
def surroundings(kind: str, tally: Tally) -> Iterator[dict[str, str]]:
    """SQLite with files as broker, as the demo runs; or PostgreSQL with Redis, as in production."""
    with contextlib.ExitStack() as stack:
        if kind == "sqlite":
            yield {}
            return
        env = {"DATABASE_URL": stack.enter_context(servers.postgres())}
        try:
            env["REDIS_URL"] = stack.enter_context(servers.redis_server())
        except servers.NotHere as lack:
            tally.not_run[str(lack)] = ["Redis as broker and cache beside PostgreSQL: files and the database instead"]
        yield env


def run_pytest(tally: Tally, *, name: str, env: dict[str, str], arguments: list[str]) -> None:
    """Its lines are told as they come, each with the name of the run: there may be another beside it."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        ours = {word: value for word, value in os.environ.items() if word not in SOMEBODYS_DATA}
        environment = {**ours, **env, REPORT: str(report)}
        command = [sys.executable, "-m", "pytest", *arguments]
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as it:
            for line in it.stdout or ():
                print(f"{name:>8} │ {line}", end="", flush=True)
        tally.add(report, name=name, exit_code=it.returncode)


def run(kinds: list[str], arguments: list[str]) -> Tally:
    tally = Tally()
    processes = "--numprocesses=3" if len(kinds) == 1 else "--numprocesses=2"

    def run_one(kind: str) -> None:
        try:
            with surroundings(kind, tally) as env:
                run_pytest(tally, name=kind, env=env, arguments=[processes, "--dist=worksteal", *arguments])
        except servers.NotHere as lack:
            tally.not_run[str(lack)] = [f"every test that touches the database ({kind})"]

    with ThreadPoolExecutor() as side_by_side:
        list(side_by_side.map(run_one, kinds))
    return tally


def conclude(tally: Tally, seconds: float) -> int:
    if tally.not_run:
        print("\nNot run here:")
        for reason, tests in sorted(tally.not_run.items()):
            print(f"  {reason} is missing:")
            for test in sorted(tests):
                print(f"    {test}")
    failed = tally.failed
    if os.environ.get("CI") == "true" and tally.lacks_what_ci_must_have():
        print(f"\nOn CI nothing but {SHARED} may be missing.")
        failed = True
    order = ("failed", "passed", "skipped", "xfailed", "error")
    words = ", ".join(f"{tally.counts[word]} {word}" for word in order if tally.counts[word]) or "no tests ran"
    print(f"\n{f' {words} in {seconds:.2f}s ':=^80}")
    return 1 if failed or not tally.counts["passed"] else 0


def main() -> int:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    chosen, arguments = parser.parse_known_args()
    machine.ensure(["chromium", "redis-server"])
    started = time.monotonic()
    tally = run([chosen.only] if chosen.only else ["sqlite", "postgres"], arguments)
    return conclude(tally, time.monotonic() - started)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
    sys.exit(130)
