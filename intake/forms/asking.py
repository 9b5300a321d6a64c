"""What one who looks for supervision writes: who they are, for whom, who would pay. Never why (S4-2, C40)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from intake.models import Request
from tyonohjaus.people.models import Profile
from tyonohjaus.people.models.profile import Sought
from tyonohjaus.people.models.user import Language
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.inputs import RowField

MOST = 14
"""Others, beside the one who asks: a group has 15 at most (DOMAIN 5.1)."""


class SearchForm(forms.Form):
    """A GET form: what is not understood is not looked for."""

    profession = forms.CharField(label=later("Background profession"), required=False, max_length=80)
    area = forms.CharField(label=later("Area"), required=False, max_length=80)
    method = forms.CharField(label=later("Method"), required=False, max_length=80)
    approach = forms.CharField(label=later("Approach"), required=False, max_length=80)
    language = forms.ChoiceField(
        label=later("Language"), required=False, choices=[("", later("Any language")), *Language.choices]
    )
    remote = forms.BooleanField(label=later("Also remotely"), required=False)

    def sought(self) -> Sought:
        if not self.is_valid():
            return Sought(**{name: value for name, value in self.cleaned_data.items() if name != "remote" and value})
        return Sought(**self.cleaned_data | {"remote": "yes" if self.cleaned_data["remote"] else ""})


class AddressesField(forms.CharField):
    """Several addresses, one a line or with commas between."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)

    def clean(self, value: Any) -> tuple[str, ...]:
        text = super().clean(value).replace(",", " ").replace(";", " ")
        found = tuple(dict.fromkeys(word.lower() for word in text.split()))
        for address in found:
            try:
                validate_email(address)
            except ValidationError:
                sentence = _("This is not an e-mail address: %(address)s")
                raise ValidationError(sentence % {"address": address[:80]}) from None
        if len(found) > MOST:
            raise ValidationError(_("A group has 15 members at most, you among them. Write fewer addresses."))
        return found


class AskForm(forms.Form):
    """For an introductory meeting; the same for whoever asks."""

    name = forms.CharField(label=later("Your name"), max_length=120)
    email = forms.EmailField(
        label=later("Your e-mail"),
        help_text=later("A private address is best: at work others may read your mail. We send a link to confirm."),
    )
    for_whom = forms.ChoiceField(label=later("For whom"), choices=Request.For.choices, widget=forms.RadioSelect)
    others = AddressesField(
        label=later("The others' e-mail addresses"),
        help_text=later("Only for a group or staff, one a line. They are written to once you have confirmed."),
    )
    payer = forms.ChoiceField(label=later("Who would pay"), choices=Request.PaidBy.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=later("Language"), choices=Language.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        tell(
            self.fields["payer"],
            who=Who(later("The supervisor and the office see this. Nothing goes to any employer now."), icon="eye"),
        )
        tell(self.fields["for_whom"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        whom, others = values.get("for_whom"), values.get("others")
        alone = others is not None and not set(others) - {(values.get("email") or "").lower()}
        if whom == Request.For.GROUP and alone:
            self.add_error("others", _("A group has at least two. Write the others' addresses."))
        if whom == Request.For.SELF and others:
            self.add_error(
                "others", _("For yourself alone no others are written to. Choose “Our group”, or empty this.")
            )
        if whom == Request.For.STAFF and values.get("payer") == Request.PaidBy.SELF:
            self.add_error("payer", _("For staff the employer pays, or you do not know yet."))
        return values


class ProposalForm(AskForm):
    """A supervisor proposes it to somebody, who confirms by mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["email"].label = later("Their name"), later("Their e-mail")
        self.fields["email"].help_text = later("A link to confirm goes there. Nothing happens before that.")
        whom: Any = self.fields["for_whom"]
        whom.choices = [
            (Request.For.SELF, later("One person")),
            (Request.For.GROUP, later("A group")),
            (Request.For.STAFF, later("An employer's staff")),
        ]


class JoinForm(forms.Form):
    """An invited member says who they are."""

    name = forms.CharField(label=later("Your name"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"


class ConsiderForm(forms.Form):
    """One more supervisor to meet."""

    profile = RowField(Profile.objects.none(), label=later("Supervisor"), empty_label=later("Choose the supervisor"))

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        people = request.members.current().values("user")
        asked = request.candidates.values("supervisor")
        offered = Profile.objects.published().exclude(supervisor__in=asked).exclude(supervisor__user__in=people)
        fields["profile"].queryset = offered
