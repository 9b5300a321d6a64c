"""The note of what an outside co-supervisor is paid for a month, and what becomes of it (docs/decisions/0047)."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, QuerySet

from bookings.models import Booking
from invoicing.documents.fee_note import FeeNoteDocument
from tyonohjaus.access import Action, Capacity, Scoped, ScopedQuerySet, root
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.outbox.paper import MAX_ATTEMPTS, PaperQuerySet, Printed, made_whole
from tyonohjaus.people.models.practice import for_office

from .invoice import NotMade


def _by_office(user: Any) -> QuerySet["FeeNote"]:
    return for_office(FeeNote.objects.all(), user)


def _own(user: Any) -> QuerySet["FeeNote"]:
    """Closed like content to an employer's mailbox: what one earns elsewhere is not theirs to read (C6)."""
    return FeeNote.objects.filter(person=user) if user.content_open else FeeNote.objects.none()


class FeeNoteQuerySet(PaperQuerySet):
    def standing(self) -> "FeeNoteQuerySet":
        return self.filter(taken_back=None)

    def with_state(self) -> "FeeNoteQuerySet":
        """All that a page tells of it."""
        return self.select_related("person", "paid", "taken_back").defer("pdf", "document")


@root
class FeeNote(Printed):
    """One person's fees of a month, frozen, and the PDF. Not an invoice: it takes no number, and the practice pays.

    One that was wrong is taken back by a row: it stays, and its sessions are free for the next `edition`.
    """

    scope = "pk"
    SEE = Action.FEE_NOTE_SEE
    REACHED_BY: ClassVar[dict[Capacity, Callable[[Any], QuerySet[Any]]]] = {
        Capacity.OFFICE: _by_office,
        Capacity.CO_SUPERVISOR: _own,
    }
    # Theirs also when the co-supervision is over.
    GIVES: ClassVar[tuple[Capacity, ...]] = (Capacity.CO_SUPERVISOR,)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="fee_notes")
    period_first_on = models.DateField()
    # How many of this month and person were taken back before it.
    edition = models.PositiveSmallIntegerField(default=0, editable=False)
    document = models.TextField(editable=False)
    gross = models.DecimalField(max_digits=10, decimal_places=2)
    # Where it went by mail last; empty: by hand.
    address = models.EmailField(blank=True)
    at = models.DateTimeField(default=clock.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects: ClassVar = FeeNoteQuerySet.as_manager()

    class Meta:
        constraints = [
            made_whole("fee_note_made_whole"),
            models.UniqueConstraint(fields=["person", "period_first_on", "edition"], name="fee_note_one_a_month"),
        ]

    def __str__(self) -> str:
        return self.frozen().file_name

    @property
    def is_stuck(self) -> bool:
        return self.made_at is None and self.attempts >= MAX_ATTEMPTS

    @property
    def is_taken_back(self) -> bool:
        return hasattr(self, "taken_back")

    @property
    def is_paid(self) -> bool:
        return hasattr(self, "paid")

    def frozen(self) -> FeeNoteDocument:
        return FeeNoteDocument.from_json(self.document)

    def tell_made(self) -> None:
        """The event that sends it."""
        record("fee_note.printed", subject=self)

    # --- verbs

    def mail(self, *, to: str, by: Any) -> None:
        """To another address than before; with none it stays by hand. Raises NotMade, TooLate."""
        with transaction.atomic():
            row = self._standing()
            if row.made_at is None:
                raise NotMade
            if to and row.address != to:
                row.address = to
                row.save(update_fields=["address"])
                record("fee_note.mailed", subject=row, by=by)

    def mark_paid(self, *, on: date, by: Any, now: datetime) -> None:
        """Raises TooLate."""
        with transaction.atomic():
            row = self._standing()
            if row.is_paid:
                raise TooLate(row)
            FeePaid.objects.create(note=row, paid_on=on, at=now, by=by)
            record("fee_note.paid", subject=row, by=by, paid_on=str(on))

    def mark_unpaid(self, *, by: Any) -> None:
        """The mark was a mistake. Raises TooLate."""
        with transaction.atomic():
            row = self._standing()
            if not row.is_paid:
                raise TooLate(row)
            row.paid.delete()
            record("fee_note.unpaid", subject=row, by=by)

    def take_back(self, *, by: Any, now: datetime) -> None:
        """It was wrong. Not while it is marked as paid. Raises TooLate."""
        with transaction.atomic():
            row = self._standing()
            if row.is_paid:
                raise TooLate(row)
            FeeNoteTakenBack.objects.create(note=row, at=now, by=by)
            record("fee_note.taken_back", subject=row, by=by)

    def _standing(self) -> "FeeNote":
        """Locked. Raises TooLate where it was taken back."""
        row: FeeNote = FeeNote.objects.select_for_update(of=("self",)).defer("pdf").get(pk=self.pk)
        if row.is_taken_back:
            raise TooLate(row)
        return row


class FeePaid(Scoped):
    """The office has paid it, and wrote down when."""

    scope = "note"
    SEE = Action.FEE_NOTE_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.OneToOneField(FeeNote, models.PROTECT, related_name="paid")
    paid_on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects: ClassVar = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.note_id} {self.paid_on}"


class FeeNoteTakenBack(Scoped):
    """That a note holds no more. Its sessions are owed as if it had never been."""

    scope = "note"
    SEE = Action.FEE_NOTE_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.OneToOneField(FeeNote, models.PROTECT, related_name="taken_back")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects: ClassVar = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.note_id}"


class PaidSession(Scoped):
    """A session stands on one note of a person, and on no other that holds. At nought: they were not there."""

    scope = "note"
    SEE = Action.FEE_NOTE_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.ForeignKey(FeeNote, models.PROTECT, related_name="sessions")
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="paid_fees")
    # That of the note: so that the database sees a session paid twice to one person.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # How often it stood on a note that was taken back.
    edition = models.PositiveSmallIntegerField(default=0, editable=False)
    fee = models.DecimalField(max_digits=8, decimal_places=2)

    objects: ClassVar = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "person", "edition"], name="paid_session_once"),
            models.CheckConstraint(condition=Q(fee__gte=0), name="paid_session_fee"),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id} {self.fee}"
