"""What pages say of an agreement, in the reader's language. The agreement's own words stand in text/words.py."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as later

from tyonohjaus.ui import words
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge

from .models import Status

BADGES = {
    Status.OFFERED: "waits",
    Status.IN_FORCE: "done",
    Status.DECLINED: "off",
    Status.WITHDRAWN: "off",
    Status.SUPERSEDED: "off",
}
ICONS = {Status.IN_FORCE: "file-check"}

# Each part of the terms, as a page names what has changed.
PARTS = {
    "kind": later("kind of agreement"),
    "form": later("kind of supervision"),
    "parties": later("parties"),
    "payer": later("payer"),
    "minutes": later("length"),
    "every_weeks": later("rhythm"),
    "every_weeks_most": later("rhythm"),
    "count": later("number of sessions"),
    "place": later("place"),
    "quorum": later("how many must come"),
    "price": later("price"),
    "vat_percent": later("VAT"),
    "payment_term_days": later("payment term"),
    "cancellation_hours": later("cancelling"),
    "cancellation_share": later("cancelling"),
    "cost_centre": later("references on the invoice"),
    "buyer_reference": later("references on the invoice"),
    "order_number": later("references on the invoice"),
    "approval": later("approval of times"),
    "attendance": later("what is told of attendance"),
    "names_on_invoice": later("names on invoices"),
    "keeps_content": later("what is stored"),
    "organisation_goals": later("the organisation's goals"),
    "themes": later("agreed themes"),
    "employer_agrees": later("the employer as a party"),
    "group_rule": later("confidentiality in the group"),
    "invites": later("inviting the manager"),
    "evaluation_months": later("evaluation"),
    "follow_up_months": later("evaluation"),
    "retention_months": later("erasing of records"),
    "remote_rules": later("rules for remote sessions"),
    "shares": later("shares of the price"),
    "substitute": later("substitute"),
    "frame": later("framework agreement"),
    "methods": later("ways of working"),
    "expectations": later("expectations"),
    "dissatisfaction": later("what one does who is not satisfied"),
    "more": later("other clauses"),
    "language": later("language"),
}


def news(names: Iterable[str]) -> str:
    """`price, parties`, each once."""
    return named(dict.fromkeys(str(PARTS[name]) for name in names))


def named(names: Iterable[str]) -> str:
    return words.listed(list(names), language=spoken())


def badge(status: str) -> Badge:
    state = Status(status)
    return Badge(kind=BADGES[state], text=str(state.label), icon=ICONS.get(state, ""))
