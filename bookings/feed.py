"""What a calendar address holds: one event for each session of its owner, the same as in the mails (C3).

The feed is opened by no session, so it holds no more than a mailed invitation does, and less where that mailbox may be
an employer's: what one pays for oneself is never in it (C6). What is called off is not there any more: a calendar that
subscribes shows what it reads, and drops the rest.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from processes.models import PRIVATE, Participant
from tyonohjaus.people.assurance import is_own

from . import ical, since, told, words
from .models import Booking, CalendarFeed, Status

KEPT = timedelta(days=90)
"""So long a session stays there when it is over."""


def calendar(feed: CalendarFeed, *, now: datetime) -> bytes:
    """In its owner's language. The same bytes for as long as nothing has changed."""
    with translation.override(feed.user.language):
        title = title_of(feed)
        bookings = sessions(feed, now=now)
        stamps = since.told(bookings)
        return ical.feed([(_event(booking, title), stamps[booking.pk]) for booking in bookings], name=title)


def title_of(feed: CalendarFeed) -> str:
    """What every session of it is called, in the language spoken now."""
    return {
        CalendarFeed.Title.NEUTRAL: told.neutral_label(),
        CalendarFeed.Title.RESERVED: _("Reserved"),
        CalendarFeed.Title.OWN_TIME: _("Own time"),
        CalendarFeed.Title.OWN_WORDS: feed.own_words,
    }[CalendarFeed.Title(feed.title)]


def sessions(feed: CalendarFeed, *, now: datetime) -> list[Booking]:
    """Those at which they are on the day, as every mail to the participants asks it."""
    user = feed.user
    own = Participant.objects.filter(user=user)
    if not (feed.holds_private and is_own(user.email, user)):
        own = own.exclude(capacity=Participant.As.SUPERVISEE, process__payer__in=PRIVATE)
    seen = Booking.objects.counted().filter(process__in=own.values("process"), starts_at__gte=now - KEPT)
    return [
        one
        for one in seen.with_people().order_by("starts_at", "pk")
        if any(person.user_id == user.pk for person in one.people())
    ]


def _event(booking: Booking, title: str) -> ical.Session:
    return ical.Session(
        uid=booking.uid,
        sequence=booking.sequence,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        title=title,
        url=settings.SITE_URL + booking.get_absolute_url(),
        place=words.sentence(words.place_for_payer(booking.place)),
        tentative=booking.status == Status.REQUESTED,
    )
