"""A button that is pressed again: a form that asks once more where an e-invoice with the same number has gone already,
and what was written by its first press."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _


class AgainForm(forms.Form):
    """`gone`: what has gone, in words; empty where nothing has, and nothing is asked. `token`: which sendings these
    are: a tick that was made for others does not count."""

    def __init__(self, data: Any = None, *, gone: str = "", token: str = "", **kwargs: Any) -> None:
        if data is not None:
            data = data.copy()
            if data.get("seen") != token:
                data.pop("again", None)
            data["seen"] = token
        super().__init__(data, **kwargs)
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, initial=token, required=False)
        if gone:
            self.fields["again"] = forms.BooleanField(
                label=_("Send another with the same number"),
                help_text=_("The buyer gets two e-invoices with one number, and may pay twice."),
                error_messages={"required": gone},
            )

    @property
    def is_again(self) -> bool:
        return bool(self.cleaned_data.get("again"))


def is_written(rows: QuerySet[Any], *, known: str | None, **same: Any) -> bool:
    """Was the very same written since the page was opened, which knew of so many `rows`? With what they belong to
    locked, so that two presses of one button write one row."""
    return known is not None and known != str(rows.count()) and rows.filter(**same).exists()
