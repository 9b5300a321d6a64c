"""A session's line: one model, one door for each thing that becomes of it.

What it charges, and what can be asked of it, stands in `Charged`; here are the verbs.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate

from .charged import HELD_BACK, Charged


class Line(Charged):
    """A session that is billed once to each who pays for it: what is unique makes it so, whatever runs at the same time
    (E6), and a guard lets a next `edition` in only when the one before was credited. Mostly the payer is that of its
    process; where employers share the cost, `organisation` is one of them.

    `invoice` is None while it waits for the payer's yes, was returned, or goes on the next month's invoice. Where the
    charge changes after it was asked for, the row is replaced and asked for anew: an answer never falls on another sum,
    nor on a session that was not held.
    """

    # --- verbs

    def accept(self, *, by: Any, via: str = "portal") -> "Line":
        """The payer's yes; `by` is None when silence says it. Raises TooLate."""
        return self._answer(self.State.READY, by=by, via=via, event="line.accepted")

    def give_back(self, *, by: Any, returned_as: str, via: str = "portal") -> "Line":
        """The payer returns it; the rest of the invoice goes on. Raises TooLate."""
        return self._answer(self.State.RETURNED, by=by, via=via, event="line.returned", returned_as=returned_as)

    def settle(self, *, by: Any, price: Decimal) -> "Line":
        """The office and the payer have agreed, at this net price: it goes on the next invoice that is drafted. Of a
        part it is that payer's own sum, and the others' stay as they are. At nought nobody pays it, and that stands."""
        is_let_go = not price and (self.is_part or self.is_whole_session)
        target = self.State.LET_GO if is_let_go else self.State.READY
        return self._answer(target, by=by, event="line.settled", sources=HELD_BACK, price=price)

    def ask_again(self, *, by: Any, price: Decimal, answer_by_on: date) -> "Line":
        """What came back is mended, and waits for the payer's yes once more. Raises TooLate."""
        with transaction.atomic():
            row = self._answer(
                self.State.WAITING, by=by, event="line.asked_again", sources=frozenset({"returned"}), price=price
            )
            row.answer_by_on, row.answered_by, row.answered_at = answer_by_on, None, None
            row.save(update_fields=["answer_by_on", "answered_by", "answered_at"])
        return row

    def let_go(self, *, by: Any, now: datetime) -> "Line":
        """Nobody pays it: the charge is waived, or, of a session that was held, settled at nought. Raises TooLate.

        Of a package only the session goes: it takes no place, and the package is billed with the next one that does.
        """
        with transaction.atomic():
            row = self._locked(HELD_BACK)
            if row.is_part or row.travel:
                return row.settle(by=by, price=Decimal(0))
            if row.booking.can("waive", now=now):
                row.booking.waive(by=by, now=now)
            elif row.package:
                row.booking.reprice(by=by, price=Decimal(0))
            else:
                return row.settle(by=by, price=Decimal(0))
        return row

    def charge_after_all(self, *, by: Any) -> None:
        """Takes back that nobody pays it: the next run bills it as it is by then. Raises TooLate."""
        with transaction.atomic():
            row = self._locked(frozenset({self.State.LET_GO}))
            if row.is_whole_session and not row.booking.price:  # what it cost stands on the line
                row.booking.reprice(by=by, price=row.price)
            record("line.charged_after_all", subject=row, by=by)
            row.delete()

    def release(self) -> None:
        """Nobody need say yes any more: the agreement or its managers changed. For a row that is locked."""
        self.state, self.answer_by_on = self.State.READY, None
        self.save(update_fields=["state", "answer_by_on"])
        record("line.released", subject=self)

    def let_go_anew(self, *, by: Any, now: datetime) -> "Line":
        """Not saved: what stands in place of a credited line where nobody is to be charged any more."""
        same = (
            "booking_id",
            "organisation_id",
            "package_id",
            "travel_id",
            "part",
            "amount",
            "price",
            "share",
            "service",
        )
        return Line(
            **{name: getattr(self, name) for name in same},
            edition=self.edition + 1,
            state=Line.State.LET_GO,
            answered_by=by,
            answered_at=now,
        )

    # --- private

    def _locked(self, sources: frozenset[str]) -> "Line":
        """Raises TooLate where it is in no such state any more, or was replaced."""
        rows = Line.objects.select_for_update(of=("self",)).select_related("booking", "package", "travel")
        row = rows.filter(pk=self.pk).first()
        if row is None or row.state not in sources:
            raise TooLate(row.booking if row else self.booking)
        return row

    def _answer(
        self,
        target: str,
        *,
        by: Any,
        event: str,
        via: str = "",
        returned_as: str = "",
        sources: frozenset[str] = frozenset({"waiting"}),
        price: Decimal | None = None,
    ) -> "Line":
        with transaction.atomic():
            row = self._locked(sources)
            if price is not None and row.is_part:
                row.amount = price
            elif price is not None:
                (row.travel or row.package or row.booking).reprice(by=by, price=price)
                row.price = row.price if target == self.State.LET_GO else price
            row.state, row.returned_as = target, returned_as
            row.answered_by, row.answered_at = by, clock.now()
            row.save(update_fields=["state", "price", "amount", "returned_as", "answered_by", "answered_at"])
            record(event, subject=row, by=by, via=via)
        return row
