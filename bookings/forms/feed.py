"""What one's own calendar calls the sessions."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from bookings.models import CalendarFeed
from tyonohjaus.ui.fields import Who, tell

OWN = CalendarFeed.Title.OWN_WORDS


class TitleForm(forms.Form):
    title = forms.ChoiceField(label=later("What the sessions are called"), widget=forms.RadioSelect)
    own_words = forms.CharField(
        label=later("My own words"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=later("Only if you chose your own words. Whoever sees your calendar reads them."),
    )

    def __init__(self, *args: Any, neutral: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["title"].choices = [
            (value, neutral if value == CalendarFeed.Title.NEUTRAL else label)
            for value, label in CalendarFeed.Title.choices
        ]
        tell(fields["title"])
        tell(fields["own_words"], who=Who(later("In the portal only you see this."), "lock"))

    def clean_own_words(self) -> str:
        """On one line, as a calendar shows it."""
        return " ".join(self.cleaned_data["own_words"].split())

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("title") == OWN and not values.get("own_words") and not self.has_error("own_words"):
            self.add_error("own_words", ValidationError(_("Write your own words, or choose one of the others.")))
        return values
