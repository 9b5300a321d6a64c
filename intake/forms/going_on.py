"""What happens to a request: answers, permission, wishes, background, the start."""

from decimal import Decimal
from typing import Any

from allauth.account.models import EmailAddress
from crispy_forms.layout import Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from intake.models import Answer, Permission, Request
from intake.words import PAYERS
from processes.models import Kind, Place, PriceItem
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Organisation
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.inputs import DayField, NumberField, PriceField, RowField
from tyonohjaus.ui.layout import beside, ordered
from tyonohjaus.ui.meanwhile import Seen

LENGTH = 4_000


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=later("How do you want to go on?"), choices=Answer.Will.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = later("The others and the supervisor see only whether you want to start. No reason is asked.")
        tell(self.fields["answer"], who=Who(who, icon="eye"))


class PermissionForm(forms.Form):
    """To the manager whom the practice knows, or to another."""

    name = forms.CharField(label=later("Your manager's name"), max_length=120)
    email = forms.EmailField(label=later("Your manager's e-mail"))

    def __init__(self, *args: Any, request: Request, usual: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.usual = request, usual
        if usual:
            self.fields["name"].required = self.fields["email"].required = False
            self.fields["name"].help_text = _("Left empty, it is asked of: %(name)s.") % {"name": usual.name}
        told = later(
            "Your manager reads that you ask to look for supervision at working time, paid by the employer. "
            "Nothing else, and the answer is yes or no without reasons."
        )
        tell(self.fields["email"], who=Who(told, icon="building-2"))

    def clean_email(self) -> str:
        """Nobody gives themselves permission, nor their group."""
        address: str = self.cleaned_data["email"].strip().lower()
        if not address:
            return address
        people = self.request.members.staying()
        further = EmailAddress.objects.filter(user__in=people.values("user"), email__iexact=address)
        if people.filter(Q(user__email=address) | Q(email=address)).exists() or further.exists():
            raise ValidationError(_("This is the address of one of you. Write your manager's."))
        return address

    def clean(self) -> dict[str, Any]:
        """Both or neither; neither is the manager whom the practice knows."""
        values = super().clean() or self.cleaned_data
        if not self.errors and not values.get("name") and not values.get("email") and self.usual:
            return {"name": self.usual.name, "email": self.usual.email}
        for name in ("name", "email"):
            if not self.errors and not values.get(name):
                self.add_error(name, _("Write both the name and the e-mail, or leave both empty."))
        return values


class PermissionAnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=Permission.Said.choices)


class RecordedPermissionForm(forms.Form):
    """What a manager said to the office. `seen`: to which ask."""

    answer = forms.ChoiceField(label=later("The answer"), choices=Permission.Said.choices, widget=forms.RadioSelect)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell(self.fields["answer"], chips=True)


class WishesForm(Seen):
    text = forms.CharField(
        label=later("What you hope for"),
        required=False,
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        help_text=later("Free, and not needed. Write nothing of your health or of your clients."),
    )

    def __init__(self, *args: Any, readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = _("See this: %(names)s. Never your employer, nor the office.") % {"names": readers}
        tell(self.fields["text"], who=Who(seen, icon="lock"))


class BackgroundForm(Seen):
    text = forms.CharField(
        label=later("Background"),
        required=False,
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        help_text=later("For example what a survey of wellbeing has shown. Name nobody."),
    )
    for_members = forms.BooleanField(label=later("The members may read it too"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = later("The supervisors see this; the members, if you agree below. Nobody else.")
        tell(self.fields["text"], who=Who(seen, icon="eye"))


class PayerForm(forms.Form):
    """The office says who pays, as far as it is known."""

    payer = forms.ChoiceField(label=later("Who would pay"), choices=list(PAYERS.items()), widget=forms.RadioSelect)
    organisation = RowField(
        Organisation.objects.none(), label=later("Organisation"), required=False, empty_label=later("Not known yet")
    )
    new_name = forms.CharField(
        label=later("Or a new organisation"),
        required=False,
        max_length=70,
        help_text=later("Its official name. Ask for its billing details next."),
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = Organisation.objects.visible_to(by).filter(own_of=None).order_by("name")
        tell(fields["payer"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        named = values.get("organisation") or values.get("new_name")
        if named and values.get("payer") in {Request.PaidBy.SELF, Request.PaidBy.UNKNOWN}:
            self.add_error("payer", _("An organisation is named, so choose “The employer”, or take it away."))
        if values.get("organisation") and values.get("new_name"):
            self.add_error("new_name", _("Choose one from the list or write a new one, not both."))
        return values


class StartForm(forms.Form):
    """The terms on which the process begins; all else is changed later in its agreement."""

    kind = forms.ChoiceField(label=later("Kind"), choices=Kind.choices)
    starts_on = DayField(label=later("First day"))
    length_minutes = NumberField(label=later("Length, minutes"), min_value=45, max_value=120, initial=90)
    every_weeks = NumberField(label=later("Every how many weeks?"), min_value=1, max_value=26, initial=4)
    agreed_count = NumberField(label=later("Agreed number of sessions"), required=False, min_value=1, max_value=500)
    place = forms.ChoiceField(label=later("Place"), choices=Place.choices, initial=Place.REMOTE)
    price = PriceField(
        label=later("Price of a session without VAT, €"),
        required=False,
        help_text=later("Left empty, it comes from the price list."),
    )

    helper = ordered(
        "kind",
        beside("starts_on", "agreed_count"),
        beside("length_minutes", "every_weeks"),
        "place",
        Fieldset(later("Price"), "price"),
    )

    def __init__(self, *args: Any, organisation: Organisation | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("price") is None and not self.errors:
            values["price"] = self._listed(values)
            if values["price"] is None:
                self.add_error("price", _("The price list has no price for this kind and length. Write one here."))
        return values

    def _listed(self, values: dict[str, Any]) -> Decimal | None:
        return PriceItem.objects.for_session(
            kind=values["kind"],
            minutes=values["length_minutes"],
            group=self.organisation.group if self.organisation else "",
            on=max(values["starts_on"], clock.today()),
        )
