"""A version as it is read, on a page, by a link and on paper: all from what is frozen, in the agreement's own language.

What a reader of it is shown is this and no more (C7): a test holds the names of the fields."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from tyonohjaus.lib import money
from tyonohjaus.ui import words as ui

from .models import Signature, Version, Way
from .text.terms import Kind, Party, Role, Share, Terms
from .text.text import Section
from .text.words import say


@dataclass(frozen=True)
class Named:
    """A person or firm among the parties, and what stands below."""

    name: str
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Side:
    heading: str
    named: Sequence[Named]


@dataclass(frozen=True)
class Given:
    """One party's acceptance: empty words while it is not given."""

    party: str
    name: str
    at: str
    how: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    language: str
    name: str  # what such a paper is called
    title: str
    kind: str
    facts: Sequence[tuple[str, str]]
    sides: Sequence[Side]
    sections: Sequence[Section]
    given_heading: tuple[str, str]
    given_columns: Sequence[str]
    given: Sequence[Given]
    others_gave: str
    digest: str


def sheet_of(version: Version, signatures: Iterable[Signature], *, reader: Any = None) -> Sheet:
    """`reader`: the person for whom it is; None: one who reads all names."""
    terms, language = version.terms, version.terms.language
    seen = terms.seen_by(str(reader.pk)) if reader else terms.parties
    rows = {str(row.user_id): row for row in signatures}
    shown = [_given(terms, party, rows.get(party.key)) for party in seen]
    others = sum(1 for party in terms.parties if party not in seen and _accepted(rows.get(party.key)))
    return Sheet(
        language=language,
        name=say("agreement", language),
        title=version.told.title,
        kind=version.told.kind,
        facts=list(_facts(version, own_copy=seen != terms.parties)),
        sides=sides_of(terms, seen),
        sections=version.told.sections,
        given_heading=(str(len(version.told.sections) + 1), say("h_accepted", language)),
        given_columns=[say(key, language) for key in ("a_party", "a_name", "a_accepted", "a_how")],
        given=shown,
        others_gave=say("others_accepted", language, count=others) if others else "",
        digest=say("digest", language, digest=f"{version.sha256[:32]} {version.sha256[32:]}"),
    )


def sides_of(terms: Terms, seen: Sequence[Party]) -> list[Side]:
    language = terms.language
    people = list(_by_employer([party for party in seen if party.role is Role.SUPERVISEE]))
    if hidden := len(terms.supervisees) - len(people):
        people.append(Named("", [say("others", language, count=hidden)]))
    heading = say("supervisees" if terms.several_meet else "supervisee", language)
    sides = [Side(heading, people)]
    if payer := _payer(terms, seen):
        sides.append(payer)
    supervisors = [Named(party.name, _firm_of(terms, party)) for party in terms.supervisors]
    heading = say("supervisors" if len(supervisors) > 1 else "supervisor", language)
    return [*sides, Side(heading, supervisors)]


def _payer(terms: Terms, seen: Sequence[Party]) -> Side | None:
    language = terms.language
    signing = [party for party in seen if party.role is Role.EMPLOYER]
    if terms.payer is None and not signing:
        return None
    named = []
    if payer := terms.payer:
        lines = [say("business_id", language, value=payer.business_id) if payer.business_id else "", payer.address]
        named.append(Named(payer.name, [line for line in lines if line]))
    for party in signing:
        elsewhere = [party.of] if terms.payer is None or party.of != terms.payer.name else []
        named.append(Named("", [say("speaks", language, name=party.name), *elsewhere]))
    named += [Named("", [f"{share.of}:", _percent(share, language)]) for share in _shares_of(terms, seen)]
    heading = {Kind.INTERNAL: "employer", Kind.SELF_PAYER: "payer"}.get(terms.kind, "client_and_payer")
    return Side(say(heading, language), named)


def _shares_of(terms: Terms, seen: Sequence[Party]) -> list[Share]:
    """Each employer's own, and all of them to who reads all."""
    own = {party.of for party in seen if party.role is Role.EMPLOYER}
    return [share for share in terms.shares if seen == terms.parties or share.of in own]


def _percent(share: Share, language: str) -> str:
    return say("share", language, percent=money.percent(share.percent, language))


def _firm_of(terms: Terms, party: Party) -> list[str]:
    practice = terms.practice
    mark = say("business_id", terms.language, value=practice.business_id) if practice.business_id else ""
    own = [mark, practice.address] if party == terms.supervisors[0] else []
    return [line for line in (party.of, *own) if line]


def _facts(version: Version, *, own_copy: bool) -> Iterable[tuple[str, str]]:
    terms, language = version.terms, version.terms.language
    yield (
        say("f_agreement", language),
        f"{terms.code}, {say('version', language, number=version.number)}",
    )
    yield say("f_dated", language), ui.numeric(version.offered_at, language=language)
    if version.in_force_at:
        yield say("f_in_force", language), ui.numeric(version.in_force_at, language=language)
    yield say("f_copy", language), say("copy_own" if own_copy else "copy_all", language)


def _given(terms: Terms, party: Party, row: Signature | None) -> Given:
    language = terms.language
    role = "client" if party.role is Role.EMPLOYER and terms.kind is not Kind.INTERNAL else party.role
    if row is None or not _accepted(row):
        return Given(say(role, language), party.name, "", "")
    assert row.answered_at
    how = say(row.via or Way.PORTAL, language)
    if row.given_to != row.version.number:
        how += f", {say('of_version', language, number=row.given_to)}"
    return Given(say(role, language), party.name, ui.when(row.answered_at, language=language), how)


def _accepted(row: Signature | None) -> bool:
    return row is not None and row.answer == "accepted"


def _by_employer(people: list[Party]) -> Iterator[Named]:
    """The employer once, below the last of its people."""
    ordered = sorted(people, key=lambda party: party.of)
    for party, following in zip_longest(ordered, ordered[1:]):
        last = following is None or following.of != party.of
        yield Named(party.name, [party.of] if party.of and last else [])
