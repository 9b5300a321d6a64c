"""The portal's own settings, in a private folder of data, with passwords that are quick to check.

Imported instead of `tyonohjaus.settings` by every test process, and by the servers that tests start.
"""

import atexit
import os
import shutil
import tempfile

OWN = "SUITE_VAR_DIR"

if OWN not in os.environ:
    os.environ[OWN] = tempfile.mkdtemp(prefix="suvanto-test-")
    atexit.register(shutil.rmtree, os.environ[OWN], ignore_errors=True)
    os.environ["VAR_DIR"] = os.environ[OWN]
elif worker := os.environ.get("PYTEST_XDIST_WORKER"):  # workers run side by side and share nothing
    os.environ["VAR_DIR"] = f"{os.environ[OWN]}/{worker}"
    if redis := os.environ.get("REDIS_URL"):  # redis://127.0.0.1:PORT/0
        os.environ["REDIS_URL"] = f"{redis.rpartition('/')[0]}/{int(worker.removeprefix('gw')) + 1}"

from tyonohjaus.settings import *  # noqa: E402, F403 (the environment first)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Each client of a test has its own chain of middleware, which else would look at all static files anew (5 ms). The
# servers of a test do not know that word: they look once, as in production.
WHITENOISE_AUTOREFRESH = "PYTEST_VERSION" in os.environ
