"""What somebody says of a supervisor in public."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from intake.models import Occasion
from tyonohjaus.ui.fields import Who, tell


class TestimonialForm(forms.Form):
    """`occasions` are those of whom this person may say something; at least one."""

    of = forms.ChoiceField(label=later("Of whom"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=later("What you want to say"),
        max_length=600,
        help_text=later("Do not write of clients, or of what others said."),
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )
    signed = forms.CharField(
        label=later("How you are named"),
        max_length=80,
        help_text=later("As you choose: for example Aino M., social worker."),
    )
    consent = forms.BooleanField(
        label=later("This text may stand on the supervisor's public page"),
        error_messages={"required": later("Without your consent nothing is published, and nothing is saved.")},
    )

    def __init__(self, data: Any, *, occasions: Sequence[Occasion]) -> None:
        super().__init__(data, initial={"of": str(occasions[0].profile.pk)})
        self.by_key = {str(one.profile.pk): one for one in occasions}
        field = cast(forms.ChoiceField, self.fields["of"])
        field.choices = [(key, _named(one)) for key, one in self.by_key.items()]
        readers = later("The supervisor now, and everybody once it is published. You can withdraw it at any time.")
        tell(self.fields["text"], who=Who(readers, "eye"))

    @property
    def occasion(self) -> Occasion:
        return self.by_key[self.cleaned_data["of"]]


def _named(occasion: Occasion) -> str:
    if occasion.organisation is None:
        return occasion.profile.name
    names = {"name": occasion.profile.name, "organisation": occasion.organisation}
    return _("%(name)s, for %(organisation)s") % names
