"""How far an issued invoice has come on its way to the payer, counted from rows: paper, mail, a delivery by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from tyonohjaus.outbox.models import Message, State
from tyonohjaus.outbox.paper import MAX_ATTEMPTS

from .models import Delivery, Invoice, Paper

MAIL = "invoicing/mail/invoice"


class Stage(StrEnum):
    PRINTING = "printing"
    STUCK = "stuck"  # no PDF after several tries
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"  # perhaps sent
    FAILED = "failed"
    BY_HAND = "by_hand"  # has no address: the office brings it
    DELIVERED = "delivered"  # brought by hand


# What nobody need do anything about.
DONE = frozenset({Stage.SENT, Stage.DELIVERED})
UNDER_WAY = frozenset({Stage.PRINTING, Stage.SENDING})
STALLED = frozenset(Stage) - DONE - UNDER_WAY
BY_MAIL = {
    State.WAITING: Stage.SENDING,
    State.SENT: Stage.SENT,
    State.UNCERTAIN: Stage.UNCERTAIN,
    State.FAILED: Stage.FAILED,
}


@dataclass(frozen=True, kw_only=True)
class Way:
    """Where one invoice stands. `address` is where its mail went or goes; `how` how the office brought it."""

    stage: Stage
    at: datetime | None = None
    address: str = ""
    how: str = ""

    @property
    def is_printed(self) -> bool:
        return self.stage not in {Stage.PRINTING, Stage.STUCK}


def undelivered() -> Q:
    """Of invoices: what neither mail nor a hand has brought, as far as we know."""
    mail = _messages().filter(about_id=OuterRef("pk"), state=State.SENT)
    return ~Exists(mail) & ~Exists(Delivery.objects.filter(invoice=OuterRef("pk")))


def ways(invoices: Iterable[Invoice]) -> dict[UUID, Way]:
    """Of issued invoices, in three queries."""
    keys = [invoice.pk for invoice in invoices]
    papers = {paper.invoice_id: paper for paper in Paper.objects.filter(invoice__in=keys).defer("pdf")}
    mails = {mail.about_id: mail for mail in _mails(keys)}
    hands = {row.invoice_id: row for row in Delivery.objects.filter(invoice__in=keys).order_by("at")}
    return {key: _way(papers.get(key), mails.get(key), hands.get(key)) for key in keys}


def _mails(keys: list[UUID]) -> Iterable[Message]:
    """The last of each invoice wins: one that was sent before one that was not."""
    return _messages().filter(about_id__in=keys).order_by(F("sent_at").asc(nulls_first=True), "created_at")


def _messages() -> Any:
    return Message.objects.filter(about_type=Invoice._meta.label_lower, template=MAIL)


def _way(paper: Paper | None, mail: Message | None, hand: Delivery | None) -> Way:
    if paper is None or paper.made_at is None:
        return Way(stage=Stage.STUCK if paper and paper.attempts >= MAX_ATTEMPTS else Stage.PRINTING)
    if mail and mail.state == State.SENT:
        return Way(stage=Stage.SENT, at=mail.sent_at, address=mail.address)
    if hand:
        return Way(stage=Stage.DELIVERED, at=hand.at, how=hand.get_how_display())
    if mail and mail.state in BY_MAIL:
        return Way(stage=BY_MAIL[State(mail.state)], at=mail.created_at, address=mail.address)
    return Way(stage=Stage.BY_HAND, at=paper.made_at)
