"""A neutral word about what may have been forgotten, in the daytime, to those who have not said that they want none.

An interim assignment: some days before it falls due, once, to those who have not done it (S4-10). It falls due on its
day, or, without one, on that of the next session. Nobody is told too late, where nobody ran this.
A time that a supervisor confirms: to those who lead it, in the morning before it would be lost, once (`chasing`).
No next session: to the supervisee who could book it, some days before the rhythm's day, once in each gap.
Sessions not marked: to whoever marks them, once a week, of those of the weeks before. Never for an empty log.
An evaluation that falls due soon: `reviews.occasions` says when, here is who is told, and once (`tell_once`).
The mails say a day and a link, and no word of what (C1).
"""

from collections import Counter
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model, Q

from processes import parties
from processes.models import Payer, Process
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.rounds import each

from . import chasing, offers, rules, since
from .models import Acceptance, Assignment, AssignmentDone, Booking, MailChoice, Nudge, Status
from .reminders import MORNING

DAYS = 3
# Before the first day of the rhythm; after its last, a pause is the supervisors' to see (bookings.gaps).
AHEAD, AFTER = timedelta(days=7), timedelta(days=14)
Kind = MailChoice.Nudge


def remind(*, now: datetime) -> None:
    """Of each assignment that is due, and of each time to confirm that would be lost, if it was not said yet."""
    if _is_daytime(now):
        _of_assignments(clock.local(now))
        _of_times_to_confirm(now)


def look_back(*, now: datetime) -> None:
    """For gaps, and for sessions that nobody marked."""
    if _is_daytime(now):
        _of_no_next_session(now)
        _of_sessions_not_marked(now)


def gap(process: Any, *, today: date) -> str:
    """Which gap it is whose next session should be booked by now; empty where there is none. Of a tallied process."""
    due = offers.next_due(process, last=process.last)
    over = process.ends_on and due and due.first > process.ends_on
    if due is None or over or not due.first - AHEAD <= today <= due.last + AFTER:
        return ""
    return "" if clock.day_of(process.last) >= today else f"{process.pk}:{process.last:%Y%m%dT%H%M}"


def _is_daytime(now: datetime) -> bool:
    return clock.local(now).time() >= MORNING and not clock.is_quiet(now)


def _of_assignments(local: datetime) -> None:
    due = local.date() + timedelta(days=DAYS)
    written = Assignment.objects.filter(Q(text_sealed__isnull=False) | Q(title_sealed__isnull=False))
    unsaid = written.filter(Q(reminded_for=None) | ~Q(reminded_for=due)).select_related("booking", "process")
    rows = [*unsaid.filter(due_on=due), *_by_the_next_session(unsaid, due)]
    each(rows, partial(_remind_of, due=due), of="assignments")


def _remind_of(row: Assignment, *, due: date) -> None:
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
    return _willing([user for user in here if row.assignee_id in {None, user.pk}], Kind.ASSIGNMENT)


def _of_times_to_confirm(now: datetime) -> None:
    unanswered: Any = {"status": Status.REQUESTED, "acceptance__answer": Acceptance.Answer.NONE}
    waiting = Booking.objects.filter(**unanswered, held_until__gt=now, held_until__lte=now + chasing.LONGEST)
    rows = list(waiting.with_people())
    asked = since.asked(rows) if rows else {}
    due = [row for row in rows if chasing.is_to_be_reminded(row.held_until, asked=asked[row.pk], now=now)]
    each(due, _remind_to_confirm, of="times to confirm")


def _remind_to_confirm(booking: Booking) -> None:
    people = [one.user for one in parties.meeting(booking.process, booking.day)]
    tell_once(people, Kind.REQUEST, mark=f"{booking.pk}:{booking.starts_at:%Y%m%dT%H%M}", subject=booking)


def _of_no_next_session(now: datetime) -> None:
    today = clock.day_of(now)
    meets: Any = Process.objects.going_on().exclude(payer=Payer.NOBODY)
    processes = meets.annotate(**rules.tallied(now, sessions="bookings__")).order_by("pk")
    gaps = {process: mark for process in processes if (mark := gap(process, today=today))}
    said = set(Nudge.objects.filter(kind=Kind.NEXT, mark__in=gaps.values()).values_list("user", "mark"))
    parties.with_people(gaps)

    def say(process: Any) -> None:
        tally = rules.Tally(process.used, process.open_own, process.first_open, process.last)
        mark = gaps[process]
        people = [one.user for one in parties.supervisees(process) if (one.user_id, mark) not in said]
        for user in _willing(people, Kind.NEXT) if people else []:
            if not rules.problems(process, by=user, now=now, tally=tally):
                _nudge(user, Kind.NEXT, mark, subject=process, day=process.last.isoformat())

    each(gaps, say, of="gaps without a next session")


def _of_sessions_not_marked(now: datetime) -> None:
    today = clock.day_of(now)
    monday = today - timedelta(days=today.weekday())
    before = Booking.objects.unmarked(clock.day_bounds(monday)[0]).with_people()
    counts = Counter(person.user for booking in before for person in marked_by(booking))
    mark = f"{monday:%G-W%V}"
    said = set(Nudge.objects.filter(kind=Kind.UNMARKED, mark=mark).values_list("user", flat=True))
    people = _willing([user for user in counts if user.pk not in said], Kind.UNMARKED)
    say = partial(_nudge, kind=Kind.UNMARKED, mark=mark)
    each(people, lambda user: say(user, subject=user, count=counts[user]), of="sessions not marked")


def tell_once(users: list[Any], kind: Kind, *, mark: str, subject: Model, **facts: Any) -> None:
    """Those of them who want to be told and were not yet."""
    said = set(Nudge.objects.filter(kind=kind, mark=mark).values_list("user", flat=True))
    for user in _willing([user for user in users if user.pk not in said], kind):
        _nudge(user, kind, mark, subject=subject, **facts)


def marked_by(booking: Booking) -> list[Any]:
    """Who led it and still may mark it; where nobody of them is here any more, who answers for the process."""
    led = [one for one in parties.meeting(booking.process, booking.day) if one.is_current]
    return led or parties.lasting(booking.process)


def _willing(users: list[Any], kind: Kind) -> list[Any]:
    choices = MailChoice.of_each(users)
    return [user for user in users if user.is_active and user.was_reached and choices[user.pk].wants(kind)]


def _nudge(user: Any, kind: Kind, mark: str, *, subject: Model, **facts: Any) -> None:
    with transaction.atomic():
        _row, first = Nudge.objects.get_or_create(user=user, kind=kind, mark=mark)
        if first:
            record(f"nudge.{kind}", subject=subject, user=user.pk, mark=mark, **facts)
