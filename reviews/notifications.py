"""When an evaluation or a decision comes near, who is told: neutrally, one by one, and of an evaluation its own people
alone (C1, C4). The manager hears of an invitation, of a text that all have accepted, and of a decision."""

from itertools import chain
from typing import Any

from django.db.models import Q
from django.urls import reverse

from processes import parties
from processes.models import Participant, Process
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.lib import clock
from tyonohjaus.outbox.compose import LinkTo, queue, still_so
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User
from tyonohjaus.people.models.dated import current

from . import occasions
from .models import ApprovedText, Continuation, Evaluation, Extract, Invitation, Respondent

FORM = "reviews/mail/form"
NEAR = "reviews/mail/near"
TOGETHER = "reviews/mail/together"
INVITED = "reviews/mail/invited"
TALK = "reviews/mail/talk"
TALK_OFF = "reviews/mail/talk_off"
TEXT = "reviews/mail/text"
FEEDBACK = "reviews/mail/feedback"
DECIDE = "reviews/mail/decide"
DECIDED = "reviews/mail/decided"
LAPSED = "reviews/mail/lapsed"
ACCEPT = "reviews/mail/accept"


@on("evaluation.opened", "evaluation.reminded")
def ask_for_answers(event: Event, evaluation: Evaluation) -> None:
    for user in evaluation.awaited():
        tell(user, FORM, evaluation, once=str(event.pk), path=evaluation.get_absolute_url())


@still_so(FORM)
def is_still_open(message: Message) -> bool:
    row = Evaluation.objects.filter(pk=message.about_id).first()
    return row is not None and row.can("answer")


@on("nudge.review")
def tell_that_one_comes_near(event: Event, process: Process) -> None:
    facts = {"of": event.facts["of"], "basis": event.facts["basis"]}
    user, path = User.objects.get(pk=event.facts["user"]), reverse("processes:detail", args=[process.pk])
    tell(user, NEAR, process, once=event.facts["mark"], path=path, **facts)


@still_so(NEAR)
def it_has_not_come_yet(message: Message) -> bool:
    opened = Evaluation.objects.filter(process=message.about_id, kind=message.facts["of"])
    return not opened.filter(basis=message.facts["basis"]).exists()


@on("evaluation.shown")
def tell_that_the_answers_are_together(event: Event, evaluation: Evaluation) -> None:
    """Those who were asked and are still there."""
    for one in chain(*parties.answering(evaluation.process)):
        if evaluation.is_asked(one.user):
            tell(one.user, TOGETHER, evaluation, once=str(event.pk), path=evaluation.get_absolute_url())


@on("evaluation.manager_invited")
def invite(event: Event, invitation: Invitation) -> None:
    facts: dict[str, Any] = {"starts_at": invitation.starts_at, "path": invitation.get_absolute_url()}
    tell(invitation.manager, INVITED, invitation, once=str(event.pk), **facts)
    facts["path"] = invitation.evaluation.get_absolute_url()
    for supervisor in parties.supervisors(invitation.process):
        tell(supervisor.user, TALK, invitation, once=str(event.pk), **facts)


@on("evaluation.invitation_withdrawn")
def tell_that_it_is_off(event: Event, invitation: Invitation) -> None:
    """To all who may have written it into their calendars."""
    supervisors = {one.user for one in parties.supervisors(invitation.process)}
    for user in {invitation.manager, *supervisors} if invitation.starts_at > clock.now() else set():
        tell(user, TALK_OFF, invitation, once=str(event.pk), starts_at=invitation.starts_at, path="/")


@still_so(INVITED, TALK)
def is_still_invited(message: Message) -> bool:
    row = Invitation.objects.filter(pk=message.about_id).first()
    return row is not None and row.is_open and row.starts_at.isoformat() == message.facts["starts_at"]


@on("extract.approved")
def tell_of_a_text(event: Event, text: ApprovedText) -> None:
    path = reverse("reviews:report", args=[text.process_id])
    for manager in parties.managers(text.process):
        tell(manager, TEXT, text, once=str(event.pk), path=path)


@on("feedback.asked")
def ask_a_respondent(event: Event, respondent: Respondent) -> None:
    """To an address that need not belong to anybody here: neither who asks nor what (C1)."""
    link = LinkTo(action="feedback", subject_id=respondent.pk, expires_at=respondent.round.closes_at)
    queue(
        to=None,
        address=respondent.address,
        template=FEEDBACK,
        about=respondent,
        facts={},
        once=str(event.pk),
        link=link,
    )


@still_so(FEEDBACK)
def is_feedback_still_asked(message: Message) -> bool:
    row = Respondent.objects.select_related("round__process", "process").filter(pk=message.about_id).first()
    return row is not None and row.is_open


@on("continuation.opened", "continuation.reminded")
def ask_how_to_go_on(event: Event, row: Continuation) -> None:
    """A manager answers by a signed link, without an account (S4-6)."""
    path = reverse("reviews:continuation", args=[row.process_id])
    for side, user in row.people():
        if row.choice_of(user) is None:
            link = _link(row) if side == "manager" else None
            tell(user, DECIDE, row, once=str(event.pk), link=link, path=path, code=row.process.code)


@on("process.manager_changed")
def ask_the_new_manager(event: Event, process: Process) -> None:
    row = Continuation.objects.undecided().filter(process=process).first()
    for side, user in row.people() if row else []:
        if row and side == "manager" and str(user.pk) == str(event.facts["now"]) and row.choice_of(user) is None:
            path = reverse("reviews:continuation", args=[process.pk])
            tell(user, DECIDE, row, once=str(event.pk), link=_link(row), path=path, code=process.code)


@still_so(DECIDE)
def is_still_asked(message: Message) -> bool:
    row = Continuation.objects.select_related("process").filter(pk=message.about_id).first()
    if row is None or not row.can("choose") or message.user is None:
        return False
    return row.needs(message.user) and row.choice_of(message.user) is None


@on("continuation.agreed", "continuation.not_agreed")
def tell_what_became_of_it(event: Event, row: Continuation) -> None:
    path = reverse("reviews:continuation", args=[row.process_id])
    for _side, user in row.people():
        tell(user, DECIDED, row, once=str(event.pk), path=path, code=row.process.code)


@on("continuation.lapsed")
def tell_that_nothing_was_decided(event: Event, row: Continuation) -> None:
    """Not where the process ends, which all are told of."""
    if row.process.ends_on is None:
        path = reverse("reviews:continuation", args=[row.process_id])
        for _side, user in row.people():
            tell(user, LAPSED, row, once=str(event.pk), path=path, code=row.process.code)


@on("process.changed")
def wait_for_nobody_who_left(event: Event, process: Process) -> None:
    if event.facts["left"]:
        _ask_anew(Extract.pending().filter(process=process))
        occasions.settle([process])


@on("process.manager_changed")
def nobody_speaks_for_the_employer(event: Event, process: Process) -> None:
    """Without a manager nothing that costs the employer is agreed on behind its back; it is asked again in its time."""
    lost = event.facts["before"] and process.employer_is_party and not parties.managers(process)
    for row in Continuation.objects.undecided().filter(process=process).select_related("process"):
        if lost:
            row.lapse()
        else:
            row.settle()


@on("person.account_closed")
def wait_for_nobody_who_cannot_answer(_event: Event, person: User) -> None:
    theirs = Participant.objects.filter(current(), user=person).values("process")
    _ask_anew(Extract.pending().filter(process__in=theirs))
    managed = Participant.objects.supervised().filter(current(), manager=person).values("process")
    for row in Continuation.objects.undecided().filter(process__in=managed).select_related("process"):
        if row.process.employer_is_party and not parties.managers(row.process):
            row.lapse()
    occasions.settle(Process.objects.filter(Q(pk__in=theirs) | Q(pk__in=managed)))


@on("extract.asked_anew")
def ask_for_another_yes(event: Event, text: Extract) -> None:
    for user in text.evaluation.concerned():
        tell(user, ACCEPT, text, once=str(event.pk), path=reverse("reviews:extract", args=[text.evaluation_id]))


@still_so(ACCEPT)
def is_still_to_accept(message: Message) -> bool:
    return Extract.pending().filter(pk=message.about_id).exists()


@on("process.ending", "process.called_off")
def decide_nothing_of_what_ends(_event: Event, process: Process) -> None:
    for row in Continuation.objects.undecided().filter(process=process):
        row.lapse()


def _ask_anew(texts: Any) -> None:
    for text in texts:
        text.ask_anew()


def tell(user: User, template: str, about: Any, *, once: str, link: LinkTo | None = None, **facts: Any) -> None:
    """Nothing but times, a path and words of state."""
    queue(to=user, template=template, about=about, facts=_plain(facts), once=once, link=link)


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in facts.items()}


def _link(row: Continuation) -> LinkTo:
    return LinkTo(action="continuation", subject_id=row.pk, expires_at=clock.day_bounds(row.answered_until)[1])
