"""What the office writes for invoices: a price, how one was delivered, what was paid, the year's first number."""

from decimal import Decimal
from typing import Any, ClassVar, cast

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from bookings.models import Booking
from tyonohjaus.ui import words
from tyonohjaus.ui.inputs import DayField, EurosField, NumberField, RowField
from tyonohjaus.ui.language import spoken

from .again import AgainForm
from .documents.einvoice import Format
from .models import BY_HAND, NotPayable, Refusal
from .models.package import FEWEST, MOST
from .models.travel import MOST_KM
from .reminding import Terms

# What a receipt may name, of any year: nought, newspapers and the like, food and transport, the general rate.
RECEIPT_RATES = ("25.5", "24", "14", "13.5", "10", "0")


def words_of(booking: Booking) -> str:
    return words.when(booking.starts_at, end=booking.ends_at, language=spoken())


class PriceForm(forms.Form):
    price = EurosField(
        label=_("Price without VAT, €"),
        help_text=_("Of the whole session. Where only a share of it is charged, the share is taken of this."),
    )


class DeliveryForm(AgainForm):
    """`how` is asked first, and that it goes again only where that way makes a second e-invoice of it."""

    field_order = ("how",)

    how = forms.ChoiceField(
        label=_("How was it delivered?"),
        choices=[(one.value, one.label) for one in BY_HAND],
        widget=forms.RadioSelect,
    )


class EinvoiceForm(AgainForm):
    """Which invoices go as e-invoices, where to, and in which form."""

    invoices = forms.MultipleChoiceField(
        label=_("Invoices"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one invoice.")},
    )
    route = forms.ChoiceField(label=_("Where to?"), widget=forms.RadioSelect)
    form = forms.ChoiceField(
        label=_("Form"),
        choices=[(Format.FINVOICE.value, "Finvoice 3.0"), (Format.PEPPOL.value, "Peppol BIS 3 (UBL)")],
        widget=forms.RadioSelect,
        initial=Format.FINVOICE.value,
        help_text=_("Finvoice suits all Finnish operators and banks."),
    )

    def __init__(self, data: Any = None, *, choices: Any, routes: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        invoices, route = cast(Any, self.fields["invoices"]), cast(Any, self.fields["route"])
        invoices.choices, route.choices = choices, routes
        route.initial = routes[0][0]


class PaymentForm(forms.Form):
    """What came in, or went back, and on which day. What cannot be is said beside its field."""

    SENTENCES: ClassVar = {
        Refusal.FUTURE: _("This day has not come yet. Write the day on which the money came."),
        Refusal.BEFORE_ISSUE: _("The invoice was not issued yet on this day. Check the day."),
        Refusal.NO_SUM: _("Write a sum above zero."),
        Refusal.ABSURD: _("This is more than twice what the invoice asks for. Check the sum and its comma."),
        Refusal.MORE_THAN_OVER: _("More was not paid too much. Check the sum."),
    }

    amount = EurosField(
        label=_("Sum, €"), min_value=Decimal("0.01"), error_messages={"min_value": SENTENCES[Refusal.NO_SUM]}
    )
    paid_on = DayField(label=_("Day"))
    # How many payments the page knew of.
    place = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=32767)

    def refuse(self, refusal: NotPayable) -> None:
        """Where the sum or the day is at fault."""
        if refusal.why in self.SENTENCES:
            of_the_day = refusal.why in {Refusal.FUTURE, Refusal.BEFORE_ISSUE}
            self.add_error("paid_on" if of_the_day else "amount", self.SENTENCES[refusal.why])


class ReminderForm(forms.Form):
    """What a reminder costs the payer: nothing, or as much as the law allows now."""

    fee = EurosField(label=_("Fee, €"))
    step = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32767)

    def __init__(self, data: Any = None, *, terms: Terms, **kwargs: Any) -> None:
        super().__init__(data, initial={"fee": Decimal(0), "step": terms.step}, **kwargs)
        self.terms = terms
        self.fields["fee"].help_text = self._help()

    def refuse_fee(self) -> None:
        self.add_error("fee", _("The law does not allow so much now."))

    def _help(self) -> Any:
        if self.terms.is_consumer and not self.terms.most_fee:
            return _(
                "A consumer's reminder costs nothing before 14 days have passed since the due date or the last one."
            )
        if self.terms.is_consumer:
            return _("A consumer's reminder costs 5 € at most.")
        return _("Of a business or a public buyer a standard compensation of 40 € may be asked, once for an invoice.")


class CreditForm(forms.Form):
    """Which lines of an issued invoice are taken back, and whether their sessions are billed anew."""

    class Then(models.TextChoices):
        AGAIN = "again", _("Bill the sessions again")
        NEVER = "never", _("Charge nobody for them")

    lines = forms.MultipleChoiceField(
        label=_("Which lines are credited?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one line.")},
    )
    then = forms.ChoiceField(
        label=_("What happens to their sessions?"),
        choices=Then.choices,
        widget=forms.RadioSelect,
        initial=Then.AGAIN,
        help_text=_(
            "Billed again, they are drafted at once: mend the price, the mark or the reference first, or on the draft."
        ),
    )

    def __init__(self, data: Any = None, *, lines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field: Any = self.fields["lines"]
        field.choices = lines
        field.initial = [key for key, _label in lines]

    @property
    def again(self) -> bool:
        return bool(self.cleaned_data["then"] == self.Then.AGAIN)


class PackageForm(forms.Form):
    sessions = NumberField(label=_("Number of sessions"), min_value=FEWEST, max_value=MOST, initial=4)
    price = EurosField(
        label=_("Price of the package without VAT, €"),
        min_value=Decimal("0.01"),
        help_text=_("Of all its sessions together. They are billed in the month of the first, on one line."),
        error_messages={"min_value": _("A package costs something. Write its price.")},
    )
    bought_on = DayField(label=_("Bought on"))
    starts_on = DayField(label=_("Holds from"))
    ends_on = DayField(
        label=_("Holds until"), required=False, help_text=_("Left empty, until its sessions have been used.")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _t("This day is before the first. Write a later one, or none."))
        return values


class TravelForm(forms.Form):
    """Which held session, and kilometres or a receipt. No place is asked, and none can be written (C17)."""

    booking = RowField(Booking.objects.none(), label=_("Session"), empty_label=None)
    km = EurosField(
        label=_("Kilometres, there and back"),
        required=False,
        max_digits=5,
        decimal_places=1,
        min_value=Decimal("0.1"),
        max_value=MOST_KM,
        error_messages={
            "invalid": _("Write the kilometres in numbers, like this: 42,5."),
            "min_value": _("Write more than nothing, or leave it empty."),
            "max_decimal_places": _("Kilometres have one decimal at most."),
            "max_value": _("This is too far for one session: %(limit_value)s km at most."),
        },
    )
    paid = EurosField(
        label=_("Or a receipt: what you paid, €"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(5000),
        error_messages={
            "min_value": _("Write more than nothing, or leave it empty."),
            "max_value": _("A receipt is %(limit_value)s € at most."),
        },
    )
    vat_percent = forms.TypedChoiceField(
        label=_("VAT on the receipt"),
        required=False,
        coerce=Decimal,
        empty_value=None,
        choices=[("", _("Choose")), *((rate, f"{rate.replace('.', ',')} %") for rate in RECEIPT_RATES)],
    )

    def __init__(self, *args: Any, sessions: QuerySet[Booking], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["booking"]
        field.queryset = sessions
        field.label_from_instance = words_of

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.errors:
            return values
        km, paid = values.get("km"), values.get("paid")
        if (km is None) == (paid is None):
            self.add_error("km", _t("Write either kilometres or a receipt; each on its own row."))
        elif paid is not None and values.get("vat_percent") is None:
            self.add_error("vat_percent", _t("Choose the VAT that the receipt names."))
        return values


class NumberForm(forms.Form):
    number = NumberField(
        label=_("The first running number"),
        min_value=1,
        max_value=9999,
    )

    def __init__(self, data: Any = None, *, year: int, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["number"].help_text = _("17 gives the invoice number %(year)d0017.") % {"year": year}
