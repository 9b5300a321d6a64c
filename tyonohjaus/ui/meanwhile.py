"""A text that somebody else, or another window of one's own, has changed since its form was opened."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _


class Seen(forms.Form):
    """`seen`: what stood there when the form was opened, so that nobody writes over what they have not read."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def was(self) -> str | None:
        """None where the form was sent without it."""
        return self.data.get("seen")


def tell_meanwhile(form: Any, *, seen: str, texts: Mapping[str, str]) -> None:
    """The words that were typed stay in the form, with what stands there now beside them: saving once more replaces
    that."""
    form.data = form.data.copy()
    form.data["seen"] = seen
    form.add_error(None, _("This text was changed elsewhere after you opened it. Save again to replace it."))
    for name, text in texts.items():
        if text and text != form.data.get(name, "").strip():
            form.add_error(name, _("Saved here meanwhile: “%(text)s”") % {"text": text})
