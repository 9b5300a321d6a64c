"""The text for the employer: drafted by its people, gone only when every supervisee concerned has accepted it (C13)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reviews.forms import ExtractForm
from reviews.models import Evaluation, Extract
from reviews.models.extract import unpacked
from tyonohjaus.access import Action, needs
from tyonohjaus.lib.moves import ChangedMeanwhile, TooLate
from tyonohjaus.sealed.cipher import Unreadable
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.kept import keeps_text
from tyonohjaus.ui.meanwhile import tell_meanwhile


@keeps_text({"text": ExtractForm.base_fields["text"].label or ""}, also=("useful", "seen"))
@needs(Action.EVALUATION_READ, on=Evaluation)
def extract(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    row = _row(evaluation, request.user)
    form = _form(request, row)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            Extract.write(evaluation, text=said["text"], useful=said["useful"], by=request.user, seen=said["seen"])
        except (ChangedMeanwhile, TooLate) as refusal:
            return _again(request, evaluation, refusal)
        messages.success(request, _("The text was saved. It reaches the employer when everybody concerned accepts it."))
        return see_other("reviews:extract", evaluation.pk)
    return _page(request, evaluation, row, form=form)


@needs(Action.EXTRACT_ACCEPT, on=Evaluation)
@require_POST
def acceptance(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    """One supervisee's yes to the text on the page, or that yes taken back."""
    row = _row(evaluation, request.user)
    if row is None:
        return _page(request, evaluation, None, late=True, status=422)
    try:
        if "take_back" in request.POST:
            row.take_back(by=request.user)
        else:
            row.accept(by=request.user, seen=request.POST.get("seen", ""))
    except (ChangedMeanwhile, TooLate, Unreadable) as refusal:
        return _again(request, evaluation, refusal)
    messages.success(request, _("Your answer was saved."))
    return see_other("reviews:extract", evaluation.pk)


def _row(evaluation: Evaluation, user: Any) -> Extract | None:
    return Extract.readable_by(user).filter(evaluation=evaluation).select_related("process", "evaluation").first()


def _form(request: HttpRequest, row: Extract | None, *, bound: bool = True) -> ExtractForm:
    """`bound`: to what was typed, where this page was posted."""
    text, useful = _read(row, request.user)
    form = ExtractForm(
        posted(request) if bound else None, initial={"text": text, "useful": useful, "seen": row.mark if row else ""}
    )
    who = _("The supervisees and the supervisors see this; the employer only when every supervisee has accepted it.")
    tell(form.fields["text"], who=Who(who, "building-2"))
    return form


def _again(request: HttpRequest, evaluation: Evaluation, refusal: Exception) -> HttpResponse:
    """The page as it stands now; what was typed stays, and may replace it."""
    row = _row(evaluation, request.user)
    form = _form(request, row, bound="text" in request.POST)
    changed = isinstance(refusal, ChangedMeanwhile)
    if form.is_bound and changed:
        tell_meanwhile(form, seen=row.mark if row else "", texts={})
    return _page(request, evaluation, row, form=form, changed=changed, late=not changed, status=422)


def _page(request: HttpRequest, evaluation: Evaluation, row: Extract | None, **more: Any) -> HttpResponse:
    user: Any = request.user
    text, useful = _read(row, user)
    concerned = evaluation.concerned()
    approved = bool(row and row.is_approved)
    is_for = Extract.is_for(evaluation.process)
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "is_for": is_for,
        "keeps_content": evaluation.process.keeps_content,
        "approved": approved,
        "writable": is_for
        and not approved
        and bool(concerned)
        and evaluation.process.keeps_content
        and evaluation.is_together,
        "mark": row.mark if row else "",
        "text": text,
        "useful": useful,
        "accepts": bool(text) and any(one.pk == user.pk for one in concerned),
        "accepted": row is not None and row.has_yes_of(user),
        "yeses": row.acceptances.filter(mark=row.mark, user__in=concerned).count() if row else 0,
        "concerned": len(concerned),
    }
    status = more.pop("status", None)
    return respond(request, "reviews/extract.html", context | more, status=status)


def _read(row: Extract | None, user: Any) -> tuple[str, str]:
    return unpacked(row.readable_text("text_sealed", by=user) if row else "")
