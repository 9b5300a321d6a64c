"""What the practice asks in its evaluations, and what its closing surveys add up to. No content of anybody's."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from reviews.forms import QuestionsForm
from reviews.models import Kind, PracticeTally, QuestionSet
from reviews.models.questions import texts_of
from tyonohjaus.access import Action, needs
from tyonohjaus.sealed.cipher import Unreadable
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.parts import Row


@needs(Action.PRACTICE_EDIT)
@require_safe
def questions_list(request: HttpRequest) -> HttpResponse:
    return respond(request, "reviews/questions_list.html", {"rows": [_row(kind) for kind in Kind]})


@needs(Action.PRACTICE_EDIT)
def questions(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in Kind.values:
        raise Http404
    initial = {language: "\n".join(lines) for language, lines in texts_of(kind).items()}
    form = QuestionsForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        QuestionSet.write(kind, texts=form.cleaned_data, by=request.user)
        messages.success(request, _("The questions were saved. Evaluations that are open already keep theirs."))
        return see_other("reviews:questions_list")
    return respond(request, "reviews/questions.html", {"form": form, "title": Kind(kind).label})


@needs(Action.STATISTICS_SEE)
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Of each half-year that is over; of one with fewer than four answers, that they are not shown."""
    periods = []
    for row in PracticeTally.closed(request.user):
        try:
            periods.append((row.starts_on, row.read(by=request.user)))
        except Unreadable:
            continue
    return respond(request, "reviews/statistics.html", {"periods": periods})


def _row(kind: Kind) -> Row:
    count = len(texts_of(kind)["fi"])
    note = ngettext("%(count)d question", "%(count)d questions", count) % {"count": count}
    return Row(title=str(kind.label), url=reverse("reviews:questions", args=[kind.value]), note=note)
