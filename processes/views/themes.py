"""The practice's list of themes and of questions, and the themes that one process has agreed on."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from processes import words
from processes.forms.themes import AgreedThemesForm, QuestionForm, ThemeForm
from processes.models import AgreedTheme, Payer, Process, Question, Theme, ThemesShown
from processes.sections import Page, Section, section
from tyonohjaus.access import Action, may, needs
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.people.models import Extra
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.meanwhile import tell_meanwhile
from tyonohjaus.ui.parts import Badge, Row


@needs(Action.PRACTICE_EDIT)
@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    rows = [
        _row(words.theme(theme.name), reverse("processes:theme_edit", args=[theme.pk]), theme.retired_on)
        for theme in Theme.objects.listed()
    ]
    return respond(request, "processes/theme_list.html", {"rows": rows, "has_questions": _has_questions()})


@needs(Action.PRACTICE_EDIT)
def theme_new(request: HttpRequest) -> HttpResponse:
    return keep(request, ThemeForm, Theme(), back="processes:theme_list")


@needs(Action.PRACTICE_EDIT, on=Theme)
def theme_edit(request: HttpRequest, theme: Theme) -> HttpResponse:
    """What stands in logs stays as it was written there."""
    return keep(request, ThemeForm, theme, back="processes:theme_list")


@needs(Action.PRACTICE_EDIT)
@require_safe
def question_list(request: HttpRequest) -> HttpResponse:
    _or_404()
    rows = [
        _row(question.text, reverse("processes:question_edit", args=[question.pk]), question.retired_on)
        for question in Question.objects.listed()
    ]
    return respond(request, "processes/question_list.html", {"rows": rows})


@needs(Action.PRACTICE_EDIT)
def question_new(request: HttpRequest) -> HttpResponse:
    _or_404()
    return keep(request, QuestionForm, Question(), back="processes:question_list")


@needs(Action.PRACTICE_EDIT, on=Question)
def question_edit(request: HttpRequest, question: Question) -> HttpResponse:
    _or_404()
    return keep(request, QuestionForm, question, back="processes:question_list")


@needs(Action.AGREED_THEME_WRITE, on=Process)
def agreed_themes(request: HttpRequest, process: Process) -> HttpResponse:
    """A part of the contract. Once the purchaser reads them the office alone writes them: a supervisor has no way to
    send a manager words past the supervisees (C15)."""
    office = may(request.user, Action.PROCESS_EDIT, process)
    shown = ThemesShown.objects.filter(process=process).exists()
    if shown and not office:
        status = 422 if request.method == "POST" else 200
        return respond(request, "processes/agreed_themes.html", {"process": process.pk, "form": None}, status=status)
    text = AgreedThemesForm.text(AgreedTheme.of(process, by=request.user))
    initial = {"themes": text, "shown": shown, "seen": AgreedTheme.stand(process)}
    form = AgreedThemesForm(posted(request), initial=initial, office=office)
    purchaser = " " + _("When you tick the line below, the purchaser too.") if office else ""
    who = _("The supervisees, the supervisors and the office see this.") + purchaser
    tell(form.fields["themes"], who=Who(who, "building-2" if shown else "eye"))
    if request.method == "POST" and form.is_valid() and _agreed(form, process, request.user, shown=shown):
        messages.success(request, _("Saved."))
        return see_other("processes:detail", process.pk)
    return respond(request, "processes/agreed_themes.html", {"process": process.pk, "form": form})


def _agreed(form: AgreedThemesForm, process: Process, user: Any, *, shown: bool) -> bool:
    """No, where somebody else has changed them meanwhile: the form says what stands there now."""
    said = form.cleaned_data
    try:
        AgreedTheme.agree(process, said["themes"], shown=bool(said.get("shown", shown)), by=user, seen=form.was)
    except ChangedMeanwhile:
        text = AgreedThemesForm.text(AgreedTheme.of(process, by=user))
        tell_meanwhile(form, seen=AgreedTheme.stand(process), texts={"themes": text})
    return not form.errors


@section(place=45)
def agreed(page: Page) -> Section | None:
    """What was agreed, and not what was discussed; nothing yet where one only gets to know each other."""
    process = page.process
    if process.payer == Payer.NOBODY:
        return None
    themes = AgreedTheme.of(process, by=page.user)
    writes = page.standing.sets_times
    if not themes and not writes:
        return None
    given = {
        "themes": themes,
        "url": reverse("processes:agreed_themes", args=[process.pk]) if writes else "",
        "shown": any(theme.shown for theme in themes),
        "payer": page.standing.reads_as_payer,
        "open": not page.standing.party,
    }
    return Section(template="processes/_agreed_themes.html", given=given)


def _row(title: str, url: str, retired: Any) -> Row:
    badge = Badge(kind="off", text=_("Not offered")) if retired else None
    return Row(title=title, url=url, badge=badge)


def keep(request: HttpRequest, form_class: Any, row: Any, *, back: str) -> HttpResponse:
    form = form_class(posted(request), instance=row)
    if request.method == "POST" and form.is_valid():
        form.instance.keep(retired=form.cleaned_data["retired"], by=request.user)
        messages.success(request, _("Saved."))
        return see_other(back)
    return respond(request, "processes/list_edit.html", {"form": form, "list_url": reverse(back), "row": row})


def _has_questions() -> bool:
    return Extra.is_on(Extra.Name.QUESTION_BANK)


def _or_404() -> None:
    if not _has_questions():
        raise Http404
