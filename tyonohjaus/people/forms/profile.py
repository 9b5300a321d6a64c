"""What a supervisor publishes of themselves: one line a training or membership, so that it needs no script."""

import re
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tyonohjaus.people.models import Credential, Profile
from tyonohjaus.people.models.profile import Named
from tyonohjaus.people.models.user import Language
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.inputs import RowsField
from tyonohjaus.ui.layout import ordered

MOST_LINES, LINE = 15, 120
_YEAR = re.compile(r"^(.*?)[\s,]+((?:19|20)\d{2})$")


class LinesField(forms.CharField):
    """One credential a line, its year last: `Supervisor's training, 2016`."""

    def __init__(self, *, kind: str, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)
        self.kind = kind

    def clean(self, value: Any) -> list[Named]:
        lines = [line.strip() for line in super().clean(value).splitlines()]
        found = [self._read(line) for line in lines if line]
        if len(found) > MOST_LINES:
            raise ValidationError(_("At most %(count)d lines. Leave out the least important.") % {"count": MOST_LINES})
        return found

    def _read(self, line: str) -> Named:
        match = _YEAR.fullmatch(line)
        name, year = (match.group(1).strip(" ,"), int(match.group(2))) if match else (line, None)
        if not name:
            raise ValidationError(_("Write a name before the year: %(line)s") % {"line": line})
        if len(name) > LINE:
            raise ValidationError(
                _("One line is at most %(count)d characters. Shorten: %(line)s")
                % {
                    "count": LINE,
                    "line": f"{name[:40]}…",
                }
            )
        return Named(self.kind, name, year)


class ProfileForm(forms.Form):
    profession = forms.CharField(
        label=later("Background profession"),
        required=False,
        max_length=80,
        help_text=later("For example: occupational therapist, nurse, social worker."),
    )
    trainings = LinesField(
        kind=Credential.Kind.TRAINING,
        label=later("Training"),
        help_text=later("One a line, the year last: Supervisor's training, 2016."),
    )
    memberships = LinesField(
        kind=Credential.Kind.MEMBERSHIP, label=later("Memberships"), help_text=later("One a line.")
    )
    approach = forms.CharField(
        label=later("Approach"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
    )
    methods = forms.CharField(label=later("Methods"), required=False, max_length=300)
    areas = forms.CharField(
        label=later("Areas"), required=False, max_length=200, help_text=later("Where you meet on site: Tampere, Pori.")
    )
    languages = forms.MultipleChoiceField(
        label=later("Languages"), choices=Language.choices, widget=forms.CheckboxSelectMultiple
    )
    meets = forms.ChoiceField(label=later("How you meet"), choices=Profile.Meets.choices, widget=forms.RadioSelect)

    helper = ordered(
        "profession",
        Fieldset(later("Competence"), "trainings", "memberships"),
        Fieldset(later("The way you work"), "approach", "methods"),
        Fieldset(later("Where and in what language"), "areas", "languages", "meets"),
    )

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": _initial(profile), **kwargs})
        tell(self.fields["approach"], who=Who(later("Everybody can read this once it is published."), icon="eye"))
        tell(self.fields["meets"])

    def values(self) -> dict[str, Any]:
        """Columns of the profile, and its credentials."""
        values = dict(self.cleaned_data)
        credentials = values.pop("trainings") + values.pop("memberships")
        return values | {"languages": " ".join(values["languages"]), "credentials": credentials}


class CheckForm(forms.Form):
    """Which papers the office has seen."""

    checked = RowsField(
        Credential.objects.none(),
        label=later("The practice has checked"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=later("Tick what you have seen on paper. The page then says so, with today's date."),
    )

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        rows = profile.credentials.order_by("kind", "year", "name")
        super().__init__(*args, **{"initial": {"checked": rows.exclude(checked_on=None)}, **kwargs})
        fields: dict[str, Any] = self.fields
        fields["checked"].queryset = rows


def _initial(profile: Profile) -> dict[str, Any]:
    rows = list(profile.credentials.order_by("kind", "year", "name")) if not profile._state.adding else []
    written = {name: getattr(profile, name) for name in ("profession", "approach", "methods", "areas", "meets")}
    return written | {
        "languages": profile.languages.split(),
        "trainings": "\n".join(str(row) for row in rows if row.kind == Credential.Kind.TRAINING),
        "memberships": "\n".join(str(row) for row in rows if row.kind == Credential.Kind.MEMBERSHIP),
    }
