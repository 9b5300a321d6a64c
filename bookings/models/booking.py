"""A session (tapaaminen), from the request to held: one concept, one model, one door for each change of state.

What it is agreed to be, and what can be asked of it, stands in `AgreedTime`; here are the verbs.
"""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from bookings.cancellation import free_until
from processes import parties
from processes.own_part import OwnPart
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate

from .acceptance import Acceptance
from .agreed_time import AgreedTime, Asked, Times
from .approval import Approval
from .facts import Absence, Attendance, Cancellation, Waiver
from .states import MOVES, Status


class Booking(AgreedTime):
    def locked(self) -> "Booking":
        """The row as it stands now, and for this transaction as nobody else changes it."""
        row = Booking.objects.select_for_update(of=("self",)).select_related("process").get(pk=self.pk)
        parties.with_people([row.process])
        return row

    # --- verbs

    def approve(self, *, by: Any, **how: Any) -> "Booking":
        """One manager's yes; confirmed when every manager who is asked has answered. Raises TooLate."""
        return self.answer(Approval.Answer.APPROVED, by=by, **how)

    def decline(self, *, by: Any, **how: Any) -> "Booking":
        """One manager's no to the working time of their own people: it stands for the others, and is released where
        nobody is left. No reason is asked. Raises TooLate."""
        return self.answer(Approval.Answer.DECLINED, by=by, **how)

    def answer(
        self,
        answer: str,
        *,
        by: Any,
        via: str = "portal",
        recorded_by: Any = None,
        deputy: Any = None,
        shown: Asked | None = None,
        series: uuid.UUID | None = None,
    ) -> "Booking":
        """One manager's answer, `recorded_by` the office when it came by phone, or given by their `deputy`.

        `shown` is what the answer was given to: one that has moved, lasts longer, or costs something else, is TooLate.
        `series` marks one of many answers, of which the series tells in one mail.
        """
        with transaction.atomic():
            row = self.locked()
            price = row.price_of(OwnPart.here(by, row.process))
            row._require_question(of=by, deputy=deputy)
            if shown and shown != Asked(row.times, price):
                raise TooLate(row)
            _new, first = Approval.objects.get_or_create(
                booking=row,
                manager=by,
                for_starts_at=row.starts_at,
                for_ends_at=row.ends_at,
                defaults={
                    "answer": answer,
                    "for_price": price or 0,
                    "via": via,
                    "recorded_by": recorded_by,
                    "deputy": deputy,
                },
            )
            if not first:
                raise TooLate(row)
            actor, facts = recorded_by or deputy or by, {"series": series, "manager": by.pk}
            approved = answer == Approval.Answer.APPROVED
            own = {one.user_id for one in parties.own_people(row.process, by, row.day)}
            if not approved and own >= {one.user_id for one in row.supervisees()}:
                return row._move("decline", by=actor, via=via, **facts)
            row._count_on(own, refused_by=None if approved else by)
            record("booking.approved" if approved else "booking.refused", subject=row, by=actor, via=via, **facts)
            return row._move("confirm", by=actor, via=via, series=series) if row._is_agreed else row

    def accept(self, *, by: Any, shown: Times | None = None) -> "Booking":
        """A supervisor's yes to a time that a supervisee booked; confirmed when no manager's is missing. `shown`: see
        `answer`. Raises TooLate."""
        with transaction.atomic():
            row = self._answered_by_supervisor(Acceptance.Answer.YES, by=by, shown=shown)
            record("booking.accepted", subject=row, by=by)
            return row._move("confirm", by=by) if row._is_agreed else row

    def turn_down(self, *, by: Any, shown: Times | None = None) -> "Booking":
        """A supervisor's no: the time is free again, whatever the manager says. No reason is asked. Raises TooLate."""
        with transaction.atomic():
            return self._answered_by_supervisor(Acceptance.Answer.NO, by=by, shown=shown)._move("turn_down", by=by)

    def settle(self, *, by: Any, series: uuid.UUID | None = None) -> "Booking":
        """The agreement has changed, or who meets: confirmed, where nobody is left to wait for. `series`: see
        `answer`."""
        with transaction.atomic():
            row = self.locked()
            agreed = row.can("approve", now=clock.now()) and row._is_agreed
            return row._move("confirm", by=by, series=series) if agreed else row

    def lapse(self, *, series: uuid.UUID | None = None) -> "Booking":
        """The deadline has passed: the held time is free again. Raises TooLate, also where it was moved meanwhile and
        waits anew. `series`: see `answer`."""
        with transaction.atomic():
            row = self.locked()
            if row.held_until != self.held_until:
                raise TooLate(row)
            return row._move("lapse", by=None, series=series)

    def cancel(self, *, by: Any, now: datetime, series: uuid.UUID | None = None, shown: str = "") -> "Booking":
        """Call it off. The rule is decided now and kept. Raises TooLate when it has begun or is no longer open, or is
        not what was `shown` (`as_shown`), where that is given: another time, another cost. `series`: see `answer`."""
        with transaction.atomic():
            row = self.locked()
            if not row.can("cancel", now=now) or (shown and shown != row.as_shown(now=now, by=by)):
                raise TooLate(row)
            rule, was, share = row.cancelling(now=now, by=by), row.status, row.cost_of_cancelling(now=now, by=by)
            Cancellation.objects.create(booking=row, by=by, at=now, late_since=rule.free_until, share=share)
            return row._move("cancel", by=by, was=was, late=rule.late, series=series)

    def mark_held(
        self, *, by: Any, now: datetime, absent: frozenset[uuid.UUID] = frozenset(), first_only: bool = False
    ) -> "Booking":
        """It took place; `absent` names members who were not there. Raises TooLate before it has begun.

        `first_only`: a second tap must not undo what was noted of those absent; TooLate too where a mark stands.
        """
        with transaction.atomic():
            row = self._mark("mark_held", by=by, now=now, absent=absent, first_only=first_only)
            Waiver.objects.filter(booking=row).delete()  # what was let go is that nobody came
        return row

    def mark_no_show(self, *, by: Any, now: datetime) -> "Booking":
        """Nobody came. Charged like a late cancellation, and told to the payer in the same words (C10)."""
        everybody = frozenset(person.user_id for person in parties.supervisees(self.process, self.day))
        return self._mark("mark_no_show", by=by, now=now, absent=everybody)

    def mark_cancelled_late(self, *, by: Any, now: datetime) -> "Booking":
        """The supervisee called it off too late by other ways than the portal; written down afterwards."""
        return self._mark_cancelled("mark_cancelled_late", by=by, now=now)

    def mark_called_off(self, *, by: Any, now: datetime) -> "Booking":
        """It did not take place, and that is no matter of the supervisee's: never charged (DOMAIN 5.1)."""
        return self._mark_cancelled("mark_called_off", by=by, now=now)

    def waive(self, *, by: Any, now: datetime) -> "Booking":
        """Do not charge it. Needs no reason."""
        with transaction.atomic():
            row = self.locked()
            if not row.can("waive", now=now):
                raise TooLate(row)
            Waiver.objects.create(booking=row, by=by, at=now)
            record("booking.waived", subject=row, by=by)
        return row

    def reprice(self, *, by: Any, price: Decimal) -> "Booking":
        """Its own net price in euros, where the agreement's of that day was missing or wrong. Nought: not charged."""
        with transaction.atomic():
            row = self.locked()
            if row.price != price:
                row.price = price
                row.save(update_fields=["price"])
                record("booking.repriced", subject=row, by=by)
        return row

    # --- private

    def _require_question(self, *, of: Any, deputy: Any) -> None:
        """It waits for this manager, or for the deputy in their place. Raises TooLate."""
        now = clock.now()
        if not self.can("approve", now=now):
            raise TooLate(self)
        if of not in self.managers_asked():  # not any more: who decides has changed since they were shown it
            raise TooLate(self)
        if deputy and not Booking.objects.waiting_for(of, now, deputy=deputy).filter(pk=self.pk).exists():
            raise TooLate(self)  # not in their place any more, or answered

    def _answered_by_supervisor(self, answer: str, *, by: Any, shown: Times | None) -> "Booking":
        """The locked row, where it waits for this as it was shown. Raises TooLate."""
        row, now = self.locked(), clock.now()
        if not row.can("accept", now=now) or (shown and row.times != shown) or not Acceptance.waits(row):
            raise TooLate(row)
        Acceptance.objects.filter(booking=row).update(answer=answer, by=by, at=now)
        return row

    @property
    def _is_agreed(self) -> bool:
        """No yes is missing, neither the managers' nor the supervisor's."""
        return self._managers_agree and not Acceptance.waits(self)

    @property
    def _managers_agree(self) -> bool:
        """No yes of theirs is needed, or each who is asked has answered for their own people, and somebody comes; not
        where a yes is needed and nobody can."""
        if not self.process.asks_manager:
            return True
        answered = self.approvals.filter(for_starts_at=self.starts_at, for_ends_at=self.ends_at).values_list(
            "manager", flat=True
        )
        asked = {manager.pk for manager in self.managers_asked()}
        return bool(asked) and asked <= set(answered) and bool(self.supervisees())

    def _count_on(self, people: set[uuid.UUID], *, refused_by: Any) -> None:
        """The last word holds: an earlier manager's no ends with the yes of the new one."""
        if refused_by is None:
            Absence.objects.filter(booking=self, user__in=people, refused_by__isnull=False).delete()
            return
        for user in people:
            told = {"refused_by": refused_by, "at": clock.now()}
            Absence.objects.update_or_create(booking=self, user_id=user, defaults=told)

    def _mark(
        self, verb: str, *, by: Any, now: datetime, absent: frozenset[uuid.UUID], first_only: bool = False
    ) -> "Booking":
        with transaction.atomic():
            row = self.locked()
            if not row.can(verb, now=now) or (first_only and row.status != Status.CONFIRMED):
                raise TooLate(row)
            Cancellation.objects.filter(booking=row).delete()  # of an earlier mark, as are these:
            row.attendances.all().delete()
            absent |= row.refused  # however it is marked: the session was not theirs
            Attendance.objects.bulk_create(
                Attendance(
                    booking=row,
                    user=person.user,
                    was=Attendance.Was.ABSENT if person.user_id in absent else Attendance.Was.PRESENT,
                )
                for person in parties.supervisees(row.process, row.day)
            )
            return row._move(verb, by=by)

    def _mark_cancelled(self, verb: str, *, by: Any, now: datetime) -> "Booking":
        with transaction.atomic():
            row = self.locked()
            if not row.can(verb, now=now):
                raise TooLate(row)
            late = verb == "mark_cancelled_late"
            limit = free_until(row.starts_at, hours=row.cancellation_hours)
            share = row.cancellation_share if late else 0
            row.attendances.all().delete()  # of an earlier mark: nobody was there
            Cancellation.objects.update_or_create(
                booking=row, defaults={"by": by, "at": now, "late_since": limit, "share": share}
            )
            return row._move(verb, by=by, was=row.status, late=late)

    def _move(self, verb: str, *, by: Any, via: str = "", **facts: Any) -> "Booking":
        """The one door of every verb, which hands it the locked row: refuse, write, release the time where it ends,
        record."""
        move = MOVES[verb]
        if self.status not in move.sources:
            raise TooLate(self)
        self.status, self.held_until = move.target, None
        if move.releases:
            self.allocations.all().delete()
        if move.releases or (verb == "confirm" and self.sequence):
            self.sequence += 1  # of a moved time calendars may hold the tentative one: a new STATUS is a revision
        self.save(update_fields=["status", "held_until", "sequence"])
        record(move.event, subject=self, by=by, via=via, **facts)
        return self
