"""What is typed and chosen on the pages for finding and changing times."""

from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from bookings.slots.wallclock import is_skipped
from tyonohjaus.lib import clock
from tyonohjaus.ui.inputs import DayField
from tyonohjaus.ui.language import spoken

CENTURY = range(2001, 2100)


class PickedDay(DayField):
    """A day, with a hint how it is written."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": later("Like this: 9.2.2027."), **kwargs})


class PickedTime(forms.TimeField):
    """A time by Helsinki's clock, to the minute: 14.00."""

    default_error_messages = {"invalid": later("Write the time like this: 14.00.")}
    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        formats = ["%H:%M", "%H.%M", "%H"]
        super().__init__(**{"input_formats": formats, "help_text": later("Like this: 14.00."), **kwargs})
        self.widget.attrs.setdefault("autocomplete", "off")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, time):
            return f"{value.hour}{':' if spoken() == 'en' else '.'}{value.minute:02}"
        return value


class ChosenTime(forms.Form):
    """One of the offered times, and the token of this form (A3)."""

    starts_at = forms.DateTimeField(widget=forms.HiddenInput)
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean_starts_at(self) -> datetime:
        start: datetime = self.cleaned_data["starts_at"]
        if start.year not in CENTURY:
            raise forms.ValidationError("")  # never shown: the page says that this time is not offered
        return start.astimezone(UTC)


class TimeByHand(forms.Form):
    """A day and a time by Helsinki's clock, whatever the offered hours."""

    day = PickedDay(label=later("Day"))
    time = PickedTime(label=later("Begins"))
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
