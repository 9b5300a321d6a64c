"""Of each coming public holiday: closed, or worked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as later

from bookings.holidays import Holiday
from tyonohjaus.lib.working_days import holiday_name
from tyonohjaus.ui.fields import tell
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.words import day as in_words

FREE, WORKS = "free", "works"
CHOICES = [(FREE, later("I keep it free")), (WORKS, later("I work"))]


class HolidayAnswers(forms.Form):
    """What is not answered yet stands as closed, as it is."""

    def __init__(self, data: Any = None, *, holidays: Sequence[Holiday]) -> None:
        super().__init__(data)
        self.days: dict[str, date] = {f"on_{holiday.day:%Y-%m-%d}": holiday.day for holiday in holidays}
        for (name, day), holiday in zip(self.days.items(), holidays, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=f"{in_words(day, language=spoken())} {holiday_name(day, language=spoken())}",
                choices=CHOICES,
                widget=forms.RadioSelect,
                initial=WORKS if holiday.works else FREE,
            )
            tell(self.fields[name], chips=True)

    def all_free(self) -> dict[str, str]:
        return dict.fromkeys(self.days, FREE)

    @property
    def works(self) -> dict[date, bool]:
        return {day: self.cleaned_data[name] == WORKS for name, day in self.days.items()}
