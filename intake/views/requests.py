"""A request, as each who has a part in it sees it: what different people may see lives in different templates."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from intake import story, words
from intake.forms.asking import ConsiderForm, ProposalForm
from intake.models import Background, Permission, Request, Wishes
from intake.models.states import GOING_ON
from tyonohjaus.access import Action, may, needs
from tyonohjaus.people.models import Supervisor
from tyonohjaus.sealed.models import readable_texts
from tyonohjaus.ui import search
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.parts import Badge, Row


@needs(Action.REQUEST_SEE)
@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """Those that go on, or those that are over."""
    over = request.GET.get("show") == "over"
    seen: Any = Request.objects.visible_to(request.user)
    rows = seen.exclude(state__in=GOING_ON) if over else seen.going_on()
    page = search.page(request, rows.newest_first())
    context = {
        "rows": [_row(row) for row in page],
        "page": page,
        "query": search.query(request),
        "over": over,
        "may_propose": may(request.user, Action.REQUEST_PROPOSE),
    }
    return respond(request, "intake/request_list.html", context)


@needs(Action.REQUEST_PROPOSE)
def request_new(request: HttpRequest) -> HttpResponse:
    """A supervisor asks for somebody else, who confirms it by mail."""
    user: Any = request.user
    own = Supervisor.objects.filter(user=user).first()
    if own is None:
        raise Http404
    form = ProposalForm(posted(request), initial={"language": user.language})
    if request.method == "POST" and form.is_valid():
        Request.ask(supervisor=own, by=user, **form.cleaned_data)
        messages.success(request, _("A link to confirm was sent. The request opens once it is confirmed."))
        return see_other("intake:request_list")
    return respond(request, "intake/request_new.html", {"form": form})


@needs(Action.REQUEST_SEE, on=Request)
@require_safe
def request_detail(request: HttpRequest, row: Request) -> HttpResponse:
    user: Any = request.user
    member = row.members.current().filter(user=user).first()
    context: dict[str, Any] = {
        "request_row": row,
        "steps": story.steps(row),
        "going_on": row.state in GOING_ON,
        "may_close": _may_close(row, member, user),
        "process": row.process if row.process and may(user, Action.PROCESS_SEE, row.process) else None,
    }
    if member:
        return respond(request, "intake/request_member.html", context | _for_member(row, user))
    if row.is_for_staff and row.user_id == user.pk:
        return respond(request, "intake/request_employer.html", context | _for_employer(row, user))
    if row.candidates.filter(supervisor__user=user).exists():
        return respond(request, "intake/request_supervisor.html", context | _for_supervisor(row, user))
    return respond(request, "intake/request_office.html", context | _for_office(row, user))


def _for_member(row: Request, user: Any) -> dict[str, Any]:
    return {
        "considered": story.considered(row, user),
        "members": story.members(row, addresses=row.user_id == user.pk) if row.for_whom != Request.For.SELF else [],
        "asks_permission": row.asks_permission and not _permitted(row, user),
        "permission": Permission.objects.filter(member__request=row, member__user=user).first(),
        "closed": not user.content_open,
        "wishes": "".join(_opened(Wishes, row, user, owner=user)),
        "background": "".join(_opened(Background, row, user)),
        "consider": ConsiderForm(request=row) if may(user, Action.REQUEST_EDIT, row) else None,
        "is_group": row.for_whom != Request.For.SELF,
    }


def _may_close(row: Request, member: Any, user: Any) -> bool:
    """Of several, who asked ends it for all; another only leaves."""
    ends = member is None or row.user_id == user.pk
    return ends and row.can("close") and may(user, Action.REQUEST_CLOSE, row)


def _permitted(row: Request, user: Any) -> bool:
    return Permission.objects.filter(member__request=row, member__user=user, answer=Permission.Said.YES).exists()


def _for_employer(row: Request, user: Any) -> dict[str, Any]:
    """Its own background, and where the matter stands: neither who wants what nor how many (C9)."""
    own = Background.own(row, user)
    return {
        "background": own.readable_text("text_sealed", by=user) if own else "",
        "shared": bool(own and own.for_members_since),
        "supervisors": [str(one) for one in row.candidates.select_related("supervisor__user")],
    }


def _for_supervisor(row: Request, user: Any) -> dict[str, Any]:
    rows = list(Wishes.readable_by(user).filter(request=row).select_related("owner").order_by("owner__name", "pk"))
    texts = readable_texts(rows, "text_sealed", by=user)
    agreed = row.agreed_on if row.can("start") else None
    own = set(row.candidates.filter(supervisor__user=user).values_list("pk", flat=True))  # a name may be another's too
    return {
        "asked": [words.for_whom(row), words.payer(row)],
        "considered": [one for one in story.considered(row, user) if one.pk in own],
        "members": story.members(row, addresses=False),
        "wishes": [(wish.owner.name, text) for wish, text in zip(rows, texts, strict=True) if text],
        "background": "".join(_opened(Background, row, user)),
        "closed": not user.content_open,
        "may_start": agreed is not None and agreed.supervisor.user_id == user.pk,
    }


def _for_office(row: Request, user: Any) -> dict[str, Any]:
    return {
        "for_whom": words.for_whom(row),
        "payer": words.payer(row),
        "considered": story.considered(row, user),
        "members": story.members(row, addresses=False, records=True),
        "may_start": row.can("start"),
        "details": reverse("intake:billing_details", args=[row.organisation_id]) if row.organisation_id else "",
    }


def _opened(model: Any, row: Request, user: Any, **more: Any) -> list[str]:
    return readable_texts(model.readable_by(user).filter(request=row, **more), "text_sealed", by=user)


def _row(row: Request) -> Row:
    said = [words.for_whom(row), words.payer(row), str(row.organisation or "")]
    return Row(
        title=str(row.user),
        url=row.get_absolute_url(),
        note=" · ".join(filter(None, said)),
        badge=Badge(kind=BADGES[row.state], text=row.get_state_display()),
    )


BADGES = {"asked": "waits", "open": "open", "agreed": "waits", "started": "agreed", "closed": "off"}
