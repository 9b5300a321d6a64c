"""When a group speaks, who is told (templates/voice/mail/). A mail says that something waits, and no more (C1).

That a text was stopped is told on its page alone: a mail at that moment would say when somebody said no (C24).
"""

from typing import Any

from django.urls import reverse

from processes import parties
from processes.models import Participant, Process
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.outbox.compose import queue
from tyonohjaus.people.models import User
from tyonohjaus.people.models.dated import current

from .models import ManagementMessage, Status


@on("voice.proposed")
def ask_each_member(event: Event, message: ManagementMessage) -> None:
    for member in parties.supervisees(message.process):
        _tell(member.user, "voice/mail/asked", message, page="processes:detail", of=message.process_id, once=event)


@on("voice.sent")
def tell_management(event: Event, message: ManagementMessage) -> None:
    for manager in parties.managers(message.process):
        _tell(manager, "voice/mail/received", message, page="voice:received", of=message.pk, once=event)


@on("process.changed")
def ask_anew_when_members_change(event: Event, process: Process) -> None:
    if not (event.facts["joined"] or event.facts["left"]):
        return
    by = User.objects.filter(pk=event.actor).first()
    for message in ManagementMessage.objects.filter(process=process, status=Status.PROPOSED).order_by("pk"):
        message.reopen(by=by)


@on("person.account_closed")
def ask_anew_without_one_who_cannot_answer(event: Event, person: User) -> None:
    """As when a member leaves: no yes of theirs is waited for, and nobody learns whether there was one."""
    by = User.objects.filter(pk=event.actor).first()
    theirs = Participant.objects.supervised().filter(current(), user=person).values("process")
    for message in ManagementMessage.objects.filter(process__in=theirs, status=Status.PROPOSED).order_by("pk"):
        message.reopen(by=by)


def _tell(user: User, template: str, message: ManagementMessage, *, page: str, of: Any, once: Event) -> None:
    queue(to=user, template=template, about=message, once=str(once.pk), facts={"path": reverse(page, args=[of])})
