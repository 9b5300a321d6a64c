"""What the group's voice adds to a process's page, and to the homes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from django.urls import reverse
from django.utils.translation import gettext as _

from processes.sections import Page, Section, offers_by, section
from processes.waiting import waits
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge, Row
from tyonohjaus.ui.words import day, numeric

from .models import ManagementMessage, Status

KINDS = {Status.DRAFT: "open", Status.PROPOSED: "waits", Status.STOPPED: "off", Status.SENT: "done"}


@section(place=70)
def voice(page: Page) -> Section | None:
    """To the group, each message and how it stands; to management, what was sent to it."""
    process, user = page.process, page.user
    if not ManagementMessage.is_for(process):
        return None
    if page.standing.party and user.content_open:
        found = list(ManagementMessage.readable_by(user).filter(process=process).order_by("-begun_on"))
        asks = any(one.status == Status.PROPOSED for one in found)
        given = {"rows": [_own(one) for one in found], "party": True}
        return Section(template="voice/_section.html", given=given, urgent=asks) if found else None
    if page.standing.manager:
        sent = ManagementMessage.objects.sent_to(user).filter(process=process).order_by("-sent_at")
        rows = [_received(one) for one in sent]
        return Section(template="voice/_section.html", given={"rows": rows, "party": False}) if rows else None
    return None


@offers_by
def write(page: Page) -> Iterable[Row]:
    if not (page.standing.party and page.user.content_open and ManagementMessage.is_for(page.process)):
        return []
    note = _("A text of the whole group. It is sent only when every member has accepted it.")
    url = reverse("voice:new", args=[page.process.pk])
    return [Row(title=_("Write a message to management"), url=url, note=note)]


@waits(ManagementMessage.asked_of)
def answers(user: Any) -> Iterable[Row]:
    """Texts that wait for this member's yes or no."""
    return [
        Row(title=_("A common text waits for your answer"), url=reverse("voice:detail", args=[message.pk]))
        for message in ManagementMessage.unanswered_by(user)
    ]


def _own(message: ManagementMessage) -> Row:
    begun = numeric(message.begun_on, language=spoken())
    return Row(
        title=_("Message to management"),
        url=reverse("voice:detail", args=[message.pk]),
        note=_("Begun %(day)s") % {"day": begun},
        badge=Badge(kind=KINDS[Status(message.status)], text=message.get_status_display()),
    )


def _received(message: ManagementMessage) -> Row:
    url = reverse("voice:received", args=[message.pk])
    sent = day(cast(datetime, message.sent_at), language=spoken())
    return Row(title=_("Message from the group"), url=url, note=sent)
