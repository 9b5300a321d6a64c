"""What a week and a month of a supervisor's calendar share: the ways between them, and how many sessions there are."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tyonohjaus.ui import asked
from tyonohjaus.ui.parts import Link


def to_week(monday: date | None, label: str) -> Link:
    """The present one, if None."""
    query = {"week": asked.week_name(monday)} if monday else None
    return Link(reverse("bookings:week", query=query), label)


def to_month(first: date | None, label: str) -> Link:
    """The present one, if None."""
    query = {"month": f"{first:%Y-%m}"} if first else None
    return Link(reverse("bookings:month", query=query), label)


def said(count: int) -> str:
    return ngettext("%(count)s session", "%(count)s sessions", count) % {"count": count} if count else _("No sessions")
