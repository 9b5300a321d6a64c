"""A month's concerns, from what is known of it."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any
from uuid import UUID

from bookings.models import Booking
from intake.models import BillingDetails
from invoicing.charges import Gap
from invoicing.issuing import FAILED
from invoicing.marks import marker
from invoicing.models import Line
from invoicing.month import Month
from processes.models import References
from processes.models.vat import exemption
from tyonohjaus.people.models import Channel, Organisation

from . import drafts, practice, sent, sessions
from .concern import Concern


def concerns(month: Month) -> list[Concern]:
    return [concern for find in FINDERS for concern in find(month)]


def _practice(month: Month) -> Iterator[Concern]:
    if month.practice.billing_starts_on is None:
        yield practice.StartMissing()
    if found := month.seller_problems:
        yield practice.SellerIncomplete(problems=tuple(found))
    if month.later_issued_on and month.drafts:
        yield practice.LaterIssued(on=month.later_issued_on)


def _limit(month: Month) -> Iterator[Concern]:
    """Of the year before only where it went over."""
    for one in month.turnover:
        if one.is_over or (one.is_near and one.year == month.first.year):
            yield practice.NearLimit(turnover=one)


def _payers(month: Month) -> Iterator[Concern]:
    for draft in month.drafts:
        if draft.is_elsewhere:
            yield drafts.BilledElsewhere(draft=draft)
        elif draft.payers_problems:
            yield drafts.Blocked(draft=draft)
        elif not draft.is_ordered and (why := month.failed_when_ordered.get(draft.invoice.pk)):
            yield drafts.NotIssued(draft=draft) if why == FAILED else drafts.ChangedSince(draft=draft)


def _rates(month: Month) -> Iterator[Concern]:
    for draft in month.drafts:
        rates, codes = drafts.rates_of(draft.document), drafts.priced_twice(draft.document)
        if len(rates) > 1 or codes:
            yield drafts.RateChange(draft=draft, rates=rates, codes=codes)


def _not_sent(month: Month) -> Iterator[Concern]:
    for one in month.stalled:
        if not one.is_brought:
            yield sent.NotSent(sent=one)


def _returned(month: Month) -> Iterator[Concern]:
    for line in month.held_back:
        if line.state == Line.State.RETURNED:
            yield sessions.Returned(line=line)


def _gaps(month: Month) -> Iterator[Concern]:
    unclear: dict[UUID, list[Booking]] = {}
    unconfirmed: list[Booking] = []
    for booking, gap in month.gaps:
        if gap is Gap.PRICE:
            yield sessions.NoPrice(booking=booking)
        elif gap is Gap.DETAILS:
            unconfirmed.append(booking)
        else:
            unclear.setdefault(booking.process_id, []).append(booking)
    for bookings in unclear.values():
        yield sessions.UnclearPayer(process=bookings[0].process, count=len(bookings))
    if unconfirmed:
        yield from _unconfirmed(unconfirmed)


def _unconfirmed(bookings: list[Booking]) -> Iterator[Concern]:
    """One a payer, whether it pays alone or a part."""
    for details in BillingDetails.unconfirmed().select_related("organisation").order_by("organisation__name", "pk"):
        paid = [one for one in bookings if details.organisation_id in _who_pay(one)]
        if paid:
            yield sessions.UnconfirmedDetails(organisation=details.organisation, count=len(paid))


def _who_pay(booking: Booking) -> set[Any]:
    process = booking.process
    return {process.organisation_id, *(share.organisation_id for share in process.cost_shares.all())}


def _unmarked(month: Month) -> Iterator[Concern]:
    by_supervisor: dict[Any, list[Booking]] = {}
    for booking in month.unmarked:
        if supervisor := marker(booking):
            by_supervisor.setdefault(supervisor, []).append(booking)
    for supervisor, bookings in sorted(by_supervisor.items(), key=lambda item: item[0].name):
        yield sessions.Unmarked(supervisor=supervisor, bookings=tuple(bookings))


def _undrafted(month: Month) -> Iterator[Concern]:
    """A month with neither drafts nor invoices has one thing to be done, and its main button does it."""
    if month.undrafted and month.is_over and (month.drafts or month.issued):
        yield sessions.Undrafted(first=month.first, count=month.undrafted)


def _waiting(month: Month) -> Iterator[Concern]:
    waiting = [line for line in month.held_back if line.state == Line.State.WAITING]
    waiting.sort(key=lambda line: (str(line.payer), line.booking.starts_at))
    for organisation, lines in groupby(waiting, key=lambda line: line.payer):
        yield sessions.Waiting(organisation=organisation, lines=tuple(lines))


def _no_address(month: Month) -> Iterator[Concern]:
    for draft in month.drafts:
        by_hand = draft.invoice.payers_channel in {Channel.MAIL, Channel.LETTER}
        if draft.is_ready and not draft.invoice.address and by_hand:
            yield drafts.NoAddress(draft=draft)


def _no_reference(month: Month) -> Iterator[Concern]:
    for draft in month.drafts:
        organisation, asked = draft.invoice.organisation, any(References.of(draft.document))
        if organisation and organisation.group == Organisation.Group.PUBLIC and draft.is_ready and not asked:
            yield drafts.NoReference(draft=draft)


def _exempt(month: Month) -> Iterator[Concern]:
    found: dict[UUID, Concern] = {}
    for draft in month.drafts:
        for line in draft.invoice.lines.all():
            process, day = line.booking.process, line.booking.day
            exempt = exemption(process, day)
            if exempt and exempt.confirmed_on is None:
                found[process.pk] = sessions.UnconfirmedExemption(process=process, law=exempt.ground.law)
    yield from found.values()


def _by_hand(month: Month) -> Iterator[Concern]:
    for one in month.stalled:
        if one.is_brought:
            yield sent.ByHand(sent=one)


def _to_export(month: Month) -> Iterator[Concern]:
    if month.to_export and month.is_over:
        yield practice.ToExport(first=month.first, count=month.to_export)


def _changed(month: Month) -> Iterator[Concern]:
    for line in month.changed:
        yield sessions.ChangedSince(line=line)


def _left_over(month: Month) -> Iterator[Concern]:
    for first in month.left_over:
        yield practice.LeftOver(first=first)


FINDERS: tuple[Callable[[Month], Iterator[Concern]], ...] = (
    _practice,
    _limit,
    _payers,
    _not_sent,
    _returned,
    _gaps,
    _unmarked,
    _undrafted,
    _waiting,
    _exempt,
    _rates,
    _no_reference,
    _no_address,
    _by_hand,
    _to_export,
    _changed,
    _left_over,
)
