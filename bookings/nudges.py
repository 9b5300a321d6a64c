"""A neutral word some days before an interim assignment falls due, once, to those who have not done it (S4-10).

It falls due on its day, or, without one, on that of the next session. The mail says a day and a link, and no word of
what (C1). Nobody who ran this too late is told afterwards.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from processes import parties
from tyonohjaus.lib import clock

from .models import Assignment, AssignmentDone, Booking, Status
from .reminders import MORNING

DAYS = 3


def remind(*, now: datetime) -> None:
    local = clock.local(now)
    if local.time() < MORNING:
        return
    due = local.date() + timedelta(days=DAYS)
    written = Assignment.objects.filter(Q(text_sealed__isnull=False) | Q(title_sealed__isnull=False))
    unsaid = written.filter(Q(reminded_for=None) | ~Q(reminded_for=due)).select_related("booking", "process")
    for row in [*unsaid.filter(due_on=due), *_by_the_next_session(unsaid, due)]:
        if people := _people(row):
            row.remind(people, due=due)


def _by_the_next_session(unsaid: Any, due: date) -> list[Assignment]:
    """Of each process that meets on that day: its last one, if no session has been held since."""
    begin, end = clock.day_bounds(due, due)
    found = []
    for booking in Booking.objects.confirmed().filter(starts_at__gte=begin, starts_at__lt=end):
        before = Booking.objects.filter(process=booking.process_id, starts_at__lt=booking.starts_at)
        last = before.filter(status=Status.HELD).order_by("-starts_at").first()
        if last and (row := unsaid.filter(booking=last, due_on=None).first()):
            found.append(row)
    return found


def _people(row: Assignment) -> list[Any]:
    """Whose it is, who are here and were there, and have not done it."""
    done = set(AssignmentDone.objects.filter(assignment=row).values_list("user", flat=True))
    members, met_at = parties.supervisees(row.process, row.booking.day), row.booking.starts_at
    then = {one.user_id for one in members if one.was_in(met_at)}
    here = [one.user for one in parties.supervisees(row.process) if one.user_id in then - done]
    return [user for user in here if row.assignee_id in {None, user.pk} and user.is_active and user.invited_at]
