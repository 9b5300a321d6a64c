"""A round of the beat: each of its rows for itself, so that one which cannot be dealt with keeps nobody else's
waiting. It comes up again in the next round."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import transaction

log = logging.getLogger(__name__)
Row = TypeVar("Row")


def each(rows: Iterable[Row], act: Callable[[Row], object], *, of: str) -> None:
    """Each in a savepoint of its own. Of one that fails the log says of which round, the kind of error and the lines of
    code, and nothing of the row (C30)."""
    for row in rows:
        try:
            with transaction.atomic():
                act(row)
        except Exception:
            log.exception("In the round of %s one failed; the others go on", of)
