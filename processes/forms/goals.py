"""Goals, how they are measured, and their ratings."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from processes import pictures
from processes.gas import LEVELS, TEN, WEIGHTS, WRITTEN_IN_ORDER, Scale
from tyonohjaus.lib import clock
from tyonohjaus.ui.fields import tell
from tyonohjaus.ui.inputs import DayField
from tyonohjaus.ui.meanwhile import Seen

NO_CLIENTS = later("Do not write the names of clients, or what they could be known by.")
MEANINGS = {
    0: later("Level 0: what you hope for"),
    1: later("Level +1: more than hoped for"),
    2: later("Level +2: much more than hoped for"),
    -1: later("Level −1: less than hoped for"),
    -2: later("Level −2: much less than hoped for"),
}


def line(*, label: Any, rows: int = 0, most: int = 200, **field: Any) -> forms.CharField:
    """A field that no browser remembers."""
    widget = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}) if rows else forms.TextInput()
    widget.attrs["autocomplete"] = "off"
    return forms.CharField(label=label, max_length=most, widget=widget, **field)


class GoalForm(Seen):
    """`key` is the new row's own, so that a second tap writes no second goal."""

    text = line(label=later("Goal"), help_text=later("One line is enough."))
    success = line(
        label=later("How will you know that it was reached?"),
        rows=3,
        most=500,
        required=False,
        help_text=NO_CLIENTS,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid.uuid4())

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "success", "key")}


WRITTEN = {name: GoalForm.base_fields[name].label or "" for name in ("text", "success")}


class ScaleForm(forms.Form):
    """Level 0 first: no other level is taken without it."""

    def __init__(self, *args: Any, scale: Scale, weighted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level in WRITTEN_IN_ORDER:
            required = level == 0
            field = line(label=MEANINGS[level], rows=2, most=300, required=required)
            field.error_messages["required"] = _("Write level 0 first: the others are told from it.")
            field.initial = scale.words.get(level, "")
            field.help_text = NO_CLIENTS if required else ""
            self.fields[_level(level)] = field
        levels = [(level, pictures.level(level)) for level in LEVELS]
        self.fields["baseline"] = forms.TypedChoiceField(
            label=_("Where are you now, at the start?"),
            choices=levels,
            coerce=int,
            required=False,
            empty_value=None,
            widget=forms.RadioSelect,
            initial=scale.baseline,
            help_text=_("Usually −1 or −2."),
        )
        tell(self.fields["baseline"], chips=True)
        if weighted:
            self.fields["weight"] = forms.TypedChoiceField(
                label=_("Weight"),
                choices=[(weight, str(weight)) for weight in WEIGHTS],
                coerce=int,
                widget=forms.RadioSelect,
                initial=scale.weight,
                help_text=_("How much this goal weighs beside the others: 4 is the most."),
            )
            tell(self.fields["weight"], chips=True)
        self._weight = scale.weight

    def scale(self) -> Scale:
        """Of a valid form. A weight that nobody is asked for now stays as it was."""
        values = self.cleaned_data
        words = {level: values[_level(level)] for level in LEVELS if values[_level(level)]}
        return Scale(words=words, baseline=values["baseline"], weight=values.get("weight", self._weight))


class RatingForm(forms.Form):
    """What is rated: `value`, 0–10 or a level by its words."""

    def __init__(self, *args: Any, scale: Scale, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = forms.TypedChoiceField(
            label=_("Where are you on the way now?") if own else _("Where is the goal now, as you see it?"),
            choices=[(value, _said(value, scale)) for value in scale.values],
            coerce=int,
            widget=forms.RadioSelect,
            help_text="" if scale.in_levels else _("0 = not yet, 10 = fully reached."),
        )
        tell(self.fields["value"], chips=not scale.in_levels)
        self.fields["on"] = DayField(
            label=_("Day"), initial=clock.today(), help_text=_("Today, or the day of a session.")
        )
        step = line(label=_("What would be one step up?"), rows=2, most=300, required=False, help_text=NO_CLIENTS)
        self.fields["step"] = step


class AsideForm(forms.Form):
    note = line(
        label=later("Why is it set aside?"),
        rows=2,
        most=300,
        required=False,
        help_text=NO_CLIENTS,
    )


class RoundForm(forms.Form):
    """A number for each goal of the group."""

    def __init__(self, *args: Any, goals: Iterable[tuple[uuid.UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._goals = {f"goal_{pk.hex}": pk for pk, _text in goals}
        for pk, text in goals:
            field = forms.TypedChoiceField(
                label=text, choices=[(value, str(value)) for value in TEN], coerce=int, widget=forms.RadioSelect
            )
            tell(field, chips=True)
            self.fields[f"goal_{pk.hex}"] = field

    def answers(self) -> dict[uuid.UUID, int]:
        return {pk: self.cleaned_data[name] for name, pk in self._goals.items()}


class ShownForm(forms.Form):
    shown = forms.BooleanField(label=later("The payer's managers see the text of the group's goals"), required=False)


def _level(level: int) -> str:
    """The field of a level: `level_0`, `level_up_1`, `level_down_2`."""
    return "level_0" if level == 0 else f"level_{'up' if level > 0 else 'down'}_{abs(level)}"


def _said(value: int, scale: Scale) -> str:
    words = scale.words.get(value, "")
    if words:
        return f"{pictures.number(value, scale)}: {words}"
    return pictures.level(value) if scale.in_levels else pictures.number(value, scale)
