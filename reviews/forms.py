"""What is asked here. Each field that somebody writes in says who will read it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from processes.models import Place
from processes.spread import FEWEST
from tyonohjaus.lib import clock
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.inputs import DayField, NumberField
from tyonohjaus.ui.layout import ordered
from tyonohjaus.ui.meanwhile import Seen

from .models import Evaluation, Given, Kind, Outcome, ReviewPlan
from .models.extract import USEFUL
from .models.feedback import MOST_ASKED
from .models.invitation import JOINT
from .models.plan import TERMS
from .models.questions import LANGUAGES, MOST
from .models.survey import EFFECTS, HIGHEST, LOWEST, SATISFACTION

LONGEST = 4000
NO_CLIENTS = later("Do not write clients' names or anything that identifies them.")
# Who reads an evaluation's texts: what the supervisee may show at the talk is theirs to decide (S4-15).
PARTIES_READ = later(
    "The supervisees and the supervisors see this. "
    "A manager sees only what a supervisee shows them, the office nothing."
)


def _text(label: Any, *, rows: int, required: bool = False, **more: Any) -> forms.CharField:
    widget = forms.Textarea({"rows": rows, "autocomplete": "off"})
    return forms.CharField(label=label, max_length=LONGEST, required=required, widget=widget, **more)


class AnswerForm(forms.Form):
    """One's own answers. `readers` says in a sentence who will see them."""

    def __init__(self, data: Any = None, *, evaluation: Evaluation, by: Any, begun: Given, readers: Who) -> None:
        super().__init__(data, initial=_as_fields(begun))
        self.evaluation, self.questions = evaluation, evaluation.asks()
        member = evaluation.is_member(by)
        for question in self.questions:
            if question.scaled:
                number = NumberField(label=_("Number 0–10"), min_value=0, max_value=10, required=False)
                self.fields[f"score_{question.key}"] = number
            text = _text(question.text, rows=3)
            tell(text, who=readers)
            self.fields[f"text_{question.key}"] = text
        self.order_fields([name for one in self.questions for name in (f"text_{one.key}", f"score_{one.key}")])
        if member and 1 < evaluation.members < FEWEST:
            self.fields["shared"] = forms.BooleanField(
                label=_("Show my answers to the others of the group and the supervisor, by name"), required=False
            )
        self.surveyed = member and evaluation.kind == Kind.FINAL
        if self.surveyed:
            self._ask_survey()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.data.get("act") == "hand_in" and not self.errors and self.given.is_empty:
            self.add_error(None, _("Answer at least one question before you hand in."))
        return said

    @property
    def given(self) -> Given:
        said = self.cleaned_data
        return Given(
            texts={one.key: said[name] for one in self.questions if said.get(name := f"text_{one.key}")},
            scores={one.key: said[name] for one in self.questions if said.get(name := f"score_{one.key}") is not None},
            survey={name[7:]: int(said[name]) for name in said if name.startswith("survey_") and said[name]},
            shared=bool(said.get("shared")),
        )

    def _ask_survey(self) -> None:
        """Apart from the words, and what becomes of the numbers is said before them (C16)."""
        words = list(self.fields)
        scale = [("", _("No answer")), *((str(score), str(score)) for score in range(LOWEST, HIGHEST + 1))]
        who = Who(_("Nobody sees your numbers: only what at least four answered together."), "lock")
        first = next(iter(SATISFACTION))
        for key, label in {**SATISFACTION, **EFFECTS}.items():
            field = forms.ChoiceField(label=label, choices=scale, required=False, widget=forms.RadioSelect)
            tell(field, chips=True, who=who if key == first else None)
            if key in EFFECTS:
                field.help_text = _("1 = no effect, 5 = a great effect")
            else:
                field.help_text = _("1 = not at all, 5 = fully")
            self.fields[f"survey_{key}"] = field
        numbers = [name for name in self.fields if name not in words]
        self.helper = ordered(*words, Fieldset(_("Closing survey, in numbers"), *numbers))


def _as_fields(begun: Given) -> dict[str, Any]:
    found: dict[str, Any] = {f"text_{key}": text for key, text in begun.texts.items()}
    found |= {f"score_{key}": score for key, score in begun.scores.items()}
    return found | {f"survey_{key}": str(score) for key, score in begun.survey.items()} | {"shared": begun.shared}


class JointTextForm(Seen):
    text = _text(later("What we found together"), rows=8, help_text=NO_CLIENTS)


class ExtractForm(Seen):
    text = _text(later("Text for the employer"), rows=6, required=True, help_text=NO_CLIENTS)
    useful = forms.ChoiceField(
        label=later("It was found useful"),
        choices=[("", later("Say nothing")), ("yes", later("Yes")), ("no", later("No"))],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell(self.fields["useful"], chips=True)
        assert set(USEFUL) == {str(key) for key, _label in self.fields["useful"].choices}  # type: ignore[attr-defined]


class InviteForm(forms.Form):
    """Time and place as facts; what to show is ticked, and nothing is ticked beforehand."""

    day = DayField(label=later("Day of the talk"))
    time = forms.TimeField(
        label=later("Begins"),
        input_formats=["%H.%M", "%H:%M", "%H"],
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"invalid": later("Write the time like this: 14.00.")},
    )
    place = forms.ChoiceField(label=later("Place"), choices=Place.choices)
    parts = forms.MultipleChoiceField(
        label=later("What may the manager see?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": later("Something ticked is no longer on the list. Tick again.")},
    )

    def __init__(self, data: Any = None, *, parts: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offered = list(parts)
        self.fields["parts"].choices = offered  # type: ignore[attr-defined]
        if not offered:
            del self.fields["parts"]
        else:
            who = _("The manager sees only what you tick, until the end of the day of the talk.")
            tell(self.fields["parts"], remark=_("nothing, if you wish"), who=Who(who, "building-2"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("day") and said.get("time") and self.starts_at <= clock.now():
            self.add_error("day", _("This time has already passed. Choose a later one."))
        return said

    @property
    def starts_at(self) -> datetime:
        return clock.at(self.cleaned_data["day"], self.cleaned_data["time"])


def joint_part(label: str) -> tuple[str, str]:
    return JOINT, label


class PlanForm(Seen, forms.ModelForm):
    class Meta:
        model = ReviewPlan
        fields = TERMS
        field_classes = dict.fromkeys(TERMS, NumberField)
        labels = {
            "mid_months": later("Mid evaluation every … months"),
            "mid_sessions": later("… or after every … sessions"),
            "follow_up_months": later("Follow-up, months after the final evaluation"),
            "decision_months": later("Deciding how to go on every … months"),
        }
        help_texts = {
            "mid_sessions": later("Left empty, months count."),
            "follow_up_months": later("From 3 to 6."),
        }

    @property
    def terms(self) -> dict[str, int | None]:
        return {name: self.cleaned_data[name] for name in TERMS}


class ChoiceForm(forms.Form):
    outcome = forms.ChoiceField(label=later("How do we go on?"), choices=Outcome.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell(self.fields["outcome"], chips=True)


class FeedbackForm(forms.Form):
    """Whom the supervisee asks, and what: sending it is approving both."""

    addresses = forms.CharField(
        label=later("E-mail addresses, one a line"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4, "autocomplete": "off"}),
        help_text=later("People whom you have asked whether they agree."),
    )
    questions = _text(later("Questions"), rows=5, required=True, help_text=NO_CLIENTS)
    shared = forms.BooleanField(label=later("The supervisor may read the answers too"), required=False)

    def clean_addresses(self) -> list[str]:
        lines = [line.strip().lower() for line in self.cleaned_data["addresses"].splitlines() if line.strip()]
        for line in lines:
            try:
                validate_email(line)
            except forms.ValidationError:
                raise forms.ValidationError(_("Not an e-mail address: %(line)s") % {"line": line[:60]}) from None
        if len(set(lines)) > MOST_ASKED:
            raise forms.ValidationError(_("At most %(most)d people at a time.") % {"most": MOST_ASKED})
        return lines


class FeedbackAnswerForm(forms.Form):
    text = _text(later("Your answer"), rows=8, required=True, help_text=NO_CLIENTS)


class QuestionsForm(forms.Form):
    """A question a line; the same line of each language is the same question."""

    fi = forms.CharField(label=later("In Finnish"), max_length=LONGEST, widget=forms.Textarea({"rows": 10}))
    sv = forms.CharField(
        label=later("In Swedish"), max_length=LONGEST, required=False, widget=forms.Textarea({"rows": 10})
    )
    en = forms.CharField(
        label=later("In English"), max_length=LONGEST, required=False, widget=forms.Textarea({"rows": 10})
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for language in LANGUAGES:
            said[language] = [line.strip() for line in str(said.get(language, "")).splitlines() if line.strip()]
        if len(said["fi"]) > MOST:
            self.add_error("fi", _("At most %(most)d questions.") % {"most": MOST})
        for language in ("sv", "en"):
            if said[language] and len(said[language]) != len(said["fi"]):
                self.add_error(language, _("Write as many lines as there are in Finnish, or leave this empty."))
        return said
