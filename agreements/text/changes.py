"""What is new in a version, and whom it concerns. Pure.

The rule, and all of it:
- a person who is a party only now, or no longer the same party, is concerned;
- the supervisors are concerned by every change, since they keep to all of it;
- who is new or gone among the supervisees concerns that person's own employer's side too, and no other member;
- money and references concern those who pay: the employer's side, or the supervisee who pays themselves;
- whatever else is new concerns everybody.
Who is not concerned has accepted already: their earlier yes stands for the new version as well.
"""

from dataclasses import fields, replace
from decimal import Decimal

from .terms import Kind, Party, Role, Terms

MONEY = frozenset(
    {
        "price",
        "vat_percent",
        "payment_term_days",
        "cost_centre",
        "buyer_reference",
        "order_number",
        "payer",
        "shares",
        "frame",
    }
)
# Who the practice is does not change what was agreed; nor does a new edition of our words.
NOT_AGREED = frozenset({"practice", "wording", "code"})


def differences(before: Terms, now: Terms) -> list[str]:
    """The names of what is different, in the order of the terms; of the choices, each by its own name."""
    before = replace(before, parties=_as_parties(before), vat_percent=_rate(before, now))
    now = replace(now, parties=_as_parties(now))
    found = [name for name in _names(Terms) if name != "choices" and getattr(before, name) != getattr(now, name)]
    found += [name for name in _names(type(now.choices)) if _choice(before, name) != _choice(now, name)]
    return [name for name in found if name not in NOT_AGREED]


def concerned(before: Terms, now: Terms) -> frozenset[str]:
    """The keys of those whose yes is asked again."""
    different = set(differences(before, now))
    keys = {party.key for party in now.parties}
    if not different:
        return frozenset()
    if different - MONEY - {"parties"}:
        return frozenset(keys)
    asked = {party.key for party in now.supervisors} | _new_parties(before, now)
    if different & MONEY:
        payers = now.supervisees if now.kind is Kind.SELF_PAYER else now.employers
        asked |= {party.key for party in payers}
    return frozenset(asked & keys)


def _rate(before: Terms, now: Terms) -> Decimal:
    """A new rate changes nothing that was agreed: the text says that the day decides. Taxed or not does."""
    return now.vat_percent if before.vat_percent and now.vat_percent else before.vat_percent


def _as_parties(terms: Terms) -> tuple[Party, ...]:
    return tuple(sorted((replace(party, name="") for party in terms.parties), key=lambda party: party.key))


def _new_parties(before: Terms, now: Terms) -> set[str]:
    """Who became a party, or another kind of party; with a member who came or went, their employer's side."""
    was = {party.key: _as_agreed(party) for party in before.parties}
    return {party.key for party in now.parties if was.get(party.key) != _as_agreed(party)}


def _as_agreed(party: Party) -> Party:
    """A changed surname is no other party; for whom an employer's side speaks is."""
    return replace(party, name="", speaks_for=party.speaks_for if party.role is Role.EMPLOYER else ())


def _choice(terms: Terms, name: str) -> object:
    return getattr(terms.choices, name)


def _names(kind: type) -> list[str]:
    return [field.name for field in fields(kind)]
