"""`make env`: everything the portal runs on, in .venv and var/, from a bare Python.

Each step is skipped while nothing it depends on has changed: a second start needs neither time nor network.
`--dev` adds what tests and checks need.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from scripts import machine

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)


class Stop(SystemExit):
    """Ends the command with a sentence that says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"\n{sentence}\n")


def fingerprint(files: Iterable[Path]) -> str:
    """Changes when one of the files does, or the Python that built the environment."""
    total = hashlib.sha256(sys.version.encode())
    for file in sorted(files):
        total.update(str(file.relative_to(ROOT)).encode())
        total.update(file.read_bytes())
    return total.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    return stamp.exists() and stamp.read_text() == value


def make_venv() -> None:
    if (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0
    ):
        return
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not machine.apt_install([package]):
            raise Stop(
                f"Python's venv is missing. Type this line, then try again:\n  {machine.line_to_type([package])}"
            )
    print("Making .venv …", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)


def install_requirements(name: str) -> None:
    """requirements/NAME.txt: wheels only, each checked against its hash, nothing resolved anew."""
    listed = ROOT / "requirements" / f"{name}.txt"
    stamp = VENV / f"{name}.sha256"
    value = fingerprint([listed])
    if is_current(stamp, value):
        return
    print(f"Installing requirements/{name}.txt into .venv …", flush=True)
    pip: list[str | Path] = [PYTHON, "-m", "pip", "-qq", "--disable-pip-version-check"]  # -qq: errors only
    exact = ["install", "--require-hashes", "--only-binary=:all:", "--no-deps", "--no-compile"]
    if subprocess.run([*pip, *exact, "-r", listed], check=False).returncode:
        raise Stop("The packages could not be installed (the lines above say why). Try again: make env")
    stamp.write_text(value)


def bring_printing_libraries() -> None:
    absent = machine.ensure(machine.PRINTING)
    if absent:
        raise Stop(
            "Invoices are printed with these libraries. Type this line, then try again:\n"
            f"  {machine.line_to_type(absent)}"
        )


def build_assets() -> None:
    """Cut fonts and the icon sprite into var/static: of these wheels, by these two files."""
    stamp = ROOT / "var" / "static" / ".built"  # a dot file: collectstatic leaves it
    ui = ROOT / "tyonohjaus" / "ui"
    value = fingerprint([ROOT / "requirements" / "base.txt", ui / "assets.py", ui / "icons.py"])
    if is_current(stamp, value):
        return
    subprocess.run([PYTHON, "manage.py", "build_assets"], check=True, stdout=subprocess.DEVNULL)
    stamp.write_text(value)


def compile_catalogs() -> None:
    subprocess.run([PYTHON, "-m", "scripts.compile_catalogs"], check=True)


def main() -> None:
    if sys.version_info < OLDEST:
        raise Stop(f"Python {'.'.join(map(str, OLDEST))} or newer is needed; this is {sys.version.split()[0]}.")
    os.chdir(ROOT)
    make_venv()
    install_requirements("base")
    if "--dev" in sys.argv[1:]:
        install_requirements("dev")
    bring_printing_libraries()
    compile_catalogs()
    build_assets()


if __name__ == "__main__":
    main()
