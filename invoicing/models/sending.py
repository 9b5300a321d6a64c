"""One attempt to bring an invoice or a credit note to its payer by another way than the portal's own mail.

A mail is the outbox's row already; here is what the office brought by hand, and each e-invoice. No number goes out as
an e-invoice a second time without a person's word: `over` is what that person saw had gone, and the database holds it
too (docs/decisions/0043).
"""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from invoicing.documents import einvoice
from invoicing.documents.document import InvoiceDocument
from invoicing.documents.einvoice import Format
from invoicing.documents.faults import Faulty, Problem
from invoicing.documents.finvoice import Frame
from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock, finnish
from tyonohjaus.lib.claim import Leased
from tyonohjaus.outbox.models import MAX_ATTEMPTS, State

from .invoice import Invoice


class Route(models.TextChoices):
    DROP = "drop", _("Into the operator's folder")
    DOWNLOAD = "download", _("Downloaded as an e-invoice")
    PORTAL = "portal", _("In the buyer's portal")
    LETTER = "letter", _("By letter")
    EMAIL = "email", _("From the office's own e-mail")
    OTHER = "other", _("In another way")


# What reaches the buyer's ledger as data: by two of them it is paid twice.
EINVOICE = frozenset({Route.DROP, Route.DOWNLOAD, Route.PORTAL})
BY_HAND = [Route.LETTER, Route.PORTAL, Route.EMAIL, Route.OTHER]


class SentAlready(Exception):
    """An e-invoice with this number has gone out, or may have: args[0]. A person must say that another goes."""


class NotSendable(Faulty):
    """What an e-invoice of it lacks. The document is frozen: it goes another way, or is credited."""


class SendingQuerySet(ScopedQuerySet["Sending"]):
    def waiting(self) -> "SendingQuerySet":
        return self.filter(state=State.WAITING)

    def einvoices(self) -> "SendingQuerySet":
        """That went out, may have, or are about to."""
        return self.filter(route__in=EINVOICE).exclude(state=State.FAILED)


class Sending(Scoped, Leased):
    """`state` as of a mail: waiting for the folder, sent, perhaps sent, failed. What has gone never changes."""

    scope = "invoice"
    SEE = Action.INVOICE_ISSUE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="sendings")
    route = models.CharField(max_length=8, choices=Route.choices)
    at = models.DateTimeField()
    # None: by itself, as the payer's channel says.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # Who said that it goes though an e-invoice of this number had gone.
    again_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.SENT)
    # Of an e-invoice's file: its form, the bytes, and the name in its frame (a form without a frame has none).
    form = models.CharField(max_length=8, blank=True)
    content = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    message_id = models.CharField(max_length=48, null=True, unique=True)  # noqa: DJ001 (unique where there is one)
    file_name = models.CharField(max_length=40, blank=True)
    # What was downloaded together: one file.
    batch = models.UUIDField(null=True, db_index=True)
    # Just before the file takes its name in the folder: from here on, silence means "perhaps".
    handed_over_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=60, blank=True)

    objects: ClassVar = SendingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invoice"],
                condition=Q(route__in=sorted(EINVOICE), again_by__isnull=True) & ~Q(state="failed"),
                name="sending_one_einvoice",
            ),
            models.UniqueConstraint(fields=["file_name"], condition=Q(route="drop"), name="sending_own_file"),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="sending_sent_at_a_time"
            ),
            models.CheckConstraint(condition=Q(state="sent") | Q(route="drop"), name="sending_only_files_wait"),
            models.CheckConstraint(
                condition=Q(route__in=["drop", "download"], content__isnull=False) & ~Q(sha256="")
                | Q(content__isnull=True) & ~Q(route__in=["drop", "download"]),
                name="sending_file_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.route} {self.state}"

    @classmethod
    def last_of(cls, invoices: Iterable[Invoice]) -> dict[uuid.UUID, "Sending"]:
        """Invoice → the e-invoice of it that went last, may have gone, or is about to; with who said so."""
        rows = cls.objects.einvoices().filter(invoice__in=invoices).select_related("by").defer("content")
        return {row.invoice_id: row for row in rows.order_by("at", "pk")}

    # --- verbs

    @classmethod
    def begin(
        cls,
        invoice: Invoice,
        *,
        route: str,
        form: str = Format.FINVOICE,
        by: Any,
        now: datetime,
        over: uuid.UUID | None = None,
        batch: uuid.UUID | None = None,
    ) -> "Sending":
        """An e-invoice: its file is sent in a moment, or kept to be downloaded. `over`: the one that a person has seen
        gone, and another goes all the same. Raises NotMade, NotSendable, SentAlready."""
        with transaction.atomic():
            again = cls._may_go(invoice, by=by, over=over)
            document = invoice.frozen()
            if found := faults(document, form):
                raise NotSendable(found)
            row = cls(invoice=invoice, route=route, form=form, at=now, by=by, again_by=again, batch=batch)
            row._make_file(document)
            if route == Route.DROP:
                row.state = State.WAITING
            else:
                row.sent_at = now
            row.save(force_insert=True)
            record("invoice.einvoiced", subject=row, by=by, route=route, form=form, again=again is not None)
        return row

    @classmethod
    def write_down(cls, invoice: Invoice, *, route: str, by: Any, now: datetime, over: uuid.UUID | None = None) -> bool:
        """The office has brought it by hand. False where that had been written down already: a second press writes
        nothing. Raises NotMade, and SentAlready of one that was typed into a portal."""
        with transaction.atomic():
            Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
            invoice.require_paper()
            written = cls.objects.filter(invoice=invoice, route=route)
            if over and route == Route.PORTAL:
                written = written.exclude(pk=over)
            if written.exists():
                return False
            again = cls._may_go(invoice, by=by, over=over) if route == Route.PORTAL else None
            cls.objects.create(invoice=invoice, route=route, at=now, sent_at=now, by=by, again_by=again)
            record("invoice.delivered", subject=invoice, by=by, how=route)
        return True

    def confirm(self, *, by: Any) -> None:
        """A person knows that it arrived. What is not uncertain is left as it is."""
        with transaction.atomic():
            if self._settle(state=State.SENT, sent_at=clock.now(), sources=[State.UNCERTAIN], problem=""):
                record("sending.confirmed", subject=self, by=by)

    def hand_over(self) -> bool:
        """Just before its file takes its name. False where another worker has taken it from us."""
        mine = Sending.objects.waiting().filter(pk=self.pk, attempts=self.attempts, handed_over_at=None)
        return bool(mine.update(handed_over_at=clock.machine_now()))

    def mark_sent(self) -> None:
        self._settle(state=State.SENT, sent_at=clock.now(), problem="")

    def mark_uncertain(self) -> None:
        self._settle(state=State.UNCERTAIN, problem="its file is gone")

    def put_back(self, *, problem: str, until: datetime) -> None:
        """It did not go. Try again at `until`, until the attempts are used up; what may have gone is then uncertain."""
        if self.attempts < MAX_ATTEMPTS:
            Sending.objects.waiting().filter(pk=self.pk).update(locked_until=until, problem=problem[:60])
            return
        stamped = Sending.objects.filter(pk=self.pk, handed_over_at__isnull=False).exists()
        self._settle(state=State.UNCERTAIN if stamped else State.FAILED, problem=problem[:60])

    # --- private

    def _settle(self, *, sources: Any = (State.WAITING,), **values: Any) -> bool:
        """Unless another was faster."""
        open_still = Sending.objects.filter(pk=self.pk, state__in=sources)
        return bool(open_still.update(**values, locked_until=None))

    def _make_file(self, document: InvoiceDocument) -> None:
        frame = self._frame(document)
        self.message_id = frame.message_id if frame else None
        self.content = einvoice.written(document, Format(self.form), frame=frame)
        self.sha256 = hashlib.sha256(self.content).hexdigest()
        self.file_name = self._own_name(document)

    def _frame(self, document: InvoiceDocument) -> Frame | None:
        """Only Finvoice has one, and only where the practice's own operator is known."""
        if self.form != Format.FINVOICE or not settings.EINVOICE_OPERATOR:
            return None
        return Frame(
            message_id=str(self.pk),
            at=self.at,
            from_address=finnish.ovt(document.seller.business_id),
            from_operator=settings.EINVOICE_OPERATOR,
        )

    def _own_name(self, document: InvoiceDocument) -> str:
        """`lasku20270017.xml`, and of its second `lasku20270017-2.xml`: nobody's name, and no file twice (C18)."""
        before = Sending.objects.filter(invoice=self.invoice, route=self.route).count()
        stem = Path(document.file_name).stem
        return f"{stem}-{before + 1}.xml" if before else f"{stem}.xml"

    @classmethod
    def _may_go(cls, invoice: Invoice, *, by: Any, over: uuid.UUID | None) -> Any:
        """Who says that it goes again; None for the first. Raises NotMade, SentAlready."""
        Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
        invoice.require_paper()
        last = cls.last_of([invoice]).get(invoice.pk)
        if last and last.pk != over:
            raise SentAlready(last)
        return by if last else None


def faults(document: InvoiceDocument, form: str) -> list[Problem]:
    """Why no e-invoice of this form can be made of it: our own checks, and the schema where the practice keeps one."""
    schemas = {Format.FINVOICE: settings.FINVOICE_XSD, Format.PEPPOL: settings.UBL_XSD}
    return einvoice.faults(document, Format(form), schema=schemas[Format(form)])
