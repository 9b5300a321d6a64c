"""The practice's lists, and what is agreed beforehand."""

import re
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from processes.models import Agreed, Question, Reading, Theme
from tyonohjaus.ui.inputs import NumberField
from tyonohjaus.ui.meanwhile import Seen

from .goals import NO_CLIENTS

MOST_AGREED = 30
LONGEST = 120
_NUMBERED = re.compile(r"^(\d{1,2})\s*[:.]\s*(.+)$")


class AgreedThemesForm(Seen):
    """One theme a line; the number of a session first, where it is agreed for that one."""

    themes = forms.CharField(
        label=later("Agreed themes"),
        required=False,
        max_length=MOST_AGREED * (LONGEST + 5),
        help_text=format_lazy(
            "{} {}",
            later("One on each line. For one session, its number first: 2: Strain and recovery."),
            NO_CLIENTS,
        ),
        widget=forms.Textarea({"rows": 6, "autocomplete": "off"}),
    )
    shown = forms.BooleanField(label=later("The purchaser sees the agreed themes"), required=False)

    def __init__(self, *args: Any, office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not office:
            del self.fields["shown"]

    def clean_themes(self) -> list[Agreed]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["themes"].splitlines()]
        found = [_read(line) for line in lines if line]
        if len(found) > MOST_AGREED:
            raise forms.ValidationError(_("At most %(count)d themes.") % {"count": MOST_AGREED})
        if any(len(theme.name) > LONGEST for theme in found):
            raise forms.ValidationError(_("A theme has at most %(count)d characters.") % {"count": LONGEST})
        return found

    @staticmethod
    def text(themes: list[Agreed]) -> str:
        return "\n".join(f"{theme.session}: {theme.name}" if theme.session else theme.name for theme in themes)


def _read(line: str) -> Agreed:
    numbered = _NUMBERED.match(line)
    if numbered and int(numbered[1]):
        return Agreed(numbered[2], int(numbered[1]))
    return Agreed(line)


class ThemeForm(forms.ModelForm):
    position = NumberField(label=later("Place on the list"), min_value=0, max_value=999)
    retired = forms.BooleanField(
        label=later("Not offered any more"),
        required=False,
        help_text=later("It stays in the logs in which it stands."),
    )

    class Meta:
        model = Theme
        fields = ["name", "position"]
        labels = {"name": later("Theme")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["retired"].initial = self.instance.retired_on is not None

    def clean_name(self) -> str:
        """On one line: a log keeps a theme on a line."""
        return " ".join(self.cleaned_data["name"].split())


class ReadingForm(forms.ModelForm):
    position = NumberField(label=later("Place on the list"), min_value=0, max_value=999)
    retired = forms.BooleanField(label=later("Not offered any more"), required=False)
    url = forms.URLField(
        label=later("Address"),
        max_length=500,
        assume_scheme="https",
        help_text=later("A permanent one, where there is one: https://urn.fi/… or https://doi.org/…"),
        error_messages={"invalid": later("Write the address as it stands in the browser: https://…")},
    )

    class Meta:
        model = Reading
        fields = ["title", "url", "position"]
        labels = {"title": later("Title")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].widget.attrs["autocomplete"] = "off"
        self.fields["retired"].initial = self.instance.retired_on is not None

    def clean_url(self) -> str:
        """No other scheme: a link is for everybody to follow."""
        url: str = self.cleaned_data["url"]
        if not url.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Write the address as it stands in the browser: https://…"))
        return url


class QuestionForm(forms.ModelForm):
    position = NumberField(label=later("Place on the list"), min_value=0, max_value=999)
    retired = forms.BooleanField(label=later("Not offered any more"), required=False)

    class Meta:
        model = Question
        fields = ["text_fi", "text_sv", "text_en", "position"]
        labels = {
            "text_fi": later("In Finnish"),
            "text_sv": later("In Swedish"),
            "text_en": later("In English"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["retired"].initial = self.instance.retired_on is not None
