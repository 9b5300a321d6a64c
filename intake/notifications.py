"""When somebody asks for supervision, who is told. No mail says what the matter is: it may lie in an employer's mailbox
(C1, C2); the page behind the link does."""

from typing import Any

from django.db.models import QuerySet

from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.lib import clock
from tyonohjaus.outbox.compose import LinkTo, queue, still_so
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User

from .models import PHONE, Answer, BillingDetails, Candidate, Member, Permission, Request, State
from .models.limits import CONFIRMED_WITHIN, JOINED_WITHIN

CONFIRM, INVITED, PERMISSION, DETAILS = (
    "intake/mail/confirm",
    "intake/mail/invited",
    "intake/mail/permission",
    "intake/mail/details",
)
NEWS = "intake/mail/news"
RECORDED = "intake/mail/permission_recorded"


@on("request.asked")
def ask_to_confirm(event: Event, request: Request) -> None:
    link = LinkTo("request", request.pk, clock.now() + CONFIRMED_WITHIN)
    _write(request.email, CONFIRM, about=request, once=str(event.pk), link=link, language=request.language)


@on("request.confirmed")
def tell_the_supervisor(event: Event, request: Request) -> None:
    for candidate in request.candidates.select_related("supervisor__user"):
        _tell(candidate.supervisor.user, "new", request, once=f"{event.pk}:{candidate.pk}")
    if request.user:
        _tell(request.user, "confirmed", request, once=str(event.pk))


@on("candidate.added")
def tell_one_more_supervisor(event: Event, candidate: Candidate) -> None:
    _tell(candidate.supervisor.user, "new", candidate.request, once=str(event.pk))


@on("member.invited")
def invite(event: Event, member: Member) -> None:
    link = LinkTo("request-member", member.pk, clock.now() + JOINED_WITHIN)
    language = member.request.language
    _write(member.email, INVITED, about=member.request, once=str(event.pk), link=link, language=language)


@on("permission.asked")
def ask_the_manager(event: Event, permission: Permission) -> None:
    link = LinkTo("permission", permission.pk, permission.expires_at, permission.mark)
    manager, request = permission.manager, permission.member.request
    language = manager.language if manager else request.language
    _write(permission.manager_email, PERMISSION, about=permission, once=str(event.pk), link=link, language=language)


@on("permission.yes", "permission.no")
def tell_the_member(event: Event, permission: Permission) -> None:
    said = event.name.rpartition(".")[2]
    if permission.member.user:
        _tell(permission.member.user, f"permission_{said}", permission.member.request, once=str(event.pk))


@on("permission.yes", "permission.no")
def tell_the_manager_what_the_office_wrote_down(event: Event, permission: Permission) -> None:
    """To the address that was asked: neither whose it is nor what for (C1)."""
    if event.via == PHONE:
        manager = permission.manager
        queue(
            to=manager,
            address="" if manager else permission.manager_email,
            language="" if manager else permission.member.request.language,
            template=RECORDED,
            about=permission,
            facts={"yes": permission.answer == Permission.Said.YES},
            once=str(event.pk),
        )


@on("request.agreed")
def tell_that_all_agree(event: Event, request: Request) -> None:
    agreed = request.agreed_on
    for user in [agreed.supervisor.user, *_members(request)] if agreed else []:
        _tell(user, "agreed", request, once=f"{event.pk}:{user.pk}")


@on("request.started")
def tell_that_it_begins(event: Event, request: Request) -> None:
    for user in _members(request):
        _tell(user, "started", request, once=f"{event.pk}:{user.pk}")


@on("request.closed")
def tell_that_it_is_over(event: Event, request: Request) -> None:
    supervisors = User.objects.filter(supervisor__candidacies__request=request)
    employer = [request.user] if request.is_for_staff and request.user else []
    for user in dict.fromkeys([*_members(request), *supervisors, *employer]):
        if user.pk != event.actor:
            _tell(user, "closed", request, once=f"{event.pk}:{user.pk}")


@on("answer.reminded")
def ask_again(event: Event, answer: Answer) -> None:
    if answer.member.user:
        _tell(answer.member.user, "think", answer.candidate.request, once=str(event.pk))


@on("billing_details.asked")
def ask_accounts_payable(event: Event, details: BillingDetails) -> None:
    link = LinkTo("billing-details", details.pk, details.expires_at, details.mark)
    _write(details.sent_to, DETAILS, about=details, once=str(event.pk), link=link)


@still_so(CONFIRM)
def it_still_waits(message: Message) -> bool:
    return Request.objects.filter(pk=message.about_id, state=State.ASKED).exists()


@still_so(PERMISSION)
def the_manager_is_still_asked(message: Message) -> bool:
    row = Permission.objects.select_related("member__request").filter(pk=message.about_id).first()
    return row is not None and row.is_waiting


def _members(request: Request) -> QuerySet[User]:
    return User.objects.filter(pk__in=request.members.current().values("user")).order_by("name", "pk")


def _tell(user: Any, what: str, request: Request, *, once: str) -> None:
    """`what` chooses the neutral sentence in the template."""
    facts = {"what": what, "path": request.get_absolute_url(), "meets": not request.is_for_staff}
    queue(to=user, template=NEWS, about=request, facts=facts, once=f"{what}:{once}")


def _write(address: str, template: str, *, about: Any, once: str, link: LinkTo, language: str = "") -> None:
    """To an address that need not belong to anybody here: what it gets is the same either way."""
    queue(to=None, address=address, language=language, template=template, about=about, facts={}, once=once, link=link)
