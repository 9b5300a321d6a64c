"""`make check`: all that can be known without serving a page. `--format` mends what can be mended by itself."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from scripts import deployment

BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]
    env: dict[str, str] = field(default_factory=dict)


def tool(*words: str) -> list[str]:
    return [str(BIN / words[0]), *words[1:]]


def manage(*words: str) -> list[str]:
    return [sys.executable, "manage.py", *words]


def mends() -> list[Check]:
    return [
        Check("format", tool("ruff", "format", "--quiet", ".")),
        Check("lint", tool("ruff", "check", "--quiet", "--fix", ".")),
    ]


def checks() -> list[Check]:
    return [
        Check("format", tool("ruff", "format", "--check", "--quiet", ".")),
        Check("lint", tool("ruff", "check", "--quiet", ".")),
        Check("types", tool("mypy", "--no-error-summary")),
        Check("imports", tool("lint-imports", "--no-logo")),
        Check("templates", tool("djlint", "templates", "--lint", "--quiet")),
        Check("Django", manage("check")),
        Check("migrations", manage("makemigrations", "--check", "--dry-run")),
        Check("deployment", manage("check", "--deploy", "--fail-level", "WARNING"), deployment.environment()),
        Check("catalogues", [sys.executable, "-m", "scripts.catalog", "check"]),
    ]


def passes(check: Check) -> bool:
    """Run it quietly; what it said is printed only when it fails."""
    started = time.monotonic()
    environment = {**os.environ, **check.env}
    said = subprocess.run(
        check.command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    seconds = time.monotonic() - started
    print(f"{'ok  ' if said.returncode == 0 else 'FAIL'} {check.name:<20}{seconds:6.1f} s", flush=True)
    if said.returncode:
        print(said.stdout, flush=True)
    return said.returncode == 0


def main() -> int:
    chosen = mends() if "--format" in sys.argv[1:] else checks()
    failed = [check.name for check in chosen if not passes(check)]
    if failed:
        print(f"\nTo mend: {', '.join(failed)}. `make format` mends format by itself.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
