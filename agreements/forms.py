"""The switches and the few free clauses of an agreement."""

from dataclasses import replace
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext_lazy as later

from agreements.models import Signature
from agreements.text.terms import Choices, GroupRule, Invites
from processes.models import Payer, Place, Process
from tyonohjaus.people.models.user import Language
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.inputs import NumberField, RowField
from tyonohjaus.ui.layout import Folded, beside, ordered

USUAL = Choices()
CLAUSES = ("expectations", "methods", "substitute", "dissatisfaction", "more")


class ComposeForm(forms.Form):
    language = forms.ChoiceField(
        label=later("Language of the agreement"), choices=Language.choices, widget=forms.RadioSelect
    )
    employer_agrees = forms.BooleanField(
        label=later("The employer is a party"),
        required=False,
        help_text=later("Each supervisee's own manager, or the organisation's contact, accepts for the employer."),
    )
    group_rule = forms.ChoiceField(
        label=later("What may be told outside the group"),
        choices=[
            (GroupRule.ALL.value, later("Nothing: all members keep silent on all that was said")),
            (GroupRule.OWN.value, later("Matters of work; never what is personal to a member")),
        ],
        widget=forms.RadioSelect,
    )
    invites = forms.ChoiceField(
        label=later("Who may invite the manager to an evaluation"),
        choices=[
            (Invites.SUPERVISEE.value, later("The supervisees, and they alone")),
            (Invites.NOBODY.value, later("Nobody: the manager is not invited")),
        ],
        widget=forms.RadioSelect,
    )
    evaluation_months = NumberField(
        label=later("Evaluation every … months"), initial=USUAL.evaluation_months, min_value=1, max_value=24
    )
    follow_up_months = NumberField(
        label=later("Follow-up … months after the end"),
        initial=USUAL.follow_up_months,
        min_value=0,
        max_value=24,
        help_text=later("0: none."),
    )
    retention_months = NumberField(
        label=later("Notes, themes and goals are erased … months after the final evaluation"),
        initial=USUAL.retention_months,
        min_value=1,
        max_value=60,
    )
    remote_rules = forms.BooleanField(
        label=later("Rules for remote sessions"),
        required=False,
        help_text=later("A room of one's own, no recording, no automatic transcript or summary."),
    )
    expectations = forms.CharField(label=later("What is expected of it"), required=False, max_length=600)
    methods = forms.CharField(label=later("Ways of working"), required=False, max_length=300)
    substitute = forms.CharField(
        label=later("Substitute"),
        required=False,
        max_length=300,
        help_text=later("What happens if the supervisor is away for long."),
    )
    dissatisfaction = forms.CharField(
        label=later("What one does who is not satisfied"),
        required=False,
        max_length=600,
        help_text=later("If this is empty, the usual clause stands there: talk first, then the ethics body."),
    )
    more = forms.CharField(
        label=later("Other clauses"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=later("One clause a line."),
    )

    def __init__(self, *args: Any, process: Process, choices: Choices, **kwargs: Any) -> None:
        initial = {name: getattr(choices, name) for name in Choices.__dataclass_fields__}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.choices = choices
        self.fields["remote_rules"].initial = process.place == Place.REMOTE
        alone = process.payer == Payer.SELF
        for name in (["employer_agrees", "invites"] if alone else []) + (
            [] if process.several_meet else ["group_rule"]
        ):
            del self.fields[name]
        who = (
            Who(later("You and the other party see this: it is a part of the agreement."))
            if alone
            else Who(later("All parties see this, the employer too: it is a part of the agreement."), icon="building-2")
        )
        for name in CLAUSES:
            if name in self.fields:
                tell(self.fields[name], who=who)
        self.helper = self._layout()

    def chosen(self) -> Choices:
        """What was not asked stays as it is."""
        values = dict(self.cleaned_data)
        values |= {name: choice(values[name]) for name, choice in CHOICES.items() if name in values}
        return replace(self.choices, **values)

    def _layout(self) -> Any:
        def there(*names: str) -> list[str]:
            return [name for name in names if name in self.fields]

        return ordered(
            Fieldset("", *there("language", "employer_agrees", "group_rule", "invites")),
            Folded(
                later("Evaluation, records, remote sessions"),
                later("Usually an evaluation every half year and at the end, and records erased a year after it."),
                beside("evaluation_months", "follow_up_months"),
                "retention_months",
                "remote_rules",
            ),
            Folded(later("Clauses of your own"), later("Usually none."), *there(*CLAUSES)),
        )


CHOICES: dict[str, Any] = {"group_rule": GroupRule, "invites": Invites}


class RecordedForm(forms.Form):
    """The office writes down who has signed on paper."""

    signature = RowField(label=later("Who has signed"), queryset=None, empty_label=None, widget=forms.RadioSelect)

    def __init__(self, *args: Any, waiting: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["signature"]
        field.queryset = waiting
        field.label_from_instance = _whose
        tell(field)


def _whose(signature: Signature) -> str:
    return signature.user.name
