"""The portal's own settings, in a private folder of data, with passwords that are quick to check.

Imported instead of `tyonohjaus.settings` by every test process, and by the servers that tests start.
"""

import atexit
import contextlib
import os
import secrets
import shutil
import tempfile
from base64 import urlsafe_b64encode
from pathlib import Path

OWN = "SUITE_VAR_DIR"

if OWN not in os.environ:
    os.environ[OWN] = tempfile.mkdtemp(prefix="suvanto-test-")
    atexit.register(shutil.rmtree, os.environ[OWN], ignore_errors=True)
    os.environ["VAR_DIR"] = os.environ[OWN]
    (Path(os.environ[OWN]) / "keys").mkdir(mode=0o700)
    (Path(os.environ[OWN]) / "keys" / "master_key").write_bytes(urlsafe_b64encode(secrets.token_bytes(32)))
elif worker := os.environ.get("PYTEST_XDIST_WORKER"):  # workers run side by side and share nothing but their keys:
    os.environ["VAR_DIR"] = f"{os.environ[OWN]}/{worker}"  # what one has sealed in the world, all of them open
    with contextlib.suppress(FileExistsError):  # a worker's servers come by here as well
        Path(os.environ["VAR_DIR"]).mkdir()
        Path(os.environ["VAR_DIR"], "keys").symlink_to(f"{os.environ[OWN]}/keys")
    if redis := os.environ.get("REDIS_URL"):  # redis://127.0.0.1:PORT/0
        os.environ["REDIS_URL"] = f"{redis.rpartition('/')[0]}/{int(worker.removeprefix('gw')) + 1}"

from tyonohjaus.settings import *  # noqa: E402, F403 (the environment first)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Each client of a test has its own chain of middleware, which else would look at all static files anew (5 ms). The
# servers of a test do not know that word: they look once, as in production.
WHITENOISE_AUTOREFRESH = "PYTEST_VERSION" in os.environ

# As careless as the PostgreSQL of a run: a killed process keeps what it wrote, and a test outlives no power cut.
if "init_command" in DATABASES["default"].get("OPTIONS", {}):  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405
