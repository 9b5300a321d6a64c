"""One's own notes: everything on one page, and each on its own (S1-13, S2-4, S2-7)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_safe

from processes import parties
from processes.forms.reflection import LendingForm, OwnNoteForm
from processes.models import Loan, OwnNote, Participant, Process, Question
from processes.words import title
from tyonohjaus.access import Action, needs
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.people.models import Extra
from tyonohjaus.people.models.dated import current
from tyonohjaus.sealed.models import readable_texts
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.kept import keeps_text
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.meanwhile import tell_meanwhile
from tyonohjaus.ui.words import day

Kind = OwnNote.Kind
TEXT = {"text": later("Text")}
# What only some practices want: a kind that is not offered there has no page.
BY_SWITCH = {Kind.STRENGTH: Extra.Name.STRENGTHS, Kind.ANSWER: Extra.Name.QUESTION_BANK}


@needs(Action.OWN_NOTE)
@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    kinds = _kinds()
    rows = list(
        OwnNote.readable_by(user).filter(kind__in=kinds).select_related("question").order_by("-written_at", "pk")
    )
    texts = readable_texts(rows, "text_sealed", by=user)
    lent = _lent(rows)
    shown: list[dict[str, Any]] = [
        {"row": row, "text": text, "on": day(row.written_at, language=spoken()), "lent": lent.get(row.pk, [])}
        for row, text in zip(rows, texts, strict=True)
    ]
    context = {
        "may_write": _may_write(user),
        "plan": next((one for one in shown if one["row"].kind == Kind.PLAN), None),
        "notes": [one for one in shown if one["row"].kind in {Kind.NOTE, Kind.ANSWER}],
        "strengths": [one for one in shown if one["row"].kind == Kind.STRENGTH],
        "has_strengths": Kind.STRENGTH in kinds,
        "questions": list(Question.objects.offered()) if Kind.ANSWER in kinds else [],
    }
    return respond(request, "processes/notes.html", context)


@keeps_text(TEXT, also=("kind", "question", "seen"))
@needs(Action.OWN_NOTE)
def note_new(request: HttpRequest) -> HttpResponse:
    """A note, the plan, a strength or the answer to a question, as the link says that led here."""
    user, kinds = request.user, _kinds()
    said = request.POST if request.method == "POST" else request.GET
    kind, question = _asked(said.get("kind", ""), said.get("question", ""))
    if kind not in kinds:
        raise Http404
    form = OwnNoteForm(posted(request), label=question.text if question else _title(kind))
    plan = OwnNote.readable_by(user).filter(kind=Kind.PLAN).first() if kind == Kind.PLAN else None
    if plan and request.method != "POST":
        return see_other("processes:note", plan.pk)
    context = {"form": form, "kind": kind, "question": question, "title": _title(kind), "may_write": _may_write(user)}
    if not context["may_write"]:
        return respond(request, "processes/note.html", context | {"form": None}, status=_closed(request))
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if _saved(form, user, lambda: OwnNote.write(text=text, by=user, kind=kind, question=question, seen=form.was)):
            messages.success(request, _("Saved."))
            return see_other("processes:notes")
    return respond(request, "processes/note.html", context)


@keeps_text(TEXT, also=("seen",))
@needs(Action.OWN_NOTE, on=OwnNote)
def note(request: HttpRequest, row: OwnNote) -> HttpResponse:
    if row.kind not in _kinds():
        raise Http404
    if request.method == "POST" and "discard" in request.POST:
        row.discard(by=request.user)
        messages.success(request, _("Removed."))
        return see_other("processes:notes")
    text = "" if request.method == "POST" else row.readable_text("text_sealed", by=request.user)
    label = row.question.text if row.question else _title(row.kind)
    form = OwnNoteForm(posted(request), initial={"text": text, "seen": row.stand("text_sealed")}, label=label)
    if lent := _lent([row]).get(row.pk):
        tell(
            form.fields["text"],
            who=Who(
                _("Seen by: %(people)s. Not the manager, not the office.") % {"people": ", ".join([_("you"), *lent])}
            ),
        )
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if _saved(form, request.user, lambda: row.rewrite(text, by=request.user, seen=form.was), row):
            messages.success(request, _("Saved."))
            return see_other("processes:notes")
    context = {"form": form, "title": _title(row.kind), "row": row, "may_write": True}
    return respond(request, "processes/note.html", context)


@needs(Action.OWN_NOTE, on=OwnNote)
def lending(request: HttpRequest, row: OwnNote) -> HttpResponse:
    """Open one note to others, or close it again: what is ticked when it is saved, and nothing else, is open."""
    if row.kind not in _kinds():
        raise Http404
    choices = _readers(row, request.user)
    now = [f"{loan.process_id}:{loan.to}" for loan in Loan.objects.filter(note=row)]
    form = LendingForm(posted(request), initial={"to": now}, choices=choices)
    if request.method == "POST" and form.is_valid():
        to = {(UUID(key), who) for key, who in (one.split(":") for one in form.cleaned_data["to"])}
        Loan.lend(row, to=to, by=request.user)
        messages.success(request, _("Shared as you chose.") if to else _("Only you see it now."))
        return see_other("processes:notes")
    text = row.readable_text("text_sealed", by=request.user)
    context = {"form": form, "text": text, "choices": choices}
    return respond(request, "processes/lending.html", context)


def _saved(form: OwnNoteForm, user: Any, act: Callable[[], OwnNote], row: OwnNote | None = None) -> bool:
    """No, where another window has written it meanwhile, or, without a row, the one plan: the form says so."""
    try:
        act()
    except ChangedMeanwhile:
        now = OwnNote.readable_by(user).get(pk=row.pk) if row else OwnNote.readable_by(user).get(kind=Kind.PLAN)
        texts = {"text": readable_texts([now], "text_sealed", by=user)[0]}
        tell_meanwhile(form, seen=now.stand("text_sealed"), texts=texts)
    return not form.errors


def _kinds() -> set[str]:
    on = Extra.all_on()
    return {kind for kind in Kind.values if kind not in BY_SWITCH or BY_SWITCH[Kind(kind)] in on}


def _asked(kind: str, question: str) -> tuple[str, Question | None]:
    """What stands in an address is anybody's: what is no kind and no question is a plain note."""
    try:
        found = Question.objects.offered().filter(pk=UUID(question)).first() if question else None
    except ValueError:
        found = None
    if found:
        return Kind.ANSWER, found
    return kind if kind in {Kind.PLAN, Kind.STRENGTH} else Kind.NOTE, None


def _title(kind: str) -> str:
    titles = {Kind.PLAN: _("My plan"), Kind.STRENGTH: _("Strength"), Kind.ANSWER: _("A question to reflect on")}
    return titles.get(Kind(kind), _("Own note"))


def _may_write(user: Any) -> bool:
    """Not one all of whose agreements say that nothing is stored (C44)."""
    own = Participant.objects.supervised().filter(user=user, process__no_content_since=None)
    return own.exists()


def _closed(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200


def _lent(rows: list[OwnNote]) -> dict[UUID, list[str]]:
    """Note → to whom, in words."""
    loans = Loan.objects.filter(note__in=rows).select_related("process").order_by("lent_at")
    found: dict[UUID, list[str]] = {}
    for loan in loans:
        to = _("the supervisors") if loan.to == Loan.To.SUPERVISORS else _("the group")
        found.setdefault(loan.note_id, []).append(f"{to} ({loan.process.code})")
    return found


def _readers(row: OwnNote, user: Any) -> list[tuple[str, str]]:
    """The supervisors of each process of today; of a strength its whole group, too."""
    here = Participant.objects.supervised().filter(current(), user=user)
    processes: Any = Process.objects.visible_to(user).filter(pk__in=here.values("process"), no_content_since=None)
    found = list(processes.order_by("starts_on", "pk"))
    parties.with_people(found)
    choices = []
    for process in found:
        names = parties.names(parties.supervisors(process))
        told = {"process": f"{title(process)} {process.code}", "names": names}
        supervisors = _("%(process)s, supervisors: %(names)s") % told
        choices.append((f"{process.pk}:{Loan.To.SUPERVISORS}", supervisors))
        others = [one for one in parties.supervisees(process) if one.user_id != user.pk]
        if row.kind == Kind.STRENGTH and others:
            everybody = parties.names(others, after=[names])
            group = _("%(process)s, the whole group: %(names)s") % (told | {"names": everybody})
            choices.append((f"{process.pk}:{Loan.To.GROUP}", group))
    return choices
