from django import forms
from django.utils.translation import gettext_lazy as later

from tyonohjaus.ui.fields import Who, tell


class TestimonialForm(forms.Form):
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

    field_order = ("text", "signed", "consent")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        readers = later("The supervisor now, and everybody once it is published. You can withdraw it at any time.")
        tell(self.fields["text"], who=Who(readers, "eye"))
