"""What the office writes for invoices: a price, how one was delivered, the year's first number."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from tyonohjaus.ui.inputs import EurosField, NumberField

from .models import Delivery


class PriceForm(forms.Form):
    price = EurosField(
        label=_("Price without VAT, €"),
        help_text=_("Of the whole session. Where only a share of it is charged, the share is taken of this."),
    )


class DeliveryForm(forms.Form):
    how = forms.ChoiceField(label=_("How was it delivered?"), choices=Delivery.How.choices, widget=forms.RadioSelect)


class CreditForm(forms.Form):
    """Which lines of an issued invoice are taken back, and whether their sessions are billed anew."""

    class Then(models.TextChoices):
        AGAIN = "again", _("Bill the sessions again")
        NEVER = "never", _("Charge nobody for them")

    lines = forms.MultipleChoiceField(
        label=_("Which lines are credited?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one line.")},
    )
    then = forms.ChoiceField(
        label=_("What happens to their sessions?"),
        choices=Then.choices,
        widget=forms.RadioSelect,
        initial=Then.AGAIN,
        help_text=_(
            "Billed again, they are drafted at once: mend the price, the mark or the reference first, or on the draft."
        ),
    )

    def __init__(self, data: Any = None, *, lines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field: Any = self.fields["lines"]
        field.choices = lines
        field.initial = [key for key, _label in lines]

    @property
    def again(self) -> bool:
        return bool(self.cleaned_data["then"] == self.Then.AGAIN)


class NumberForm(forms.Form):
    number = NumberField(
        label=_("The first running number"),
        min_value=1,
        max_value=9999,
    )

    def __init__(self, data: Any = None, *, year: int, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["number"].help_text = _("17 gives the invoice number %(year)d0017.") % {"year": year}
