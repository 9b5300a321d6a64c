"""What this machine lacks is said by name: a test that cannot run here is skipped through `missing(…)`, and the run
ends with the list of what did not run and why. A plain skip is never used for that.
"""

import json
import os
from collections import defaultdict
from pathlib import Path
from typing import NoReturn

import pytest

MARK = "missing: "
SHARED = "../shared"  # beside a developer's checkout only; the one thing whose absence never fails a run
REPORT = "SUITE_REPORT"  # the file in which scripts/suite.py collects several runs


def missing(what: str, why: str = "") -> NoReturn:
    """Skip this test, since `what` is not on this machine."""
    pytest.skip(f"{MARK}{what}{f' ({why})' if why else ''}")


def shared(path: str) -> Path:
    """A file beside the checkout, under ../shared; without it the test is skipped and listed."""
    file = Path(__file__).resolve().parent.parent.parent / "shared" / path
    if not file.exists():
        missing(SHARED, path)
    return file


def _reason(report: pytest.TestReport) -> str | None:
    """What was missing, if that is why this test was skipped."""
    if not report.skipped or not isinstance(report.longrepr, tuple):
        return None
    text = report.longrepr[2].removeprefix("Skipped: ")
    return text.removeprefix(MARK) if text.startswith(MARK) else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    not_run = defaultdict(list)
    for report in terminalreporter.stats.get("skipped", []):
        if reason := _reason(report):
            not_run[reason].append(report.nodeid)
    if not_run:
        terminalreporter.section("Not run here")
        for reason, tests in sorted(not_run.items()):
            terminalreporter.line(f"{reason} is missing:")
            for nodeid in sorted(tests):
                terminalreporter.line(f"  {nodeid}")
    if file := os.environ.get(REPORT):
        stats = terminalreporter.stats
        counts = {
            word: len(stats[word]) for word in ("failed", "error", "passed", "skipped", "xfailed") if word in stats
        }
        Path(file).write_text(json.dumps({"counts": counts, "not_run": not_run}))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """On CI everything must be there, but what lies beside the checkout."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") != "true" or reporter is None or session.exitstatus != pytest.ExitCode.OK:
        return
    reasons = [_reason(report) for report in reporter.stats.get("skipped", [])]
    if any(reason and not reason.startswith(SHARED) for reason in reasons):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
