"""What a form field tells beyond Django: who will see it, a word beside its label, chips instead of a list."""

from dataclasses import dataclass

from django.forms import Field
from django.utils.functional import Promise

Words = str | Promise


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
