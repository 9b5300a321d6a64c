"""What members of a process open to others of it: notes for the group to learn from, and own notes lent (S0-12)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from processes import parties
from processes.forms.reflection import LearningNoteForm
from processes.models import LearningNote, Loan, OwnNote, Process
from processes.sections import Page, asks_by, offers_by
from tyonohjaus.access import Action, may, needs
from tyonohjaus.people.models import Extra
from tyonohjaus.sealed.models import readable_texts
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.kept import keeps_text
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Row
from tyonohjaus.ui.words import day

SHOWN = 50


@keeps_text({"text": LearningNoteForm.base_fields["text"].label or ""})
@needs(Action.LEARNING_NOTE, on=Process)
def learning(request: HttpRequest, process: Process) -> HttpResponse:
    """Written by a member for the group; who joins later reads what comes."""
    user: Any = request.user
    open_ = process.keeps_content and has_group(process)
    form = LearningNoteForm(posted(request) if "remove" not in request.POST else None)
    tell(form.fields["text"], who=_readers(process, user))
    if request.method == "POST" and "remove" in request.POST:
        _remove(process, request.POST["remove"], user)
        return see_other("processes:learning", process.pk)
    if request.method == "POST" and open_ and form.is_valid():
        LearningNote.write(process=process, text=form.cleaned_data["text"], by=user)
        messages.success(request, _("Saved."))
        return see_other("processes:learning", process.pk)
    context = {"process": process.pk, "form": form if open_ else None, "notes": _learning_notes(process, user)}
    return respond(request, "processes/learning.html", context, status=422 if request.method == "POST" else 200)


@needs(Action.LENT_NOTE_READ, on=Process)
@require_safe
def lent(request: HttpRequest, process: Process) -> HttpResponse:
    """Own notes that their owners opened to this person, for as long as they do."""
    loans = list(_loans(process, request.user).order_by("-lent_at")[:SHOWN])
    notes = [loan.note for loan in loans]
    texts = dict(zip([note.pk for note in notes], readable_texts(notes, "text_sealed", by=request.user), strict=True))
    shown = [
        {
            "owner": loan.note.notebook.owner.name,
            "text": texts[loan.note_id],
            "title": loan.note.question.text if loan.note.question else loan.note.get_kind_display(),
            "on": day(loan.lent_at, language=spoken()),
        }
        for loan in loans
        if texts[loan.note_id]
    ]
    return respond(request, "processes/lent.html", {"process": process.pk, "notes": shown})


@asks_by
def _lent(user: Any) -> dict[str, Any]:
    return {"has_loans": Exists(Loan.readable_by(user).filter(process=OuterRef("pk")).order_by())}


@offers_by
def beside_the_log(page: Page) -> Iterator[Row]:
    """One line for each page that holds something for this person."""
    process, standing = page.process, page.standing
    if not standing.party or not page.user.content_open:
        return
    if standing.supervisee and process.keeps_content:
        note = _("For yourself, and yours when this is over.")
        yield Row(title=_("Own notes"), url=reverse("processes:notes"), note=note)
    if standing.supervisee and process.keeps_content and has_group(process):
        note = _("What a member wants the others to learn from.")
        yield Row(title=_("Notes to learn from"), url=reverse("processes:learning", args=[process.pk]), note=note)
    if page.answer("has_loans") and _loans(process, page.user).exists():
        yield Row(title=_("Shared with you"), url=reverse("processes:lent", args=[process.pk]))


def has_group(process: Process) -> bool:
    return process.is_shared or len(parties.supervisees(process)) > 1


def _loans(process: Process, user: Any) -> Any:
    """Without what only some practices want, where this one does not."""
    on = Extra.all_on()
    off = [
        kind
        for kind, name in (
            (OwnNote.Kind.STRENGTH, Extra.Name.STRENGTHS),
            (OwnNote.Kind.ANSWER, Extra.Name.QUESTION_BANK),
        )
        if name not in on
    ]
    loans = Loan.readable_by(user).filter(process=process).exclude(note__kind__in=off)
    return loans.select_related("note", "note__question", "note__notebook__owner")


def _readers(process: Process, user: Any) -> Who:
    others = [one for one in parties.supervisees(process) if one.user_id != user.pk]
    names = parties.names(others, after=[_("you")])
    return Who(_("Seen by: %(people)s. Not the supervisors, the manager or the office.") % {"people": names})


def _learning_notes(process: Process, user: Any) -> list[dict[str, Any]]:
    if not may(user, Action.LEARNING_NOTE, process):
        return []
    own = LearningNote.readable_by(user).filter(process=process)
    rows = list(own.select_related("author").order_by("-written_at")[:SHOWN])
    texts = readable_texts(rows, "text_sealed", by=user)
    return [
        {"pk": row.pk, "text": text, "by": row.author.name, "own": row.author_id == user.pk, "at": row.written_at}
        for row, text in zip(rows, texts, strict=True)
    ]


def _remove(process: Process, key: str, user: Any) -> None:
    """Their own alone; anything else is not there."""
    try:
        row = LearningNote.objects.filter(process=process, author=user, pk=UUID(key)).first()
    except ValueError:
        return
    if row:
        row.discard(by=user)
