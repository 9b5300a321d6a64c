"""What a form field tells beyond Django: who will see it, a word beside its label, chips instead of a list."""

from dataclasses import dataclass

from django.forms import Field, RadioSelect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
# "Fill this in" suits a text, not one of three.
_REQUIRED = Field.default_error_messages["required"]


@dataclass(frozen=True)
class Who:
    """The heather line. `icon`: lock = only you, eye = you and …, building-2 = the manager too."""

    text: Words
    icon: str = "eye"
    bold: Words = ""


def tell(field: Field, *, who: Who | None = None, remark: Words = "", chips: bool = False) -> None:
    """Read by templates/bootstrap5/field.html. `remark` replaces "optional" after the label ("at most five")."""
    field.who = who  # type: ignore[attr-defined]
    field.remark = remark  # type: ignore[attr-defined]
    field.chips = chips  # type: ignore[attr-defined]
    if isinstance(field.widget, RadioSelect) and field.error_messages["required"] is _REQUIRED:
        field.error_messages["required"] = _("Choose one.")
