"""An answer that a manager gave by phone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from bookings.approvals import APPROVE, DECLINE
from tyonohjaus.ui.fields import tell


class RecordedApprovalForm(forms.Form):
    manager = forms.TypedChoiceField(label=gettext_lazy("Who answered?"), widget=forms.RadioSelect)
    decision = forms.ChoiceField(
        label=gettext_lazy("The answer"),
        choices=[(APPROVE, gettext_lazy("Approved")), (DECLINE, gettext_lazy("Not approved"))],
        widget=forms.RadioSelect,
    )
    series = forms.BooleanField(label=gettext_lazy("The answer is for the whole series"), required=False)

    def __init__(self, data: Any = None, *, managers: list[Any], of_series: bool) -> None:
        super().__init__(data, initial={"manager": str(managers[0].pk)} if len(managers) == 1 else {})
        self.managers = {str(manager.pk): manager for manager in managers}
        self.fields["manager"].choices = [(pk, manager.name) for pk, manager in self.managers.items()]  # type: ignore[attr-defined]
        for name in ("manager", "decision"):
            tell(self.fields[name], chips=True)
        if not of_series:
            del self.fields["series"]
