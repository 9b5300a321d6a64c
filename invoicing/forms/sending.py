"""How an invoice goes to its payer; asked once more where an e-invoice with the same number has gone already."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from invoicing.documents.einvoice import Format
from invoicing.models import BY_HAND


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

    def refuse(self) -> None:
        """Another has been sent since the page was opened."""
        self.add_error(None, _("Something changed since you opened this page. Nothing was sent. Look once more."))


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
