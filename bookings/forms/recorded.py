"""An answer that a manager gave by phone."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.approvals import APPROVE, DECLINE
from tyonohjaus.lib import money
from tyonohjaus.ui.fields import tell
from tyonohjaus.ui.language import spoken


class RecordedApprovalForm(forms.Form):
    """`prices`: what each manager's own employer pays, who is told no other's; None where it pays nothing."""

    manager = forms.TypedChoiceField(label=gettext_lazy("Who answered?"), widget=forms.RadioSelect)
    decision = forms.ChoiceField(
        label=gettext_lazy("The answer"),
        choices=[(APPROVE, gettext_lazy("Approved")), (DECLINE, gettext_lazy("Not approved"))],
        widget=forms.RadioSelect,
    )
    series = forms.BooleanField(label=gettext_lazy("The answer is for the whole series"), required=False)

    def __init__(self, data: Any = None, *, prices: Mapping[Any, Decimal | None], of_series: bool) -> None:
        managers = list(prices)
        super().__init__(data, initial={"manager": str(managers[0].pk)} if len(managers) == 1 else {})
        self.managers = {str(manager.pk): manager for manager in managers}
        fields: dict[str, Any] = self.fields
        fields["manager"].choices = [(str(one.pk), _told(one, prices[one])) for one in managers]
        for name in ("manager", "decision"):
            tell(self.fields[name], chips=True)
        if not of_series:
            del self.fields["series"]


def _told(manager: Any, price: Decimal | None) -> str:
    if price is None:
        return str(manager.name)
    return f"{manager.name}, {_('%(price)s without VAT') % {'price': money.euros(price, spoken())}}"
