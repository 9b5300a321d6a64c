"""`make test`: every test where it belongs, and at the end what could not run here, by name.

The suite runs twice: on SQLite, and all that hangs on the database (docs/decisions/0025) on a PostgreSQL of its own
with a real Redis beside it. Both run at once, with two processes each, since two cores often wait for a server that a
test started, and each run has a long test at its end; one alone has three.

A few tests that failed are asked again, alone (docs/decisions/0049): what then passes is told at the end as shaky. With
arguments of one's own nothing is: `make chaos` looks for examples that a second run would not meet.

    python -m scripts.suite [--only sqlite|postgres] [pytest's own arguments]
"""

import argparse
import contextlib
import json
import os
import re
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

SOMEBODYS_DATA = {servers.BESIDE_POSTGRES, "DATABASE_URL", "REDIS_URL", "BROKER_URL", "VAR_DIR"}
# pytest's exit codes
ALL_PASSED, SOME_FAILED, NO_TESTS = 0, 1, 5
SHAKY_AT_MOST = 3
# What looks for a race, a lost task or a leak has found it when it failed once: by its file's name, or what is in it.
ONCE_IS_ENOUGH = re.compile(r"/test_[a-z_]*(races?|chaos|kill|planted_words|matrix|bad_input|secrecy)[a-z_]*\.py")
AT_ONCE = "all_at_once("


def once_is_enough(test: str) -> bool:
    file = servers.ROOT / test.partition("::")[0]
    return bool(ONCE_IS_ENOUGH.search(test)) or (file.is_file() and AT_ONCE in file.read_text())


@dataclass
class Said:
    """What one run of pytest came to; without a report where it was ended before its own end."""

    exit_code: int
    counts: Counter[str]
    not_run: dict[str, list[str]]
    failed: list[str]
    whole: bool = True

    @classmethod
    def read(cls, report: Path, exit_code: int) -> "Said":
        if not report.exists():
            return cls(exit_code, Counter(), {}, [], whole=False)
        said = json.loads(report.read_text())
        return cls(exit_code, Counter(said["counts"]), said["not_run"], said["failed"])

    @property
    def may_be_shaky(self) -> list[str]:
        """Those worth asking again: all that failed, where they are few and of the kind that a busy machine upsets."""
        few = self.exit_code == SOME_FAILED and len(self.failed) <= SHAKY_AT_MOST
        return self.failed if few and not any(map(once_is_enough, self.failed)) else []

    def has_passed(self, tests: list[str]) -> bool:
        """Each of them: one that was skipped the second time has not."""
        return self.exit_code == ALL_PASSED and self.counts["passed"] >= len(tests)


@dataclass
class Tally:
    """What several runs of pytest came to."""

    counts: Counter[str] = field(default_factory=Counter)
    not_run: dict[str, list[str]] = field(default_factory=dict)
    shaky: list[str] = field(default_factory=list)
    failed: bool = False
    # Two runs end when they like, and none may write over what the other came to.
    one_at_a_time: Lock = field(default_factory=Lock)

    def add(self, said: Said, *, name: str, passed_again: bool) -> None:
        with self.one_at_a_time:
            if not said.whole:
                ended = f"pytest was ended before its own end, with {said.exit_code}"
                self.not_run[f"the end of the run on {name}"] = [ended]
            self.failed |= said.exit_code not in (ALL_PASSED, NO_TESTS) and not passed_again
            counts = said.counts
            if passed_again:
                self.shaky += [f"{test} ({name})" for test in said.failed]
                counts = Counter({word: counts[word] for word in counts if word not in ("failed", "error")})
                counts["passed"] += len(said.failed)
            self.counts.update(counts)
            for reason, tests in said.not_run.items():
                self.not_run.setdefault(reason, []).extend(f"{test} ({name})" for test in tests)

    def lacks_what_ci_must_have(self) -> bool:
        return any(not reason.startswith(SHARED) for reason in self.not_run)


@contextlib.contextmanager
def surroundings(kind: str, tally: Tally, *, beside_postgres: bool) -> Iterator[dict[str, str]]:
    """SQLite with files as broker, as the demo runs; or PostgreSQL with Redis, as in production."""
    with contextlib.ExitStack() as stack:
        if kind == "sqlite":
            yield {servers.BESIDE_POSTGRES: "1"} if beside_postgres else {}
            return
        env = {"DATABASE_URL": stack.enter_context(servers.postgres())}
        try:
            env["REDIS_URL"] = stack.enter_context(servers.redis_server())
        except servers.NotHere as lack:
            tally.not_run[str(lack)] = ["Redis as broker and cache beside PostgreSQL: files and the database instead"]
        yield env


def run_pytest(*, name: str, env: dict[str, str], arguments: list[str]) -> Said:
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
        return Said.read(report, it.returncode)


def run_and_ask_again(
    tally: Tally, *, name: str, env: dict[str, str], arguments: list[str], whole: bool = True
) -> None:
    said = run_pytest(name=name, env=env, arguments=arguments)
    again = said.may_be_shaky if whole else []
    passed_again = bool(again) and run_pytest(name=name, env=env, arguments=again).has_passed(again)
    tally.add(said, name=name, passed_again=passed_again)


def run(kinds: list[str], arguments: list[str]) -> Tally:
    tally = Tally()
    processes = "--numprocesses=3" if len(kinds) == 1 else "--numprocesses=2"

    # What is asked on PostgreSQL alone must be asked somewhere on a machine that has none.
    beside_postgres = "postgres" in kinds and servers.has_postgres()

    def run_one(kind: str) -> None:
        try:
            with surroundings(kind, tally, beside_postgres=beside_postgres) as env:
                everything = [processes, "--dist=worksteal", *arguments]
                run_and_ask_again(tally, name=kind, env=env, arguments=everything, whole=not arguments)
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
    if tally.shaky:
        print("\nFailed beside the others and passed alone, to be mended:")
        for test in sorted(tally.shaky):
            print(f"  {test}")
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
