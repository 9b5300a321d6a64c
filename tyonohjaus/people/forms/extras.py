from django import forms
from django.utils.translation import gettext_lazy as _

from tyonohjaus.people.models import Extra


class ExtrasForm(forms.Form):
    extras = forms.MultipleChoiceField(
        label=_("Switched on"),
        choices=Extra.Name.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "What is switched off is not shown. What was written before is kept, and shown again once it is on."
        ),
    )
