"""What several people answer, and what is waited for in between."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction

from tyonohjaus.events.record import record
from tyonohjaus.lib import clock

from .due import months_after


class Waiting(models.Model):
    """Answered by the verb `ANSWER` within so many months; reminded of once, by an event of its own."""

    ANSWER: ClassVar[str]
    REMINDED: ClassVar[str]
    WAITED_MONTHS: ClassVar[int]

    if TYPE_CHECKING:  # what each of them is, beside this
        opened_at: datetime
        reminded_on: date | None

        def can(self, verb: str) -> bool: ...

        def _ready(self, verb: str) -> Any: ...

    class Meta:
        abstract = True

    @property
    def answered_until(self) -> date:
        return months_after(clock.day_of(self.opened_at), self.WAITED_MONTHS)

    @property
    def waited_enough(self) -> bool:
        """Of one that cannot be answered any more at once."""
        return self.answered_until <= clock.today() or not self.can(self.ANSWER)

    def remind(self) -> None:
        """Once, those who have not answered. Raises TooLate."""
        with transaction.atomic():
            row = self._ready(self.ANSWER)
            if row.reminded_on is None:
                row.reminded_on = clock.today()
                row.save(update_fields=["reminded_on"])
                record(self.REMINDED, subject=row)
