"""The address of a supervisor's own calendar."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as later

from tyonohjaus.lib.outward import NotFetched, checked
from tyonohjaus.ui.fields import Who, tell

KEPT = Who(
    later("Only when you are busy is kept: no title, no place, nobody's name. Nobody else sees these times."),
    "lock",
)


class CalendarAddress(forms.Form):
    """Is it an address at all? What stands there the worker finds out, never a page."""

    address = forms.CharField(
        label=later("Secret address of the calendar, in iCal format"),
        help_text=later(
            "In Outlook: Settings, Shared calendars, Publish a calendar, ICS. In Google: the calendar's settings, "
            "Secret address in iCal format. In Apple: Share calendar, Public calendar."
        ),
        max_length=2000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell(self.fields["address"], who=KEPT)

    def clean_address(self) -> str:
        typed: str = self.cleaned_data["address"].strip()
        scheme, mark, rest = typed.partition("://")
        address = f"https://{rest}" if mark and scheme.lower() in {"webcal", "webcals", "https"} else typed
        try:
            checked(address)
        except NotFetched:
            raise forms.ValidationError(
                later("Copy the whole address from your calendar: it begins with https:// or webcal://.")
            ) from None
        return address
