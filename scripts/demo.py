"""`make demo`: the portal with its demo practice, as it runs for real, on this machine alone.

PORT (8000) is where; FRESH=1 starts over; DEMO_NOW=2027-02-01T08:00 sets the demo's clock; DATABASE_URL names another
database than the SQLite file in var/demo. Ctrl-C ends everything.
"""

import os
import shutil
import signal
import socket
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer

ROOT = Path(__file__).resolve().parent.parent
STATE = Path(os.environ.get("VAR_DIR") or ROOT / "var" / "demo")
ENDED_BY_HAND = {0, 130, 143}


def set_environment() -> None:
    port = os.environ.setdefault("PORT", "8000")
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    os.environ |= {
        "DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "tyonohjaus.settings",
        "PYTHONWARNINGS": "ignore",  # advice for developers; the tests heed it
        "SITE_URL": f"http://localhost:{port}",
        "VAR_DIR": str(STATE),
    }


def refuse_taken_port() -> None:
    port = os.environ["PORT"]
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except (OSError, ValueError, OverflowError):
            raise SystemExit(f"Port {port} is taken or is no port. Choose another: make demo PORT=8001") from None


def start_over() -> None:
    if os.environ.get("DATABASE_URL"):
        raise SystemExit(
            "FRESH=1 empties the demo's own SQLite file only. Empty the database of DATABASE_URL yourself."
        )
    shutil.rmtree(STATE, ignore_errors=True)


def prepare() -> str:
    """Bring the database up to date and the practice into it; answer who can sign in."""
    import django
    from django.core.management import call_command
    from django.db import connections

    STATE.mkdir(parents=True, exist_ok=True)
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("demo_load", verbosity=0)
    who = StringIO()
    call_command("demo_who", stdout=who)
    connections.close_all()
    return who.getvalue()


def announce(who: str) -> None:
    """Wait until the portal answers, then say where it is."""
    address = f"http://localhost:{os.environ['PORT']}"
    while not answers(address.replace("localhost", "127.0.0.1")):
        time.sleep(0.1)
    print(f"\n  Suvanto is ready: {address}      Ctrl-C ends it.\n\n{who}", flush=True)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:  # noqa: S310 (our own address)
            return bool(answer.status == 200)
    except OSError:
        return False


class Screen:
    """Standard output. When the window it went to is closed, that ends the demo instead of breaking it."""

    def __init__(self) -> None:
        self.is_closed = False

    def write(self, text: str) -> int:
        return self._try(lambda: sys.stdout.write(text))

    def flush(self) -> None:
        self._try(sys.stdout.flush)

    def isatty(self) -> bool:
        return sys.stdout.isatty()

    def _try(self, act: Callable[[], int | None]) -> int:
        try:
            return act() or 0
        except OSError:
            if not self.is_closed:
                self.is_closed = True
                os.kill(os.getpid(), signal.SIGTERM)
            return 0


def run(who: str) -> int:
    manager = Manager(Printer(Screen()))
    for name, command in parse_procfile((ROOT / "Procfile").read_text()).processes.items():
        manager.add_process(name, command, env=dict(os.environ), cwd=str(ROOT))
    threading.Thread(target=announce, args=[who], daemon=True).start()
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))  # a closed window ends it too
    manager.loop()
    return 0 if manager.returncode in ENDED_BY_HAND else 1


def main() -> int:
    set_environment()
    refuse_taken_port()
    if os.environ.get("FRESH") == "1":
        start_over()
    return run(prepare())


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(0)
