"""A month of free times, ready for ui/month.html: all words made here, since filters in a calendar are dear."""

from calendar import Calendar
from collections.abc import Callable, Collection, Mapping
from datetime import date

from django.utils.translation import gettext, ngettext

from tyonohjaus.ui.language import spoken

from . import words
from .parts import Day, Link, Month


def free_times(
    first: date,
    *,
    counts: Mapping[date, int],
    today: date,
    day_url: Callable[[date], str],
    rhythm: Collection[date] = (),
    chosen: date | None = None,
    previous_url: str = "",
    next_url: str = "",
) -> Month:
    """The month that begins on `first`; `counts` holds the number of free times for each day that has any."""
    language = spoken()

    def build(on: date) -> Day | None:
        if (on.year, on.month) != (first.year, first.month):
            return None
        count = counts.get(on, 0)
        return Day(
            number=on.day,
            url=day_url(on) if count else "",
            count=count,
            count_words=ngettext("time", "times", count) if count else "",
            spoken=_spoken(on, count, today=today, rhythm=on in rhythm, language=language),
            today=on == today,
            rhythm=on in rhythm and bool(count),
            chosen=on == chosen,
        )

    title = words.month(first, language=language)
    weeks = [[build(on) for on in week] for week in Calendar().monthdatescalendar(first.year, first.month)]
    return Month(
        title=title,
        caption=gettext("Free times, %(month)s. The link of a day shows its times.") % {"month": title},
        weekdays=list(zip(words.SHORT_DAYS[language], words.LONG_DAYS[language], strict=True)),
        weeks=weeks,
        previous=_beside(first, -1, previous_url, gettext("Previous month: %(month)s"), language),
        next=_beside(first, 1, next_url, gettext("Next month: %(month)s"), language),
        has_rhythm=any(day and day.rhythm for week in weeks for day in week),
    )


def _spoken(on: date, count: int, *, today: bool | date, rhythm: bool, language: str) -> str:
    parts = [words.day_long(on, language=language)] if count else []
    if on == today:
        parts.append(gettext("today"))
    if count:
        parts.append(ngettext("%(count)s free time", "%(count)s free times", count) % {"count": count})
    elif parts:
        parts.append(gettext("no free times"))
    if count and rhythm:
        parts.append(gettext("a day of your rhythm"))
    return ", ".join(parts)


def _beside(first: date, step: int, url: str, label: str, language: str) -> Link | None:
    if not url:
        return None
    at = first.year * 12 + first.month - 1 + step
    return Link(url, label % {"month": words.month(date(at // 12, at % 12 + 1, 1), language=language)})
