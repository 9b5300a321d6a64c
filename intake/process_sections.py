"""What of a request waits for whom, and where a process tells what its employer gave along."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from processes.sections import Page, Section, asks_by, section
from processes.waiting import waits
from tyonohjaus.access import Action, may
from tyonohjaus.sealed.models import readable_texts
from tyonohjaus.ui.parts import Row

from .models import Answer, Background, BillingDetails, Candidate, Member, Request, State
from .models.request import ANSWERS


@asks_by
def _given(user: Any) -> dict[str, Any]:
    return {"has_background": Exists(Background.readable_by(user).filter(request__process=OuterRef("pk")))}


@section(place=42)
def background(page: Page) -> Section | None:
    """The employer's own words, for whom it meant them (S3-3)."""
    if not page.standing.party or not page.answer("has_background"):
        return None
    rows = list(Background.readable_by(page.user).filter(request__process=page.process))
    text = "".join(readable_texts(rows, "text_sealed", by=page.user))
    return Section(template="intake/_background.html", given={"text": text}) if text else None


def _memberships(user: Any) -> Any:
    visible: Any = Request.objects.visible_to(user)
    return Member.objects.current().filter(user=user, request__state=State.OPEN, request__in=visible)


@waits(_memberships)
def own_requests(user: Any) -> Iterator[Row]:
    """To a member what is theirs to do."""
    rows = list(_memberships(user).select_related("request", "permission"))
    answered = set(Answer.objects.filter(member__in=rows).values_list("candidate", flat=True))
    candidates = Candidate.objects.filter(request__in=[row.request_id for row in rows])
    waiting = {one.request_id for one in candidates if one.pk not in answered}
    for row in rows:
        url = row.request.get_absolute_url()
        if user.content_open and row.request_id in waiting:
            yield Row(title=_("Your request goes on"), url=url, note=_("Choose a time to meet, and answer after it."))
        if row.request.asks_permission and not hasattr(row, "permission"):
            url = reverse("intake:permission", args=[row.request_id])
            yield Row(title=_("Ask for permission"), url=url, note=_("Your manager answers yes or no."))


def _agreed(user: Any) -> Any:
    may_start: Any = Request.objects.where_user_may(user, Action.REQUEST_START)
    return may_start.filter(state=State.AGREED)


@waits(_agreed)
def to_start(user: Any) -> Iterator[Row]:
    """To whoever may make the process."""
    office = may(user, Action.BILLING_DETAILS_CONFIRM)
    for request in _agreed(user).select_related("user").prefetch_related(*ANSWERS).order_by("created_at", "pk"):
        agreed = request.agreed_on
        if agreed and (office or agreed.supervisor.user_id == user.pk):
            note = _("Everybody has said yes. Start the process.")
            yield Row(title=_("A request is ready to start"), url=request.get_absolute_url(), note=note)


def _open(user: Any) -> Any:
    visible: Any = Request.objects.visible_to(user)
    return visible.filter(state=State.OPEN) if may(user, Action.BILLING_DETAILS_CONFIRM) else visible.none()


@waits(_open)
def going_on(user: Any) -> Iterator[Row]:
    """To the office, in one line."""
    count = _open(user).count()
    title = ngettext("%(count)d request goes on", "%(count)d requests go on", count) % {"count": count}
    yield Row(title=title, url=reverse("intake:request_list"), note=_("Who looks for whom, and who pays"))


def _answered(user: Any) -> Any:
    rows = BillingDetails.unconfirmed().filter(answered_at__isnull=False)
    return rows if may(user, Action.BILLING_DETAILS_CONFIRM) else rows.none()


@waits(_answered)
def details_to_confirm(user: Any) -> Iterator[Row]:
    for details in _answered(user).select_related("organisation"):
        url = reverse("intake:billing_details", args=[details.organisation_id])
        title = _("Billing details to confirm")
        yield Row(title=title, url=url, note=str(details.organisation))
