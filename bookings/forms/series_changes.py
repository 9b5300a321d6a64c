"""Changing several sessions of a series: how far it goes, to when, and then what becomes of each date."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from bookings.forms.series import REASONS, choice
from bookings.forms.times import PickedDay, PickedTime
from bookings.models import Booking, Reach
from bookings.slots.series import Occurrence
from bookings.slots.wallclock import is_skipped
from tyonohjaus.lib import clock
from tyonohjaus.ui.fields import tell
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.words import when

KEEP = "keep"


class HowFar(forms.Form):
    """`of` is the session from which one came here."""

    of = forms.UUIDField(widget=forms.HiddenInput)
    reach = forms.ChoiceField(label=later("Which sessions"), choices=Reach.choices, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, booking: Booking, initial: dict[str, Any] | None = None) -> None:
        self.booking = booking
        super().__init__(data, initial={"of": booking.pk, "reach": Reach.FOLLOWING, **(initial or {})})


class NewTime(HowFar):
    """The session's new day and time. The others are shifted by as much, by the clock: 14.00 stays 14.00."""

    day = PickedDay(label=later("New day"))
    time = PickedTime(label=later("Begins"))

    def __init__(self, data: Any = None, *, booking: Booking) -> None:
        now_at = clock.local(booking.starts_at)
        super().__init__(data, booking=booking, initial={"day": now_at.date(), "time": now_at.time()})
        self.fields["reach"].label = _("Which sessions are moved")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, time = cleaned.get("day"), cleaned.get("time")
        if day and day < clock.today():
            self.add_error("day", _("This day has passed. Choose today or a later day."))
        elif day and time and is_skipped(day, time, clock.HELSINKI):
            self.add_error("time", _("The clocks go forward that night and this time does not exist."))
        elif day and time and not self.shift:
            self.add_error("time", _("This is the present time. Choose another day or another time."))
        return cleaned

    @property
    def shift(self) -> timedelta:
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"]) - _wall(self.booking)

    def walls(self, rows: list[Booking]) -> dict[Booking, datetime]:
        """What the clock is to show at the beginning of each."""
        return {row: _wall(row) + self.shift for row in rows}


class NewTimes(forms.Form):
    """For each session its new time, another one near it, or the one that it has. Where the new time is not free
    nothing is chosen beforehand (C1)."""

    def __init__(self, data: Any = None, *, plan: dict[Booking, Occurrence]) -> None:
        super().__init__(data)
        self.plan = plan
        self.plans_nothing = not plan  # nobody keeps hours
        for row, occurrence in plan.items():
            self.fields[f"to_{row.pk}"] = _field(row, occurrence)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.moves(cleaned):
            raise forms.ValidationError(_("Every session keeps its present time. Choose a new one for at least one."))
        return cleaned

    def moves(self, cleaned: dict[str, Any]) -> dict[Booking, datetime]:
        chosen = {row: cleaned.get(f"to_{row.pk}", KEEP) for row in self.plan}
        return {row: datetime.fromisoformat(start) for row, start in chosen.items() if start != KEEP}


def shown(rows: list[Booking]) -> str:
    """The sessions of a page, as its form carries them."""
    return ",".join(row.shown for row in rows)


def _field(row: Booking, occurrence: Occurrence) -> forms.ChoiceField:
    starts = [occurrence.start] if occurrence.is_free else [slot.start for slot in occurrence.alternatives]
    field = forms.ChoiceField(
        label=when(row.starts_at, end=row.ends_at, language=spoken()),
        choices=[*(choice(start) for start in starts), (KEEP, _("Keep the present time"))],
        widget=forms.RadioSelect,
        initial=occurrence.start.isoformat() if occurrence.is_free else None,
        error_messages={
            "required": _("Choose a new time for this session, or keep the present one."),
            "invalid_choice": _("This time was just taken. Choose another, or keep the present one."),
        },
    )
    tell(field, chips=True, remark="" if occurrence.is_free else _remark(occurrence))
    return field


def _remark(occurrence: Occurrence) -> str:
    time = choice(occurrence.start)[1]
    return f"{time}: {str(REASONS[occurrence.outcome]).lower()}"


def _wall(row: Booking) -> datetime:
    return clock.local(row.starts_at).replace(tzinfo=None)
