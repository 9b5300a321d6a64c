"""What falls due today, in every process, and what is not waited for any longer. The beat comes by as often as it
likes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from bookings import nudges
from bookings.models import Booking, MailChoice
from bookings.models import Status as Held
from processes import parties
from processes.models import Payer, Process
from tyonohjaus.lib import clock
from tyonohjaus.lib.rounds import each

from .models import due
from .models.continuation import Continuation
from .models.due import Course
from .models.evaluation import Evaluation
from .models.extract import Extract
from .models.plan import ReviewPlan
from .models.questions import Kind
from .models.states import Decision, Outcome, Status

REMINDED_AFTER = 14  # days
AHEAD = timedelta(days=7)


def open_due() -> None:
    """Every evaluation and decision that is due and was not opened yet. Nobody is asked in the quiet hours: this comes
    by again."""
    if clock.is_quiet():
        return
    today, processes = clock.today(), _looked_back_upon()
    courses, plans = courses_of(processes), plans_of(processes)
    behind, decided = _evaluations(processes), _decisions(processes)
    parties.with_people(processes)

    def ask(process: Process) -> None:
        course, plan = courses[process.pk], plans[process.pk]
        for kind, basis in _due(course, plan, behind[process.pk], decided[process.pk], today=today):
            Evaluation.open(process, kind=kind, basis=basis)
        if _is_to_decide(course, plan, decided[process.pk], today=today):
            Continuation.open(process)

    each((one for one in processes if courses[one.pk].held), ask, of="evaluations and decisions that are due")


def say_what_comes() -> None:
    """To its supervisors, who may want to keep time for it: an evaluation that falls due within a week, by its day or
    by the sessions that are booked until then. Of nothing held there is nothing to look back upon."""
    if clock.is_quiet():
        return
    today, processes = clock.today(), [one for one in _looked_back_upon() if one.keeps_content]
    soon = today + AHEAD
    now, then, plans = courses_of(processes), courses_of(processes, booked_until=soon), plans_of(processes)
    behind, decided = _evaluations(processes), _decisions(processes)
    parties.with_people(processes)

    def tell(process: Process) -> None:
        known = (plans[process.pk], behind[process.pk], decided[process.pk])
        if now[process.pk].held and not _due(now[process.pk], *known, today=today):
            for kind, basis in _due(then[process.pk], *known, today=soon):
                users = [one.user for one in parties.lasting(process)]
                mark = f"{process.pk.hex} {basis}"
                facts: dict[str, Any] = {"of": kind, "basis": basis}
                nudges.tell_once(users, MailChoice.Nudge.REVIEW, mark=mark, subject=process, **facts)

    each(processes, tell, of="evaluations that come")


def look_after() -> None:
    """Remind once; stop waiting in the end. Nobody is reminded in the quiet hours: this comes by again."""
    if clock.is_quiet():
        return
    each(_to_settle(Process.objects.all()), lambda act: act(), of="what waits for one who is gone")
    evaluations = Evaluation.objects.filter(status=Status.OPEN).select_related("process")
    each(evaluations, lambda row: _look_after(row, stop=row.stop_waiting), of="evaluations that wait")
    decisions = Continuation.objects.undecided().select_related("process")
    each(decisions, lambda row: _look_after(row, stop=row.lapse), of="decisions that wait")


def settle(processes: Any) -> None:
    """What waited there for one who is gone. Inside the verb by which they go."""
    for act in _to_settle(processes):
        act()


def _to_settle(processes: Any) -> Iterator[Callable[[], object]]:
    for evaluation in Evaluation.objects.filter(process__in=processes, status=Status.OPEN).select_related("process"):
        yield evaluation.settle
    for decision in Continuation.objects.undecided().filter(process__in=processes).select_related("process"):
        yield decision.settle
    for text in Extract.pending().filter(process__in=processes):
        if text.waits_for_nobody:
            yield text.ask_anew


def _look_after(row: Any, *, stop: Any) -> None:
    if row.waited_enough:
        stop()
    elif row.reminded_on is None and (clock.today() - clock.day_of(row.opened_at)).days >= REMINDED_AFTER:
        row.remind()


def courses_of(processes: Iterable[Process], *, booked_until: date | None = None) -> dict[Any, Course]:
    """What each has behind it, in one query; or will have on that day, if what is booked is held."""
    held: defaultdict[Any, list[date]] = defaultdict(list)
    counts = Q(status=Held.HELD)
    if booked_until:
        counts |= Q(status=Held.CONFIRMED, starts_at__lt=clock.day_bounds(booked_until)[1])
    rows = Booking.objects.filter(counts, process__in=[one.pk for one in processes]).order_by("starts_at")
    for pk, starts_at in rows.values_list("process", "starts_at"):
        held[pk].append(clock.day_of(starts_at))
    return {
        one.pk: Course(
            starts_on=one.starts_on, ends_on=one.ends_on, agreed_count=one.agreed_count, held=tuple(held[one.pk])
        )
        for one in processes
    }


def plans_of(processes: Iterable[Process]) -> dict[Any, ReviewPlan]:
    own = {plan.process_id: plan for plan in ReviewPlan.objects.filter(process__in=[one.pk for one in processes])}
    return {one.pk: own.get(one.pk) or ReviewPlan(process=one) for one in processes}


def _looked_back_upon() -> list[Process]:
    recent = Q(ends_on__isnull=True) | Q(ends_on__gte=due.months_after(clock.today(), -12))
    return list(Process.objects.filter(recent, starts_on__lte=clock.today()).exclude(payer=Payer.NOBODY))


def _due(
    course: Course, plan: ReviewPlan, behind: list[Evaluation], decided: list[Continuation], *, today: date
) -> Sequence[tuple[str, str]]:
    """Which kinds, on which occasions. What is open is answered first."""
    if any(one.status == Status.OPEN for one in behind):
        return []
    known = {(one.kind, one.basis) for one in behind}
    finals = [one for one in behind if one.kind == Kind.FINAL]
    basis = _final(course, decided, today=today)
    if basis and (Kind.FINAL, basis) not in known and not _had_its_final(course, finals):
        return [(Kind.FINAL, basis)]
    mid = "" if basis else due.mid(course, plan, last_on=last_on(behind), today=today)
    later = [f"final {one.pk}" for one in finals if _is_to_follow_up(one, course, plan, today=today)]
    found = [*([(Kind.MID, mid)] if mid else []), *((Kind.FOLLOW_UP, basis) for basis in later)]
    return [pair for pair in found if pair not in known][:1]


def _final(course: Course, decided: list[Continuation], *, today: date) -> str:
    end = next((one for one in decided if one.status == Decision.AGREED and one.outcome == Outcome.END), None)
    return due.final(course, today=today) or (f"decision {end.pk}" if end and end == decided[0] else "")


def _had_its_final(course: Course, finals: list[Evaluation]) -> bool:
    """One session may follow it, in which to talk about it: whatever closes the process then is the same ending."""
    last = last_on([one for one in finals if one.status != Status.LAPSED])
    return last is not None and sum(day > last for day in course.held) <= 1


def _is_to_follow_up(row: Evaluation, course: Course, plan: ReviewPlan, *, today: date) -> bool:
    """Months after it, where it was the last word: not where the sessions go on."""
    due_now = row.shown_on is not None and due.follow_up_on(row.shown_on, plan) <= today
    return due_now and _had_its_final(course, [row])


def _is_to_decide(course: Course, plan: ReviewPlan, decided: list[Continuation], *, today: date) -> bool:
    on = decision_ahead(course, plan, last=decided[0] if decided else None)
    return on is not None and on <= today


def last_on(behind: list[Evaluation]) -> date | None:
    """The day of the last evaluation, of whatever kind."""
    days = [clock.day_of(one.opened_at) for one in behind]
    return max(days, default=None)


def _evaluations(processes: Iterable[Process]) -> defaultdict[Any, list[Evaluation]]:
    found: defaultdict[Any, list[Evaluation]] = defaultdict(list)
    for row in Evaluation.objects.filter(process__in=[one.pk for one in processes]).order_by("-opened_at"):
        found[row.process_id].append(row)
    return found


def _decisions(processes: Iterable[Process]) -> defaultdict[Any, list[Continuation]]:
    found: defaultdict[Any, list[Continuation]] = defaultdict(list)
    for row in Continuation.objects.filter(process__in=[one.pk for one in processes]).order_by("-opened_at"):
        found[row.process_id].append(row)
    return found


def next_decision_on(process: Process) -> date | None:
    """For a page."""
    last = Continuation.objects.filter(process=process).order_by("-opened_at").first()
    return decision_ahead(process, ReviewPlan.of(process), last=last)


def decision_ahead(whole: Process | Course, plan: ReviewPlan, *, last: Continuation | None) -> date | None:
    """Today at the earliest; None where it ends anyway, or is asked just now."""
    if whole.ends_on or (last and last.can("choose")):
        return None
    day = clock.day_of(last.opened_at) if last else None
    return max(due.decision_on(whole.starts_on, plan, last_on=day), clock.today())
