"""What a payer's accounts payable want: how invoices reach them, what one invoice holds, what must stand on it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How invoices reach a payer: one way each, so that none goes twice."""

    MAIL = "mail", _("PDF by e-mail")
    EINVOICE = "einvoice", _("As an e-invoice through an operator")
    PORTAL = "portal", _("Typed into the buyer's own portal")
    LETTER = "letter", _("By letter or otherwise by hand")
    ELSEWHERE = "elsewhere", _("Billed in another program")


class Grouping(models.TextChoices):
    """What one invoice of a month holds."""

    REFERENCES = "references", _("One for each set of references")
    PROCESS = "process", _("One for each process")
    COST_CENTRE = "cost", _("One for each cost centre")
    ORDERER = "orderer", _("One for each orderer")
    MONTH = "month", _("One for the whole month")


class Demanded(models.TextChoices):
    """What an invoice must carry before this payer takes it."""

    BUYER_REFERENCE = "buyer_reference", _("Your reference")
    ORDER_NUMBER = "order_number", _("Order number")
    COST_CENTRE = "cost_centre", _("Cost centre")
    EINVOICE = "einvoice_address", _("E-invoice address and operator")


@dataclass(frozen=True)
class Unmet:
    """A demand of the payer's: `found` stands there, empty where nothing does; it begins with none of `begins`."""

    what: Demanded
    found: str = ""
    begins: str = ""

    def told(self, gettext: Callable[[str], str]) -> str:
        facts = {"what": self.what.label, "found": self.found, "begins": self.begins}
        if self.found:
            return gettext("%(what)s %(found)s: the payer takes only one that begins so: %(begins)s.") % facts
        return gettext("The payer demands on its invoices: %(what)s.") % facts


class BuyerProfile(models.Model):
    """The columns of `Organisation` that say so."""

    channel = models.CharField(_("delivery"), max_length=9, choices=Channel.choices, default=Channel.LETTER)
    einvoice_address = models.CharField(_("e-invoice address"), max_length=35, blank=True)
    einvoice_operator = models.CharField(_("operator"), max_length=35, blank=True)
    billing_email = models.EmailField(_("e-mail for invoices"), blank=True)
    grouping = models.CharField(_("one invoice"), max_length=10, choices=Grouping.choices, default=Grouping.REFERENCES)
    cost_centre = models.CharField(_("cost centre"), max_length=35, blank=True)
    buyer_reference = models.CharField(_("your reference"), max_length=35, blank=True)
    order_number = models.CharField(_("order number"), max_length=35, blank=True)
    # Names of `Demanded`.
    demands = models.JSONField(_("required on invoices"), default=list, blank=True)
    # Beginnings that it takes, with commas: "OT, T-". Empty: any.
    buyer_reference_begins = models.CharField(max_length=70, blank=True)
    order_number_begins = models.CharField(max_length=70, blank=True)

    class Meta:
        abstract = True

    def unmet(self, given: Mapping[str, str]) -> Iterator[Unmet]:
        """What an invoice with these references still lacks, in the order of `Demanded`."""
        for what in Demanded:
            found, begins = given.get(what, ""), getattr(self, f"{what}_begins", "")
            if what in self.demands and not found:
                yield Unmet(what)
            elif found and begins and not found.startswith(starts(begins)):
                yield Unmet(what, found, begins)


# What a channel may need.
ADDRESSES = ("billing_email", "own_of", "einvoice_address", "einvoice_operator")


def usual_channel(values: Mapping[str, Any]) -> Channel:
    """Where nobody has said: by mail if there is an address (or one who pays for themselves), else by hand."""
    return Channel.MAIL if values.get("billing_email") or values.get("own_of") else Channel.LETTER


def can_go(channel: str, values: Mapping[str, Any]) -> bool:
    """Has the channel what it needs?"""
    if channel == Channel.MAIL:
        return bool(values.get("billing_email") or values.get("own_of"))
    if channel == Channel.EINVOICE:
        return bool(values.get("einvoice_address") and values.get("einvoice_operator"))
    return True


def profile_constraints() -> list[models.CheckConstraint]:
    mail = ~Q(billing_email="") | Q(own_of__isnull=False)
    einvoice = ~Q(einvoice_address="") & ~Q(einvoice_operator="")
    return [
        models.CheckConstraint(condition=Q(channel__in=Channel.values), name="organisation_one_channel"),
        models.CheckConstraint(condition=~Q(channel="mail") | mail, name="organisation_mail_has_to"),
        models.CheckConstraint(condition=~Q(channel="einvoice") | einvoice, name="organisation_einvoice_has_to"),
        models.CheckConstraint(condition=Q(grouping__in=Grouping.values), name="organisation_grouping"),
    ]


def starts(begins: str) -> tuple[str, ...]:
    return tuple(part for part in (one.strip() for one in begins.split(",")) if part)
