"""Take a row of work so that no other worker has it: one conditional UPDATE, the same on both databases.

Every kind of work is a row with a lease (`locked_until`) and a count of `attempts`. A worker that dies leaves a lease
that lapses; whoever sweeps next takes the row again.
"""

from datetime import timedelta
from typing import Any, TypeVar

from django.db import models
from django.db.models import F, Q, QuerySet

from . import clock


class Leased(models.Model):
    locked_until = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True


Work = TypeVar("Work", bound=Leased)

free = Q(locked_until=None)


def lapsed() -> Q:
    return Q(locked_until__lt=clock.machine_now())


def claim(waiting: QuerySet[Work], *, lease: timedelta, pk: object, along: tuple[str, ...] = ()) -> Work | None:
    """The row `pk` out of `waiting`, leased to us until now + `lease`, and what it names `along`; None when it is not
    ours to take."""
    taken = waiting.filter(free | lapsed(), pk=pk).update(
        locked_until=clock.machine_now() + lease, attempts=F("attempts") + 1
    )
    if not taken:
        return None
    rows = waiting.model._default_manager.all()
    return (rows.select_related(*along) if along else rows).get(pk=pk)


def due(waiting: QuerySet[Work], *, limit: int) -> list[Any]:
    """Primary keys of rows that a sweep may try to claim now, in the order of `waiting`."""
    return list(waiting.filter(free | lapsed()).values_list("pk", flat=True)[:limit])
