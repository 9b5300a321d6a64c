"""Where a person works and under whom, and what they do for an organisation."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tyonohjaus.people.models import Employment, Membership, Organisation, User
from tyonohjaus.ui.inputs import RowField


class ManagerField(RowField):
    """Anybody but the employee: nobody approves their own time (E3)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            User.objects.none(),
            label=later("Manager"),
            required=False,
            empty_label=later("Nobody yet"),
            help_text=later("Approves working time and cost. Sees times, never what is talked about."),
            **kwargs,
        )

    def offer(self, *, but: User, by: Any) -> None:
        self.queryset = User.objects.visible_to(by).filter(is_active=True).exclude(pk=but.pk).order_by("name")


class EmploymentForm(forms.Form):
    organisation = RowField(
        Organisation.objects.none(), label=later("Employer"), empty_label=later("Choose the employer")
    )
    manager = ManagerField()

    def __init__(self, *args: Any, employee: User, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employee = employee
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = Organisation.objects.visible_to(by).filter(own_of=None).order_by("name")
        fields["manager"].offer(but=employee, by=by)

    def clean_organisation(self) -> Organisation:
        organisation = self.cleaned_data["organisation"]
        if Employment.objects.filter(employee=self.employee, organisation=organisation, ends_on=None).exists():
            raise ValidationError(_("Works there already. You can change the manager on the person's page."))
        return organisation


class ManagerForm(forms.Form):
    manager = ManagerField()

    def __init__(self, *args: Any, employee: User, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["manager"].offer(but=employee, by=by)


class MembershipForm(forms.Form):
    organisation = RowField(
        Organisation.objects.none(), label=later("Organisation"), empty_label=later("Choose the organisation")
    )
    capacity = forms.ChoiceField(label=later("Task"), choices=Membership.As.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = Organisation.objects.visible_to(by).order_by("name")
