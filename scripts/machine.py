"""What the machine itself must bring, from Debian's packages: installed where we may, else named.

Runs on a bare Python, before there is an environment. `python3 -m scripts.machine PACKAGE…` installs what is missing.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

# Package → is it there? (WeasyPrint opens these libraries by name when it renders.)
PRINTING = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}
# Chromium without the windows that nobody would see, where Debian has it.
HEADLESS = "chromium-headless-shell"
BROWSERS = (HEADLESS, "chromium", "chromium-browser", "google-chrome")


def has_library(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def browser() -> str | None:
    """The path of a Chromium on this machine."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def postgres_bin() -> Path | None:
    """The newest PostgreSQL's programs, where Debian puts them."""
    found = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    return max((path.parent for path in found), key=lambda path: int(path.parent.name), default=None)


PRESENT: dict[str, Callable[[], bool]] = {
    **{package: lambda file=file: has_library(file) for package, file in PRINTING.items()},  # type: ignore[misc]
    "chromium": lambda: browser() is not None,
    "redis-server": lambda: shutil.which("redis-server") is not None,
    "postgresql": lambda: postgres_bin() is not None,
}


def missing(packages: Iterable[str]) -> list[str]:
    return [package for package in packages if not PRESENT[package]()]


def line_to_type(packages: Iterable[str]) -> str:
    return f"sudo apt-get install {' '.join(packages)}"


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: list[str]) -> bool:
    """Install quietly; its output is shown only when it fails. False where we may not or it did not work."""
    if not packages:
        return True
    if not may_install():
        return False
    print(f"Installing {', '.join(packages)} …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def apt(*words: str) -> subprocess.CompletedProcess[str]:
        pipe, none = subprocess.PIPE, subprocess.DEVNULL
        return subprocess.run(
            words, env=quiet, stdin=none, stdout=pipe, stderr=subprocess.STDOUT, text=True, check=False
        )

    apt("apt-get", "-q", "update")
    if "chromium" in packages and apt("apt-cache", "show", HEADLESS).returncode == 0:
        packages = [HEADLESS if package == "chromium" else package for package in packages]
    outcome = apt("apt-get", "-q", "install", "--yes", "--no-install-recommends", *packages)
    if outcome.returncode:
        print(outcome.stdout, file=sys.stderr)
    return outcome.returncode == 0


def ensure(packages: Iterable[str]) -> list[str]:
    """Install what is missing; answer what is missing still."""
    wanted = missing(packages)
    apt_install(wanted)
    return missing(wanted)


if __name__ == "__main__":
    for package in ensure(sys.argv[1:]):
        print(f"Missing still: {package}. To install it: {line_to_type([package])}", file=sys.stderr)
