"""The year's first invoice number."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tyonohjaus.ui.inputs import NumberField


class NumberForm(forms.Form):
    number = NumberField(
        label=_("The first running number"),
        min_value=1,
        max_value=9999,
    )

    def __init__(self, data: Any = None, *, year: int, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["number"].help_text = _("17 gives the invoice number %(year)d0017.") % {"year": year}
