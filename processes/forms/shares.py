"""Which employers share the cost, and how much each pays: percent with up to two decimals, together 100."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from processes.models import CostShare, Process, References, Share
from processes.models.shares import WHOLE
from tyonohjaus.lib import clock, money
from tyonohjaus.people.models import Organisation
from tyonohjaus.people.models.dated import current
from tyonohjaus.ui import words
from tyonohjaus.ui.inputs import DayField, EurosField, RowField
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.layout import ordered

REFERENCES = {
    "cost_centre": later("Cost centre"),
    "buyer_reference": later("Your reference"),
    "order_number": later("Order number"),
}


class PercentField(EurosField):
    """Left empty: pays nothing."""

    default_error_messages = {
        "invalid": later("Write the percent in numbers, like this: 33,33."),
        "max_decimal_places": later("A percent has two decimals at most."),
        "min_value": later("A share is more than nothing. Leave it empty for one who does not pay."),
        "max_value": later("A share is less than 100 %%. Where one pays all, leave every share empty."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=5, min_value=Decimal("0.01"), max_value=Decimal("99.99"), required=False, **kwargs)


class SharesForm(forms.Form):
    first_on = DayField(
        label=later("These shares hold from"),
        help_text=later("Each session is charged by the shares of its own day, whoever attends."),
    )

    def __init__(self, *args: Any, process: Process, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = {row.organisation_id: row for row in process.cost_shares.filter(ends_on=None)}
        self.organisations = _employers(process, now)
        self.stands = process.ground_stands
        self.fields["first_on"].initial = max(clock.today(), process.starts_on)
        if self.stands:
            self.fields["first_on"].help_text = _(
                "Each session is charged by the shares of its own day, whoever attends. A session has begun, so other "
                "shares hold from today at the earliest."
            )
        for place, organisation in enumerate(self.organisations):
            self._ask(place, organisation, now.get(organisation.pk))
        others: Any = Organisation.objects.visible_to(by).filter(own_of=None)
        self.fields["other"] = RowField(
            others.exclude(pk__in=[one.pk for one in self.organisations]).order_by("name"),
            label=later("Another employer"),
            required=False,
            empty_label=later("None"),
        )
        self._ask(len(self.organisations), None, None)
        self.helper = ordered("first_on", *(self._group(place) for place in range(len(self.organisations) + 1)))

    def clean_first_on(self) -> date:
        first_on: date = self.cleaned_data["first_on"]
        if self.stands and first_on < clock.today():
            today = words.numeric(clock.today(), language=spoken())
            raise forms.ValidationError(
                _("A session has begun, and what is past stays as it was charged. Write %(today)s or a later day.")
                % {"today": today}
            )
        return first_on

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        last = f"percent_{len(self.organisations)}"
        if values.get(last) is not None and not values.get("other") and "other" not in self.errors:
            self.add_error("other", _("Choose who pays this share, or empty it."))
        if values.get("other") and values.get(last) is None and last not in self.errors:
            self.add_error(last, _("Write how much this employer pays, or choose none."))
        if not self.errors:
            self._check_whole([share.percent for share in self.shares()])
        return values

    def shares(self) -> list[Share]:
        """Those that pay something; empty where the process's payer pays alone."""
        values = self.cleaned_data
        everybody = [*self.organisations, values.get("other")]
        return [
            Share(
                organisation=organisation,
                percent=values[f"percent_{place}"],
                references=References(**{name: values[f"{name}_{place}"] for name in REFERENCES}),
            )
            for place, organisation in enumerate(everybody)
            if organisation and values.get(f"percent_{place}") is not None
        ]

    def _check_whole(self, percents: Iterable[Decimal]) -> None:
        together = sum(percents, Decimal())
        if together and together != WHOLE:
            left, sentence = WHOLE - together, _("Together the shares make %(sum)s. They are to make 100 %%: %(left)s")
            way = _("%(percent)s is missing.") if left > 0 else _("%(percent)s is too much.")
            told = {"sum": money.percent(together, spoken())}
            self.add_error(None, sentence % (told | {"left": way % {"percent": money.percent(abs(left), spoken())}}))

    def _ask(self, place: int, organisation: Organisation | None, share: CostShare | None) -> None:
        whose = str(organisation) if organisation else ""
        label = _("Share, %%: %(whose)s") % {"whose": whose} if whose else _("Share, %")
        self.fields[f"percent_{place}"] = PercentField(label=label, initial=share.percent if share else None)
        for name, called in REFERENCES.items():
            initial = getattr(share, name) if share else ""
            self.fields[f"{name}_{place}"] = forms.CharField(
                label=called, required=False, max_length=35, initial=initial
            )

    def _group(self, place: int) -> Fieldset:
        other = place == len(self.organisations)
        legend = later("Another employer") if other else str(self.organisations[place])
        names = [f"percent_{place}", *(f"{name}_{place}" for name in REFERENCES)]
        return Fieldset(legend, *(["other"] if other else []), *names)


def _employers(process: Process, now: Iterable[Any]) -> list[Organisation]:
    """The process's organisation, those where its people work today, and those that share now; by name."""
    people = process.participants.supervised().filter(current()).values("user")
    working = Organisation.objects.filter(own_of=None, employments__employee__in=people)
    working = working.filter(current(prefix="employments__"))
    keys = {process.organisation_id, *now, *working.values_list("pk", flat=True)}
    return list(Organisation.objects.filter(pk__in=keys).order_by("name"))
