"""In which days a supervisor is away at short notice."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tyonohjaus.lib import clock

from .times import PickedDay

LONGEST = timedelta(days=60)


class IllnessDays(forms.Form):
    first_on = PickedDay(label=later("First day"))
    last_on = PickedDay(label=later("Last day"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"first_on": clock.today(), "last_on": clock.today()})

    def clean_first_on(self) -> date:
        day: date = self.cleaned_data["first_on"]
        if day < clock.today():
            raise forms.ValidationError(_("Choose today or a later day."))
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("first_on"), values.get("last_on")
        if first and last and not first <= last <= first + LONGEST:
            self.add_error("last_on", _("Choose a day from the first one on, at most two months after it."))
        return values
