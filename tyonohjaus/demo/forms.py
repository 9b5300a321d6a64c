from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from tyonohjaus.lib import clock
from tyonohjaus.ui.inputs import DayField


class ClockForm(forms.Form):
    """Another day and hour for the demo."""

    day = DayField(label=_("Day"))
    time = forms.TimeField(
        label=_("Time of day"),
        input_formats=["%H.%M", "%H:%M"],
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"invalid": _("Write the time like this: 9.00.")},
    )

    @property
    def instant(self) -> datetime:
        return clock.at(self.cleaned_data["day"], self.cleaned_data["time"])
