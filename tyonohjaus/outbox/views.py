"""What could not be sent, and why; the office sends it again or lets it be. Told by its subject alone (C1)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tyonohjaus.access import Action, needs

from .compose import subjects_of
from .models import Message, State
from .words import problem

SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class Row:
    message: Message
    subject: str
    why: str
    at: datetime


@needs(Action.MESSAGE_SEE)
@require_safe
def unsent(request: HttpRequest) -> HttpResponse:
    seen: Any = Message.objects.visible_to(request.user)
    rows = list(seen.troubled().select_related("user").order_by("-created_at")[:SHOWN])
    found = [_row(message, subject) for message, subject in zip(rows, subjects_of(rows), strict=True)]
    context = {
        "failed": [row for row in found if row.message.state == State.FAILED],
        "uncertain": [row for row in found if row.message.state == State.UNCERTAIN],
        "retried": [row for row in found if row.message.state == State.WAITING],
    }
    return render(request, "outbox/unsent.html", context)


@needs(Action.MESSAGE_RESEND, on=Message)
@require_POST
def sending(request: HttpRequest, message: Message) -> HttpResponse:
    """Try once more, as the person who presses decides."""
    message.send_again(by=request.user)
    messages.success(request, _("It is sent again within a minute: %(address)s.") % {"address": message.address})
    response = redirect("outbox:unsent")
    response.status_code = 303
    return response


def _row(message: Message, subject: str) -> Row:
    why = problem(message.problem, state=message.state)
    return Row(message=message, subject=subject, why=why, at=message.handed_over_at or message.created_at)
