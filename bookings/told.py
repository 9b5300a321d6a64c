"""How a session stands, in words: as much of it as the reader may know."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from processes import parties
from processes.parties import Standing
from tyonohjaus.people.models import Practice
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge, Row
from tyonohjaus.ui.words import when

from . import words
from .models import TAKES_TIME, Acceptance, Booking, Status, Yes, missing

KINDS = {Status.REQUESTED: "waits", Status.CONFIRMED: "agreed", Status.HELD: "done"}


def status(booking: Booking, *, standing: Standing) -> Badge:
    """The status as this person may read it. No query, where the booking was read by `with_people()`."""
    return _for_payer(booking) if standing.reads_as_payer else _for_party(booking)


def status_without(standing: Standing) -> Badge:
    """Of a session that is not theirs; to a manager in the words that they read of any other (C10)."""
    return Badge(kind="off", text=_("Cancelled") if standing.reads_as_payer else _("Not approved"))


def badge(booking: Booking, *, standing: Standing, now: datetime) -> Badge | None:
    """In a list: None where all is as expected; calm is what is left out."""
    if booking.status not in {Status.CONFIRMED, Status.HELD}:
        return status(booking, standing=standing)
    unmarked = booking.status == Status.CONFIRMED and booking.ends_at <= now
    return Badge(kind="open", text=_("Not marked")) if unmarked and standing.supervisor else None


def row(booking: Booking, *, user: Any, now: datetime) -> Row:
    """The same row in every list: when, whom, where, and a badge where all is not as expected."""
    standing = parties.standing(booking.process, user)
    where = words.place_for_payer(booking.place) if standing.reads_as_payer else words.where(booking)
    whom = words.title(booking.process, standing=standing, user=user, on=booking.day)
    not_theirs = is_not_theirs(booking, user, standing=standing)
    return Row(
        title=when(booking.starts_at, end=booking.ends_at, language=spoken()),
        url=reverse("bookings:detail", args=[booking.pk]),
        note=f"{whom}, {where}",
        badge=status_without(standing) if not_theirs else badge(booking, standing=standing, now=now),
    )


def is_not_theirs(booking: Booking, user: Any, *, standing: Standing) -> bool:
    """It stands, and without this person, or, of a manager, without their people: the manager said no."""
    if booking.status not in TAKES_TIME:
        return False
    if standing.reads_as_payer:
        return booking.stands_without_those_of(user)
    return standing.supervisee and user.pk in booking.refused


def neutral_label() -> str:
    """What mails call a session (C2): the practice's own word, or the reader's where the practice chose none."""
    default = Practice._meta.get_field("calendar_title").default
    chosen: str = Practice.objects.values_list("calendar_title", flat=True).get()
    return _("Meeting") if chosen == default else chosen


def inside_sentence(label: str) -> str:
    """`tapaaminen` for `Tapaaminen`; an abbreviation keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _for_party(booking: Booking) -> Badge:
    """To the session's own people and the office."""
    said = {
        Status.REQUESTED: waits_for,
        Status.CANCELLED: _cancelled,
        Status.DECLINED: _declined,
        Status.LAPSED: _lapsed,
    }.get(Status(booking.status))
    text = said(booking) if said else str(Status(booking.status).label)
    return Badge(kind=KINDS.get(Status(booking.status), "off"), text=text)


def waits_for(booking: Booking) -> str:
    """Whose yes is missing: the supervisor's and the manager's are two (decision 0032)."""
    waits = missing(booking)
    if waits == {Yes.SUPERVISOR, Yes.MANAGER}:
        return _("Waiting for the supervisor's confirmation and the manager's approval")
    return _("Waiting for the supervisor's confirmation") if waits == {Yes.SUPERVISOR} else str(Status.REQUESTED.label)


def _declined(booking: Booking) -> str:
    by_supervisor = hasattr(booking, "acceptance") and booking.acceptance.answer == Acceptance.Answer.NO
    return _("Does not suit the supervisor") if by_supervisor else str(Status.DECLINED.label)


def _lapsed(booking: Booking) -> str:
    unanswered = hasattr(booking, "acceptance") and not booking.acceptance.answer
    return _("Not confirmed in time") if unanswered else str(Status.LAPSED.label)


def _for_payer(booking: Booking) -> Badge:
    """To a manager: waiting, confirmed, held, cancelled; and charged or not charged.

    A session to which nobody came is told in the same words as one called off too late (C10).
    """
    if booking.status in KINDS:
        text = str(Status(booking.status).label)
        if booking.status == Status.REQUESTED:
            text = _("Waiting for approval") if Yes.MANAGER in missing(booking) else _("Waiting for confirmation")
        return Badge(kind=KINDS[Status(booking.status)], text=text)
    if booking.price is not None and booking.charged_percent:
        return Badge(kind="off", text=_("Charged"), icon="euro")
    if hasattr(booking, "waiver"):
        return Badge(kind="off", text=_("Not charged"))
    return Badge(kind="off", text=_("Cancelled"))


def _cancelled(booking: Booking) -> str:
    """Late only where it was to be charged: the supervisor's own cancellation is never late."""
    if not hasattr(booking, "cancellation"):
        return _("Cancelled")
    if booking.cancellation.share:
        return _("Cancelled late")
    return _("Cancelled") if booking.cancellation.was_late else _("Cancelled in time")
