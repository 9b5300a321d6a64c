"""Feedback asked inside the organisation (S4-4), where the practice has it switched on: asked and read by the
supervisee, and read by the supervisors once they may."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from processes.models import Process
from reviews.forms import FeedbackForm
from reviews.models import FeedbackRound, Respondent
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


@keeps_text({name: FeedbackForm.base_fields[name].label or "" for name in ("questions", "addresses")}, also=("shared",))
@needs(Action.FEEDBACK_READ, on=Process)
def asking(request: HttpRequest, process: Process) -> HttpResponse:
    """The rounds that this person reads; to a supervisee also the form for another."""
    if not (Extra.is_on(Extra.Name.INSIDE_FEEDBACK) and process.keeps_content):
        raise Http404
    form = _form(request) if may(request.user, Action.FEEDBACK_ASK, process) else None
    if request.method == "POST" and form is not None and form.is_valid():
        FeedbackRound.ask(process, by=request.user, **form.cleaned_data)
        messages.success(request, _("The questions were sent."))
        return see_other("reviews:feedback_ask", process.pk)
    rows = FeedbackRound.objects.visible_to(request.user).filter(process=process).prefetch_related("respondents")
    found = [_row(row) for row in rows.order_by("-opened_at")]
    context = {"form": form, "rows": found, "process": process.pk}
    refused = request.method == "POST"
    return respond(request, "reviews/feedback_ask.html", context, status=422 if refused else 200)


@needs(Action.FEEDBACK_READ, on=FeedbackRound)
def feedback(request: HttpRequest, row: FeedbackRound) -> HttpResponse:
    if not Extra.is_on(Extra.Name.INSIDE_FEEDBACK):
        raise Http404
    user: Any = request.user
    own = row.owner_id == user.pk
    if request.method == "POST" and own:
        row.share(shared="share" in request.POST, by=user)
        messages.success(request, _("Your choice was saved."))
        return see_other("reviews:feedback", row.pk)
    asked = list(Respondent.readable_by(user).filter(round=row).order_by("address"))
    answers = zip(asked, readable_texts(asked, "answer_sealed", by=user), strict=True)
    context = {
        "row": row,
        "own": own,
        "questions": row.readable_text("questions_sealed", by=user),
        "answers": [(one.address, text) for one, text in answers],
    }
    return respond(request, "reviews/feedback.html", context, status=422 if request.method == "POST" else 200)


def _form(request: HttpRequest) -> FeedbackForm:
    form = FeedbackForm(posted(request))
    tell(form.fields["addresses"], who=Who(_("You see this, and the supervisor if you tick below.")))
    tell(form.fields["questions"], who=Who(_("Those whom you ask see this; the supervisor if you tick below.")))
    return form


def _row(row: FeedbackRound) -> Row:
    asked = list(row.respondents.all())
    count = sum(one.answered_on is not None for one in asked)
    note = ngettext("%(count)d of %(all)d has answered", "%(count)d of %(all)d have answered", count)
    return Row(
        title=day(row.opened_at, language=spoken()),
        url=reverse("reviews:feedback", args=[row.pk]),
        note=note % {"count": count, "all": len(asked)},
    )
