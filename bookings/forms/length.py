"""Another length: how long and for which sessions, and then what becomes of each date."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from bookings import words
from bookings.forms.series_changes import KEEP, HowFar
from bookings.models import Booking, Reach
from bookings.problems import NotThatLong
from bookings.slots.search import Outcome
from tyonohjaus.ui.fields import tell
from tyonohjaus.ui.inputs import NumberField
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.words import when

CHANGE = "change"


class NewLength(HowFar):
    """How long, and, of a series with more ahead, how far."""

    minutes = NumberField(label=later("Length, minutes"), min_value=45, max_value=120)

    field_order = ("minutes", "reach", "of")

    def __init__(self, data: Any = None, *, booking: Booking, several: bool) -> None:
        super().__init__(data, booking=booking, initial={"minutes": booking.minutes, "reach": Reach.THIS})
        del self.fields["of"]
        if not several:
            del self.fields["reach"]

    @property
    def how_far(self) -> str:
        return str(self.cleaned_data.get("reach", Reach.THIS))

    def refuse(self, sentence: str) -> None:
        self.add_error("minutes", sentence)


class NewLengths(forms.Form):
    """For each session the new length, or the one that it has. Where the new one does not fit nothing is chosen
    beforehand (C1)."""

    def __init__(self, data: Any = None, *, outcomes: Mapping[Booking, Outcome], minutes: int) -> None:
        super().__init__(data)
        self.outcomes = outcomes
        for row, outcome in outcomes.items():
            self.fields[f"session_{row.pk}"] = _field(row, outcome, minutes=minutes)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.chosen(cleaned):
            raise forms.ValidationError(_("Every session keeps its length. Choose the new one for at least one."))
        return cleaned

    def chosen(self, cleaned: dict[str, Any]) -> list[Booking]:
        return [row for row in self.outcomes if cleaned.get(f"session_{row.pk}") == CHANGE]


def _field(row: Booking, outcome: Outcome, *, minutes: int) -> forms.ChoiceField:
    fits = outcome is Outcome.FREE
    new = when(row.starts_at, end=row.starts_at + timedelta(minutes=minutes), language=spoken())
    keep = _("Keep %(minutes)s") % {"minutes": words.minutes(row.minutes)}
    field = forms.ChoiceField(
        label=when(row.starts_at, end=row.ends_at, language=spoken()),
        choices=[*([(CHANGE, new)] if fits else []), (KEEP, keep)],
        widget=forms.RadioSelect,
        initial=CHANGE if fits else None,
        error_messages={
            "required": _("Choose the new length for this session, or keep the present one."),
            "invalid_choice": _("The new length does not fit any more. Keep the present one, or look at another."),
        },
    )
    tell(field, chips=True, remark="" if fits else NotThatLong(row.starts_at, outcome).sentence())
    return field
