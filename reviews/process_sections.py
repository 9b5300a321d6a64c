"""What evaluations add to a process's page: steps of its way, and one short part beside it. Its people hear of
evaluations; the employer of how to go on, and of its own page."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings.words import known_as
from processes import parties
from processes.models import Payer, State
from processes.sections import Milestone, Page, Section, asks_by, milestones_by, offers_by, section
from processes.waiting import waits
from tyonohjaus.access import Capacity, capacities_of
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Extra
from tyonohjaus.sealed.models import Opening
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge, Link, Row, Step
from tyonohjaus.ui.words import day, deadline, month, numeric

from .models import Asked, Continuation, Evaluation, Extract, Invitation, Kind, ReviewPlan, Status
from .models.due import mid_on_day
from .models.evaluation import of_process
from .models.extract import Acceptance, ApprovedText
from .occasions import decision_ahead, last_on

PLAN = ("mid_months", "mid_sessions", "follow_up_months", "decision_months")
# How long a text that nobody opened is new: who opened what is kept for longer than that.
NEW_FOR = timedelta(days=180)
ICONS = {Kind.MID: "messages-square", Kind.FINAL: "messages-square", Kind.FOLLOW_UP: "sprout"}


@asks_by
def _small_things(_user: Any) -> dict[str, Any]:
    """The rhythm of the reviews and the last decision on how to go on, and whether feedback may be asked inside."""
    plan = ReviewPlan.objects.filter(process=OuterRef("pk"))
    last = Continuation.objects.filter(process=OuterRef("pk")).order_by("-opened_at")
    asked = {f"plan_{name}": Subquery(plan.values(name)[:1]) for name in ("pk", *PLAN)}
    asked |= {f"decision_{name}": Subquery(last.values(name)[:1]) for name in ("status", "opened_at")}
    return asked | {"asks_inside": Exists(Extra.objects.filter(name=Extra.Name.INSIDE_FEEDBACK))}


@milestones_by
def milestones(page: Page) -> Iterator[Milestone]:
    """Its people's alone (C8)."""
    process = page.process
    told = page.standing.party and page.user.content_open and process.keeps_content
    if not told or process.payer == Payer.NOBODY:
        return
    behind = page.once(_behind)
    yield from (_stands(row) for row in behind if row.status != Status.LAPSED)
    if process.is_current:
        yield from _ahead(page, behind)


@section(place=44)
def reviews(page: Page) -> Section | None:
    """When it is decided how to go on; to its people also what is open just now."""
    process = page.process
    if process.payer == Payer.NOBODY:
        return None
    decision = _decision(page)
    asked_now = decision is not None and decision.can("choose")
    given = {
        "process": process.pk,
        "asked_now": asked_now,
        "next_on": decision_ahead(process, _plan(page), last=decision),
        "over": process.state == State.OVER,
    }
    if not page.standing.party:
        return Section(template="reviews/_going_on.html", given=given, urgent=asked_now)
    rows = [_row(row) for row in page.once(_behind) if row.status == Status.OPEN]
    return Section(template="reviews/_reviews.html", given=given | {"rows": rows}, urgent=asked_now or bool(rows))


@offers_by
def pages(page: Page) -> Iterator[Row]:
    """The employer's own page, which its people see as the employer does, and what is seldom needed."""
    process, standing = page.process, page.standing
    if Extract.is_for(process) and (standing.party or standing.manager):
        title = _("What the employer sees") if standing.party else _("Numbers and accepted texts")
        yield Row(title=title, url=reverse("reviews:report", args=[process.pk]))
    if _asks_feedback(page):
        url = reverse("reviews:feedback_ask", args=[process.pk])
        yield Row(title=_("Feedback asked inside the organisation"), url=url)
    if process.payer != Payer.NOBODY and standing.sets_times:
        yield Row(title=_("Rhythm of the reviews"), url=reverse("reviews:plan", args=[process.pk]))


def _asks_feedback(page: Page) -> bool:
    """Where the practice has it switched on (S4-4), and something is kept."""
    if not (page.standing.party and page.user.content_open and page.process.keeps_content):
        return False
    return bool(page.answer("asks_inside"))


# Not what is asked (C1 in spirit).


@waits(Evaluation.objects.asking)
def forms_to_answer(user: Any) -> Iterator[Row]:
    found = Evaluation.objects.waiting_for(user)
    parties.with_people([row.process for row in found])
    for row in found:
        url = reverse("reviews:answers", args=[row.pk])
        note = f"{known_as(row.process, user=user)}, {day(row.opened_at, language=spoken())}"
        yield Row(title=_("A form waits for your answer"), url=url, note=note)


def _texts_to_accept(user: Any) -> Any:
    """Drafts for the employer that this supervisee is concerned by and has not accepted as they stand."""
    if Capacity.SUPERVISEE not in capacities_of(user):
        return Extract.objects.none()
    concerned = Asked.objects.filter(user=user, supervises=False)
    accepted = Acceptance.objects.filter(extract=OuterRef("pk"), user=user, mark=OuterRef("mark"))
    rows = Extract.readable_by(user).filter(text_sealed__isnull=False, evaluation__in=concerned.values("evaluation"))
    rows = rows.filter(process__no_content_since=None)
    return rows.exclude(evaluation__in=ApprovedText.objects.values("evaluation")).exclude(Exists(accepted))


@waits(_texts_to_accept)
def texts_to_accept(user: Any) -> Iterator[Row]:
    for text in _with_process(_texts_to_accept(user)):
        url = reverse("reviews:extract", args=[text.evaluation_id])
        note = known_as(text.process, user=user)
        yield Row(title=_("A text waits for your acceptance"), url=url, note=note)


def _new_texts(user: Any, *, now: datetime) -> Any:
    """Texts for the employer that this manager has not opened."""
    if Capacity.MANAGER not in capacities_of(user):
        return ApprovedText.objects.none()
    fresh = ApprovedText.received_by(user).filter(approved_at__gte=now - NEW_FOR)
    return Opening.since(fresh, "approved_at", by=user, section=ApprovedText.SECTION).filter(opened=False)


@waits(lambda user: _new_texts(user, now=clock.day_bounds()[0]))
def texts_to_read(user: Any) -> Iterator[Row]:
    """Each process once: all its texts stand on one page."""
    rows = _with_process(_new_texts(user, now=clock.now())).order_by("approved_at", "pk")
    for process in {text.process_id: text.process for text in rows}.values():
        url = reverse("reviews:report", args=[process.pk])
        yield Row(title=_("A text for you to read"), url=url, note=known_as(process, user=user))


def _with_process(rows: Any) -> Any:
    return rows.select_related("process__organisation").prefetch_related(parties.people_of("process__"))


@waits(Continuation.objects.asking)
def how_to_go_on(user: Any) -> Iterator[Row]:
    for decision in Continuation.objects.waiting_for(user):
        url = reverse("reviews:continuation", args=[decision.process_id])
        yield Row(title=_("How do we go on?"), url=url, note=known_as(decision.process, user=user))


@waits(Invitation.objects.of_today)
def talks(user: Any) -> Iterator[Row]:
    for invitation in Invitation.objects.waiting_for(user):
        when = deadline(invitation.starts_at, language=spoken())
        yield Row(title=_("Invitation to a talk"), url=invitation.get_absolute_url(), note=when)


def _behind(page: Page) -> list[Evaluation]:
    return list(of_process(page.process, page.user))


def _plan(page: Page) -> ReviewPlan:
    """Its own, else the usual one."""
    own = {name: page.answer(f"plan_{name}") for name in PLAN} if page.answer("plan_pk") else {}
    return ReviewPlan(process=page.process, **own)


def _decision(page: Page) -> Continuation | None:
    """The last one."""
    status = page.answer("decision_status")
    if status is None:
        return None
    return Continuation(process=page.process, status=status, opened_at=page.answer("decision_opened_at"))


def _stands(row: Evaluation) -> Milestone:
    open_now = row.status == Status.OPEN
    on = clock.day_of(row.opened_at) if open_now else row.shown_on
    label = _("Answer now") if open_now else _("What we found then")
    step = Step(
        title=row.get_kind_display(),
        icon="hourglass" if open_now else ICONS[Kind(row.kind)],
        note=numeric(on, language=spoken()) if on else "",
        state="waits" if open_now else "done",
        badge=Badge(kind="waits", text=row.get_status_display()) if open_now else None,
        link=Link(row.get_absolute_url(), label),
    )
    return Milestone(on=on, step=step)


def _ahead(page: Page, behind: list[Evaluation]) -> Iterator[Milestone]:
    """What will come, as far as a day or an order is known."""
    process, plan, today = page.process, _plan(page), clock.today()
    kinds = {row.kind for row in behind if row.status != Status.LAPSED}
    if not any(row.status == Status.OPEN for row in behind) and not plan.mid_sessions and Kind.FINAL not in kinds:
        on = max(mid_on_day(process.starts_on, plan, last_on=last_on(behind)), today)
        if process.ends_on is None or on < process.ends_on:
            yield Milestone(on=on, step=_later(Kind.MID, month(on, language=spoken())))
    if Kind.FINAL not in kinds:
        note = month(process.ends_on, language=spoken()) if process.ends_on else _("What I learnt, what I take along.")
        if process.ends_on or process.agreed_count:
            yield Milestone(on=None, step=_later(Kind.FINAL, note))
    if Kind.FOLLOW_UP not in kinds and (process.ends_on or process.agreed_count):
        note = _("%(count)d months later: which change has lasted?") % {"count": plan.follow_up_months}
        yield Milestone(on=None, step=_later(Kind.FOLLOW_UP, note))


def _later(kind: Kind, note: str) -> Step:
    return Step(title=str(kind.label), icon=ICONS[kind], note=note, state="ahead")


def _row(row: Evaluation) -> Row:
    return Row(title=row.get_kind_display(), url=row.get_absolute_url(), note=row.get_status_display())
