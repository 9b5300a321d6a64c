"""`record()` a fact inside the verb's transaction; `@on()` hears it at once, in the same transaction.

A subscriber lives in an app's `notifications.py` and may only write rows, so that state, event and message stand or
fall together. Knowledge that must travel up between the apps travels by event.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import time
from typing import Any

from django.db import connection, models

from tyonohjaus.lib import clock

from .models import Event, Unplaced, scope_of

Subscriber = Callable[[Event, Any], None]

_subscribers: defaultdict[str, list[Subscriber]] = defaultdict(list)


def on(*names: str) -> Callable[[Subscriber], Subscriber]:
    def subscribe(subscriber: Subscriber) -> Subscriber:
        for name in names:
            _subscribers[name].append(subscriber)
        return subscriber

    return subscribe


def record(
    name: str, *, subject: models.Model, by: Any = None, via: str = "", anonymous: bool = False, **facts: Any
) -> Event:
    """Insert the event and tell its subscribers. `by` is None for what happens by itself.

    `anonymous`: what a member of a group answered or refused. It has no actor, and of its time the day alone (C24); it
    stands among the events once that day is over. Its facts must not tell either.

    Raises RuntimeError outside a transaction: an event without its change, or the other way round, is worse than none.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{name} must be recorded inside the verb's transaction")
    event: Any = (Unplaced if anonymous else Event).objects.create(
        name=name,
        at=clock.at(clock.today(), time()) if anonymous else clock.now(),
        actor=by.pk if by and not anonymous else None,
        via="" if anonymous else via,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        scope_id=scope_of(subject),
        facts=facts,
    )
    for subscriber in _subscribers[name]:
        subscriber(event, subject)
    return event
