"""Where a person works and under whom, and what they do for an organisation."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tyonohjaus.people.models import Employment, Membership, Organisation, User
from tyonohjaus.people.models.dated import current
from tyonohjaus.ui.fields import tell
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
    """Another manager for one employment. Who is none there yet is asked back."""

    manager = ManagerField()
    sure = forms.BooleanField(label=later("Yes, this person becomes a manager there"))

    def __init__(self, data: Any = None, *, employment: Employment, by: Any) -> None:
        super().__init__(data, initial={"manager": employment.manager_id})
        fields: dict[str, Any] = self.fields
        fields["manager"].offer(but=employment.employee, by=by)
        people, organisation = list(fields["manager"].queryset), employment.organisation
        managers = _those_of(organisation.memberships.filter(capacity=Membership.As.MANAGER), "user")
        staff = _those_of(organisation.employments, "employee") - managers
        groups = {
            _("Managers there"): [user for user in people if user.pk in managers],
            _("Others who work there"): [user for user in people if user.pk in staff],
            _("Others"): [user for user in people if user.pk not in managers | staff],
        }
        offered = [(label, [(user.pk, user.name) for user in users]) for label, users in groups.items() if users]
        fields["manager"].choices = [("", fields["manager"].empty_label), *offered]
        chosen = (data or {}).get("manager")
        strange = next((user for user in people if str(user.pk) == chosen and user.pk not in managers), None)
        if strange:
            fields["sure"].error_messages["required"] = _asked_back(strange, organisation)
        else:
            del self.fields["sure"]


class MembershipForm(forms.Form):
    organisation = RowField(
        Organisation.objects.none(), label=later("Organisation"), empty_label=later("Choose the organisation")
    )
    capacity = forms.ChoiceField(label=later("Task"), choices=Membership.As.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = Organisation.objects.visible_to(by).order_by("name")
        tell(fields["capacity"])

    def clean(self) -> dict[str, Any]:
        """Whoever managed a self-payer's business would read what they pay for (DOMAIN 4.3)."""
        said = super().clean() or {}
        organisation = said.get("organisation")
        if organisation and organisation.own_of_id and said.get("capacity") == Membership.As.MANAGER:
            self.add_error("capacity", _("This is the own business of one who pays for themselves: it has no manager."))
        return said


def _those_of(rows: Any, person: str) -> set[Any]:
    return set(rows.filter(current()).values_list(person, flat=True))


def _asked_back(user: User, organisation: Organisation) -> str:
    """What is unusual in this choice, and what to do."""
    ties = Q(pk__in=user.employments.filter(current()).values("organisation"))
    ties |= Q(pk__in=user.memberships.filter(current()).values("organisation"))
    elsewhere = Organisation.objects.filter(ties).exclude(pk=organisation.pk).order_by("name")
    facts = {"name": user.name, "places": ", ".join(place.name for place in elsewhere)}
    if elsewhere:
        return _("Not a manager there so far: %(name)s, of %(places)s. Tick this if you mean it.") % facts
    return _("Not a manager there so far: %(name)s. Tick this if you mean it.") % facts
