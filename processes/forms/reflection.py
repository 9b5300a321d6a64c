"""What a supervisee writes for themselves, or to their group."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as later

from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.meanwhile import Seen

LONGEST = 8000
NO_CLIENTS = later("Do not write clients' names or anything that identifies them.")
ONLY_YOU = Who(later("Nobody else reads it, unless you share it."), "lock", later("Only you see this."))


def _text(label: Any, *, rows: int = 6) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        help_text=NO_CLIENTS,
        widget=forms.Textarea({"rows": rows, "autocomplete": "off"}),
    )


class OwnNoteForm(Seen):
    text = _text(later("Text"), rows=8)

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label
        tell(self.fields["text"], who=ONLY_YOU)


class LearningNoteForm(forms.Form):
    text = _text(later("What would you like the others to learn from?"), rows=4)


class LendingForm(forms.Form):
    """`choices`: process and readers, as "key:readers", with their words."""

    to = forms.MultipleChoiceField(
        label=later("Who reads this besides you?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        tell(self.fields["to"], remark=later("nobody, if nothing is ticked"))
