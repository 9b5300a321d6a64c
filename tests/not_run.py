"""A pytest plugin: the section "Not run here" at the end of a run, and on CI a failure if there is one; and what a run
came to, for scripts/suite.py."""

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest

from tests.missing import MARK, SHARED

REPORT = "SUITE_REPORT"  # names the file in which scripts/suite.py collects several runs
WORDS = ("failed", "error", "passed", "skipped", "xfailed")


def reason_of(report: pytest.TestReport) -> str | None:
    """What was missing, if that is why this test was skipped."""
    if not report.skipped or not isinstance(report.longrepr, tuple):
        return None
    text = report.longrepr[2].removeprefix("Skipped: ")
    return text.removeprefix(MARK) if text.startswith(MARK) else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    not_run = defaultdict(list)
    for report in terminalreporter.stats.get("skipped", []):
        if reason := reason_of(report):
            not_run[reason].append(report.nodeid)
    if not_run:
        terminalreporter.section("Not run here")
        for reason, tests in sorted(not_run.items()):
            terminalreporter.line(f"{reason} is missing:")
            for nodeid in sorted(tests):
                terminalreporter.line(f"  {nodeid}")
    if file := os.environ.get(REPORT):
        stats = terminalreporter.stats
        counts = {word: len(stats[word]) for word in WORDS if word in stats}
        failed = sorted({report.nodeid for word in ("failed", "error") for report in stats.get(word, [])})
        Path(file).write_text(json.dumps({"counts": counts, "not_run": not_run, "failed": failed}))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """On CI everything must be there, but what lies beside the checkout."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") != "true" or reporter is None or session.exitstatus != pytest.ExitCode.OK:
        return
    reasons = [reason_of(report) for report in reporter.stats.get("skipped", [])]
    if any(reason and not reason.startswith(SHARED) for reason in reasons):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
