"""Fields for what people here type: `31.1.2027`, `1 750,50 €`. What could not be read stays in the field as typed."""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from tyonohjaus.lib import money
from tyonohjaus.ui.language import spoken

from . import words

Row = TypeVar("Row", bound=Model)
SPACES = {ord(space): None for space in " \u00a0\u202f\u2009"}


def posted(request: HttpRequest) -> QueryDict | None:
    """For a form's data: an empty form that was posted is faulty, one that was only asked for is not."""
    return request.POST if request.method == "POST" else None


def chosen_row(rows: QuerySet[Row], key: str) -> Row:
    """That of these rows whose key a button sent. Http404 where it is no key, or none of theirs."""
    try:
        return rows.get(pk=UUID(key))
    except (ValueError, ObjectDoesNotExist):
        raise Http404 from None


class DayField(forms.DateField):
    """`31.1.2027`; also `2027-01-31`, and `31 Jan 2027` as English pages write it."""

    default_error_messages = {
        "invalid": _("Write the day like this: 31.1.2027."),
        "year": _("Check the year: it is between 2000 and 2099."),
    }
    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%d.%m.%Y", "%Y-%m-%d", "%d %b %Y"], **kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")

    def to_python(self, value: Any) -> date | None:
        return super().to_python(words.plain(value).strip() if isinstance(value, str) else value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not 2000 <= value.year <= 2099:  # what a bank barcode can hold
            raise forms.ValidationError(self.error_messages["year"], code="year")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, date):
            return words.plain(words.numeric(value, language=spoken()))
        return value


class EurosField(forms.DecimalField):
    """Euros and cents, with comma or point."""

    default_error_messages = {
        "invalid": _("Write the sum in numbers, like this: 175,00."),
        "max_decimal_places": _("A sum has two decimals at most."),
        "min_value": _("A sum cannot be below zero."),
    }
    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_digits": 8, "decimal_places": 2, "min_value": Decimal(0), **kwargs})
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.translate(SPACES).strip("€")
            thousands = "," if value.rfind(",") < value.rfind(".") else "."
            value = value.replace(thousands, "").replace(",", ".") if "," in value else value
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return words.plain(money.amount(value, spoken()))
        return value


class PriceField(EurosField):
    """What one session costs, without VAT. A comma that was missed makes it a hundredfold, and is seen here."""

    MOST = Decimal(5000)
    default_error_messages = {
        "max_value": _("This is too much for one session: %(limit_value)s € at most. Check the comma."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_digits": 12, "max_value": self.MOST, **kwargs})


class NumberField(forms.IntegerField):
    """A whole number; the keyboard of a phone shows digits."""

    default_error_messages = {
        "invalid": _("Write a whole number."),
        "min_value": _("The smallest possible number is %(limit_value)s."),
        "max_value": _("The largest possible number is %(limit_value)s."),
    }
    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})


class MeetingAddressField(forms.URLField):
    """The address of a remote room, which others will follow: https alone, and no script."""

    default_error_messages = {"invalid": _("Copy the whole address from your meeting tool; it begins with https://.")}
    widget = forms.URLInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, assume_scheme="https", **kwargs)
        self.widget.attrs.update({"autocomplete": "off", "inputmode": "url"})

    def clean(self, value: Any) -> str:
        url = str(super().clean(value))
        if url and not url.startswith("https://"):
            raise forms.ValidationError(self.error_messages["invalid"])
        return url


class RowField(forms.ModelChoiceField):
    """One row of a list. What is no key at all is told in the same words as a key that is not on the list."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
            ) from None


class RowsField(forms.ModelMultipleChoiceField):
    """Some rows of a list; see RowField."""

    default_error_messages = {
        "required": _("Tick at least one."),
        "invalid_choice": _("Something ticked is no longer on the list. Tick again."),
    }

    def _check_values(self, value: Any) -> Any:
        try:
            return super()._check_values(value)  # type: ignore[misc]
        except forms.ValidationError:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None
