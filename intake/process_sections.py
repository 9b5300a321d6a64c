"""What of a request waits for whom, and where a process tells what its employer gave along."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.models import Booking
from processes.sections import Page, Section, asks_by, section
from processes.waiting import waits
from tyonohjaus.access import Action, may
from tyonohjaus.lib import clock
from tyonohjaus.sealed.models import readable_texts
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Row
from tyonohjaus.ui.words import when_short

from .models import Answer, Background, BillingDetails, Candidate, Member, Permission, Request, State
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
    waiting = [one for one in candidates if one.pk not in answered]
    notes = _notes(waiting)
    for row in rows:
        url = row.request.get_absolute_url()
        if user.content_open and row.request_id in notes:
            yield Row(title=_("Your request goes on"), url=url, note=notes[row.request_id])
        if row.request.asks_permission and not hasattr(row, "permission"):
            url = reverse("intake:permission", args=[row.request_id])
            yield Row(title=_("Ask for permission"), url=url, note=_("Your manager answers yes or no."))


def _notes(candidates: list[Candidate]) -> dict[Any, str]:
    """Of each request what is to be done next: choose a time, meet, or answer."""
    now = clock.now()
    asked = Booking.objects.counted().filter(process__in=[one.process_id for one in candidates if one.process_id])
    booked: dict[Any, Booking] = {booking.process_id: booking for booking in asked.order_by("starts_at")}
    times = {(one.request_id, one.pk): booked.get(one.process_id) for one in candidates}
    notes: dict[Any, str] = {}
    for (request, _candidate), booking in sorted(times.items(), key=lambda pair: pair[1] is None):
        if booking is None:
            notes[request] = _("Choose a time to meet, and answer after it.")
        elif booking.ends_at > now:
            when = when_short(booking.starts_at, end=booking.ends_at, language=spoken())
            notes.setdefault(request, _("You meet on %(when)s. Answer after it.") % {"when": when})
        else:
            notes.setdefault(request, _("You have met. Answer whether you want to start."))
    return notes


@waits(Permission.waiting_for)
def permissions_to_give(user: Any) -> Iterator[Row]:
    """Neither whose it is nor what for."""
    for permission in Permission.waiting_for(user):
        url = reverse("intake:asked_permission", args=[permission.pk])
        yield Row(title=_("A permission is asked of you"), url=url, note=_("Yes or no, without reasons."))


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
            if office and request.employer_pays and not request.organisation_id:
                note = _("Everybody has said yes. Say who pays if it is not known yet, then start.")
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
