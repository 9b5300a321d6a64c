"""When something is agreed, who is told (templates/agreements/mail/), and what follows when the terms change.

A party's mail holds a link and no more (C1). An employer's side has no password to remember: their link opens this text
alone and answers once; a name stands in their mail only where the agreement lets the payer read names.
"""

from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction

from processes import parties
from processes.models import Process
from tyonohjaus.celery import hurry
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.lib import clock
from tyonohjaus.outbox.compose import LinkTo, queue, still_so
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User

from .composing import note_differences, still_speaks
from .models import Paper, Signature, Status, Version, Way
from .text.terms import Role

ASKED = "agreements/mail/asked"
ASKED_EMPLOYER = "agreements/mail/asked_employer"
IN_FORCE = "agreements/mail/in_force"
DECLINED = "agreements/mail/declined"

ANSWER_WITHIN = timedelta(days=60)


@on("agreement.offered", "agreement.accepted")
def ask_the_parties(event: Event, version: Version) -> None:
    """Each once: the employer's side when the last supervisee has accepted."""
    for signature in version.signatures.waiting().exclude(user=event.actor).select_related("user"):
        if signature.role == Role.EMPLOYER:
            _ask_employer(version, signature, once=str(version.pk))
        else:
            _tell(signature.user, ASKED, version, once=str(version.pk))


@on("agreement.asked_again")
def ask_once_more(_event: Event, version: Version) -> None:
    """A mail may be lost, and an employer's side has nothing but the link in it."""
    once = f"{version.pk}:{clock.today()}"
    for signature in version.awaited():
        if signature.role == Role.EMPLOYER:
            _ask_employer(version, signature, once=once)
        else:
            _tell(signature.user, ASKED, version, once=once)


@still_so(ASKED, ASKED_EMPLOYER)
def the_version_still_waits_for_them(message: Message) -> bool:
    asked = Signature.objects.waiting().filter(version=message.about_id, user=message.user)
    signature = asked.select_related("version__process").first()
    if signature is None:
        return False
    return signature.role != Role.EMPLOYER or still_speaks(signature.version, message.user)


@on("agreement.in_force")
def tell_all_that_it_holds(event: Event, version: Version) -> None:
    """But for the one who has just read it in the portal; by a link there is no portal to read it in."""
    for signature in version.signatures.select_related("user"):
        if signature.user_id != event.actor or signature.via == Way.LINK:
            _tell(signature.user, IN_FORCE, version, once=str(version.pk))


@on("agreement.in_force")
def print_soon(_event: Event, version: Version) -> None:
    for pk in Paper.objects.filter(version=version).values_list("pk", flat=True):
        transaction.on_commit(partial(hurry, "agreements.tasks.make_paper", str(pk)))


@on("agreement.declined")
def tell_who_offered_it(event: Event, version: Version) -> None:
    """And the supervisors: who it was, they read in the portal. Nobody else is told."""
    told = {person.user for person in parties.supervisors(version.process)} | {version.offered_by}
    for user in sorted(told, key=lambda one: str(one.pk)):
        if user.pk != event.actor:
            _tell(user, DECLINED, version, once=str(version.pk))


@still_so(DECLINED)
def no_newer_version_was_offered(message: Message) -> bool:
    return Version.objects.filter(pk=message.about_id, status=Status.DECLINED).exists()


@on(
    "process.changed",
    "process.manager_changed",
    "process.themes_agreed",
    "process.shares_agreed",
    "process.vat_agreed",
)
def mark_what_the_text_no_longer_says(_event: Event, process: Process) -> None:
    note_differences(process)


@on("person.account_closed")
def mark_who_can_answer_no_more(_event: Event, person: User) -> None:
    rows = Signature.objects.filter(user=person, version__status__in=[Status.OFFERED, Status.IN_FORCE])
    for process in Process.objects.filter(pk__in=rows.values("version__process")).order_by("pk"):
        note_differences(process)


@on("organisation_goal.written", "organisation_goal.set_aside", "organisation_goal.taken_up")
def mark_another_goal(_event: Event, goal: Any) -> None:
    note_differences(goal.process)


def _ask_employer(version: Version, signature: Signature, *, once: str) -> None:
    process = version.process
    named = parties.named_to_manager(process, signature.user)
    queue(
        to=signature.user,
        template=ASKED_EMPLOYER,
        about=version,
        facts={"code": process.code, "whose": parties.names(named), "number": version.number},
        once=once,
        link=LinkTo("agreement", version.pk, clock.now() + ANSWER_WITHIN, version.sha256),
    )


def _tell(user: Any, template: str, version: Version, *, once: str) -> None:
    """A link and no more."""
    if user.is_active:
        queue(to=user, template=template, about=version, facts={"path": version.get_absolute_url()}, once=once)
