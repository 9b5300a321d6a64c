"""Issue a month's drafts with one button: each in a transaction of its own, so that one failure stops no other."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tyonohjaus.events.models import Event
from tyonohjaus.events.record import record
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import Channel

from .composing import House
from .documents.document import InvoiceDocument
from .drafting import in_turn
from .freezing import freeze
from .models import Invoice, NotIssuable, OutOfOrder

log = logging.getLogger(__name__)

FAILED = "invoice.not_issued"
CHANGED = "invoice.changed_since_ordered"
ORDER = ("ordered_at", "ordered_by", "ordered_content")
NOT_ORDERED = {"ordered_at": None, "ordered_by": None, "ordered_content": ""}
Freeze = Callable[[Invoice], InvoiceDocument]


@dataclass(frozen=True)
class OutOfTurn:
    """A number was given on a later day already: numbers run in order of date."""

    last_issued_on: date

    def told(self, gettext: Any) -> str:
        return gettext("An invoice with a later date has been issued already. Invoices are numbered in order of date.")


@dataclass(frozen=True)
class ChangedSinceOrdered:
    """It is not what the page showed when the button was pressed: another session, reference, address or price."""

    def told(self, gettext: Any) -> str:
        return gettext("The draft has changed since you pressed the button. Look at it, and send it again.")


@dataclass(frozen=True)
class Unforeseen:
    """A fault of the program: it is in the log, with its kind and no content."""

    def told(self, gettext: Any) -> str:
        return gettext("The invoice could not be issued because of a fault in the program. Nothing was changed.")


@dataclass
class Issued:
    done: list[Invoice] = field(default_factory=list)
    refused: list[tuple[Invoice, list[Any]]] = field(default_factory=list)


def order(shown: Mapping[UUID, str], *, by: Any, now: datetime) -> int:
    """The button was pressed for these, with this content (`Month.shown`): from here on a worker may issue them, at any
    time and once. How many are still there to be issued."""
    with transaction.atomic():
        rows = list(Invoice.objects.drafts().select_for_update(of=("self",)).filter(pk__in=shown).order_by("pk"))
        for row in rows:
            row.ordered_at, row.ordered_by, row.ordered_content = now, by, shown[row.pk]
        Invoice.objects.bulk_update(rows, ORDER, batch_size=100)
    return len(rows)


def issue_ordered(*, now: datetime, at_most: int | None = None) -> Issued:
    """In the order in which the page showed them. What cannot be issued is ordered no more: the page says why."""
    outcome, shown = Issued(), as_shown(freeze(House.read()))
    for draft in in_turn(_ordered())[:at_most]:
        _issue(draft, outcome, now=now, freeze=shown)
    for draft, _problems in outcome.refused:  # unless somebody has pressed anew in the meantime
        Invoice.objects.to_issue().filter(pk=draft.pk, ordered_at=draft.ordered_at).update(**NOT_ORDERED)
    return outcome


def as_shown(freeze: Freeze) -> Freeze:
    """What the page showed, or nothing. By the row under the lock: the button may have been pressed anew since a worker
    read what was ordered."""

    def frozen(row: Invoice) -> InvoiceDocument:
        if row.ordered_at is None:
            raise TooLate(row)  # another worker has kept it back, and said why
        document = freeze(row)
        if document.content != row.ordered_content:
            raise NotIssuable([ChangedSinceOrdered()])
        return document

    return frozen


def _ordered() -> Any:
    rows = Invoice.objects.to_issue().select_related("organisation", "consumer", "ordered_by")
    return rows.exclude(organisation__channel=Channel.ELSEWHERE)


def _issue(draft: Invoice, outcome: Issued, *, now: datetime, freeze: Freeze) -> None:
    """In a transaction of its own: its failure stops no other."""
    try:
        outcome.done.append(draft.issue(by=draft.ordered_by, now=now, freeze=freeze))
    except (Invoice.DoesNotExist, TooLate):
        pass  # in the meantime a run has dropped it, since nothing was left on it, or somebody else has issued it
    except NotIssuable as refusal:
        outcome.refused.append((draft, refusal.problems))
        if ChangedSinceOrdered() in refusal.problems:
            _note(CHANGED, draft)
    except OutOfOrder as refusal:
        outcome.refused.append((draft, [OutOfTurn(refusal.args[0])]))
    except Exception:
        log.exception("An invoice was not issued")
        outcome.refused.append((draft, [Unforeseen()]))
        _note(FAILED, draft)


def _note(why: str, draft: Invoice) -> None:
    with transaction.atomic():
        record(why, subject=draft, by=draft.ordered_by)


def failed_when_ordered(drafts: Iterable[Invoice]) -> dict[UUID, str]:
    """Those that did not go out when they were ordered, and why at last: FAILED, a fault of the program, or CHANGED."""
    keys = [draft.pk for draft in drafts]
    noted = Event.objects.filter(name__in=(FAILED, CHANGED), subject_type=Invoice._meta.label_lower)
    return dict(noted.filter(subject_id__in=keys).order_by("at").values_list("subject_id", "name"))
