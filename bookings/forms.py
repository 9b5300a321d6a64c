"""What is typed and chosen on the pages for finding and changing times."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from bookings.slots.opening import is_skipped
from tyonohjaus.lib import clock

# A browser's own picker writes the first; who types writes as people write here.
DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
TIME_FORMATS = ["%H:%M", "%H.%M", "%H"]
THIS_CENTURY = (date(2000, 1, 1), date(2099, 12, 31))


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(input_formats=DAY_FORMATS, **kwargs)
        self.error_messages["invalid"] = later("Write the day like this: 9.2.2027.")

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and not THIS_CENTURY[0] <= day <= THIS_CENTURY[1]:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class ClockField(forms.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
        super().__init__(input_formats=TIME_FORMATS, **kwargs)
        self.error_messages["invalid"] = later("Write the time like this: 14.00.")


class ChosenTime(forms.Form):
    """One of the offered times, and the token of this form (A3)."""

    starts_at = forms.DateTimeField(widget=forms.HiddenInput)
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean_starts_at(self) -> datetime:
        start: datetime = self.cleaned_data["starts_at"]
        if not THIS_CENTURY[0].year < start.year < THIS_CENTURY[1].year:
            raise forms.ValidationError("")  # never shown: the page says that this time is not offered
        return start.astimezone(UTC)


class TimeByHand(forms.Form):
    """A day and a time by Helsinki's clock, whatever the offered hours."""

    day = DayField(label=later("Day"))
    time = ClockField(label=later("Begins"))
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, time = cleaned.get("day"), cleaned.get("time")
        if day and time:
            if is_skipped(day, time, clock.HELSINKI):
                self.add_error("time", _("The clocks go forward that night and this time does not exist."))
            else:
                cleaned["starts_at"] = clock.at(day, time)
        return cleaned

    @property
    def starts_at(self) -> datetime:
        return self.cleaned_data["starts_at"]
