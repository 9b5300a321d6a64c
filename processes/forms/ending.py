"""The last day of a process, and the first of the one that takes it up again. No field asks why (C40)."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from processes.models import Process
from tyonohjaus.lib import clock
from tyonohjaus.ui import words
from tyonohjaus.ui.inputs import DayField
from tyonohjaus.ui.language import spoken


class EndingForm(forms.Form):
    ends_on = DayField(
        label=later("Last day"), help_text=later("Sessions may be held on this day still, and none after it.")
    )

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"ends_on": process.ends_on or clock.today()}, **kwargs})

    def tell_ahead(self, last_on: date) -> None:
        sentence = _("A time is booked on %(day)s. Cancel or move it first, or choose a later last day.")
        self.add_error("ends_on", sentence % {"day": words.numeric(last_on, language=spoken())})

    def tell_behind(self) -> None:
        self.add_error("ends_on", _("Choose today or a later day: what is past stays as it was."))


class ReopeningForm(forms.Form):
    starts_on = DayField(label=later("First day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"starts_on": clock.today()}, **kwargs})

    def tell_behind(self) -> None:
        self.add_error("starts_on", _("Choose today or a later day: what is past stays as it was."))
