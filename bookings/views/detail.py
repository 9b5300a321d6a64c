"""One session: its state, what comes next, and as many facts as this person is told."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bookings import absences, clashes, costs, meeting, rules, told, who_sees
from bookings.models import Booking, Status
from bookings.rules import leads_to_booking
from processes import parties
from processes.later import opens_later
from processes.parties import Standing
from tyonohjaus.access import Action, may, needs
from tyonohjaus.lib import clock
from tyonohjaus.sealed.models import read_together
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.words import deadline

from . import absence, acceptance, approval, log
from .earlier_time import asks_url
from .facts import facts_of
from .path import path_of

RELEASED = {Status.DECLINED, Status.LAPSED, Status.CANCELLED}
"""It is not to be, whoever did that: they look for another time."""


@opens_later("process__bookings")
@needs(Action.BOOKING_SEE, on=Booking)
@require_safe
def detail(request: HttpRequest, booking: Booking) -> HttpResponse:
    parties.with_people([booking.process])
    now, user = clock.now(), request.user
    with read_together(user):
        context = _whole(request, booking, now)
    return render(request, "bookings/detail.html", context)


def _whole(request: HttpRequest, booking: Booking, now: datetime) -> dict[str, Any]:
    user = request.user
    standing = parties.standing(booking.process, user)
    asked = approval.section(request, booking)
    theirs = not told.is_not_theirs(booking, user, standing=standing)
    return {
        "booking": booking,
        "standing": standing,
        "status": told.status(booking, standing=standing) if theirs else told.status_without(standing),
        "lead": "" if asked and asked["ask"] else _lead(booking, standing, now) if theirs else _without(standing),
        "clash": clashes.own(booking, user, now=now),
        "facts": facts_of(booking, standing=standing, user=user),
        **(_meeting(booking, standing, user, now) if theirs else {}),
        "may_tell_where": _may_tell_where(booking, standing, user, now),
        "book_another": booking.status in RELEASED
        and booking.ends_at > now
        and leads_to_booking(booking.process, user),
        "earlier_url": asks_url(booking, user) if theirs else "",
        "moves": _moves(booking, standing, user, now) if theirs else set(),
        "set_by": _set_by(booking, standing, user, now) if theirs else "",
        "rule": costs.change_rule(booking, standing=standing, now=now),
        "steps": path_of(booking, standing=standing, now=now) if standing.party and theirs else [],
        "who": who_sees.of_session(booking.process, standing=standing),
        "approval": asked,
        "accepts": acceptance.asks(booking, user),
        "absence": absence.section(booking, user),
        "log": log.section(request, booking),
    }


def _meeting(booking: Booking, standing: Standing, user: Any, now: datetime) -> dict[str, Any]:
    """How one gets there; to its own people also what is not said yet, or not open to them."""
    url, point = meeting.url(booking, by=user, now=now), meeting.point(booking, by=user, now=now)
    meets = standing.party
    return {
        "meeting_url": url,
        "meeting_missing": meets and meeting.is_missing(booking, by=user, now=now, url=url),
        "meeting_closed": meets and meeting.is_closed(booking, by=user, now=now),
        "meeting_point": point,
        "point_missing": meets and meeting.point_is_missing(booking, by=user, now=now, point=point),
    }


def _moves(booking: Booking, standing: Standing, user: Any, now: datetime) -> set[str]:
    """What this person may do now: what access, the state and the group's rule all allow."""
    if not booking.can("cancel", now=now) or not rules.changes_for_all(booking.process, standing):
        return set()
    moves = {"move", "cancel"} if may(user, Action.BOOKING_CANCEL, booking) else set()
    moves |= {"length"} if standing.sets_times and may(user, Action.BOOKING_PLAN, booking) else set()
    moves |= {"place"} if standing.sets_times and may(user, Action.BOOKING_PLACE, booking) else set()
    return moves - {"move"} if moves and rules.change_problems(booking, by=user, now=now) else moves


def _may_tell_where(booking: Booking, standing: Standing, user: Any, now: datetime) -> bool:
    """In a room of the practice there is nothing left to tell."""
    ahead = standing.supervisor and not booking.room_id and booking.can("cancel", now=now)
    return ahead and may(user, Action.MEETING_LINK_WRITE, booking)


def _set_by(booking: Booking, standing: Standing, user: Any, now: datetime) -> str:
    """To a group's member: who moves and cancels its sessions (E4)."""
    if not booking.process.times_are_set or standing.sets_times or not standing.supervisee:
        return ""
    if not booking.can("cancel", now=now):
        return ""
    who = {"names": parties.names(parties.meeting(booking.process, booking.day))}
    change = _("A group's session is moved and cancelled by: %(names)s.") % who
    if not absences.may_say(booking, user, now=now):
        return change
    return f"{change} {_('If you cannot come yourself, say so below: no reason is asked.')}"


def _lead(booking: Booking, standing: Standing, now: datetime) -> str:
    """One sentence: what is so, and what this person need do now."""
    if booking.status == Status.REQUESTED and booking.held_until:
        return _waits(booking.held_until, standing, now)
    if costs.is_free(booking) and booking.status in {Status.CANCELLED, Status.NO_SHOW}:
        return _("This session is not charged.")
    if booking.status in {Status.CANCELLED, Status.NO_SHOW}:
        return costs.charged(booking, booking.charged_percent, standing=standing)
    if booking.status == Status.DECLINED and not standing.reads_as_payer:
        return _("The time is free again. Why is not asked.")
    if booking.status == Status.LAPSED and not standing.reads_as_payer:
        return _("An answer was missing at the deadline, and the time is free again.")
    return ""


def _without(standing: Standing) -> str:
    """It stands, without this member, or without this manager's people."""
    if standing.reads_as_payer:
        return _("You did not approve this time, and your own people do not take part.")
    return _("Your working time was not approved for this time, so you do not take part. A reason is not asked.")


def _waits(held_until: datetime, standing: Standing, now: datetime) -> str:
    if held_until <= now:
        return _("The time for approving has passed, and the time is free again.")
    until = {"until": deadline(held_until, language=spoken())}
    if standing.supervisee:
        held = _("The time is held for you until %(until)s.") % until
        return f"{held} {_('You need not do anything: we tell you as soon as it is decided.')}"
    return _("The time is held until %(until)s.") % until
