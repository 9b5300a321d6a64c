"""Whether a process's sessions are taxed, or exempt and by which ground."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from processes.models import Process, VatExemption
from tyonohjaus.lib import clock
from tyonohjaus.lib.vat import GROUNDS
from tyonohjaus.ui.inputs import DayField

AS_OTHERS = "as_others"


class VatForm(forms.Form):
    ground = forms.ChoiceField(
        label=later("VAT of the sessions"),
        choices=[(AS_OTHERS, later("As the practice's other services")), *VatExemption.By.choices],
        widget=forms.RadioSelect,
        help_text=later(
            "Supervision is taxed as a rule. Ask the Tax Administration or your accountant before you choose a ground: "
            "the invoice prints it, and the portal decides nothing."
        ),
    )
    first_on = DayField(
        label=later("It holds from"), help_text=later("Each session follows its own day. Issued invoices never change.")
    )
    confirmed_on = DayField(
        label=later("Confirmed on"),
        required=False,
        help_text=later("When the Tax Administration or your accountant said so. Left empty, the month reminds you."),
    )

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = process.vat_exemptions.filter(ends_on=None).first()
        if now:
            self.initial.update(ground=now.by or AS_OTHERS, confirmed_on=now.confirmed_on, first_on=now.starts_on)
        else:
            self.initial.update(ground=AS_OTHERS, first_on=max(process.starts_on, clock.today()))

    def clean_ground(self) -> str:
        ground: str = self.cleaned_data["ground"]
        return "" if ground == AS_OTHERS else ground

    def clean_confirmed_on(self) -> date | None:
        day: date | None = self.cleaned_data["confirmed_on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("This day is still to come. Write the day on which it was said."))
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        ground, first_on = values.get("ground"), values.get("first_on")
        if ground and first_on and not GROUNDS[ground].holds_on(first_on):
            self.add_error("first_on", _("This section of the law is not in force on that day."))
        return values
