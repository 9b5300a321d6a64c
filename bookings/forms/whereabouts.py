"""Where one session meets, for its people alone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as later

from processes.models import Place
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.inputs import MeetingAddressField
from tyonohjaus.ui.meanwhile import Seen

WHO = Who(later("The supervisees and the supervisors see this. Neither the manager nor the office."))
ALONE = later("For this session alone. Left empty, it is as for each session.")


class WhereaboutsForm(Seen):
    """Remotely an address, elsewhere a point."""

    url = MeetingAddressField(label=later("Address of the remote room"), required=False, help_text=ALONE)
    point = forms.CharField(
        label=later("Meeting point"),
        required=False,
        max_length=200,
        help_text=ALONE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named = "url" if place == Place.REMOTE else "point"
        del self.fields["point" if place == Place.REMOTE else "url"]
        tell(self.fields[self.named], who=WHO)
