"""When an employer's people change, the processes follow; when X, tell Y with text Z (templates/processes/mail/)."""

from typing import Any

from django.urls import reverse

from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.outbox.compose import queue
from tyonohjaus.people.models import User
from tyonohjaus.people.models.dated import not_over

from . import parties
from .models import GoalRound, Participant, Process


@on("employment.begun", "employment.manager_changed", "employment.ended")
def ask_the_new_manager(event: Event, employment: Any) -> None:
    """Who says yes for this employee from now on; what was answered before stays with whoever answered (C12)."""
    rows = Participant.objects.supervised().filter(not_over(), user=employment.employee_id)
    by = User.objects.filter(pk=event.actor).first()
    for row in rows.select_related("process", "user").order_by("pk"):
        row.ask(row.process.manager_of(row.user), by=by)


@on("process.changed")
def tell_of_new_people(event: Event, process: Process) -> None:
    """To everybody who meets there, and to a supervisor who leaves: nobody is let in without the others knowing."""
    joined, left = set(map(str, event.facts["joined"])), event.facts["left"]
    here = parties.supervisors(process) + parties.supervisees(process)
    for person in here if joined else []:
        if str(person.user_id) not in joined:
            _tell(person.user, "processes/mail/joined", process, once=str(event.pk))
    gone = Participant.objects.supervising().filter(process=process, user__in=left).select_related("user")
    for person in gone.exclude(user__in=[person.user_id for person in here]):
        _tell(person.user, "processes/mail/left", process, once=str(event.pk))


@on("process.substitute_named")
def tell_of_a_substitute(event: Event, process: Process) -> None:
    """To everybody who meets there, and to the substitute: nobody is let in without the others knowing."""
    named = User.objects.get(pk=event.facts["person"])
    for user in _here(process) | {named}:
        if user.pk != event.actor:
            template = "processes/mail/standing_in" if user == named else "processes/mail/substitute"
            _tell(user, template, process, once=str(event.pk))


@on("process.ending")
def tell_of_the_last_day(event: Event, process: Process) -> None:
    """To both sides and to who says yes for the supervisees: times after that day are not offered any more."""
    if not process.is_introduction:
        for user in _both_sides(process):
            if user.pk != event.actor:
                _tell(user, "processes/mail/ending", process, once=str(event.pk))


@on("process.ending_withdrawn")
def tell_that_it_goes_on(event: Event, process: Process) -> None:
    for user in _both_sides(process):
        if user.pk != event.actor:
            _tell(user, "processes/mail/ending_withdrawn", process, once=str(event.pk))


@on("process.reopened")
def tell_that_it_is_taken_up_again(event: Event, _process: Process) -> None:
    """To who meets there: from now on times can be booked in the new one."""
    new = Process.objects.get(pk=event.facts["continued_as"])
    for user in _here(new):
        if user.pk != event.actor:
            _tell(user, "processes/mail/reopened", new, once=str(event.pk))


@on("goal_round.opened")
def ask_the_group(event: Event, row: GoalRound) -> None:
    for member in parties.supervisees(row.process):
        if member.user_id != event.actor:
            _tell(member.user, "processes/mail/round", row.process, once=str(event.pk))


@on("person.address_changed")
def tell_the_supervisors_of_a_new_address(event: Event, person: User) -> None:
    """They know whom they meet: an address that is not that person's shows, and they give no code for it (C6)."""
    held = person.participations.filter(not_over())
    processes = list(Process.objects.filter(pk__in=held.values("process")).order_by("pk"))
    parties.with_people(processes)
    for process in processes:
        for supervisor in parties.supervisors(process):
            if supervisor.user_id not in {person.pk, event.actor}:
                _tell(supervisor.user, "processes/mail/address_changed", process, once=str(event.pk))


def _here(process: Process) -> set[User]:
    return {person.user for person in parties.supervisors(process) + parties.supervisees(process)}


def _both_sides(process: Process) -> set[User]:
    """Who meets, and where the employer is a party, who says yes for the supervisees."""
    return _here(process) | set(parties.managers(process) if process.employer_is_party else [])


def _tell(user: User, template: str, process: Process, *, once: str) -> None:
    """A link and no more: neither who, nor what for (C1)."""
    if user.is_active:
        facts = {"path": reverse("processes:detail", args=[process.pk])}
        queue(to=user, template=template, about=process, once=once, facts=facts)
