"""What has happened to a session and what comes next, as the steps of ui/path.html."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from bookings import reminders
from bookings.models import Approval, Booking, Origin, Status, Yes, missing
from processes import parties
from processes.parties import Standing
from tyonohjaus.people.models import Practice
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Step
from tyonohjaus.ui.words import day_short, deadline, listed, when_short

WEEK = 7


def path_of(booking: Booking, *, standing: Standing, now: datetime) -> list[Step]:
    """Empty where nothing more comes: called off, or not approved."""
    if booking.status not in {Status.REQUESTED, Status.CONFIRMED, Status.HELD}:
        return []
    return [
        _booked(booking, standing),
        *_confirmed(booking),
        *_decided(booking),
        *_invited(booking),
        _met(booking, now),
    ]


def _booked(booking: Booking, standing: Standing) -> Step:
    own = booking.origin == Origin.BOOKED and standing.supervisee
    title = _("You booked the time") if own else _("The time was booked")
    return Step(title=title, note=when_short(booking.created_at, language=spoken()))


def _confirmed(booking: Booking) -> list[Step]:
    """Only where the supervisor says yes to each request."""
    if not hasattr(booking, "acceptance"):
        return []
    if booking.acceptance.by:
        return [Step(title=_("The supervisor has confirmed it"), note=booking.acceptance.by.name)]
    names = parties.names(parties.meeting(booking.process, booking.day))
    return [Step(title=_("The supervisor confirms"), icon="hourglass", state="waits", note=_by(names, booking))]


def _decided(booking: Booking) -> list[Step]:
    """Only where a manager is asked."""
    if not booking.process.asks_manager:
        return []
    if Yes.MANAGER not in missing(booking):
        times = {"for_starts_at": booking.starts_at, "for_ends_at": booking.ends_at}
        said_yes = booking.approvals.filter(answer=Approval.Answer.APPROVED, **times).order_by("manager__name")
        names = _listed(said_yes.values_list("manager__name", flat=True))
        return [Step(title=_("The manager has approved it"), note=names)] if names else []
    note = _by(managers(booking), booking)
    return [Step(title=_("The manager decides"), icon="hourglass", state="waits", note=note)]


def _by(names: str, booking: Booking) -> str:
    assert booking.held_until
    return _("%(names)s, by %(until)s") % {"names": names, "until": deadline(booking.held_until, language=spoken())}


def managers(booking: Booking) -> str:
    """Whose yes is asked."""
    return _listed(manager.name for manager in booking.managers_asked()) or _("The manager")


def _listed(names: Iterable[str]) -> str:
    return listed(names, language=spoken())


def _invited(booking: Booking) -> list[Step]:
    """Imported sessions were agreed before, and told of then."""
    if booking.origin == Origin.IMPORTED:
        return []
    if booking.status != Status.REQUESTED:
        return [Step(title=_("A calendar invitation was sent"))]
    title = _("You get a confirmation and a calendar invitation")
    label = Practice.objects.values_list("calendar_title", flat=True).get()
    note = _("By e-mail. The calendar says “%(title)s” and no more.") % {"title": label}
    return [Step(title=title, icon="mail", state="ahead", note=note)]


def _met(booking: Booking, now: datetime) -> Step:
    day = day_short(booking.starts_at, language=spoken())
    if booking.status == Status.HELD:
        return Step(title=_("You met"), note=day)
    if booking.ends_at <= now:
        return Step(title=_("You met"), icon="footprints", state="waits", note=_("The supervisor marks it as held."))
    return Step(title=_("You meet"), icon="footprints", state="ahead", note=f"{day} {_reminders(booking, now)}".strip())


def _reminders(booking: Booking, now: datetime) -> str:
    """Those that still lie ahead; of a time that waits, those that lie after the last moment of a yes."""
    since = max(now, booking.held_until or now)
    ahead = {days for days in settings.REMINDER_DAYS if reminders.due_at(booking, days) > since}
    if WEEK in ahead:
        return _("A reminder comes a week and a day before.")
    return _("A reminder comes a day before.") if ahead else ""
