"""From when on, and on which days and hours, an earlier time would do."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from bookings.models import PartOfDay, TimeWish
from bookings.models.availability import Weekday
from tyonohjaus.lib import clock
from tyonohjaus.ui.fields import tell

from .times import PickedDay


class EarlierTimeForm(forms.Form):
    from_on = PickedDay(label=later("From which day on"))
    weekdays = forms.TypedMultipleChoiceField(
        label=later("Weekdays"),
        choices=Weekday.choices[:5],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    parts = forms.MultipleChoiceField(
        label=later("Times of day"), choices=PartOfDay.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, wish: TimeWish | None) -> None:
        initial: dict[str, Any] = {"from_on": clock.today()}
        if wish:
            from_on = max(wish.from_on, clock.today())
            initial = {"from_on": from_on, "weekdays": wish.weekdays, "parts": wish.parts}
        super().__init__(data, initial=initial)
        for name in ("weekdays", "parts"):
            tell(self.fields[name], chips=True, remark=_("all, if you choose none"))

    def clean_from_on(self) -> date:
        day: date = self.cleaned_data["from_on"]
        if day < clock.today():
            raise forms.ValidationError(_("Choose today or a later day."))
        return day
