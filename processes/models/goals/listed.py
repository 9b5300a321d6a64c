"""What goals of every layer have: their order, and a day since which one is set aside."""

import uuid
from typing import Any

from django.db import models, transaction

from processes.models.process import Process
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock


class Listed(models.Model):
    """`row.beside()` are the goals that it is listed with."""

    EVENT: str  # how the events of this layer begin

    position = models.PositiveSmallIntegerField(default=0)
    set_aside_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def beside(self) -> Any:
        raise NotImplementedError

    @staticmethod
    def at_the_process(process: Any) -> None:
        """Whoever writes a goal waits for whoever writes one beside it: a second tap finds the first one's row."""
        Process.locked(process.pk)

    @classmethod
    def placed(cls, key: uuid.UUID | None, **where: Any) -> Any:
        """The goal that has this key there, else a new one, last of its list. Its form makes the key, so a second tap
        writes no second goal; a key that is taken elsewhere is not used."""
        model: Any = cls
        taken = model._default_manager.filter(pk=key).first() if key else None
        if taken and all(getattr(taken, name) == value for name, value in where.items()):
            return taken
        row = model(**where) if taken or key is None else model(pk=key, **where)
        row.stand_last()
        return row

    def stand_last(self) -> None:
        last = self.beside().aggregate(last=models.Max("position"))["last"]
        self.position = 0 if last is None else last + 1

    def move_up(self, *, by: Any) -> None:
        """Before the one that stands before it; the first stays first."""
        with transaction.atomic():
            self.at_the_process(self.process)  # type: ignore[attr-defined]
            listed = list(self.beside().filter(set_aside_on=None).order_by("position", "pk"))
            place = next((place for place, row in enumerate(listed) if row.pk == self.pk), 0)
            if place == 0:
                return
            listed[place - 1], listed[place] = listed[place], listed[place - 1]
            for position, row in enumerate(listed):
                row.position = position
                row.save(update_fields=["position"])
            record(f"{self.EVENT}.moved", subject=self, by=by)

    def set_aside(self, *, by: Any) -> None:
        """It counts no more from today, and stays to be read. A second tap changes nothing."""
        self._turn("set_aside", by=by, since=clock.today())

    def take_up(self, *, by: Any) -> None:
        self._turn("taken_up", by=by, since=None)

    def _turn(self, word: str, *, by: Any, since: Any) -> None:
        with transaction.atomic():
            row = type(self)._default_manager.select_for_update(no_key=True).get(pk=self.pk)
            if (row.set_aside_on is None) == (since is None):
                return
            self.set_aside_on = since
            self.save(update_fields=["set_aside_on"])
            record(f"{self.EVENT}.{word}", subject=self, by=by)
