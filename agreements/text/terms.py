"""All that an agreement says, frozen: who, on what terms, and what the parties chose among the usual clauses.

It is stored with its version and nothing of it is read from live rows again. A personal goal has no place in it (C7,
DOMAIN 2.2): one copy serves all parties.
"""

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Self

from tyonohjaus.lib import frozen

WORDING = 2  # raise it when a word of words.py changes: an accepted text keeps its own

FEWEST = 2  # come to a group's session, where no other number was agreed


class Kind(StrEnum):
    THREE_PARTY = "three_party"
    TWO_PARTY = "two_party"  # the employer pays, and is no party
    MANAGERS_OWN = "managers_own"  # S4-1: the manager is supervised, and their own superior agrees
    SELF_PAYER = "self_payer"
    INTERNAL = "internal"


class Role(StrEnum):
    SUPERVISEE = "supervisee"
    EMPLOYER = "employer"
    SUPERVISOR = "supervisor"
    CO_SUPERVISOR = "co_supervisor"


class GroupRule(StrEnum):
    """Practice differs, so that it is chosen, and never assumed (DOMAIN 2.3)."""

    ALL = "all"  # all members keep silent on all that was said
    OWN = "own"  # of work one may talk on, of persons never


class Invites(StrEnum):
    """Who may ask the manager to an evaluation."""

    SUPERVISEE = "supervisee"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One who agrees. `key` is the person's; `speaks_for` names the supervisees whose employer's side this is."""

    key: str
    name: str
    role: Role
    of: str = ""  # the employer or firm
    speaks_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    name: str
    business_id: str = ""
    address: str = ""
    website: str = ""
    accent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one of several employers pays of the price, in percent."""

    of: str
    percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The switches and free clauses: what the composer decides, and the next version begins from."""

    employer_agrees: bool = True
    group_rule: GroupRule = GroupRule.ALL
    invites: Invites = Invites.SUPERVISEE
    evaluation_months: int = 6
    follow_up_months: int = 3
    retention_months: int = 12
    remote_rules: bool = True
    substitute: str = ""  # who steps in, in a sentence of their own
    methods: str = ""
    expectations: str = ""
    dissatisfaction: str = ""
    more: str = ""  # one clause a line
    language: str = "fi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    code: str
    kind: Kind
    form: str  # individual, pair, group, community, managers or toto
    parties: tuple[Party, ...]
    practice: Firm
    payer: Firm | None  # None: the supervisee, or nobody
    minutes: int
    every_weeks: int | None
    every_weeks_most: int | None
    count: int | None
    place: str
    price: Decimal | None  # net
    vat_percent: Decimal  # 0 where the practice is not registered
    payment_term_days: int
    cancellation_hours: int
    cancellation_share: int
    cost_centre: str = ""
    buyer_reference: str = ""
    order_number: str = ""
    frame: str = ""  # number of the framework agreement above this one
    shares: tuple[Share, ...] = ()
    approval: str = "none"
    attendance: str = "none"
    names_on_invoice: bool = False
    keeps_content: bool = True
    organisation_goals: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    choices: Choices
    quorum: int | None = None  # of a group: if fewer come, the supervisor decides; None: FEWEST
    wording: int = WORDING

    def to_json(self) -> str:
        return frozen.dump(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        return frozen.load(cls, text)

    @property
    def language(self) -> str:
        return self.choices.language

    @property
    def several_meet(self) -> bool:
        return self.form not in {"individual", "toto"}

    @property
    def in_group(self) -> bool:
        """Sessions that stand without one: a pair calls off as one does."""
        return self.form in {"group", "community", "managers"}

    def of_role(self, *roles: Role) -> tuple[Party, ...]:
        return tuple(party for party in self.parties if party.role in roles)

    @property
    def supervisees(self) -> tuple[Party, ...]:
        return self.of_role(Role.SUPERVISEE)

    @property
    def employers(self) -> tuple[Party, ...]:
        return self.of_role(Role.EMPLOYER)

    @property
    def supervisors(self) -> tuple[Party, ...]:
        return self.of_role(Role.SUPERVISOR, Role.CO_SUPERVISOR)

    def seen_by(self, key: str) -> tuple[Party, ...]:
        """The parties whom this one reads by name: an employer's side no people of another employer (C7, S2-5)."""
        own = [party for party in self.employers if party.key == key]
        if not own or len(self.employers) == 1:
            return self.parties
        shown = {key, *own[0].speaks_for, *(party.key for party in self.supervisors)}
        return tuple(party for party in self.parties if party.key in shown)


def mark(terms: Terms) -> str:
    """Another for other terms."""
    return hashlib.sha256(terms.to_json().encode()).hexdigest()
