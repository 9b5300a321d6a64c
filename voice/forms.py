"""A message to management and the actions that go with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.inputs import DayField
from tyonohjaus.ui.layout import Folded, beside, ordered

from .models import AgreedAction, Proposal, Words

ACTIONS = 5


class MessageForm(forms.Form):
    """`seen` is the revision that was on the page when writing began."""

    seen = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    text = forms.CharField(
        label=later("Message to management"),
        required=False,
        max_length=4000,
        help_text=later("Do not write the names of clients, or what they could be known by."),
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        readers = later(
            "The group and its supervisors see this now. The managers see it once every member has accepted it."
        )
        tell(self.fields["text"], who=Who(readers, "users"))
        rows: list[Any] = []
        for place in range(ACTIONS):
            rows += [f"what_{place}", beside(f"owner_{place}", f"due_{place}")]
            number = {"number": place + 1}
            self.fields[f"what_{place}"] = forms.CharField(
                label=_("Action %(number)d: what is done") % number, required=False, max_length=200
            )
            self.fields[f"owner_{place}"] = forms.CharField(
                label=_("Action %(number)d: who sees to it") % number, required=False, max_length=80
            )
            self.fields[f"due_{place}"] = DayField(label=_("Action %(number)d: until when") % number, required=False)
            for name in ("what", "owner"):
                self.fields[f"{name}_{place}"].widget.attrs["autocomplete"] = "off"
        self.helper = ordered("seen", "text", Folded(_("Agreed actions"), _("None"), *rows))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not data.get("text") and not self.words.actions:
            self.add_error("text", _("Write the message, or at least one action."))
        for place in range(ACTIONS):
            beside_it = data.get(f"owner_{place}") or data.get(f"due_{place}")
            if beside_it and not data.get(f"what_{place}") and f"what_{place}" not in self.errors:
                self.add_error(f"what_{place}", _("Write what is done."))
        return data

    @property
    def words(self) -> Words:
        data = self.cleaned_data
        places = [place for place in range(ACTIONS) if data.get(f"what_{place}")]
        return Words(
            text=data.get("text", ""),
            actions=[
                Proposal(what=data[f"what_{p}"], owner=data[f"owner_{p}"], due_on=data[f"due_{p}"]) for p in places
            ],
        )

    @staticmethod
    def holding(text: str, actions: list[tuple[AgreedAction, str, str]]) -> dict[str, Any]:
        """`initial` for what stands there: each action with its texts, what and who."""
        initial: dict[str, Any] = {"text": text}
        for place, (action, what, owner) in enumerate(actions):
            initial |= {f"what_{place}": what, f"owner_{place}": owner, f"due_{place}": action.due_on}
        return initial


class AnswerForm(forms.Form):
    """A member's own: one address and one form for yes and no, so that no log of addresses tells them apart."""

    seen = forms.IntegerField(min_value=1)
    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
