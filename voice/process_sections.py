"""What the group's voice adds to a process's page, and to the homes."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, cast

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings.words import known_as
from processes import parties
from processes.sections import Page, Section, offers_by, section
from processes.waiting import waits
from tyonohjaus.lib import clock
from tyonohjaus.sealed.models import Opening
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge, Row
from tyonohjaus.ui.words import day, numeric

from .models import AgreedAction, ManagementMessage, Status

# How long a message that nobody opened is new: who opened what is kept for longer than that.
NEW_FOR = timedelta(days=180)
KINDS = {Status.DRAFT: "open", Status.PROPOSED: "waits", Status.STOPPED: "off", Status.SENT: "done"}


@section(place=70)
def voice(page: Page) -> Section | None:
    """To the group, each message and how it stands; to management, what was sent to it."""
    process, user = page.process, page.user
    if not ManagementMessage.is_for(process):
        return None
    if page.standing.party and user.content_open:
        found = list(ManagementMessage.readable_by(user, within=process).order_by("-begun_on"))
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
    found = ManagementMessage.unanswered_by(user)
    parties.with_people([message.process for message in found])
    title = _("A common text waits for your answer")
    return [_waiting(message, user, title=title, url="voice:detail") for message in found]


def _asks_management(user: Any, *, now: datetime) -> Any:
    """Sent to this manager, and not opened yet; or something that was agreed in it is still to do."""
    sent = ManagementMessage.objects.sent_to(user)
    rows = Opening.since(sent, "sent_at", by=user, section=ManagementMessage.SECTION)
    undone = Exists(AgreedAction.objects.filter(message=OuterRef("pk"), done_on=None))
    return rows.filter(Q(opened=False, sent_at__gte=now - NEW_FOR) | undone)


@waits(lambda user: _asks_management(user, now=clock.day_bounds()[0]))
def from_the_group(user: Any) -> Iterator[Row]:
    """To a manager: nothing of what stands there."""
    rows = _asks_management(user, now=clock.now()).select_related("process")
    rows = rows.prefetch_related(parties.people_of("process__"))
    for message in rows.order_by("sent_at", "pk"):
        title = _("Agreed actions are still to do") if message.opened else _("A new message from the group")
        yield _waiting(message, user, title=title, url="voice:received")


def _waiting(message: ManagementMessage, user: Any, *, title: str, url: str) -> Row:
    return Row(title=title, url=reverse(url, args=[message.pk]), note=known_as(message.process, user=user))


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
