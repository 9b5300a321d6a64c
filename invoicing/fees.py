"""What is owed to outside co-supervisors for held sessions, and the note of a month. The practice pays it elsewhere."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, OuterRef, Prefetch

from bookings.models import Booking, Status
from processes.models import Participant
from processes.parties import meeting, people_of
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.people.assurance import is_employers

from .composing import FINNISH, House, seller_of
from .documents.document import ZERO, Address, Recipient
from .documents.faults import Faulty
from .documents.fee_note import FeeNoteDocument, PaidFee
from .documents.problems import unprintable
from .documents.words import LANGUAGES
from .drafting import NotOver, last_day, month_that_ended
from .models import AgreedFee, FeeNote, PaidSession


class MadeAlready(Exception):
    """This person has a note of this month; what came late goes on the next one."""


@dataclass(frozen=True)
class Owed:
    """One held session that no note of this person has yet."""

    booking: Booking
    person: Any
    agreed: AgreedFee

    @property
    def key(self) -> str:
        return f"{self.booking.pk} {self.booking.day} {self.booking.minutes} {self.agreed.fee} {self.agreed.vat}"


def owed(*, until: date, person: Any = None) -> list[Owed]:
    """Up to that day, also of earlier months; by person, then by time. In a fixed number of queries."""
    fees = AgreedFee.objects.filter(process=OuterRef("process"), person=OuterRef("user"))
    fees = fees.filter(starts_on__lte=OuterRef(OuterRef("starts_at__date")))
    standing = PaidSession.objects.filter(note__taken_back=None)
    noted = standing.filter(booking=OuterRef(OuterRef("pk")), person=OuterRef("user"))
    people = Participant.objects.filter(capacity=Participant.As.CO_SUPERVISOR, process=OuterRef("process"))
    people = people.since("starts_at").filter(Exists(fees), ~Exists(noted))
    if person:
        people = people.filter(user=person)
    held = Booking.objects.filter(Exists(people), status=Status.HELD, starts_at__lt=clock.day_bounds(until)[1])
    rows = held.select_related("process").order_by("starts_at", "pk").prefetch_related(
        people_of("process__"), "process__agreed_fees", Prefetch("paid_fees", standing)
    )  # fmt: skip
    found = [one for row in rows for one in _owed_of(row) if person is None or one.person == person]
    return sorted(found, key=lambda one: (one.person.name, one.person.pk))


def token_of(rows: Iterable[Owed]) -> str:
    """Another where anything that the page showed has changed."""
    return hashlib.sha256("\n".join(row.key for row in rows).encode()).hexdigest()[:16]


def make(person: Any, first: date, *, shown: str, absent: frozenset[UUID], by: Any, now: datetime) -> FeeNote:
    """Freeze exactly what the page showed; of the sessions in `absent` nothing is paid, since the person was not there.
    A worker prints it, and it goes by mail. Raises NotOver, MadeAlready, ChangedMeanwhile, and Faulty where the paper
    cannot show whose it is."""
    if first > month_that_ended(now):
        raise NotOver
    try:
        with transaction.atomic():
            return _make(person, first, shown=shown, absent=absent, by=by, now=now)
    except IntegrityError:  # another was faster by a moment: the page again says what stands
        raise ChangedMeanwhile from None


def _make(person: Any, first: date, *, shown: str, absent: frozenset[UUID], by: Any, now: datetime) -> FeeNote:
    of_month = FeeNote.objects.filter(person=person, period_first_on=first)
    if of_month.standing().exists():
        raise MadeAlready
    until = last_day(first)
    # What marks one of them otherwise waits until the note is made, or not.
    keys = [one.booking.pk for one in owed(until=until, person=person)]
    list(Booking.objects.filter(pk__in=keys).select_for_update(of=("self",)).order_by("pk"))
    rows = owed(until=until, person=person)
    if not rows or token_of(rows) != shown or not absent <= {row.booking.pk for row in rows}:
        raise ChangedMeanwhile
    document = _document(person, rows, first=first, on=clock.day_of(now), absent=absent, edition=of_month.count())
    _refuse_what_no_paper_shows(person, document)
    note = FeeNote.objects.create(
        person=person,
        period_first_on=first,
        edition=document.edition,
        document=document.to_json(),
        gross=document.gross,
        address=address_of(person),
        at=now,
        by=by,
    )
    _write_down(note, rows)
    record("fee_note.made", subject=note, by=by, sessions=len(rows))
    return note


def _refuse_what_no_paper_shows(person: Any, document: FeeNoteDocument) -> None:
    """Raises Faulty."""
    home = Address(street=(person.street,), postcode=person.postcode, town=person.city)
    if found := [*unprintable(Recipient(name=person.name, address=home)), *unprintable(document.payer)]:
        raise Faulty(found)


def _write_down(note: FeeNote, rows: list[Owed]) -> None:
    """Which sessions stand on it; each may have stood on notes that were taken back."""
    before = PaidSession.objects.filter(person=note.person, booking__in=[row.booking for row in rows])
    editions = dict(before.values_list("booking").annotate(Count("pk")))
    PaidSession.objects.bulk_create(
        PaidSession(
            note=note,
            booking=row.booking,
            person=note.person,
            fee=paid.fee,
            edition=editions.get(row.booking.pk, 0),
        )
        for row, paid in zip(rows, note.frozen().rows, strict=True)
    )


def _owed_of(booking: Booking) -> list[Owed]:
    """To whoever led it as a co-supervisor, once, also where they stood in and stay: not to one for whom a substitute
    stood in that day."""
    noted = {row.person_id for row in booking.paid_fees.all()}
    led = [one for one in meeting(booking.process, booking.day) if one.capacity == Participant.As.CO_SUPERVISOR]
    here = {one.user_id: one for one in led if one.user_id not in noted and one.was_in(booking.starts_at)}
    rows = ((one, _agreed(booking, one)) for one in here.values())
    return [Owed(booking, one.user, agreed) for one, agreed in rows if agreed and agreed.fee]


def _agreed(booking: Booking, one: Participant) -> AgreedFee | None:
    fees = [
        fee
        for fee in booking.process.agreed_fees.all()
        if fee.person_id == one.user_id and fee.starts_on <= booking.day
    ]
    return max(fees, key=lambda fee: fee.starts_on, default=None)


def _document(
    person: Any, rows: list[Owed], *, first: date, on: date, absent: frozenset[UUID], edition: int
) -> FeeNoteDocument:
    house = House.read()
    return FeeNoteDocument(
        language=person.language if person.language in LANGUAGES else FINNISH,
        made_on=on,
        edition=edition,
        period_first_on=min(first, rows[0].booking.day.replace(day=1)),  # what came late brings its own month with it
        period_last_on=last_day(first),
        payer=seller_of(house),
        address=tuple(filter(None, (person.name, person.street, f"{person.postcode} {person.city.upper()}".strip()))),
        vat_registered=any(row.agreed.vat == AgreedFee.Vat.REGISTERED for row in rows),
        rows=tuple(_paid(row, house, there=row.booking.pk not in absent) for row in rows),
    )


def _paid(row: Owed, house: House, *, there: bool) -> PaidFee:
    booking, registered = row.booking, row.agreed.vat == AgreedFee.Vat.REGISTERED
    return PaidFee(
        performed_on=booking.day,
        process_code=booking.process.code,
        minutes=booking.minutes,
        fee=row.agreed.fee if there else ZERO,
        vat_percent=(house.vat.rate(booking.day) or ZERO) if registered else ZERO,
    )


def address_of(person: Any) -> str:
    """The sign-in address, while the account is open; never one that an employer reads (C6)."""
    return person.email if person.is_active and not is_employers(person.email) else ""
