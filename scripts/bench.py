"""`make bench`: each module of benchmarks/ in a process of its own, beside a PostgreSQL of its own that it may fill.

They print figures beside their bars and assert nothing: a busy machine is no fault of the code.
`make bench ARGS="slots pages"` runs those alone.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests import servers

FOLDER = Path(__file__).resolve().parent.parent / "benchmarks"


def main() -> int:
    names = sys.argv[1:] or sorted(file.stem for file in FOLDER.glob("*.py") if not file.stem.startswith("_"))
    codes = [_run(name) for name in names]
    return 1 if any(codes) else 0


def _run(name: str) -> int:
    print(f"\n— {name}", flush=True)
    with servers.postgres() as url:
        env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        return subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
