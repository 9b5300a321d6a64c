"""Supervisees to tick, each under their employer."""

from collections import defaultdict
from itertools import count
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tyonohjaus.people.models import Employment, User
from tyonohjaus.people.models.dated import current
from tyonohjaus.ui.inputs import RowsField

FEW = 12  # so many lie open without being asked


class Folded(forms.SelectMultiple):
    """Groups that unfold; those with a tick are open. Works without a script, and by keyboard."""

    use_fieldset = True

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        ticked, number = set(self.format_value(value)), count()
        groups = [
            (label, [(key, text, str(key) in ticked, next(number)) for key, text in people])
            for label, people in self.choices
        ]
        everything = sum(len(people) for _label, people in groups) <= FEW
        shown = [(label, people, everything or any(on for _key, _text, on, _n in people)) for label, people in groups]
        context = {"name": name, "id": (attrs or {}).get("id", f"id_{name}"), "groups": shown}
        return render_to_string("processes/_folded.html", context)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return ""


class SuperviseesField(RowsField):
    widget = Folded

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(User.objects.none(), **kwargs)

    def offer(self, *, by: Any) -> None:
        """Everybody who is here, as the office sees them."""
        people: Any = User.objects.visible_to(by).filter(is_active=True).order_by("name")
        self.queryset = people
        works = Employment.objects.filter(current()).select_related("organisation").order_by("organisation__name")
        employer = {work.employee_id: str(work.organisation) for work in reversed(works)}
        groups: defaultdict[str, list[tuple[Any, str]]] = defaultdict(list)
        for person in people:
            groups[employer.get(person.pk, "")].append((person.pk, person.name))
        alone = groups.pop("", [])
        self.choices = [*sorted(groups.items()), *([(_("Without an employer"), alone)] if alone else [])]
