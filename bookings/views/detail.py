"""One session: its state, what comes next, and as many facts as this person is told."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from bookings import costs, diary, meeting, words
from bookings.models import Booking, Status
from bookings.models.booking import TAKES_TIME
from processes import parties
from processes.models import Payer, Place
from processes.models.process import Attendance
from processes.parties import Standing
from tyonohjaus.access import Action, may, needs
from tyonohjaus.lib import clock, money
from tyonohjaus.ui.parts import Fact
from tyonohjaus.ui.words import deadline

from . import approval, log
from .path import path_of


@needs(Action.BOOKING_SEE, on=Booking)
@require_safe
def detail(request: HttpRequest, booking: Booking) -> HttpResponse:
    parties.with_people([booking.process])
    now, user = clock.now(), request.user
    standing = parties.standing(booking.process, user)
    context = {
        "booking": booking,
        "standing": standing,
        "status": words.status(booking, standing=standing),
        "lead": _lead(booking, standing, now),
        "facts": _facts(booking, standing, user),
        "meeting_url": meeting.url(booking, by=user, now=now),
        "moves": _moves(booking, standing, user, now),
        "rule": costs.change_rule(booking, standing=standing, now=now),
        "steps": path_of(booking, standing=standing, now=now) if standing.party else [],
        "who": words.who_sees(booking.process, standing=standing),
        "approval": approval.section(request, booking),
        "log": log.section(request, booking),
    }
    return render(request, "bookings/detail.html", context)


def _moves(booking: Booking, standing: Standing, user: Any, now: datetime) -> set[str]:
    """What this person may do now: what access, the state and the group's rule all allow."""
    if not booking.can("cancel", now=now) or (booking.process.is_shared and not standing.sets_times):
        return set()
    moves = {"move", "cancel"} if may(user, Action.BOOKING_CANCEL, booking) else set()
    return moves - {"move"} if moves and diary.change_problems(booking, by=user, now=now) else moves


def _lead(booking: Booking, standing: Standing, now: datetime) -> str:
    """One sentence: what is so, and what this person need do now."""
    if booking.status == Status.REQUESTED and booking.held_until:
        if booking.held_until <= now:
            return _("The time for approving has passed, and the time is free again.")
        until = {"until": deadline(booking.held_until, language=words.language())}
        if standing.supervisee:
            held = _("The time is held for you until %(until)s.") % until
            return f"{held} {_('You need not do anything: we tell you as soon as it is decided.')}"
        return _("The time is held until %(until)s.") % until
    if booking.status == Status.DECLINED and not standing.reads_as_payer:
        return _("The time is free again. Why is not asked; you can book another.")
    if booking.status == Status.LAPSED and not standing.reads_as_payer:
        return _("Nobody answered in time, and the time is free again. You can book another.")
    if booking.status in {Status.CANCELLED, Status.NO_SHOW}:
        return costs.charged(booking, booking.charged_percent, standing=standing)
    return ""


def _facts(booking: Booking, standing: Standing, user: Any) -> list[Fact]:
    return _payer_facts(booking, user) if standing.reads_as_payer else _party_facts(booking, standing)


def _party_facts(booking: Booking, standing: Standing) -> list[Fact]:
    process, day = booking.process, booking.day
    facts = [Fact(_("Supervisor"), parties.names(parties.supervisors(process, day)))]
    if process.is_shared or not standing.supervisee:
        members = parties.supervisees(process, day)
        facts.append(Fact(ngettext("Supervisee", "Supervisees", len(members)), parties.names(members)))
    paid = costs.payer(process, standing=standing, at=booking.starts_at, price=booking.price)
    return [
        *facts,
        Fact(_("Form"), _nth(booking)),
        Fact(_("Length"), words.minutes(booking.minutes)),
        Fact(_("Place"), _place(booking)),
        Fact(_("Price"), paid),
        *([Fact(_("Code"), process.code)] if standing.office else []),
    ]


def _payer_facts(booking: Booking, user: Any) -> list[Fact]:
    """A manager's facts: an allow-list (C7). Names of their own people only, where the agreement shows names."""
    process = booking.process
    own = parties.own_people(process, user, booking.day)
    facts = [Fact(_("Code"), process.code)]
    if process.attendance == Attendance.NAMES:
        facts.append(Fact(ngettext("Supervisee", "Supervisees", len(own)), parties.names(own)))
    facts += [
        Fact(_("Length"), words.minutes(booking.minutes)),
        Fact(_("Place"), words.sentence(words.place_for_payer(booking.place))),
    ]
    if process.payer == Payer.EMPLOYER and booking.price is not None:
        price = money.euros(booking.price, words.language())
        facts.append(Fact(_("Price"), _("%(price)s without VAT") % {"price": price}))
    if process.cost_centre:
        facts.append(Fact(_("Cost centre"), process.cost_centre))
    return facts


def _nth(booking: Booking) -> str:
    """`Individual supervision, session 6 of 10`"""
    form, agreed = words.form(booking.process), booking.process.agreed_count
    if booking.status not in TAKES_TIME:
        return form
    number = booking.process.bookings.counted().filter(starts_at__lte=booking.starts_at).count()
    values = {"form": form, "number": number, "count": agreed}
    if agreed:
        return _("%(form)s, session %(number)s of %(count)s") % values
    return _("%(form)s, session %(number)s") % values


def _place(booking: Booking) -> str:
    if booking.place == Place.REMOTE and booking.status == Status.REQUESTED:
        return _("Remotely. The link opens when the time is confirmed.")
    return words.sentence(words.place(booking.place))
