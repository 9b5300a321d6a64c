"""A message and its actions, opened for one reader."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tyonohjaus.lib import clock
from tyonohjaus.sealed.models import readable_texts
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge
from tyonohjaus.ui.words import numeric
from voice.models import AgreedAction, ManagementMessage


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An action as a line of ui/rows.html, with its key for the button beside it."""

    pk: UUID
    title: str
    note: str
    badge: Badge
    done: bool


def opened(message: ManagementMessage, *, by: Any) -> tuple[str, list[tuple[AgreedAction, str, str]]]:
    """The text, and each action with its two texts."""
    actions = list(message.actions.order_by("place"))
    what = readable_texts(actions, "what_sealed", by=by)
    owners = readable_texts(actions, "owner_sealed", by=by)
    text = message.readable_text("text_sealed", by=by)
    return text, list(zip(actions, what, owners, strict=True))


def lines(actions: list[tuple[AgreedAction, str, str]]) -> list[Shown]:
    return [
        Shown(pk=row.pk, title=what, note=_note(row, owner), badge=_badge(row), done=row.done_on is not None)
        for row, what, owner in actions
    ]


def _note(row: AgreedAction, owner: str) -> str:
    until = _("until %(day)s") % {"day": numeric(row.due_on, language=spoken())} if row.due_on else ""
    return ", ".join(part for part in (owner, until) if part)


def _badge(row: AgreedAction) -> Badge:
    if row.done_on:
        return Badge(kind="done", text=_("Done %(day)s") % {"day": numeric(row.done_on, language=spoken())})
    if row.message.sent_at and row.due_on and row.due_on < clock.today():
        return Badge(kind="waits", text=_("The day has passed"))
    return Badge(kind="open", text=_("Still to do"))
