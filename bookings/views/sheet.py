"""The sheet of a chosen time: what stands before the button, and what is said once it is pressed."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bookings import clashes, costs, frames, rules, who_sees
from bookings.forms.times import ChosenTime
from bookings.models import Booking, Status, Yes, missing
from processes import parties
from processes.models import Process
from processes.parties import Standing
from tyonohjaus.access import Action, may
from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import Period
from tyonohjaus.people.models.organisation import ApprovalMode
from tyonohjaus.ui.htmx import see_other
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Fact
from tyonohjaus.ui.words import deadline, listed, when

from .offer import Offer
from .path import managers


def choice(
    process: Process, found: Offer, *, standing: Standing, now: datetime, moving: Booking | None = None
) -> dict[str, Any]:
    """What stands on the sheet before the button: who pays, whose yes, what cancelling means, who sees. `moving`: a
    session that keeps its own price and its own rule."""
    slot: Any = found.choice
    offered = as_offered(process, slot.start, moving=moving)
    return {
        "facts": [
            Fact(_("Price"), costs.payer(process, standing=standing, at=slot.start, price=offered.price)),
            Fact(_("Approval"), approval(offered, standing=standing, now=now, confirms=_confirms(offered, standing))),
            Fact(_("Cancelling"), costs.cancelling(offered, standing=standing, now=now)),
        ],
        "unsuitable": does_not_suit(process, Period(slot.start, slot.end)) if standing.sets_times else "",
        "choice_form": ChosenTime(initial={"starts_at": slot.start.isoformat(), "request_key": uuid.uuid4()}),
        "who": who_sees.of_time(process),
    }


def as_offered(process: Process, starts_at: datetime, *, moving: Booking | None) -> Booking:
    """Not saved: what one who takes that time has then."""
    kept = ("price", "cancellation_hours", "cancellation_share")
    own = {name: getattr(moving, name) for name in kept} if moving else {}
    return Booking.agreed(process, starts_at=starts_at, **own)


def changed_meanwhile() -> str:
    return _("The session has changed in the meantime. Nothing was done now; below it is as it is now.")


def gives_up(booking: Booking, *, standing: Standing) -> str:
    """Where the new time must be approved anew: what one who moves may lose."""
    if not booking.process.asks_manager and not _confirms(booking, standing):
        return ""
    when_now = when(booking.starts_at, end=booking.ends_at, language=spoken())
    lost = _("Your present time, %(when)s, is free for others at once.") % {"when": when_now}
    return f"{lost} {_('If the new time is not confirmed, neither of the two stands.')}"


def approval(offered: Booking, *, standing: Standing, now: datetime, confirms: bool = False) -> str:
    """`confirms`: the supervisor's yes is asked too."""
    process = offered.process
    _status, until = rules.first_state(process, starts_at=offered.starts_at, now=now, confirms=confirms)
    if until:
        asked = [parties.names(parties.meeting(process, offered.day))] if confirms else []
        asked += [managers(offered)] if process.asks_manager else []
        names = {"managers": listed(asked, language=spoken()), "until": deadline(until, language=spoken())}
        if standing.supervisee:
            return _("%(managers)s. The time is held for you until %(until)s.") % names
        return _("%(managers)s. The time is held until %(until)s.") % names
    if process.bills_employer and process.approval == ApprovalMode.FRAME:
        return _("Approved in advance: the time is confirmed at once.")
    return _("Not needed: the time is confirmed at once.")


def went_to(booking: Booking) -> str:
    """Who is asked about a time that waits."""
    asked = missing(booking)
    if asked == {Yes.SUPERVISOR, Yes.MANAGER}:
        return _("The request went to the supervisor and the manager.")
    if asked == {Yes.SUPERVISOR}:
        return _("The request went to the supervisor.")
    return _("The request went to the manager.")


def _confirms(offered: Booking, standing: Standing) -> bool:
    return rules.asks_supervisor(offered.process, starts_at=offered.starts_at, standing=standing)


def does_not_suit(process: Process, time: Period) -> str:
    """To one who plans for several: a member meets elsewhere then; it may be chosen all the same."""
    if not clashes.unsuitable(process, [time], now=clock.now()):
        return ""
    return _("This time does not suit every member. You can choose it all the same; whoever it concerns is told.")


def booked(booking: Booking) -> str:
    """What has happened, and what happens next."""
    if booking.status == Status.REQUESTED:
        return f"{_('The time is booked.')} {went_to(booking)}"
    return _("The time is booked and confirmed. The calendar invitation comes by e-mail.")


def to_page_of(booking: Booking, user: Any) -> HttpResponse:
    """Where one reads of it now: on the supervision's page, where it lies on a day on which they do not stand in."""
    if may(user, Action.BOOKING_SEE, booking):
        return see_other(booking)
    return see_other("processes:detail", booking.process_id)


def beyond_the_frame(request: HttpRequest, process: Process) -> None:
    """To the office, who decides: a ceiling stops nobody."""
    if may(request.user, Action.FRAME_EDIT) and (said := frames.warning(process)):
        messages.warning(request, said)
