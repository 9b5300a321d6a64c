"""All that one person has written, as one text: theirs alone. No other's words, and no other's name but in their own
text (C37)."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from processes.models import LearningNote, OwnNote, PersonalGoal
from processes.words import title
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Practice
from tyonohjaus.sealed.models import readable_texts
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.words import day, numeric, plain

from .models import AgendaWish, SessionCheck
from .words import check_in_words

RULE = "-" * 40


def everything(user: Any) -> str:
    """Asked again of this session, whatever page led here: nothing where it opens no content (C6)."""
    if not user.content_open:
        return ""
    parts = [*_own(user), *_goals(user), *_learning(user), *_wishes(user), *_checks(user)]
    today = numeric(clock.today(), language=spoken())
    head = f"{_('Own notes')}, {user.name}, {today}\n{Practice.objects.get().name}"
    return plain("\n\n".join([head, *(f"{RULE}\n{name}\n\n{text}" for name, text in parts if text)])) + "\n"


def _own(user: Any) -> Iterator[tuple[str, str]]:
    rows = (
        OwnNote.objects.filter(notebook=user.pk).select_related("question", "notebook").order_by("kind", "written_at")
    )
    names = {"note": _("Own note"), "plan": _("My plan"), "strength": _("Strength"), "answer": _("Answer")}
    for row, text in _read(rows, "text_sealed", user):
        question = f": {row.question.text}" if row.question else ""
        yield f"{names[row.kind]} {_on(row.written_at)}{question}", text


def _goals(user: Any) -> Iterator[tuple[str, str]]:
    rows = PersonalGoal.objects.filter(owner=user).select_related("process")
    for row, text in _read(rows, "text_sealed", user):
        yield f"{_('My goal')}, {title(row.process)} {row.process.code}", text


def _learning(user: Any) -> Iterator[tuple[str, str]]:
    rows = LearningNote.objects.filter(author=user).select_related("process").order_by("written_at")
    for row, text in _read(rows, "text_sealed", user):
        yield f"{_('To the group, to learn from')} {_on(row.written_at)}, {row.process.code}", text


def _wishes(user: Any) -> Iterator[tuple[str, str]]:
    rows = AgendaWish.objects.filter(author=user).select_related("booking").order_by("booking__starts_at")
    for row, text in _read(rows, "text_sealed", user):
        yield f"{_('Wish for the session')} {_on(row.booking.starts_at)}", text


def _checks(user: Any) -> Iterator[tuple[str, str]]:
    rows = SessionCheck.objects.filter(owner=user).select_related("booking").order_by("booking__starts_at")
    for row, text in _read(rows, "answers_sealed", user):
        check = SessionCheck.answers(text)
        yield f"{_('How it was for you')} {_on(row.booking.starts_at)}", check_in_words(check) if check else ""


def _read(rows: Any, column: str, user: Any) -> Iterator[tuple[Any, str]]:
    rows = list(rows)
    return zip(rows, readable_texts(rows, column, by=user), strict=True)


def _on(instant: Any) -> str:
    return day(instant, language=spoken())
