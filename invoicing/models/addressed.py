"""Who pays an invoice, and where it goes: never to where an employer reads what somebody pays themselves (C6)."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models

from tyonohjaus.access import Scoped
from tyonohjaus.people.assurance import employers_among
from tyonohjaus.people.models import Channel, Organisation


class Addressed(Scoped):
    # An organisation, or a person who pays as a consumer.
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="invoices")
    consumer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="invoices"
    )
    payer_key = models.UUIDField(editable=False)  # of whichever it is

    # Is its mail's address one that an employer reads? Asked when it is first wanted, for a list at once.
    employer_reads: bool | None = None

    class Meta:
        abstract = True

    @property
    def payer(self) -> Any:
        return self.organisation or self.consumer

    @property
    def address(self) -> str:
        """Where its mail goes. That of one who pays themselves never where an employer reads it, who is not to learn of
        it (C6). Empty: delivered by hand."""
        if self.employer_reads is None:
            self.ask_who_reads([self])
        return "" if self.employer_reads else self._wanted

    @property
    def goes_by_itself(self) -> bool:
        """By mail, or into the operator's folder."""
        return bool(self.address or (self.payers_channel == Channel.EINVOICE and settings.EINVOICE_DROP_DIR))

    @property
    def payers_channel(self) -> str:
        """A `Channel`; a person has their mail."""
        return self.organisation.channel if self.organisation else Channel.MAIL

    @staticmethod
    def ask_who_reads(invoices: Iterable["Addressed"]) -> None:
        """For a list, whose addresses would else ask one by one."""
        theirs = employers_among({invoice._wanted for invoice in invoices if invoice._is_self_paid and invoice._wanted})
        for invoice in invoices:
            invoice.employer_reads = invoice._is_self_paid and invoice._wanted in theirs

    @property
    def _is_self_paid(self) -> bool:
        return self.organisation is None or self.organisation.own_of_id is not None

    @property
    def _wanted(self) -> str:
        """For one who pays themselves the sign-in address serves, while their account is open."""
        if self.organisation and self.organisation.channel != Channel.MAIL:
            return ""
        if self.organisation and self.organisation.billing_email:
            return self.organisation.billing_email
        own = self.organisation.own_of if self.organisation else self.consumer
        return own.email if own and own.is_active else ""
