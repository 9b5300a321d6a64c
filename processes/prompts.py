"""A word at home where a goal is still to be written (S0-14) or rated: a nudge, and never a block."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tyonohjaus.access import Capacity, capacities_of
from tyonohjaus.lib import clock
from tyonohjaus.people.models.dated import current
from tyonohjaus.ui.parts import Row

from . import heads, parties, words
from .models import GoalRound, GroupGoal, Participant, PersonalGoal, Process
from .waiting import waits

# As bookings.models.Status has it, which this app does not know.
MET = ("confirmed", "held")


def _without_goal(user: Any, *, met_by: datetime) -> Any:
    if not user.content_open or Capacity.SUPERVISEE not in capacities_of(user):
        return Process.objects.none()
    own = PersonalGoal.objects.filter(process=OuterRef("pk"), owner=user).standing()
    groups = GroupGoal.objects.filter(process=OuterRef("pk")).standing()
    member = Participant.objects.supervised().filter(current(), process=OuterRef("pk"), user=user)
    return (
        Process.objects.going_on()
        .filter(Exists(member), ~Exists(own), Q(kind__in=heads.ALONE) | ~Exists(groups), no_content_since=None)
        .filter(bookings__starts_at__lte=met_by, bookings__status__in=MET)
        .distinct()
    )


@waits(lambda user: _without_goal(user, met_by=clock.day_bounds()[1]))
def a_goal(user: Any) -> Iterator[Row]:
    """To a supervisee from their first session on, in each process that has no goal: of their own, or of the group's.
    Not in a session that opens no content (C6)."""
    found = list(_without_goal(user, met_by=clock.now()).order_by("created_at", "pk"))
    parties.with_people(found)
    for process in found:
        url = reverse("processes:goal", args=[process.pk])
        yield Row(title=_("Write down a goal"), url=url, note=_whom_one_meets(process))


@waits(GoalRound.open_to)
def a_round(user: Any) -> Iterator[Row]:
    """To a member, that the group rates its goals (S3-8)."""
    found = GoalRound.waiting_for(user)
    parties.with_people([row.process for row in found])
    for row in found:
        url = reverse("processes:goal_round", args=[row.pk])
        yield Row(title=_("Rate the shared goals"), url=url, note=_whom_one_meets(row.process))


def _whom_one_meets(process: Process) -> str:
    return f"{words.title(process)}, {parties.names(parties.meeting(process))}"
