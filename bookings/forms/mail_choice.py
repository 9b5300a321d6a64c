"""When one is reminded of a session, and of what one is nudged."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from bookings.models import AN_HOUR, MailChoice


class MailChoiceForm(forms.Form):
    reminders = forms.TypedMultipleChoiceField(
        label=later("Reminders of sessions"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=later("Days before: in the morning at eight. None ticked: no reminders."),
    )
    nudges = forms.MultipleChoiceField(
        label=later("Tell me also when"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, choice: MailChoice, kinds: list[str]) -> None:
        self.choice, self.kinds = choice, kinds
        wanted = [kind for kind in kinds if choice.wants(kind)]
        super().__init__(data, initial={"reminders": choice.days, "nudges": wanted})
        fields: dict[str, Any] = self.fields
        fields["reminders"].choices = [(days, _before(days)) for days in sorted({*choice.DISTANCES, *choice.days})]
        fields["nudges"].choices = [(kind, MailChoice.Nudge(kind).label) for kind in kinds]
        if not kinds:
            del fields["nudges"]

    def values(self) -> dict[str, Any]:
        """What this person was not asked about stays as it is."""
        wanted = self.cleaned_data.get("nudges", [])
        others = [kind for kind in self.choice.unwanted if kind not in self.kinds]
        unwanted = [*others, *(kind for kind in self.kinds if kind not in wanted)]
        return {"reminders": self.cleaned_data["reminders"], "unwanted": unwanted}


def _before(days: int) -> str:
    if days == AN_HOUR:
        return str(later("an hour before"))
    return ngettext("%(count)d day before", "%(count)d days before", days) % {"count": days}
