"""What only the parties see."""

from django import forms
from django.utils.translation import gettext_lazy as later

from tyonohjaus.ui.meanwhile import Seen


class MeetingLinkForm(Seen):
    url = forms.URLField(
        label=later("Address of the remote room"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=later("It begins with https:// and is the same for each session. Left empty, there is none."),
        error_messages={"invalid": later("Copy the whole address from your meeting tool; it begins with https://.")},
        widget=forms.URLInput(attrs={"autocomplete": "off", "inputmode": "url"}),
    )
    point = forms.CharField(
        label=later("Meeting point"),
        required=False,
        max_length=200,
        help_text=later("Where you find each other when you do not meet remotely."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        if url and not url.startswith("https://"):
            raise forms.ValidationError(self.fields["url"].error_messages["invalid"])
        return url
