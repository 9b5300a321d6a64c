"""What this machine lacks is said by name: a test that cannot run here is skipped through `missing(…)`, never by a
plain skip, and the run ends with the list of what did not run and why (tests/not_run.py).
"""

from pathlib import Path
from typing import NoReturn

import pytest

MARK = "missing: "
SHARED = "../shared"  # beside a developer's checkout only; the one thing whose absence never fails a run


def missing(what: str, why: str = "") -> NoReturn:
    """Skip this test, since `what` is not on this machine."""
    pytest.skip(f"{MARK}{what}{f' ({why})' if why else ''}")


def shared(path: str) -> Path:
    """A file beside the checkout, under ../shared; without it the test is skipped and listed."""
    file = Path(__file__).resolve().parent.parent.parent / "shared" / path
    if not file.exists():
        missing(SHARED, path)
    return file
