"""How far an issued invoice has come on its way to the payer, counted from rows: paper, mail, other sendings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from tyonohjaus.outbox.models import Message, State
from tyonohjaus.outbox.paper import MAX_ATTEMPTS

from .models import Invoice, Paper, Route, Sending

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
    EINVOICED = "einvoiced"  # by a file


# What nobody need do anything about.
DONE = frozenset({Stage.SENT, Stage.DELIVERED, Stage.EINVOICED})
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
    """Where one invoice stands. `address` is where its mail went or goes; `sending` how else it went or goes."""

    stage: Stage
    at: datetime | None = None
    address: str = ""
    sending: Sending | None = None

    @property
    def is_printed(self) -> bool:
        return self.stage not in {Stage.PRINTING, Stage.STUCK}


def undelivered() -> Q:
    """Of invoices: what nothing has brought, as far as we know."""
    mail = _messages().filter(about_id=OuterRef("pk"), state=State.SENT)
    other = Sending.objects.filter(invoice=OuterRef("pk"), state=State.SENT)
    return ~Exists(mail) & ~Exists(other)


def ways(invoices: Iterable[Invoice]) -> dict[UUID, Way]:
    """Of issued invoices, in three queries."""
    keys = [invoice.pk for invoice in invoices]
    papers = {paper.invoice_id: paper for paper in Paper.objects.filter(invoice__in=keys).defer("pdf")}
    mails = {mail.about_id: mail for mail in _mails(keys)}
    others = {row.invoice_id: row for row in _sendings(keys)}
    return {key: _way(papers.get(key), mails.get(key), others.get(key)) for key in keys}


def _sendings(keys: list[UUID]) -> Iterable[Sending]:
    """As of the mails, the last wins: one that went before one that did not."""
    rows = Sending.objects.filter(invoice__in=keys).defer("content")
    return rows.order_by(F("sent_at").asc(nulls_first=True), "at")


def _mails(keys: list[UUID]) -> Iterable[Message]:
    """The last of each invoice wins: one that was sent before one that was not."""
    return _messages().filter(about_id__in=keys).order_by(F("sent_at").asc(nulls_first=True), "created_at")


def _messages() -> Any:
    return Message.objects.filter(about_type=Invoice._meta.label_lower, template=MAIL)


def _way(paper: Paper | None, mail: Message | None, other: Sending | None) -> Way:
    if paper is None or paper.made_at is None:
        return Way(stage=Stage.STUCK if paper and paper.attempts >= MAX_ATTEMPTS else Stage.PRINTING)
    if mail and mail.state == State.SENT:
        return Way(stage=Stage.SENT, at=mail.sent_at, address=mail.address)
    if other:
        return Way(stage=_stage(other), at=other.at, sending=other)
    if mail and mail.state in BY_MAIL:
        return Way(stage=BY_MAIL[State(mail.state)], at=mail.created_at, address=mail.address)
    return Way(stage=Stage.BY_HAND, at=paper.made_at)


def _stage(sending: Sending) -> Stage:
    if sending.state != State.SENT:
        return BY_MAIL[State(sending.state)]
    return Stage.EINVOICED if sending.route in {Route.DROP, Route.DOWNLOAD} else Stage.DELIVERED
