"""Who stands in for the supervisor, and in which days."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from bookings.problems import CannotStandIn
from processes.models import Process
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User
from tyonohjaus.ui.inputs import DayField, RowField


class SubstituteForm(forms.Form):
    user = RowField(User.objects.none(), label=later("Substitute"), empty_label=later("Choose who stands in"))
    first_on = DayField(label=later("First day"))
    last_on = DayField(
        label=later("Last day"),
        help_text=later("Leave room for marking and for the log: after this day the substitute reads nothing here."),
    )

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"first_on": clock.today(), "last_on": clock.today()}, **kwargs})
        fields: dict[str, Any] = self.fields
        people = User.objects.filter(supervisor__isnull=False, is_active=True)
        fields["user"].queryset = people.exclude(participations__in=_here(process)).order_by("name")

    def tell(self, refusal: CannotStandIn) -> None:
        field, sentence = {
            "days": ("first_on", _("Choose days from today on, in which this supervision goes on.")),
            "here": ("user", _("This person takes part in it already. Choose somebody else.")),
            "taken": ("first_on", _("Somebody stands in on one of these days already. Take that away first.")),
            "manager": ("user", _("This person is the manager of a supervisee. Choose somebody else.")),
        }[refusal.why]
        self.add_error(field, sentence)

    def tell_busy(self) -> None:
        """Never what the other calendar holds (C42)."""
        sentence = _("A session of these days does not fit this person's calendar. Move it, or choose somebody else.")
        self.add_error("user", sentence)


def _here(process: Process) -> Any:
    return process.participants.filter(ends_on=None)
