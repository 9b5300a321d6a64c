"""Who was there at a session, and is here today: what the texts of a session are read by."""

from typing import Any

from django.db.models import Q

from processes.models import Participant


def supervised_by(user: Any) -> Q:
    """Sessions that began while they were a supervisor there: one who is named later reads nothing from before."""
    return Participant.objects.supervising().then_and_now(user, "booking__starts_at")


def met_by(user: Any) -> Q:
    """Sessions that began after the member joined: a late joiner reads nothing from before (C23)."""
    return Participant.objects.supervised().then_and_now(user, "booking__starts_at")
