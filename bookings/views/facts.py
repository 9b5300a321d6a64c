"""The facts of a session's own page: as many as this person is told."""

import uuid
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings import costs, words
from bookings.models import Approval, Attendance, Booking, Status
from bookings.models.states import TAKES_TIME
from processes import parties
from processes.models import AttendanceShown, Participant, Payer, Place
from processes.own_part import OwnPart
from processes.parties import Standing
from tyonohjaus.lib import money
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Fact
from tyonohjaus.ui.words import listed


def facts_of(booking: Booking, *, standing: Standing, user: Any) -> list[Fact]:
    return _payer_facts(booking, user) if standing.reads_as_payer else _party_facts(booking, standing)


def _party_facts(booking: Booking, standing: Standing) -> list[Fact]:
    process, day = booking.process, booking.day
    facts = [Fact(_("Supervisor"), parties.names(parties.meeting(process, day)))]
    if process.is_shared or not standing.supervisee:
        members = parties.supervisees(process, day)
        facts.append(Fact(_supervisees(members), listed(_with_absence(booking, members), language=spoken())))
    return [
        *facts,
        Fact(_("Form"), _nth(booking)),
        Fact(_("Length"), words.minutes(booking.minutes)),
        Fact(_("Place"), _place(booking, standing)),
        *_price(booking, standing),
        *([Fact(_("Process"), process.code)] if standing.office else []),
    ]


def _payer_facts(booking: Booking, user: Any) -> list[Fact]:
    """A manager's facts: an allow-list (C7). Names of their own people only, where the agreement shows names."""
    process, part = booking.process, OwnPart.read(user, [booking.process_id])
    facts = [
        Fact(_("Process"), process.code),
        *_people_for_payer(booking, user),
        Fact(_("Length"), words.minutes(booking.minutes)),
        Fact(_("Place"), words.sentence(words.place_for_payer(booking.place))),
    ]
    net = booking.price_of(part)
    if process.payer == Payer.EMPLOYER and net is not None and not costs.is_free(booking):
        price = _("%(price)s without VAT") % {"price": money.euros(net, spoken())}
        facts.append(Fact(_("Price"), price, note=_approved_less(booking, user, net)))
    if cost_centre := part.references(process, booking.day).cost_centre:
        facts.append(Fact(_("Cost centre"), cost_centre))
    return facts


def _approved_less(booking: Booking, manager: Any, net: Decimal) -> str:
    """Where they have said yes to a lower price."""
    said = booking.approvals.filter(manager=manager, answer=Approval.Answer.APPROVED, for_price__gt=0)
    less = [one.for_price for one in said if one.asked_of(booking) and not one.covers(net)]
    if not less:
        return ""
    approved = {"approved": money.euros(less[0] or 0, spoken())}
    return _("You approved %(approved)s. You are asked before more than that is invoiced.") % approved


def _people_for_payer(booking: Booking, user: Any) -> list[Fact]:
    """Whose time it is; once it was held, who was there: by name only a manager's own, and only where agreed."""
    process, was = booking.process, _attendance(booking)
    if process.attendance == AttendanceShown.COUNT and process.is_shared and was:
        return [Fact(_("Present"), words.people(sum(was.values())))]
    named = parties.named_to_manager(process, user, booking.day)
    if named and was:
        there = [person for person in named if was.get(person.user_id)]
        return [Fact(_("Present"), parties.names(there) or _("None of your people"))]
    return [Fact(_supervisees(named), parties.names(named))] if named else []


def _attendance(booking: Booking) -> dict[uuid.UUID, bool]:
    """Who was there, by user; nobody where it was not held, or nothing was written down."""
    if booking.status != Status.HELD:
        return {}
    return {one.user_id: one.was == Attendance.Was.PRESENT for one in booking.attendances.all()}


def _with_absence(booking: Booking, members: list[Participant]) -> list[str]:
    was = _attendance(booking)
    return [
        one.user.name if was.get(one.user_id, True) else _("%(name)s (absent)") % {"name": one.user.name}
        for one in members
    ]


def _supervisees(people: list[Participant]) -> str:
    return ngettext("Supervisee", "Supervisees", len(people))


def _price(booking: Booking, standing: Standing) -> list[Fact]:
    if costs.is_free(booking):
        return []
    paid = costs.payer(booking.process, standing=standing, at=booking.starts_at, price=booking.price)
    return [Fact(_("Price"), paid)]


def _nth(booking: Booking) -> str:
    """`Individual supervision, session 6 of 10`"""
    form, agreed = words.form(booking.process), booking.process.agreed_count
    if booking.status not in TAKES_TIME or booking.process.is_introduction:
        return form
    number = booking.process.bookings.counted().filter(starts_at__lte=booking.starts_at).count()
    values = {"form": form, "number": number, "count": agreed}
    if agreed:
        return _("%(form)s, session %(number)s of %(count)s") % values
    return _("%(form)s, session %(number)s") % values


def _place(booking: Booking, standing: Standing) -> str:
    """The link is for the session's own people: to the office it never opens."""
    if standing.party and booking.place == Place.REMOTE and booking.status == Status.REQUESTED:
        return _("Remotely. The link opens when the time is confirmed.")
    where = words.sentence(words.place(booking.place))
    return f"{where}: {booking.room.words}" if booking.room else where
