"""The whole of a log as one supervisor writes it, kept all at once or not at all."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import transaction

from tyonohjaus.access import Capacity, capacities_of, somebody
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.prepared import NOBODY, Prepared, nobodies
from tyonohjaus.sealed.models import SealedModel

from .assignment import Assignment
from .session_log import CLOSED, CONTINUED, MOST_THEMES, DiscussedThemes, PairNote, PrivateNote, SharedNote, Touched

_nobody, SESSION = nobodies(2)


@dataclass(frozen=True, kw_only=True)
class Log:
    """What one supervisor writes, or reads again, about one session. Empty is a good log.

    `continued` and `closed` are themes of `themes`; `assignee` is the one member whom the assignment is for.
    """

    themes: list[str] = field(default_factory=list)
    continued: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    shared: bool = False
    title: str = ""
    assignment: str = ""
    due_on: date | None = None
    assignee: UUID | None = None
    shared_note: str = ""
    method: str = ""
    pair_note: str = ""
    note: str = ""

    def touched(self) -> list[Touched]:
        states = dict.fromkeys(self.continued, CONTINUED) | dict.fromkeys(self.closed, CLOSED)
        return [Touched(name, states.get(name, "")) for name in self.themes[:MOST_THEMES]]


def write_log(booking: Any, log: Log, *, by: Any) -> None:
    """Keep all of it, or none. What is empty and was never written leaves no row; what was is emptied.

    The events hang on the sealed rows themselves, so that the session's own history tells nothing of them (C9).
    """
    at = {"booking": booking, "process": booking.process}
    with transaction.atomic():
        themes, assignment = DiscussedThemes._at(**at), Assignment._at(**at)
        themes.shared_at = (themes.shared_at or clock.now()) if log.shared else None
        assignment.due_on, assignment.assignee_id = log.due_on, log.assignee
        texts: list[tuple[SealedModel, dict[str, str]]] = [
            (themes, {"themes_sealed": DiscussedThemes.lines(log.touched())}),
            (assignment, {"title_sealed": log.title, "text_sealed": log.assignment}),
            (_by(SharedNote._at(**at), by), {"text_sealed": log.shared_note, "method_sealed": log.method}),
            (_by(PairNote._at(**at), by), {"text_sealed": log.pair_note}),
            (PrivateNote._at(**at, author=by), {"text_sealed": log.note}),
        ]
        for row, columns in texts:
            if any(columns.values()) or not row._state.adding:
                _put(row, columns)
                record(f"{row.SECTION}.written", subject=row, by=by)


def read_log(booking: Any, *, by: Any) -> Log:
    """What this supervisor may read again; each opened text leaves its access row (C34)."""
    themes = readable(DiscussedThemes, booking, by)
    touched = themes.read_touched(by=by) if themes else []
    assignment, note = readable(Assignment, booking, by), readable(PrivateNote, booking, by)
    shared, pair = readable(SharedNote, booking, by), readable(PairNote, booking, by)
    return Log(
        themes=[name for name, _state in touched],
        continued=[name for name, state in touched if state == CONTINUED],
        closed=[name for name, state in touched if state == CLOSED],
        shared=bool(themes and themes.shared_at),
        title=assignment.read_title(by=by) if assignment else "",
        assignment=assignment.read(by=by) if assignment else "",
        due_on=assignment.due_on if assignment else None,
        assignee=assignment.assignee_id if assignment else None,
        shared_note=shared.read(by=by) if shared else "",
        method=shared.read_method(by=by) if shared else "",
        pair_note=pair.read(by=by) if pair else "",
        note=note.read(by=by) if note else "",
    )


def readable(model: Any, booking: Any, by: Any) -> Any:
    """The text of this kind about this session, where this person reads it. Each session's page asks for all kinds."""
    if not (by.is_active and by.content_open):
        return None
    question = _question(model, by._meta.model, capacities_of(by), clock.today())
    return question.first({NOBODY: by.pk, SESSION: booking.pk})


@lru_cache(maxsize=100)
def _question(model: Any, person: Any, held: frozenset[Capacity], _today: date) -> Prepared:
    rows = model.readable_by(somebody(person, holding=held, content_open=True)).filter(booking=SESSION)
    return Prepared.of(rows, NOBODY, SESSION)


def _by(row: Any, author: Any) -> Any:
    """Who wrote first stays its author (C25)."""
    if row._state.adding:
        row.author = author
    return row


def _put(row: SealedModel, columns: dict[str, str]) -> None:
    for column, text in columns.items():
        row.seal_text(column, text)
    row.save()
