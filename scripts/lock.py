"""`make lock`: pin requirements/*.in with hashes, for every platform, wheels only. Needs uv on the path."""

import os
import shutil
import subprocess
from pathlib import Path

HOW = [
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--only-binary",
    ":all:",
    "--no-emit-index-url",
    "--no-header",
    "--quiet",
]


def main() -> None:
    uv = shutil.which("uv")
    if uv is None:
        raise SystemExit("make lock needs uv: pip install uv")
    folder = Path(__file__).resolve().parent.parent / "requirements"
    for name in ("base", "dev"):  # in this order: dev is held to the versions of base
        pin = [uv, "pip", "compile", *HOW, f"requirements/{name}.in", "--output-file", f"requirements/{name}.txt"]
        subprocess.run(pin, cwd=folder.parent, env=os.environ, check=True)


if __name__ == "__main__":
    main()
