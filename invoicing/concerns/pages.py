"""Where things are mended."""

from django.urls import reverse

from invoicing.models import Invoice


def invoice(row: Invoice) -> str:
    return reverse("invoicing:detail", args=[row.pk])


def payer(row: Invoice) -> str:
    """Where the office keeps what is known of the payer."""
    if row.organisation_id:
        return reverse("people:organisation_edit", args=[row.organisation_id])
    return reverse("people:person_edit", args=[row.consumer_id])
