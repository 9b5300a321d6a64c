"""What only the parties see."""

from django import forms
from django.utils.translation import gettext_lazy as later

from tyonohjaus.ui.inputs import MeetingAddressField
from tyonohjaus.ui.meanwhile import Seen


class MeetingLinkForm(Seen):
    url = MeetingAddressField(
        label=later("Address of the remote room"),
        required=False,
        help_text=later("It begins with https:// and is the same for each session. Left empty, there is none."),
    )
    point = forms.CharField(
        label=later("Meeting point"),
        required=False,
        max_length=200,
        help_text=later("Where you find each other when you do not meet remotely."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
