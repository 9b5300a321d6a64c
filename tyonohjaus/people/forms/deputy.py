"""Who answers in a manager's place, and in which days."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tyonohjaus.lib import clock
from tyonohjaus.people.models import Employment, Membership, User
from tyonohjaus.people.models.dated import current
from tyonohjaus.ui.inputs import DayField, RowField


class DeputyForm(forms.Form):
    """A manager chooses among the managers of where they manage themselves: they read no list of others. The office
    (`anyone`) also among those who work there."""

    deputy = RowField(User.objects.none(), label=later("Deputy"), empty_label=later("Choose who answers for you"))
    starts_on = DayField(label=later("First day"))
    ends_on = DayField(label=later("Last day"), help_text=later("It ends by itself after this day."))

    def __init__(self, *args: Any, manager: User, anyone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"starts_on": clock.today()}, **kwargs})
        tasks = Membership.objects.filter(current(), capacity=Membership.As.MANAGER)
        places = tasks.filter(user=manager).values("organisation")
        beside = Q(pk__in=tasks.filter(organisation__in=places).values("user"))
        if anyone:
            beside |= Q(pk__in=Employment.objects.filter(current(), organisation__in=places).values("employee"))
        fields: dict[str, Any] = self.fields
        fields["deputy"].queryset = User.objects.filter(beside, is_active=True).exclude(pk=manager.pk).order_by("name")
        if anyone:
            fields["deputy"].empty_label = _("Choose who answers for them")

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        if day < clock.today():
            raise forms.ValidationError(_("Choose a day from today on."))
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("starts_on") and said.get("ends_on") and said["ends_on"] < said["starts_on"]:
            self.add_error("ends_on", _("The last day is the first day or later."))
        return said

    def tell_another(self) -> None:
        self.add_error("starts_on", _("Another deputy answers on one of these days. End that first."))
