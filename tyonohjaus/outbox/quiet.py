"""Where nobody is to be told by mail: a practice that brings its lists tells its people itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


@contextmanager
def silence() -> Iterator[None]:
    """No message is queued within."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def now() -> bool:
    return _quiet.get()
