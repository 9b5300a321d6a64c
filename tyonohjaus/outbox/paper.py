"""A PDF that goes out: a row with a lease, made once by whichever worker holds it, and kept as bytes with its SHA-256.

Never made again: what was sent or shown is what is stored. An app's own model says of what it is the paper.
"""

import hashlib
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar, TypeVar

from django.db import models, transaction
from django.db.models import Q

from tyonohjaus.access import Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.claim import Leased, claim, due

MAX_ATTEMPTS = 5
LEASE = timedelta(minutes=2)
AT_ONCE = 50

log = logging.getLogger(__name__)


class PaperQuerySet(ScopedQuerySet[Any]):
    def unmade(self) -> "PaperQuerySet":
        """What a worker may take."""
        return self.filter(made_at=None, attempts__lt=MAX_ATTEMPTS)

    def stuck(self) -> "PaperQuerySet":
        """What failed as often as we try: a person must look."""
        return self.filter(made_at=None, attempts__gte=MAX_ATTEMPTS)

    def made(self) -> "PaperQuerySet":
        return self.filter(made_at__isnull=False)


class Printed(Scoped, Leased):
    pdf = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = PaperQuerySet.as_manager()

    class Meta:
        abstract = True

    def keep(self, pdf: bytes) -> bool:
        """Store the bytes, unless another was faster."""
        with transaction.atomic():
            values: dict[str, Any] = {"pdf": pdf, "sha256": hashlib.sha256(pdf).hexdigest(), "made_at": clock.now()}
            unmade = type(self)._default_manager.filter(pk=self.pk, made_at=None)
            kept = bool(unmade.update(**values, locked_until=None))
            if kept:
                self.tell_made()
        return kept

    def tell_made(self) -> None:
        """Record that it is there, in the same transaction."""
        raise NotImplementedError

    def try_again(self, *, by: Any) -> None:
        """A person decides to let it be tried anew."""
        with transaction.atomic():
            stuck: Any = type(self)._default_manager
            if stuck.stuck().filter(pk=self.pk).update(attempts=0, locked_until=None):
                record("paper.tried_again", subject=self, by=by)


Row = TypeVar("Row", bound=Printed)


def made_whole(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(made_at__isnull=True, pdf__isnull=True) | (Q(made_at__isnull=False) & ~Q(sha256="")), name=name
    )


def make(unmade: "models.QuerySet[Row]", render: Callable[[Row], bytes], *, pk: object) -> None:
    """Unless another has it. A worker that dies leaves it to the next."""
    paper = claim(unmade, lease=LEASE, pk=pk)
    if paper is not None:
        paper.keep(render(paper))


def make_all(unmade: "models.QuerySet[Row]", one: Callable[[object], None]) -> None:
    """What no worker holds; one that cannot be made stops no other, and is tried again when its lease has lapsed."""
    for pk in due(unmade, limit=AT_ONCE):
        try:
            one(pk)
        except Exception:
            log.exception("A PDF was not made")
