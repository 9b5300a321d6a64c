"""The text that the parties accept, from its terms: the clauses, and the table of who sees what. Pure.

It names nobody: the parties stand beside it, since each employer's copy names its own people only, and all of them
accept the same text. Written as plain lines, of which the SHA-256 is kept: a title, a kind, then `# heading`,
paragraphs, and `| cell | cell` for a table's rows.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from tyonohjaus.lib import money

from .terms import FEWEST, GroupRule, Invites, Kind, Terms
from .words import say

PAID_BY_EMPLOYER = frozenset({Kind.THREE_PARTY, Kind.TWO_PARTY, Kind.MANAGERS_OWN})


@dataclass
class Section:
    """A clause as it is shown: `number` is text; the first row of a table is its head."""

    number: str
    heading: str
    paragraphs: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    @property
    def body(self) -> list[list[tuple[str, str]]]:
        """The rows below the head, each cell with its column's name."""
        return [list(zip(self.rows[0], row, strict=True)) for row in self.rows[1:]]


@dataclass
class Text:
    title: str
    kind: str
    sections: list[Section]


def written(terms: Terms, *, number: int) -> str:
    """The text of version `number`."""
    language = terms.language
    lines = [
        f"{say('agreement', language)} {terms.code}, {say('version', language, number=number)}",
        f"{say(terms.kind, language)}: {say(terms.form, language)}",
    ]
    for place, (heading, body) in enumerate(_sections(terms), start=1):
        lines += ["", f"# {place} {say(heading, language)}", *body]
    return "\n".join(lines) + "\n"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> Text:
    """The written text, part by part: pages and papers show what was accepted, and not what would be written today."""
    title, kind, *lines = text.splitlines()
    sections: list[Section] = []
    for line in filter(None, lines):
        mark, _space, rest = line.partition(" ")
        if mark == "#":
            number, _space, heading = rest.partition(" ")
            sections.append(Section(number, heading))
        elif mark == "|":
            sections[-1].rows.append([cell.strip() for cell in rest.split(" | ")])
        else:
            sections[-1].paragraphs.append(line)
    return Text(title, kind, sections)


def own_words(typed: str) -> str:
    """What somebody typed, as one line that cannot pass for a heading or a row; without its last full stop."""
    return " ".join(typed.split()).lstrip("#| ").replace(" | ", ", ").rstrip(".")


def _sections(terms: Terms) -> Iterator[tuple[str, list[str]]]:
    yield "h_purpose", _paragraphs(_purpose(terms), _goals(terms))
    yield "h_sessions", _paragraphs(_sessions(terms), _times(terms))
    yield "h_evaluation", _paragraphs(_evaluation(terms))
    if terms.kind is Kind.INTERNAL:
        yield "h_working_time", _paragraphs(_say(terms, "working_time"))
    else:
        yield "h_price", _paragraphs(_price(terms), _invoices(terms))
    yield "h_cancelling", _paragraphs(_cancelling(terms))
    yield "h_confidential", _paragraphs(_confidential(terms))
    yield "h_sees", ["| " + " | ".join(row) for row in _sees(terms)]
    if terms.choices.remote_rules:
        yield "h_remote", _paragraphs(_say(terms, "remote_rules"))
    yield "h_data", _paragraphs(_data(terms))
    yield "h_changes", _paragraphs(_changes(terms))
    yield "h_dissatisfied", _paragraphs(_own(terms.choices.dissatisfaction) or _say(terms, "dissatisfied"))
    if more := [own_words(line) for line in terms.choices.more.splitlines()]:
        yield "h_more", [f"{line}." for line in more if line]


def _purpose(terms: Terms) -> Iterator[str]:
    yield from _say(terms, _many(terms, "purpose"))
    key = "goal_internal" if terms.kind is Kind.INTERNAL else "goal"
    for goal in terms.organisation_goals:
        yield from _say(terms, key, goal=own_words(goal))
    if terms.themes:
        yield from _say(terms, "themes", themes=", ".join(map(own_words, terms.themes)))


def _goals(terms: Terms) -> Iterator[str]:
    yield from _say(terms, _many(terms, "own_goals"))
    if methods := own_words(terms.choices.methods):
        yield from _say(terms, "methods", methods=methods)
    yield from _own(terms.choices.expectations)
    yield from _say(terms, "no_promise")


def _sessions(terms: Terms) -> Iterator[str]:
    yield from _say(terms, "count", count=terms.count) if terms.count else _say(terms, "no_count")
    yield from _say(terms, "minutes", minutes=terms.minutes)
    least, most = terms.every_weeks, terms.every_weeks_most
    if least is None:
        yield from _say(terms, "monthly")
    elif most and most > least:
        yield from _say(terms, "weeks", weeks=f"{least}–{most}")
    else:
        yield from _say(terms, "weekly") if least == 1 else _say(terms, "weeks", weeks=least)
    yield from _say(terms, terms.place)


def _times(terms: Terms) -> Iterator[str]:
    yield from _say(terms, _many(terms, "books"))
    if terms.kind in PAID_BY_EMPLOYER:
        yield from _say(terms, f"approval_{terms.approval}")
        if terms.in_group and terms.approval in {"series", "each"}:
            yield from _say(terms, "approval_own")
    if terms.in_group:
        yield from _say(terms, "absence", quorum=terms.quorum or FEWEST)
    if substitute := own_words(terms.choices.substitute):
        yield from _say(terms, "substitute", substitute=substitute)


def _evaluation(terms: Terms) -> Iterator[str]:
    choices = terms.choices
    yield from _say(terms, _many(terms, "evaluation"), months=choices.evaluation_months)
    if choices.follow_up_months:
        yield from _say(terms, "follow_up", months=choices.follow_up_months)
    if terms.kind is not Kind.SELF_PAYER:
        allowed = choices.invites is Invites.SUPERVISEE
        yield from _say(terms, _many(terms, "invites") if allowed else "invites_nobody")


def _price(terms: Terms) -> Iterator[str]:
    if terms.price is None:
        return
    net, language = terms.price, terms.language
    told = {
        "net": money.euros(net, language),
        "percent": money.percent(terms.vat_percent, language),
        "gross": money.euros(money.with_vat(net, terms.vat_percent), language),
    }
    if not terms.vat_percent:
        yield from _say(terms, "price_untaxed", **told)
    else:
        yield from _say(terms, "price_consumer" if terms.kind is Kind.SELF_PAYER else "price", **told)
    if terms.several_meet:
        yield from _say(terms, "per_session")


def _invoices(terms: Terms) -> Iterator[str]:
    if terms.shares:
        yield from _say(terms, "shared_cost")
    yield from _say(terms, "invoices", days=terms.payment_term_days)
    marks = ["buyer_reference", "cost_centre", "order_number", "code"]
    stands = [say(mark, terms.language, value=value) for mark in marks if (value := getattr(terms, mark))]
    if terms.kind is not Kind.SELF_PAYER:
        yield from _say(terms, "marked", marks=", ".join(stands))
        yield from _say(terms, "names_yes" if terms.names_on_invoice else "names_no")
    if frame := own_words(terms.frame):
        yield from _say(terms, "frame", frame=frame)


def _cancelling(terms: Terms) -> Iterator[str]:
    if terms.kind is Kind.INTERNAL or not terms.cancellation_share:
        yield from _say(terms, "cancel_free")
    else:
        share = money.percent(terms.cancellation_share, terms.language)
        yield from _say(terms, "cancel", hours=terms.cancellation_hours, share=share)
    yield from _say(terms, "no_reason")
    if terms.kind is not Kind.INTERNAL:
        yield from _say(terms, "supervisor_cancels")


def _confidential(terms: Terms) -> Iterator[str]:
    yield from _say(terms, "confidential")
    told = {Kind.SELF_PAYER: "to_nobody", Kind.INTERNAL: "to_employer"}
    yield from _say(terms, told.get(terms.kind, "to_client"))
    if terms.several_meet:
        yield from _say(terms, "group_all" if terms.choices.group_rule is GroupRule.ALL else "group_own")
    yield from _say(terms, "limits")


def _sees(terms: Terms) -> Iterator[list[str]]:
    """By the access table and DOMAIN 4.3. Without an employer there is no column for one."""
    own = "own" if terms.several_meet else "sees"
    internal, employer = terms.kind is Kind.INTERNAL, terms.kind is not Kind.SELF_PAYER
    attends = {"none": "not", "count": "number_of", "names": "names_of"}[terms.attendance]
    leave = "by_leave" if terms.choices.invites is Invites.SUPERVISEE else "not"
    rows = [
        [
            "thing",
            "supervisees" if terms.several_meet else "supervisee",
            "supervisor",
            "employer" if internal else "client",
        ],
        ["t_times", "sees", "sees", "sees"],
        *([] if internal else [["t_price", "sees", "sees", "sees"]]),
        *([["t_attendance", "sees", "sees", attends]] if employer else []),
        *([["t_goal_internal" if internal else "t_goal", "sees", "sees", "sees"]] if terms.organisation_goals else []),
        *([["t_agreed_themes", "sees", "sees", "sees"]] if terms.themes else []),
        *([] if internal else [["t_invoices", "not" if employer else "sees", "office", "sees"]]),
    ]
    if terms.keeps_content:
        rows += [
            ["t_own_goals", own, "sees", "not"],
            ["t_themes", "shared", "sees", "not"],
            ["t_assignments", "sees", "sees", "not"],
            ["t_evaluations", own, "sees", leave],
            ["t_notes", "own", "own", "not"],
        ]
    return ([say(key, terms.language) for key in (row if employer else row[:3])] for row in rows)


def _data(terms: Terms) -> Iterator[str]:
    internal = terms.kind is Kind.INTERNAL
    yield from _say(terms, "controller_internal" if internal else "controller")
    if terms.kind in PAID_BY_EMPLOYER:
        yield from _say(terms, "controller_client")
    if terms.keeps_content:
        yield from _say(terms, "keeps", months=terms.choices.retention_months)
    else:
        yield from _say(terms, "keeps_nothing")
    yield from _say(terms, "kept_internal" if internal else "kept")
    if terms.practice.website:
        yield from _say(terms, "notice", website=terms.practice.website)


def _changes(terms: Terms) -> Iterator[str]:
    yield from _say(terms, "new_version")
    yield from _say(terms, "stopping_many" if terms.several_meet else "stopping")
    if terms.kind is not Kind.INTERNAL:
        yield from _say(terms, "stopping_invoiced")


def _paragraphs(*parts: Iterator[str] | list[str]) -> list[str]:
    return [" ".join(part) for part in map(list, parts) if part]


def _many(terms: Terms, key: str) -> str:
    return f"{key}_many" if terms.several_meet else f"{key}_one"


def _say(terms: Terms, key: str, **facts: object) -> list[str]:
    return [say(key, terms.language, **facts)]


def _own(typed: str) -> list[str]:
    words = own_words(typed)
    return [f"{words}."] if words else []
