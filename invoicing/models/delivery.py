import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Scoped

from .invoice import Invoice


class Delivery(Scoped):
    """An invoice brought to its payer by other ways than the portal's mail, written down by the office."""

    class How(models.TextChoices):
        LETTER = "letter", _("By letter")
        EINVOICE = "einvoice", _("As an e-invoice or in the buyer's portal")
        EMAIL = "email", _("From the office's own e-mail")
        OTHER = "other", _("In another way")

    scope = "invoice"
    SEE = Action.INVOICE_ISSUE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="deliveries")
    how = models.CharField(_("how"), max_length=8, choices=How.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.get_how_display())
