"""An employer or other payer, with what its accounts payable want."""

from typing import Any

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tyonohjaus.people.models import Organisation, User
from tyonohjaus.ui.inputs import NumberField, RowField
from tyonohjaus.ui.layout import ordered

from . import buyer, numbers
from .buyer import BuyerFields


class OrganisationForm(BuyerFields, forms.ModelForm):
    business_id = forms.CharField(
        label=later("Business ID"), required=False, max_length=12, help_text=later("Like this: 1234567-8.")
    )
    payment_term_days = NumberField(label=later("Payment term, days"), min_value=1, max_value=60, initial=14)
    own_of = RowField(
        User.objects.none(),
        label=later("Own business of a supervisee"),
        required=False,
        empty_label=later("No, this is an employer"),
        help_text=later("Only where a supervisee pays through a business of their own."),
    )

    class Meta:
        model = Organisation
        fields = [
            "name",
            "business_id",
            "group",
            "own_of",
            "street",
            "postcode",
            "city",
            *buyer.COLUMNS,
            "payment_term_days",
            "approval",
        ]
        labels = {
            "name": later("Official name"),
            "group": later("Customer group"),
            "street": later("Street address"),
            "postcode": later("Postcode"),
            "city": later("Post office"),
            **buyer.LABELS,
            "approval": later("Approving times"),
        }
        help_texts = {
            "group": later("Decides which price is proposed."),
            **buyer.HELP,
            "approval": later("Proposed to each new process; an agreement may differ."),
        }
        widgets = {"group": forms.RadioSelect, "approval": forms.RadioSelect}

    helper = ordered(
        "name",
        "business_id",
        "group",
        "own_of",
        Fieldset(
            later("Address"),
            "street",
            Row(Column("postcode", css_class="col-sm-5"), Column("city", css_class="col-sm-7")),
        ),
        buyer.DELIVERY,
        Fieldset(later("Invoices"), "payment_term_days", "grouping"),
        buyer.REFERENCES,
        Fieldset(later("Times"), "approval"),
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["own_of"].queryset = User.objects.visible_to(by).filter(is_active=True).order_by("name")

    def clean_business_id(self) -> str | None:
        """None where there is none: the database lets each number stand once."""
        found = numbers.business_id(self.cleaned_data["business_id"]) or None
        same = Organisation.objects.filter(business_id=found).exclude(pk=self.instance.pk)
        if found and (other := same.first()):
            raise ValidationError(_("This business ID is already that of: %(name)s.") % {"name": other.name})
        return found

    def clean_own_of(self) -> User | None:
        person = self.cleaned_data["own_of"]
        if person and not self.instance.may_be_own_of(person):
            raise ValidationError(
                _(
                    "Others work or manage here, or it pays for others. Add the business of this person as an "
                    "organisation of its own."
                )
            )
        return person

    def clean_postcode(self) -> str:
        return numbers.postcode(self.cleaned_data["postcode"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self.require_delivery(values)
        self.require_own_rules(values)
        return values

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
