"""Several days or stretches of days in one form, without a script: some more rows, folded away until they are used."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from bookings.forms.times import PickedDay
from tyonohjaus.ui.layout import Folded, beside

DAYS_ORDER = later("The last day is before the first. Change one of them.")
TWICE = later("These days are in this form already. Change one of them.")
ROWS = range(2, 7)

Stretch = tuple[date, date]


def add_rows(form: forms.Form, *, first: Any, last: Any = None) -> Folded:
    """Gives the form its further rows, each of one day or, with the label `last`, of a first and a last."""
    rows: list[Any] = []
    for n in ROWS:
        form.fields[f"first_on_{n}"] = PickedDay(label=first, required=False, help_text="")
        if last:
            form.fields[f"last_on_{n}"] = PickedDay(label=last, required=False, help_text="")
        rows.append(beside(f"first_on_{n}", f"last_on_{n}") if last else f"first_on_{n}")
    return Folded(later("More days at once"), later("the same for all"), *rows)


def stretches(form: forms.Form, cleaned: dict[str, Any]) -> list[Stretch]:
    """All rows in order as they stand, and what is wrong with them said beside each."""
    found: list[Stretch] = []
    for first, last in _rows():
        starts, ends = cleaned.get(first), cleaned.get(last)
        if first in form.errors or last in form.errors:
            continue
        if ends and not starts:
            form.add_error(first, _("Write the first day too."))
        elif starts and ends and ends < starts:
            form.add_error(last, DAYS_ORDER)
        elif starts and any(starts <= until and since <= (ends or starts) for since, until in found):
            form.add_error(first, TWICE)
        elif starts:
            found.append((starts, ends or starts))
    return found


def _rows() -> Iterator[tuple[str, str]]:
    yield "first_on", "last_on"
    yield from ((f"first_on_{n}", f"last_on_{n}") for n in ROWS)
