"""A neutral word about what may have been forgotten, in the daytime, to those who have not said that they want none.

An interim assignment: some days before it falls due, once, to those who have not done it (S4-10). It falls due on its
day, or, without one, on that of the next session. Nobody is told too late, where nobody ran this.
A time that a supervisor confirms: to those who lead it, in the morning before it would be lost, once (`chasing`).
No next session: to the supervisee who could book it, some days before the rhythm's day, once in each gap.
Sessions not marked: to whoever marks them, once a week, of those of the weeks before. Never for an empty log.
An evaluation that falls due soon: `reviews.occasions` says when, here is who is told, and once (`tell_once`).
What was due at its hour and nobody ran then, an assignment's day or a last morning, is kept as missed, and never sent
stale; the other three are of what is still so, and are said when somebody runs this again.
The mails say a day and a link, and no word of what (C1).
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F, Model, OuterRef, Q, Subquery

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
        _of_assignments(now)
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


class _Due(NamedTuple):
    """`session`: by which it is due, where it has no day of its own."""

    row: Assignment
    on: date
    session: Booking | None = None

    @property
    def said_at(self) -> datetime:
        """From when its people are to be told; on that day, or not at all."""
        return clock.at(self.on - timedelta(days=DAYS), MORNING)


def _of_assignments(now: datetime) -> None:
    today = clock.day_of(now)
    due = list(_falling_due(today, today + timedelta(days=DAYS)))
    late = [one for one in due if clock.day_of(one.said_at) < today]
    known = _known(late)

    def remind_of(one: _Due) -> None:
        timely = clock.day_of(one.said_at) == today
        if (timely or known[one] <= one.said_at) and (people := _people(one.row)):
            one.row.remind(people, due=one.on, timely=timely)

    each(due, remind_of, of="assignments")


def _known(late: list[_Due]) -> dict[_Due, datetime]:
    """Since when it is known that each is due on that day: what was written or moved later was never due."""
    written = since.written([one.row for one in late])
    told = since.told([one.session for one in late if one.session])
    return {one: max(written[one.row.pk], told[one.session.pk] if one.session else written[one.row.pk]) for one in late}


def _falling_due(first: date, last: date) -> Iterator[_Due]:
    """On these days, and not said yet; of each process that meets then its last one, if no session was held since."""
    written = Assignment.objects.filter(Q(text_sealed__isnull=False) | Q(title_sealed__isnull=False))
    written = written.select_related("booking", "process")
    unsaid = written.filter(Q(reminded_for=None) | ~Q(reminded_for=F("due_on")))
    yield from (_Due(row, row.due_on) for row in unsaid.filter(due_on__gte=first, due_on__lte=last))
    by_session = _next_sessions(first, last)
    for row in written.filter(booking__in=by_session, due_on=None):
        session = by_session[row.booking_id]
        if row.reminded_for != session.day:
            yield _Due(row, session.day, session)


def _next_sessions(first: date, last: date) -> dict[Any, Booking]:
    """By the session that was held before it."""
    begin, end = clock.day_bounds(first, last)
    held = Booking.objects.filter(process=OuterRef("process"), starts_at__lt=OuterRef("starts_at"), status=Status.HELD)
    before = Subquery(held.order_by("-starts_at").values("pk")[:1])
    coming: Any = Booking.objects.confirmed().filter(starts_at__gte=begin, starts_at__lt=end).annotate(before=before)
    return {one.before: one for one in coming.order_by("-starts_at") if one.before}


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
    each(due, partial(_remind_to_confirm, now=now), of="times to confirm")


def _remind_to_confirm(booking: Booking, *, now: datetime) -> None:
    people = [one.user for one in parties.meeting(booking.process, booking.day)]
    mark, timely = f"{booking.pk}:{booking.starts_at:%Y%m%dT%H%M}", chasing.is_timely(booking.held_until, now=now)
    tell_once(people, Kind.REQUEST, mark=mark, subject=booking, timely=timely)


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
        here = [one.user for one in parties.supervisees(process) if (one.user_id, mark) not in said]
        people = [user for user in here if rules.counts_from(process, process.last, by=user)]
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


def tell_once(users: list[Any], kind: Kind, *, mark: str, subject: Model, timely: bool = True, **facts: Any) -> None:
    """Those of them who want to be told and were not yet; not `timely`: it is kept that they should have been."""
    said = set(Nudge.objects.filter(kind=kind, mark=mark).values_list("user", flat=True))
    for user in _willing([user for user in users if user.pk not in said], kind):
        _nudge(user, kind, mark, subject=subject, timely=timely, **facts)


def marked_by(booking: Booking) -> list[Any]:
    """Who led it and still may mark it; where nobody of them is here any more, who answers for the process."""
    led = [one for one in parties.meeting(booking.process, booking.day) if one.is_current]
    return led or parties.lasting(booking.process)


def _willing(users: list[Any], kind: Kind) -> list[Any]:
    choices = MailChoice.of_each(users)
    return [user for user in users if user.is_active and user.was_reached and choices[user.pk].wants(kind)]


def _nudge(user: Any, kind: Kind, mark: str, *, subject: Model, timely: bool = True, **facts: Any) -> None:
    outcome = Nudge.Outcome.QUEUED if timely else Nudge.Outcome.MISSED
    with transaction.atomic():
        _row, first = Nudge.objects.get_or_create(user=user, kind=kind, mark=mark, defaults={"outcome": outcome})
        if first and timely:
            record(f"nudge.{kind}", subject=subject, user=user.pk, mark=mark, **facts)
