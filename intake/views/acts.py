"""What a request's own people do: meet another supervisor, answer, ask for permission, wish, leave, close."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from intake.forms.asking import ConsiderForm
from intake.forms.going_on import AnswerForm, BackgroundForm, PermissionForm, WishesForm
from intake.models import Answer, Background, Candidate, Member, Permission, Request, Wishes
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import ChangedMeanwhile, TooLate
from tyonohjaus.ui import words
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.kept import keeps_text
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.meanwhile import tell_meanwhile


@needs(Action.REQUEST_EDIT, on=Request)
@require_POST
def consider(request: HttpRequest, row: Request) -> HttpResponse:
    """One more supervisor to meet."""
    form = ConsiderForm(request.POST, request=row)
    if not form.is_valid():
        messages.error(request, _("Choose a supervisor from the list."))
        return see_other(row)
    try:
        row.consider(form.cleaned_data["profile"].supervisor, by=request.user)
    except TooLate as late:
        return too_late(request, late)
    messages.success(request, _("You can choose a time for the introductory meeting."))
    return see_other(row)


@needs(Action.REQUEST_ANSWER, on=Candidate)
def answer(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """Start, think, or not: it may be changed until the process begins."""
    member = _own(candidate.request, request.user)
    given = candidate.answers.filter(member=member).first()
    form = AnswerForm(posted(request), initial={"answer": given.answer if given else ""})
    if request.method == "POST" and form.is_valid():
        try:
            Answer.give(form.cleaned_data["answer"], candidate=candidate, member=member)
        except TooLate as late:
            return too_late(request, late)
        messages.success(request, _("Your answer was saved."))
        return see_other(candidate.request)
    return respond(request, "intake/answer.html", {"form": form, "candidate": candidate})


@needs(Action.REQUEST_EDIT, on=Request)
def permission(request: HttpRequest, row: Request) -> HttpResponse:
    """Asked of one's own manager; only where an employer is to pay (S0-2)."""
    if not row.asks_permission:
        raise Http404
    member = _own(row, request.user)
    form = PermissionForm(posted(request), request=row, usual=Permission.usual(member))
    if request.method == "POST" and form.is_valid():
        try:
            Permission.ask(member=member, by=request.user, now=clock.now(), **form.cleaned_data)
        except TooLate as late:
            return too_late(request, late)
        messages.success(request, _("Your manager was asked."))
        return see_other(row)
    asked = Permission.objects.filter(member=member).first()
    return respond(request, "intake/permission.html", {"form": form, "row": row, "asked": asked})


@keeps_text({"text": WishesForm.base_fields["text"].label or ""}, also=("seen",))
@needs(Action.REQUEST_WISH_WRITE, on=Request)
def wishes(request: HttpRequest, row: Request) -> HttpResponse:
    user: Any = request.user
    _own(row, user)
    own = Wishes.readable_by(user).filter(request=row, owner=user).first()
    form = WishesForm(posted(request), initial=_standing(request, own), readers=_readers(row))
    if request.method == "POST" and form.is_valid() and _written(form, Wishes, row, user):
        messages.success(request, _("Your wishes were saved."))
        return see_other(row)
    return respond(request, "intake/wishes.html", {"form": form, "row": row})


@keeps_text({"text": BackgroundForm.base_fields["text"].label or ""}, also=("for_members", "seen"), content=False)
@needs(Action.BACKGROUND_WRITE, on=Request)
def background(request: HttpRequest, row: Request) -> HttpResponse:
    """The employer's own text, with its commission (S3-3)."""
    user: Any = request.user
    own = Background.own(row, user)
    initial = _standing(request, own) | {"for_members": bool(own and own.for_members_since)}
    form = BackgroundForm(posted(request), initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and _written(form, Background, row, user, for_members=form.cleaned_data["for_members"])
    ):
        messages.success(request, _("The background was saved."))
        return see_other(row)
    return respond(request, "intake/background.html", {"form": form, "row": row})


def _standing(request: HttpRequest, own: Any) -> dict[str, Any]:
    """What stands there, for the form; not opened where it is about to be replaced."""
    if own is None:
        return {"text": "", "seen": ""}
    text = "" if request.method == "POST" else own.readable_text("text_sealed", by=request.user)
    return {"text": text, "seen": own.stand("text_sealed")}


def _written(form: Any, model: Any, row: Request, user: Any, **more: Any) -> bool:
    """No, where another window has written it meanwhile: the form says what stands there now."""
    try:
        model.write(request=row, owner=user, text=form.cleaned_data["text"], seen=form.was, **more)
    except ChangedMeanwhile:
        now = model.objects.get(request=row, owner=user)
        texts = {"text": now.readable_text("text_sealed", by=user)}
        tell_meanwhile(form, seen=now.stand("text_sealed"), texts=texts)
    return not form.errors


@needs(Action.REQUEST_EDIT, on=Request)
def leaving(request: HttpRequest, row: Request) -> HttpResponse:
    """One leaves, the others go on."""
    member = _own(row, request.user)
    if request.method == "POST":
        try:
            member.leave(by=request.user, now=clock.now())
        except TooLate as late:
            return too_late(request, late)
        messages.success(request, _("You are no longer part of the request."))
        return see_other("home")
    return respond(request, "intake/leaving.html", {"row": row})


@needs(Action.REQUEST_EDIT, on=Member)
def removal(request: HttpRequest, member: Member) -> HttpResponse:
    """Take back an invitation that nobody has answered; whoever has joined leaves by themselves."""
    if member.user or member.left_at:
        raise Http404
    if request.method == "POST":
        try:
            member.leave(by=request.user, now=clock.now())
        except TooLate as late:
            return too_late(request, late)
        messages.success(request, _("The invitation was taken back."))
        return see_other(member.request)
    return respond(request, "intake/removal.html", {"member": member})


@needs(Action.REQUEST_CLOSE, on=Request)
def closing(request: HttpRequest, row: Request) -> HttpResponse:
    """Nothing comes of it; no reason is asked. Of several, who asked ends it for all; another only leaves."""
    user: Any = request.user
    if row.user_id != user.pk and row.members.current().filter(user=user).exists():
        return see_other("intake:leaving", row.pk)
    if request.method == "POST":
        try:
            row.close(by=request.user)
        except TooLate as late:
            return too_late(request, late)
        messages.success(request, _("The request was closed."))
        return see_other(row)
    return respond(request, "intake/closing.html", {"row": row})


def too_late(request: HttpRequest, late: TooLate) -> HttpResponse:
    """What the request has become meanwhile."""
    return respond(request, "intake/too_late.html", {"row": late.row}, status=422)


def _own(row: Request, user: Any) -> Member:
    """This person as a member of it; the employer who asked is none. Raises Http404."""
    member = row.members.current().filter(user=user).first()
    if member is None:
        raise Http404
    return member


def _readers(row: Request) -> str:
    people = row.candidates.select_related("supervisor__user").order_by("supervisor__user__name")
    return words.listed([_("you"), *(str(one) for one in people)], language=spoken())
