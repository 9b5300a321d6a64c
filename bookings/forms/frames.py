"""A framework agreement: whose, from when to when, at what prices, up to what ceiling (S4-17)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from processes.models import FrameAgreement, Kind, Tariff
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Organisation
from tyonohjaus.ui.inputs import DayField, EurosField, NumberField, PriceField, RowField
from tyonohjaus.ui.layout import beside, ordered

EMPTY_ROWS = 3  # for prices to come
TERMS = (
    "organisation",
    "number",
    "starts_on",
    "ends_on",
    "ceiling_sessions",
    "ceiling_euros",
    "cost_centre",
    "buyer_reference",
    "order_number",
)


class FrameForm(forms.Form):
    organisation = RowField(
        Organisation.objects.none(), label=later("Organisation"), empty_label=later("Choose the organisation")
    )
    number = forms.CharField(label=later("Agreement number"), max_length=35)
    starts_on = DayField(label=later("Valid from"))
    ends_on = DayField(label=later("Valid until"), required=False)
    ceiling_sessions = NumberField(label=later("Sessions at most"), required=False, min_value=1, max_value=100_000)
    ceiling_euros = EurosField(
        label=later("Euros at most, without VAT"), required=False, max_digits=10, min_value=Decimal("0.01")
    )
    cost_centre = forms.CharField(label=later("Cost centre"), required=False, max_length=35)
    buyer_reference = forms.CharField(label=later("Your reference"), required=False, max_length=35)
    order_number = forms.CharField(label=later("Order number"), required=False, max_length=35)

    def __init__(self, *args: Any, by: Any, frame: FrameAgreement | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": _initial(frame), **kwargs})
        self.frame = frame
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = Organisation.objects.visible_to(by).filter(own_of=None).order_by("name")
        if frame:
            fields["organisation"].disabled = True
            fields["organisation"].help_text = later("Fixed: another organisation has an agreement of its own.")
        stands = sorted(Tariff(one.kind, one.minutes, one.price) for one in frame.prices.all()) if frame else []
        self.rows = len(stands) + EMPTY_ROWS
        for place in range(self.rows):
            self._ask_price(place, stands[place] if place < len(stands) else None)
        self.helper = ordered(
            Fieldset(later("What is agreed"), "organisation", "number", beside("starts_on", "ends_on")),
            Fieldset(later("Ceiling"), beside("ceiling_sessions", "ceiling_euros")),
            Fieldset(later("Prices of a session, without VAT"), *(self._row(place) for place in range(self.rows))),
            Fieldset(later("On the invoice"), "cost_centre", beside("buyer_reference", "order_number")),
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        starts, ends = values.get("starts_on"), values.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day is before the first. Check both."))
        self._check_number(values)
        seen = set()
        for place in range(self.rows):
            given = [values.get(f"{name}_{place}") for name in ("kind", "minutes", "price")]
            if any(given[1:]) and None in given[1:] and not self._row_faulty(place):
                self.add_error(f"price_{place}", _("Write both the length and the price, or neither."))
            elif None not in given[1:] and tuple(given[:2]) in seen:
                self.add_error(f"price_{place}", _("This kind and length has a price above already."))
            seen.add(tuple(given[:2]))
        return values

    def terms(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in TERMS}

    def prices(self) -> Iterable[Tariff]:
        values = self.cleaned_data
        names = ("kind", "minutes", "price")
        rows: list[list[Any]] = [[values.get(f"{name}_{place}") for name in names] for place in range(self.rows)]
        return [Tariff(kind, minutes, price) for kind, minutes, price in rows if None not in {minutes, price}]

    def _check_number(self, values: dict[str, Any]) -> None:
        same: Any = FrameAgreement.objects.filter(organisation=values.get("organisation"), number=values.get("number"))
        if same.exclude(pk=self.frame.pk if self.frame else None).exists():
            self.add_error("number", _("This organisation has an agreement with this number already. Change it there."))

    def _row_faulty(self, place: int) -> bool:
        return any(f"{name}_{place}" in self.errors for name in ("kind", "minutes", "price"))

    def _ask_price(self, place: int, tariff: Tariff | None) -> None:
        kind, minutes, price = tariff or (Kind.INDIVIDUAL.value, None, None)
        self.fields[f"kind_{place}"] = forms.ChoiceField(label=later("Kind"), choices=Kind.choices, initial=kind)
        self.fields[f"minutes_{place}"] = NumberField(
            label=later("Length, minutes"), required=False, min_value=45, max_value=120, initial=minutes
        )
        self.fields[f"price_{place}"] = PriceField(label=later("Price, €"), required=False, initial=price)

    def _row(self, place: int) -> Any:
        return beside(f"kind_{place}", f"minutes_{place}", f"price_{place}")


def _initial(frame: FrameAgreement | None) -> dict[str, Any]:
    if frame is None:
        return {"starts_on": clock.today()}
    return {name: getattr(frame, name) for name in TERMS} | {"organisation": frame.organisation_id}
