"""A person's details: as the office keeps them, and as the person does."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tyonohjaus.people.models import User
from tyonohjaus.ui.inputs import RowsField
from tyonohjaus.ui.layout import ordered

ADDRESS = Row(Column("postcode", css_class="col-sm-5"), Column("city", css_class="col-sm-7"))


class PersonForm(forms.ModelForm):
    """Kept by the office. The address is unique: whether it is taken, the verb says. Left as it stood when the page was
    opened, it stays what it is: the person may have chosen another since."""

    email = forms.EmailField(
        label=later("E-mail"), help_text=later("They sign in with it, and messages about their times go there.")
    )
    # The address that stood there when the page was opened.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = User
        fields = ["name", "email", "phone", "language", "street", "postcode", "city"]
        labels = {
            "name": later("Name"),
            "phone": later("Phone"),
            "language": later("Language"),
            "street": later("Street address"),
            "postcode": later("Postcode"),
            "city": later("Post office"),
        }
        help_texts = {
            "language": later("Of their pages and messages."),
            "street": later("Only for one who pays for themselves: the bill goes there."),
        }
        widgets = {"language": forms.RadioSelect}

    helper = ordered("seen", "name", "email", "phone", "language", "street", ADDRESS)

    def __init__(self, data: Any = None, *, instance: User | None = None) -> None:
        stands = instance.email if instance else ""
        self.is_stale = False
        if data is not None:
            data, opened_with = data.copy(), data.get("seen", stands)
            if data.get("email", "").strip().lower() == opened_with:
                data["email"] = stands
            self.is_stale, data["seen"] = opened_with != stands, stands
        super().__init__(data, instance=instance, initial={"seen": stands})
        if self.instance.pk and self.instance.may_have_content:
            self.fields["email"].help_text = later(
                "They sign in with it. In a new address goals and notes open only with a code from the supervisor."
            )

    def clean_name(self) -> str:
        """On one line: a name stands in mails and on papers."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        if self.is_stale and email != self.instance.email:
            sentence = _("This address became %(address)s after you opened the page. Save again to replace it.")
            raise ValidationError(sentence % {"address": self.instance.email})
        return email

    def clean_postcode(self) -> str:
        from .numbers import postcode

        return postcode(self.cleaned_data["postcode"])

    def validate_unique(self) -> None:
        """Whether its address is taken, the verb says."""

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class OwnForm(forms.ModelForm):
    """Kept by the person; the address they sign in with has its own page."""

    class Meta:
        model = User
        fields = ["name", "phone", "language", "street", "postcode", "city"]
        labels = PersonForm.Meta.labels
        help_texts = {
            "language": later("Of your pages and messages."),
            "street": later("Needed only if you pay for your supervision yourself: your bill goes there."),
        }
        widgets = {"language": forms.RadioSelect}

    helper = ordered("name", "phone", "language", "street", ADDRESS)

    clean_name = PersonForm.clean_name
    clean_postcode = PersonForm.clean_postcode

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class HandoverForm(forms.Form):
    code = forms.CharField(
        label=later("Code from your supervisor"),
        max_length=20,
        help_text=later("Ten letters and digits. It works once, for two weeks."),
    )


class InvitationForm(forms.Form):
    """Whom the office has ticked on the list."""

    people = RowsField(
        User.objects.none(),
        label=later("People"),
        error_messages={
            "required": later("Tick at least one person."),
            "invalid_choice": later("One of these people is no longer on the list. Tick them again."),
        },
    )

    def __init__(self, *args: Any, choices: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["people"].queryset = choices
