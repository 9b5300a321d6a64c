"""Among the group's people: write, ask everybody, answer. Content, so 404 for everybody else (C8)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_POST, require_safe

from processes import parties
from processes.models import Process
from tyonohjaus.access import Action, may, needs
from tyonohjaus.lib.moves import ChangedMeanwhile, TooLate
from tyonohjaus.sealed.cipher import Unreadable
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.kept import keeps_text
from tyonohjaus.ui.meanwhile import tell_meanwhile
from voice.forms import AnswerForm, MessageForm
from voice.models import ManagementMessage, Status

from .reading import lines, opened

WRITTEN = {
    "text": MessageForm.base_fields["text"].label or "",
    "what_*": later("What is done"),
    "owner_*": later("Who sees to it"),
    "due_*": later("Until when"),
}


@keeps_text(WRITTEN)
@needs(Action.VOICE_WRITE, on=Process)
def new(request: HttpRequest, process: Process) -> HttpResponse:
    if not ManagementMessage.is_for(process):
        raise Http404
    form = MessageForm(posted(request))
    if request.method == "POST" and form.is_valid():
        message = ManagementMessage.begin(process, words=form.words, by=request.user)
        messages.success(request, _("The message is saved. Nobody outside the group sees it yet."))
        return see_other("voice:detail", message.pk)
    return respond(request, "voice/text.html", {"form": form, "process": process.pk})


@needs(Action.VOICE_READ, on=ManagementMessage)
@require_safe
def detail(request: HttpRequest, message: ManagementMessage) -> HttpResponse:
    return _page(request, message)


@keeps_text(WRITTEN, also=("seen",))
@needs(Action.VOICE_WRITE, on=ManagementMessage)
def text(request: HttpRequest, message: ManagementMessage) -> HttpResponse:
    """Another text. What somebody else has written meanwhile is shown beside one's own, and nothing is lost."""
    message = _readable(request, message)
    standing = opened(message, by=request.user)
    if not message.may_be_written:
        return _page(request, message, late=True)
    form = MessageForm(posted(request), initial=MessageForm.holding(*standing) | {"seen": message.revision})
    changed = ""
    if request.method == "POST" and form.is_valid():
        try:
            message.write(words=form.words, by=request.user, seen=form.cleaned_data["seen"] or 0)
        except ChangedMeanwhile:
            changed = standing[0]
            tell_meanwhile(form, seen=str(message.revision), texts={})
        except TooLate:
            return _page(request, message, late=True)
        else:
            messages.success(request, _("The text was changed. Whoever had accepted the former one is asked again."))
            return see_other("voice:detail", message.pk)
    context = {"form": form, "process": message.process_id, "message": message.pk, "changed": changed}
    return respond(request, "voice/text.html", context)


@needs(Action.VOICE_WRITE, on=ManagementMessage)
@require_POST
def proposal(request: HttpRequest, message: ManagementMessage) -> HttpResponse:
    """Ask every member for their yes."""
    message = _readable(request, message)
    try:
        message.propose(by=request.user, seen=_number(request.POST.get("seen")))
    except (TooLate, ChangedMeanwhile):
        return _page(request, message, late=True)
    messages.success(request, _("Every member was asked. The text goes to management once all have accepted it."))
    return see_other("voice:detail", message.pk)


@needs(Action.VOICE_ANSWER, on=ManagementMessage)
@require_POST
def answer(request: HttpRequest, message: ManagementMessage) -> HttpResponse:
    message = _readable(request, message)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, message, late=True)
    try:
        message.answer(yes=form.cleaned_data["answer"] == "yes", by=request.user, seen=form.cleaned_data["seen"])
    except (TooLate, ChangedMeanwhile, Unreadable):
        return _page(request, message, late=True)
    messages.success(request, _("Your answer was noted."))
    return see_other("voice:detail", message.pk)


def _page(request: HttpRequest, message: ManagementMessage, *, late: bool = False) -> HttpResponse:
    """As it stands now; `late`: what was asked for is no longer possible, and it says so."""
    user: Any = request.user
    message = _readable(request, message)
    words, actions = opened(message, by=user)
    asked = message.status == Status.PROPOSED and may(user, Action.VOICE_ANSWER, message)
    context = {
        "message": message,
        "words": words,
        "actions": lines(actions),
        "late": late,
        "asked": asked,
        "accepted": asked and _has_said_yes(message, user),
        "may_write": message.may_be_written,
        "may_propose": message.can("propose"),
        "only_two": len(parties.supervisees(message.process)) == 2,
    }
    return respond(request, "voice/detail.html", context, status=422 if late and request.method == "POST" else None)


def _has_said_yes(message: ManagementMessage, user: Any) -> bool:
    """No, where the key is gone: whoever asks for it to be stopped still can."""
    try:
        return message.has_yes_of(user)
    except Unreadable:
        return False


def _readable(request: HttpRequest, message: ManagementMessage) -> ManagementMessage:
    row = ManagementMessage.readable_by(request.user).select_related("process").filter(pk=message.pk).first()
    if row is None:
        raise Http404
    return row


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
