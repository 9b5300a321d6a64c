"""What is agreed with an outside co-supervisor."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from invoicing.models import AgreedFee
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User
from tyonohjaus.ui.inputs import DayField, PriceField, RowField

# What was agreed longer ago has been paid in another way.
DAYS_BACK = timedelta(days=366)


class FeePaidForm(forms.Form):
    paid_on = DayField(label=later("Paid on"))

    def clean_paid_on(self) -> date:
        day: date = self.cleaned_data["paid_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day has not come yet. Write the day on which you paid."))
        return day


class FeeForm(forms.Form):
    person = RowField(User.objects.none(), label=later("Co-supervisor"), empty_label=None)
    fee = PriceField(
        label=later("Fee a session without VAT, €"),
        help_text=later("However long the session is. 0: no fee from that day on."),
    )
    vat = forms.ChoiceField(label=later("VAT"), choices=AgreedFee.Vat.choices, widget=forms.RadioSelect)
    starts_on = DayField(label=later("From"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        if day < clock.today() - DAYS_BACK:
            raise forms.ValidationError(_("Write a day of the last twelve months, or a later one."))
        return day
