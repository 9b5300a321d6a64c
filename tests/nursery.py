"""A process that has loaded the portal and bears its servers, as gunicorn bears its workers: each Python that starts
would load the same 1,700 modules anew, for two seconds.

    python -m tests.nursery MODULE …

A line on its standard input is JSON, a script's words and the file that takes what it says; the answer is its pid.
"""

import ctypes
import json
import os
import runpy
import signal
import sys
from importlib import import_module
from typing import NoReturn

PR_SET_PDEATHSIG = 1  # of <sys/prctl.h>


def be(words: list[str], log: str) -> NoReturn:
    """In the new process: that script, in a session of its own, which ends when the one that bore it does."""
    os.setsid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(out, 1)
    os.dup2(out, 2)
    sys.argv = words
    runpy.run_path(words[0], run_name="__main__")
    sys.exit()


def main(modules: list[str]) -> None:
    for module in modules:
        import_module(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody here asks what became of them
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            be(*json.loads(line))
        print(pid, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
