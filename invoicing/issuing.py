"""Issue a month's drafts with one button: each in a transaction of its own, so that one failure stops no other."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tyonohjaus.events.models import Event
from tyonohjaus.events.record import record
from tyonohjaus.people.models import Channel

from .drafting import in_turn
from .freezing import House, freeze
from .models import Invoice, NotIssuable, OutOfOrder

log = logging.getLogger(__name__)

FAILED = "invoice.not_issued"


@dataclass(frozen=True)
class OutOfTurn:
    """A number was given on a later day already: numbers run in order of date."""

    last_issued_on: date

    def told(self, gettext: Any) -> str:
        return gettext("An invoice with a later date has been issued already. Invoices are numbered in order of date.")


@dataclass(frozen=True)
class Unforeseen:
    """A fault of the program: it is in the log, with its kind and no content."""

    def told(self, gettext: Any) -> str:
        return gettext("The invoice could not be issued because of a fault in the program. Nothing was changed.")


@dataclass
class Issued:
    done: list[Invoice] = field(default_factory=list)
    refused: list[tuple[Invoice, list[Any]]] = field(default_factory=list)


def issue_all(first: date, *, by: Any, now: datetime) -> Issued:
    """Issue what is still a draft of this month; a second call does only the rest."""
    outcome, house = Issued(), House.read()
    drafts = Invoice.objects.drafts().of_month(first).select_related("organisation", "consumer")
    for draft in in_turn(drafts.exclude(organisation__channel=Channel.ELSEWHERE)):
        try:
            outcome.done.append(draft.issue(by=by, now=now, freeze=freeze(house)))
        except Invoice.DoesNotExist:
            continue  # dropped by a run in the meantime: nothing was left on it
        except NotIssuable as refusal:
            if refusal.problems:  # none: somebody else has just issued it
                outcome.refused.append((draft, refusal.problems))
        except OutOfOrder as refusal:
            outcome.refused.append((draft, [OutOfTurn(refusal.args[0])]))
        except Exception:
            log.exception("An invoice was not issued")
            outcome.refused.append((draft, [Unforeseen()]))
            record(FAILED, subject=draft, by=by)
    return outcome


def failed(drafts: Iterable[Invoice]) -> frozenset[UUID]:
    """Those that a fault of the program has kept back, and nobody has issued since."""
    keys = [draft.pk for draft in drafts]
    events = Event.objects.filter(name=FAILED, subject_type=Invoice._meta.label_lower, subject_id__in=keys)
    return frozenset(events.values_list("subject_id", flat=True))
