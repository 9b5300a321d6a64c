"""Planning a series in two steps: when it begins and how often; then what becomes of each date."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from bookings import clashes, offers, rules
from bookings.forms.times import PickedDay, PickedTime
from bookings.models import SkippedDate
from bookings.slots.rhythm import Monthly, Rhythm, Weekly, place_in_month
from bookings.slots.search import Outcome
from bookings.slots.series import Occurrence
from bookings.slots.wallclock import is_skipped
from processes.models import Process
from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import Period
from tyonohjaus.ui.fields import tell
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.words import LONG_DAYS, when, when_short

MOST = 40
MONTHLY, LEAVE_OUT = "monthly", "out"
REASONS = {
    Outcome.TOO_SOON: later("Too near"),
    Outcome.BEYOND_HORIZON: later("Too far ahead"),
    Outcome.HOLIDAY: later("A holiday"),
    Outcome.CLOSED: later("Outside the hours"),
    Outcome.OFF_GRID: later("Outside the hours"),
    Outcome.CLASH: later("Does not suit everybody"),
    Outcome.NO_ROOM: later("No room is free"),
}
# A fifth weekday is one that most months lack (B6).
OF_EACH_MONTH = {
    1: later("The first %(weekday)s of each month."),
    2: later("The second %(weekday)s of each month."),
    3: later("The third %(weekday)s of each month."),
    4: later("The fourth %(weekday)s of each month."),
    None: later(
        "The last %(weekday)s of each month: the first day is the fifth %(weekday)s of its month, and most months have "
        "only four. No month is skipped."
    ),
}
ENDED = later("After the end of this supervision")


class SeriesPlan(forms.Form):
    """When the first one is, how often, how many times."""

    first_on = PickedDay(label=later("First day"))
    time = PickedTime(label=later("Begins"))
    every = forms.ChoiceField(label=later("How often"))
    times = forms.IntegerField(
        label=later("How many times"), validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )

    def __init__(self, data: Any = None, *, process: Process) -> None:
        self.room = rules.room(process) if process.agreed_count else MOST
        usual = process.every_weeks
        initial = {"every": usual or MONTHLY, "times": max(1, min(self.room, 10))}
        super().__init__(data, initial=initial if data else initial | _first_offered(process))
        weeks = sorted({*range(1, 9), usual or 1})
        every: Any = self.fields["every"]
        every.choices = [(str(n), _every(n)) for n in weeks] + [(MONTHLY, _("Monthly, on the same weekday"))]

    def clean_times(self) -> int:
        times: int = self.cleaned_data["times"]
        if times > self.room:
            raise forms.ValidationError(
                ngettext(
                    "Only %(count)d agreed session is left. Write %(count)d at most.",
                    "Only %(count)d agreed sessions are left. Write %(count)d at most.",
                    self.room,
                )
                % {"count": self.room}
            )
        return times

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, time = cleaned.get("first_on"), cleaned.get("time")
        if day and day < clock.today():
            self.add_error("first_on", _("This day has passed. Choose today or a later day."))
        elif day and time and is_skipped(day, time, clock.HELSINKI):
            self.add_error("time", _("The clocks go forward that night and this time does not exist."))
        return cleaned

    @property
    def first(self) -> datetime:
        return clock.at(self.cleaned_data["first_on"], self.cleaned_data["time"])

    @property
    def rhythm(self) -> Rhythm:
        every = self.cleaned_data["every"]
        return Monthly() if every == MONTHLY else Weekly(int(every))

    @property
    def said(self) -> str:
        """What a monthly rhythm from this first day does; of weeks the choice says all."""
        day = self.cleaned_data["first_on"]
        weekday = LONG_DAYS[spoken()][day.weekday()]
        return OF_EACH_MONTH[place_in_month(day)] % {"weekday": weekday} if self.rhythm == Monthly() else ""


class SeriesChoice(forms.Form):
    """For each date a time, or to leave it out. Where the wished time is not free nothing is chosen beforehand (C1)."""

    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, plan: list[Occurrence], process: Process, leave_out: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.plan, self.process = plan, process
        self.plans_nothing = not plan  # nobody keeps hours
        times = [Period(occurrence.start, occurrence.end) for occurrence in plan if occurrence.is_free]
        unsuitable = clashes.unsuitable(process, times, now=clock.now())
        for occurrence in plan:
            suits = occurrence.start not in unsuitable
            self.fields[f"at_{occurrence.number}"] = _field(occurrence, process, suits=suits, leave_out=leave_out)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.starts(cleaned):
            raise forms.ValidationError(_("Every date was left out. Choose at least one."))
        return cleaned

    def starts(self, cleaned: dict[str, Any]) -> list[datetime]:
        chosen = (cleaned.get(f"at_{occurrence.number}", LEAVE_OUT) for occurrence in self.plan)
        return [datetime.fromisoformat(start) for start in chosen if start != LEAVE_OUT]

    def left_out(self, cleaned: dict[str, Any]) -> dict[datetime, str]:
        """The dates without a time, each with what stood in its way."""
        return {
            occurrence.start: SkippedDate.ENDED if has_ended(self.process, occurrence.start) else occurrence.outcome
            for occurrence in self.plan
            if cleaned.get(f"at_{occurrence.number}", LEAVE_OUT) == LEAVE_OUT
        }


def request_key(data: Any) -> uuid.UUID | None:
    """The token of a posted form, before anything else of it is looked at."""
    try:
        return uuid.UUID(data.get("request_key", ""))
    except ValueError:
        return None


def has_ended(process: Process, start: datetime) -> bool:
    return process.ends_on is not None and clock.day_of(start) > process.ends_on


def reason(outcome: str) -> str:
    """Why there is no time on this date; empty where it was free."""
    return str(ENDED) if outcome == SkippedDate.ENDED else str(REASONS.get(Outcome(outcome), ""))


def _first_offered(process: Process) -> dict[str, Any]:
    """The free time nearest to the rhythm's day, at the hour at which they met last."""
    tally = rules.Tally.of(process, clock.now())
    found = offers.suggestions(process, last=tally.last, now=clock.now(), count=1)
    start = clock.local(found[0].start) if found else None
    return {"first_on": start.date(), "time": start.time()} if start else {}


def _field(occurrence: Occurrence, process: Process, *, suits: bool, leave_out: bool) -> forms.ChoiceField:
    language = spoken()
    ended = has_ended(process, occurrence.start)
    free = occurrence.is_free and not ended
    choices = [] if ended else [choice(slot.start) for slot in occurrence.alternatives]
    if free:
        choices = [(occurrence.start.isoformat(), _("This time"))]
    field = forms.ChoiceField(
        label=when(occurrence.start, end=occurrence.end, language=language),
        choices=[*choices, *([(LEAVE_OUT, _("Leave out"))] if leave_out else [])],
        widget=forms.RadioSelect,
        initial=occurrence.start.isoformat() if free else None,
        error_messages={
            "required": _("Choose a time for this date, or leave it out."),
            "invalid_choice": _("This time was just taken. Choose another, or leave the date out."),
        },
    )
    tell(field, chips=True, remark=_remark(occurrence, ended=ended, suits=suits))
    return field


def _remark(occurrence: Occurrence, *, ended: bool, suits: bool) -> Any:
    if ended:
        return ENDED
    if occurrence.is_free:
        return "" if suits else _("Does not suit every member")
    return REASONS[occurrence.outcome]


def choice(start: datetime) -> tuple[str, str]:
    return start.isoformat(), when_short(start, language=spoken())


def _every(weeks: int) -> str:
    return ngettext("Every week", "Every %(count)d weeks", weeks) % {"count": weeks}
