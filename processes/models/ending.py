"""How a process ends, and how it is taken up again later. No verb asks for a reason (C40)."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models.dated import current

from .agreeing import People
from .shares import CostShare
from .states import MOVES, State, state_of

# What is agreed, and holds for the next process too: its terms, never what was said, aimed at or written (S0-15).
INHERITED = (
    "kind",
    "trade",
    "organisation",
    "payer",
    "frame",
    "length_minutes",
    "every_weeks",
    "every_weeks_most",
    "agreed_count",
    "place",
    "open_bookings",
    "quorum",
    "price",
    "cancellation_hours",
    "cancellation_share",
    "cost_centre",
    "buyer_reference",
    "order_number",
    "approval",
    "attendance",
    "names_on_invoice_since",
    "no_content_since",
)


class WrongDay(Exception):
    """The last day lies behind, or before the first."""


class GoesOnElsewhere(Exception):
    """It was taken up again already, as `process`."""

    def __init__(self, process: Any) -> None:
        super().__init__(str(process))
        self.process = process


class NobodyLeads(Exception):
    """The supervisor of then is here no more: nobody to take it up again with."""


class Ending(models.Model):
    if TYPE_CHECKING:  # what Process is, beside this
        starts_on: date
        ends_on: date | None
        participants: Any

        @classmethod
        def locked(cls, pk: Any) -> Any: ...

    class Meta:
        abstract = True

    @property
    def state(self) -> State:
        return state_of(self.starts_on, self.ends_on, today=clock.today())

    @property
    def continued_as(self) -> Any:
        """The process as which it was taken up again."""
        rows: Any = type(self)._default_manager
        return rows.filter(continues=self.pk).first()

    def can(self, verb: str) -> bool:
        """Does its state allow it? (Who may is asked of access.)"""
        return self.state in MOVES[verb].sources

    # --- verbs

    def end(self, *, on: date, by: Any) -> Any:
        """That day is the last. Raises TooLate, WrongDay, SessionsAhead."""
        with transaction.atomic():
            row = self._ready("end")
            if on < max(clock.today(), row.starts_on):
                raise WrongDay
            row._refuse_sessions_after(on)
            return row._until(on, "end", by=by)

    def withdraw_ending(self, *, by: Any) -> Any:
        """It goes on after all. Raises TooLate."""
        with transaction.atomic():
            return self._ready("withdraw_ending")._until(None, "withdraw_ending", by=by)

    def call_off(self, *, by: Any) -> Any:
        """It never begins. Raises TooLate, SessionsAhead."""
        with transaction.atomic():
            row = self._ready("call_off")
            row._refuse_sessions_after(clock.today())
            row.close(before=row.starts_on)
            record(MOVES["call_off"].event, subject=row, by=by)
        return row

    def reopen(self, *, starts_on: date, by: Any) -> Any:
        """A new process by the old one's terms, with its people of today; nothing that was said, aimed at or written
        comes along, nor the key to it. Raises TooLate, WrongDay, GoesOnElsewhere, NobodyLeads, WrongHeads."""
        with transaction.atomic():
            row = self._ready("reopen")
            if starts_on < clock.today():
                raise WrongDay
            if already := row.continued_as:
                raise GoesOnElsewhere(already)
            terms = {name: getattr(row, name) for name in INHERITED}
            if row.frame and not row.frame.holds_on(starts_on):
                terms["frame"] = None
            new = type(row).start(people=row._people_of_today(), by=by, starts_on=starts_on, continues=row, **terms)
            CostShare.carry(row, new, on=starts_on, by=by)
            record(MOVES["reopen"].event, subject=row, by=by, continued_as=new.pk)
        return new

    # --- private

    def _ready(self, verb: str) -> Any:
        """The row as it stands, and for this transaction as nobody else changes it."""
        row: Any = type(self).locked(self.pk)
        if not row.can(verb):
            raise TooLate(row)
        return row

    def _until(self, on: date | None, verb: str, *, by: Any) -> Any:
        row: Any = self
        if row.ends_on != on:
            row.ends_on = on
            row.save(update_fields=["ends_on"])
            record(MOVES[verb].event, subject=row, by=by, last_on=on and str(on))
        return row

    def _people_of_today(self) -> People:
        """Without who stood in for somebody, and without closed accounts."""
        rows = self.participants.filter(current(), stands_for=None, user__is_active=True).select_related("user")
        found: dict[str, list[Any]] = {"supervisee": [], "supervisor": [], "co_supervisor": []}
        for row in rows.order_by("user__name", "pk"):
            found[row.capacity].append(row.user)
        if not found["supervisor"]:
            raise NobodyLeads
        return People(
            supervisor=found["supervisor"][0],
            supervisees=tuple(found["supervisee"]),
            co_supervisor=(found["co_supervisor"] or [None])[0],
        )
