"""What a supervisee writes around a session."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as later

from tyonohjaus.ui.fields import tell

from .log import NO_CLIENTS

SCALE = [(number, str(number)) for number in range(11)]


class WishForm(forms.Form):
    text = forms.CharField(
        label=later("What would you like to talk about?"),
        required=False,
        max_length=2000,
        help_text=NO_CLIENTS,
        widget=forms.Textarea({"rows": 4, "autocomplete": "off"}),
    )

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).strip()


def _scale(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        choices=SCALE,
        help_text=later("0 is not at all, 10 is fully."),
        widget=forms.RadioSelect,
    )


class CheckForm(forms.Form):
    """Our own wording (DOMAIN 4.2)."""

    heard = _scale(later("I was heard"))
    needed = _scale(later("We dealt with what I needed"))
    useful = _scale(later("I take something to my work"))
    line = forms.CharField(
        label=later("In a line"),
        required=False,
        max_length=200,
        help_text=NO_CLIENTS,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    shared = forms.BooleanField(label=later("Show this to the supervisors of the session"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name in ("heard", "needed", "useful"):
            tell(self.fields[name], chips=True)
