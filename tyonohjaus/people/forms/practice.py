"""The practice's own page."""

from typing import Any

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tyonohjaus.lib.colour import TEXT, is_colour
from tyonohjaus.people import accent
from tyonohjaus.people.models import Practice
from tyonohjaus.ui.inputs import DayField, NumberField
from tyonohjaus.ui.layout import ordered

from . import numbers


class PracticeForm(forms.ModelForm):
    payment_term_days = NumberField(label=later("Payment term, days"), min_value=1, max_value=60)
    notice_days = NumberField(
        label=later("Time for remarks, days"),
        required=False,
        min_value=1,
        max_value=60,
        help_text=later("Stands on the invoices of organisations. Left empty, nothing is said of it."),
    )
    prepayment_registered = forms.BooleanField(
        label=later("In the prepayment register"),
        required=False,
        help_text=later(
            "Stands at the foot of each invoice. From one outside the register a buyer may have to withhold tax."
        ),
    )
    vat_registered_on = DayField(
        label=later("Registered for VAT since"),
        required=False,
        help_text=later("What was held before it bears no VAT (AVL 3 §). Left empty, everything does."),
    )
    has_rf_references = forms.BooleanField(
        label=later("Reference numbers in the international form (RF)"),
        required=False,
        help_text=later("Also a bank abroad can use it. Finnish banks take either."),
    )
    billing_starts_on = DayField(
        label=later("Billing starts"),
        required=False,
        help_text=later("Sessions before this day are history and are never invoiced."),
    )
    introduction_minutes = NumberField(
        label=later("Length of an introductory meeting, minutes"),
        required=False,
        min_value=15,
        max_value=120,
        help_text=later("It is free of charge, and books from the supervisors' free times."),
    )
    accent = forms.CharField(
        label=later("Colour of your own"),
        required=False,
        max_length=7,
        help_text=later("For links and buttons, like this: #1d5661. Left empty, the colour of the lake stays."),
    )

    class Meta:
        model = Practice
        fields = [
            "name",
            "mail_sender",
            "calendar_title",
            "seller_name",
            "street",
            "postcode",
            "city",
            "home_town",
            "email",
            "phone",
            "website",
            "business_id",
            "vat",
            "vat_registered_on",
            "iban",
            "bic",
            "payment_term_days",
            "notice_days",
            "prepayment_registered",
            "has_rf_references",
            "invoice_footer",
            "billing",
            "billing_starts_on",
            "introduction_minutes",
            "accent",
        ]
        labels = {
            "name": later("Name of the practice"),
            "mail_sender": later("Sender of mail"),
            "calendar_title": later("Title in calendars"),
            "seller_name": later("Seller's name on invoices"),
            "street": later("Street address"),
            "postcode": later("Postcode"),
            "city": later("Post office"),
            "home_town": later("Registered office"),
            "email": later("The office's e-mail"),
            "phone": later("The office's phone"),
            "website": later("Website"),
            "business_id": later("Business ID"),
            "vat": later("VAT status"),
            "vat_registered_on": later("Registered for VAT since"),
            "iban": later("Account number (IBAN)"),
            "bic": later("BIC"),
            "billing": later("Where are the invoices made?"),
            "invoice_footer": later("Own line on invoices"),
        }
        help_texts = {
            "name": later("Shown at the top of every page."),
            "mail_sender": later("Seen in mailboxes, also at work. Let nobody read from it what the mail is about."),
            "calendar_title": later("The title of each time in everybody's calendar."),
            "seller_name": later("The official name of the seller. Left empty, the name of the practice."),
            "email": later("Answers to mails come here."),
            "invoice_footer": later("The same on every invoice, for example a mark that your accountant asks for."),
        }
        widgets = {"vat": forms.RadioSelect, "billing": forms.RadioSelect}

    helper = ordered(
        Fieldset(later("Three names"), "name", "mail_sender", "calendar_title", "seller_name"),
        Fieldset(
            later("Address and contact"),
            "street",
            Row(Column("postcode", css_class="col-sm-5"), Column("city", css_class="col-sm-7")),
            "home_town",
            "email",
            "phone",
            "website",
        ),
        Fieldset(
            later("Invoices"),
            "business_id",
            "vat",
            "vat_registered_on",
            "prepayment_registered",
            "has_rf_references",
            "iban",
            "bic",
            "payment_term_days",
            "notice_days",
            "invoice_footer",
            "billing",
            "billing_starts_on",
        ),
        Fieldset(later("First meeting"), "introduction_minutes"),
        Fieldset(later("Look"), "accent"),
    )

    def clean_introduction_minutes(self) -> int:
        """Left empty, it stays as it is."""
        return int(self.cleaned_data["introduction_minutes"] or self.instance.introduction_minutes)

    def clean_business_id(self) -> str:
        return numbers.business_id(self.cleaned_data["business_id"])

    def clean_iban(self) -> str:
        return numbers.iban(self.cleaned_data["iban"])

    def clean_bic(self) -> str:
        return numbers.bic(self.cleaned_data["bic"])

    def clean_postcode(self) -> str:
        return numbers.postcode(self.cleaned_data["postcode"])

    def clean_accent(self) -> str:
        colour = self.cleaned_data["accent"].strip().lower()
        if not colour:
            return ""
        if not is_colour(colour):
            raise ValidationError(_("Write the colour as a # and six digits or letters from a to f: #1d5661."))
        if not accent.is_readable(colour):
            contrast = {"contrast": _decimal(accent.worst_contrast(colour)), "least": _decimal(TEXT)}
            sentence = _(
                "Too light to be read: the contrast is %(contrast)s, and %(least)s is needed. Choose a darker one."
            )
            raise ValidationError(sentence % contrast)
        return colour

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def _decimal(number: float) -> str:
    from django.utils.formats import number_format

    return number_format(number, 1)
