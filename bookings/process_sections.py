"""What sessions add to a process's page: the way so far, and what the sessions left to their own people."""

from datetime import date, datetime
from itertools import takewhile, zip_longest
from typing import Any, cast

from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from processes.models import Process, State
from processes.parties import Standing
from processes.sections import Milestone, Page, Section, asks_by, milestones, section
from processes.words import rhythm, title
from tyonohjaus.lib import clock
from tyonohjaus.sealed.models import readable_texts
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Link, Row, Step
from tyonohjaus.ui.words import day, day_short, listed, numeric, when, when_short

from . import told
from .models import Absence, Booking, DiscussedThemes, Status
from .readers import seen_in
from .rules import leads_to_booking, used_up
from .words import touched

LEFT_OPEN = 2  # steps behind us that are seen at once
LATEST = 5  # themes and assignments that a page shows


@asks_by
def _used(_user: Any) -> dict[str, Any]:
    return {"used_up": used_up("pk")}


@section(place=0)
def way(page: Page) -> Section | None:
    """From the first day to the last: what was held in one step, then each time that is booked."""
    process, user, standing = page.process, page.user, page.standing
    now = clock.now()
    seen = Booking.objects.visible_to(user, within=process)
    refused = Absence.objects.filter(booking=OuterRef("pk"), refused_by__isnull=False)
    counted = list(seen.counted().with_yeses().annotate(is_refused=Exists(refused)).order_by("starts_at"))
    for booking in counted:
        booking.process = process  # whose people are read
    past = [booking for booking in counted if booking.ends_at <= now]
    ahead = [booking for booking in counted if booking.ends_at > now]
    coming = _coming(ahead, page, first=len(past) + 1)
    marks = milestones(page)
    behind = [mark for mark in marks if mark.on and mark.step.state == "done"]
    before = _in_order(coming, [mark for mark in marks if mark.on and mark.step.state != "done"])
    after = [mark.step for mark in marks if mark.on is None]
    steps = [_begun(process), *_past(past, behind, standing, now), *before]
    books = leads_to_booking(process, user)
    return Section(
        template="bookings/_way.html",
        given={
            "earlier": steps[: (folded := _folded(steps))],
            "steps": [*steps[folded:], *_left(page), *after, *_ended(process)],
            "progress": _progress(process, len(past)),
            "series": _series(counted),
            "print_url": reverse("bookings:dates", args=[process.pk]) if ahead else "",
            "book_url": reverse("bookings:slots", args=[process.pk]) if books else "",
            "plan_url": reverse("bookings:series_new", args=[process.pk]) if books and standing.sets_times else "",
            "set_for_them": standing.supervisee and process.times_are_set and not ahead and process.is_current,
        },
        way=True,
    )


def _series(counted: list[Booking]) -> list[Link]:
    """The page of each series of which something is to be seen."""
    first: dict[Any, Booking] = {}
    for booking in counted:
        if booking.series_id:
            first.setdefault(booking.series_id, booking)
    return [
        Link(
            reverse("bookings:series", args=[pk]),
            _("The dates of the series from %(day)s") % {"day": numeric(booking.day, language=spoken())},
        )
        for pk, booking in first.items()
    ]


@section(place=50)
def themes(page: Page) -> Section | None:
    """What the sessions touched: to their own people, as far as it is shared with them."""
    user, standing = page.user, page.standing
    if not standing.party:
        return None
    written = DiscussedThemes.readable_by(user, within=page.process).filter(themes_sealed__isnull=False)
    rows = list(_latest(written))
    texts = readable_texts(rows, "themes_sealed", by=user)
    shown = [
        Row(title=touched(DiscussedThemes.touched(text)), note=_theme_note(row, standing))
        for row, text in zip(rows, texts, strict=True)
        if text
    ]
    group = _("The supervisees, also those absent, and the supervisors see this. Never the manager or the office.")
    given = {"rows": shown, "supervisor": standing.supervisor, "who": seen_in(page.process, user, group=group)}
    return Section(template="bookings/_themes.html", given=given) if shown else None


def _folded(steps: list[Step]) -> int:
    """How many at the beginning are folded: what is behind, but the last two; nothing where that would be one line."""
    behind = len(list(takewhile(lambda step: step.state == "done", steps)))
    return behind - LEFT_OPEN if behind > LEFT_OPEN + 1 else 0


def _begun(process: Process) -> Step:
    begun = numeric(process.starts_on, language=spoken())
    ahead = process.starts_on > clock.today()
    return Step(
        title=_("Begins") if ahead else _("Begun"), icon="handshake", note=begun, state="ahead" if ahead else "done"
    )


def _held(past: list[Booking], standing: Standing, now: datetime) -> list[Step]:
    """All that is over in one step; to the supervisor, those that wait to be marked each in their own."""
    waiting = [booking for booking in past if booking.status == Status.CONFIRMED and standing.supervisor]
    over = [booking for booking in past if booking not in waiting]
    language = spoken()
    steps = []
    if over:
        title = ngettext("%(count)d session", "%(count)d sessions", len(over)) % {"count": len(over)}
        steps = [Step(title=title, note=_days([booking.day for booking in over]))]
    return steps + [
        Step(
            title=day(booking.starts_at, language=language),
            icon="circle-dashed",
            state="waits",
            badge=told.badge(booking, standing=standing, now=now),
            link=Link(booking.get_absolute_url(), _("Open the session")),
        )
        for booking in waiting
    ]


def _past(past: list[Booking], marks: list[Milestone], standing: Standing, now: datetime) -> list[Step]:
    """The sessions between two milestones in one step each."""
    steps: list[Step] = []
    for mark in marks:
        until = [booking for booking in past if booking.day <= cast(date, mark.on)]
        steps += [*_held(until, standing, now), mark.step]
        past = past[len(until) :]
    return steps + _held(past, standing, now)


def _in_order(coming: list[tuple[date, Step]], marks: list[Milestone]) -> list[Step]:
    """By day; of the same day the session first."""
    both = coming + [(cast(date, mark.on), mark.step) for mark in marks]
    return [step for _day, step in sorted(both, key=lambda pair: pair[0])]


def _progress(process: Process, met: int) -> dict[str, int] | None:
    if process.agreed_count is None or process.is_introduction:
        return None
    return {"value": met, "max": process.agreed_count}


def _coming(ahead: list[Booking], page: Page, *, first: int) -> list[tuple[date, Step]]:
    """The year stands where it is not that of the time before."""
    process, standing = page.process, page.standing
    without = _not_theirs(ahead, page)
    steps, year = [], clock.today().year
    for place, booking in enumerate(ahead):
        off = told.status_without(standing) if booking in without else None
        asked = booking.status == Status.REQUESTED and not off
        form, year = when_short if booking.day.year == year else when, booking.day.year
        step = Step(
            title=title(process) if process.is_introduction else _nth(first + place, process.agreed_count),
            note=form(booking.starts_at, end=booking.ends_at, language=spoken()),
            icon="hourglass" if asked else "calendar-x" if off else "calendar-check",
            state="waits" if asked else "ahead",
            here=place == 0,
            badge=told.status(booking, standing=standing) if asked else off,
            link=Link(booking.get_absolute_url(), _("Open the session")),
        )
        steps.append((booking.day, step))
    return steps


def _not_theirs(ahead: list[Any], page: Page) -> list[Booking]:
    """Those that stand without this member, or without this manager's people: only where several meet can it be so."""
    if not page.process.several_meet:
        return []
    ahead = [booking for booking in ahead if booking.is_refused]
    prefetch_related_objects(ahead, "absences")  # asks nothing where there is none
    return [booking for booking in ahead if told.is_not_theirs(booking, page.user, standing=page.standing)]


def _nth(number: int, agreed: int | None) -> str:
    """`Session 2/10`"""
    return _("Session %(number)d") % {"number": number} + (f"/{agreed}" if agreed else "")


def _left(page: Page) -> list[Step]:
    """What is agreed and not yet booked."""
    left = (page.process.agreed_count or 0) - page.answer("used_up")
    if left <= 0 or page.process.state == State.OVER:
        return []
    if page.process.is_introduction:
        return [Step(title=title(page.process), icon="footprints", note=_("No time yet"), state="ahead")]
    to_book = ngettext("%(count)d session to book", "%(count)d sessions to book", left) % {"count": left}
    return [Step(title=to_book, icon="footprints", note=rhythm(page.process), state="ahead")]


def _ended(process: Process) -> list[Step]:
    if process.ends_on is None:
        return []
    over = process.state == State.OVER
    note = numeric(process.ends_on, language=spoken())
    return [Step(title=_("Ended") if over else _("Ends"), icon="sprout", note=note, state="done" if over else "ahead")]


def _days(days: list[date]) -> str:
    """`14.12.2026, 11.1. and 8.2.2027`: the year stands once, after the last day of it."""
    language = spoken()
    spelt = []
    for one, following in zip_longest(days, days[1:]):
        last = following is None or following.year != one.year
        spelt.append(numeric(one, language=language) if last else _without_year(one))
    return listed(spelt, language=language)


def _without_year(on: date) -> str:
    return day_short(on, language=spoken()).split("\u00a0", 1)[-1]


def _theme_note(row: DiscussedThemes, standing: Standing) -> str:
    on = day(row.booking.starts_at, language=spoken())
    if standing.supervisor and row.shared_at is None:
        return _("%(day)s, not shared") % {"day": on}
    return on


def _latest(rows: Any) -> Any:
    return rows.select_related("booking").order_by("-booking__starts_at")[:LATEST]
