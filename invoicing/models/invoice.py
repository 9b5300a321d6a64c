"""An invoice: a draft that may be rebuilt until it is issued, and never changed after."""

import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from invoicing.documents.document import InvoiceDocument
from invoicing.documents.faults import Faulty
from processes.models import References
from tyonohjaus.access import Action, Capacity, ScopedQuerySet, root
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.lib.working_days import next_working_day
from tyonohjaus.people.models import Membership, Organisation
from tyonohjaus.people.models.dated import current
from tyonohjaus.people.models.practice import for_office

from .addressed import Addressed
from .numbers import NumberSeries


class NotIssuable(Faulty):
    """Neither an invoice nor a credit note takes a number with these."""


class NotMade(Exception):
    """There is no PDF yet: nothing to send or to bring."""


def _by_office(user: Any) -> QuerySet["Invoice"]:
    return for_office(Invoice.objects.all(), user)


def _by_member(capacity: Membership.As) -> Callable[[Any], QuerySet["Invoice"]]:
    def way(user: Any) -> QuerySet["Invoice"]:
        held = Membership.objects.filter(current(), user=user, capacity=capacity)
        if not user.content_open:  # nor what they pay by a business of their own, as below
            held = held.filter(organisation__own_of=None)
        return Invoice.objects.issued().filter(organisation__in=held.values("organisation"))

    return way


def _by_self_payer(user: Any) -> QuerySet["Invoice"]:
    """Closed like content to an employer's mailbox, as the process itself is (C6)."""
    if not user.content_open:
        return Invoice.objects.none()
    own = Organisation.objects.filter(own_of=user)
    return Invoice.objects.issued().filter(Q(consumer=user) | Q(organisation__in=own.values("pk")))


def standing_lines() -> QuerySet[Any]:
    """Of an invoice in a query around it: its lines that no credit note has taken back."""
    from .line import Line

    return Line.objects.filter(invoice=OuterRef("pk"), credited=None)


class InvoiceQuerySet(ScopedQuerySet["Invoice"]):
    def drafts(self) -> "InvoiceQuerySet":
        return self.filter(number=None)

    def issued(self) -> "InvoiceQuerySet":
        return self.filter(number__isnull=False)

    def to_issue(self) -> "InvoiceQuerySet":
        """Drafts that wait for a worker to issue them."""
        return self.drafts().filter(ordered_at__isnull=False)

    def invoices(self) -> "InvoiceQuerySet":
        """No credit notes."""
        return self.filter(credits=None)

    def of_month(self, first: date) -> "InvoiceQuerySet":
        return self.filter(period_first_on=first)

    def in_work(self, first: date) -> "InvoiceQuerySet":
        """What a month's run looks at: all drafts, and what stands of the invoices of their months and of this one."""
        months = self.drafts().values("period_first_on")
        rows = self.invoices().filter(Q(period_first_on=first) | Q(period_first_on__in=months))
        return rows.filter(Q(number=None) | Exists(standing_lines())).defer("document")


@root
class Invoice(Addressed):
    """One payer's month. `document` is the frozen whole, and the only source of what is printed and sent."""

    scope = "pk"
    SEE = Action.INVOICE_SEE
    REACHED_BY: ClassVar[dict[Capacity, Callable[[Any], QuerySet[Any]]]] = {
        Capacity.OFFICE: _by_office,
        Capacity.MANAGER: _by_member(Membership.As.MANAGER),
        Capacity.BILLING: _by_member(Membership.As.BILLING),
        Capacity.SUPERVISEE: _by_self_payer,
    }
    GIVES: ClassVar[tuple[Capacity, ...]] = (Capacity.SUPERVISEE,)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period_first_on = models.DateField()
    period_last_on = models.DateField()
    cost_centre = models.CharField(max_length=35, blank=True)
    buyer_reference = models.CharField(max_length=35, blank=True)
    order_number = models.CharField(max_length=35, blank=True)
    # What the payer's rule tells its invoices of a month apart by; empty: the references above, which else are what its
    # lines share, written when it is issued (`models/bundle.py`).
    bundle = models.CharField(max_length=48, default="", blank=True, editable=False)
    # How many invoices of the same payer, month and references were credited whole before this one.
    edition = models.PositiveSmallIntegerField(default=0, editable=False)
    # Of a credit note: the invoice that it takes back, whole or in part.
    credits = models.ForeignKey("self", models.PROTECT, null=True, related_name="credit_notes", editable=False)

    # The button was pressed for it, with this content (`InvoiceDocument.content`): a worker issues it, unless it says
    # something else by then.
    ordered_at = models.DateTimeField(null=True, editable=False)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    ordered_content = models.CharField(max_length=64, blank=True, default="", editable=False)

    number = models.CharField(_("invoice number"), max_length=12, unique=True, null=True, editable=False)  # noqa: DJ001 (a draft has none)
    issue_on = models.DateField(null=True, editable=False)
    due_on = models.DateField(null=True, editable=False)
    document = models.TextField(blank=True, editable=False)
    # What lists and reports ask of it, so that they read no document; all but the count negative on a credit note.
    net = models.DecimalField(max_digits=10, decimal_places=2, null=True, editable=False)
    vat = models.DecimalField(max_digits=10, decimal_places=2, null=True, editable=False)
    gross = models.DecimalField(max_digits=10, decimal_places=2, null=True, editable=False)
    line_count = models.PositiveSmallIntegerField(null=True, editable=False)
    # Net, what counts against the limit of a small business.
    turnover = models.DecimalField(max_digits=10, decimal_places=2, null=True, editable=False)
    issued_at = models.DateTimeField(null=True, editable=False)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)

    objects: ClassVar = InvoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, consumer__isnull=True)
                | Q(organisation__isnull=True, consumer__isnull=False),
                name="invoice_one_payer",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True, document="", issue_on__isnull=True)
                | (Q(number__isnull=False, issue_on__isnull=False) & ~Q(document="")),
                name="invoice_issued_whole",
            ),
            models.CheckConstraint(
                condition=Q(ordered_at__isnull=True, ordered_by__isnull=True, ordered_content="")
                | Q(ordered_at__isnull=False, ordered_by__isnull=False),
                name="invoice_ordered_whole",
            ),
            # A credit note asks for nothing by any day, and is born issued.
            models.CheckConstraint(
                condition=Q(credits__isnull=True, number__isnull=True, due_on__isnull=True)
                | Q(credits__isnull=True, number__isnull=False, due_on__isnull=False)
                | Q(credits__isnull=False, number__isnull=False, due_on__isnull=True),
                name="invoice_due",
            ),
            # A month's run may be repeated: one invoice a payer, month and references, and one more when that was
            # credited whole. What is marked or mended after it was issued goes on the next one (INVOICING.md 5.1).
            models.UniqueConstraint(
                fields=["payer_key", "period_first_on", "cost_centre", "buyer_reference", "order_number", "edition"],
                condition=Q(credits__isnull=True, bundle=""),
                name="invoice_one_a_month",
            ),
            models.UniqueConstraint(
                fields=["payer_key", "period_first_on", "bundle", "edition"],
                condition=Q(credits__isnull=True) & ~Q(bundle=""),
                name="invoice_one_a_bundle",
            ),
        ]
        indexes = [models.Index(fields=["period_first_on"], name="invoice_period")]

    def __str__(self) -> str:
        return self.number or "draft"

    @property
    def references(self) -> References:
        return References.of(self)

    @property
    def is_issued(self) -> bool:
        return self.number is not None

    @property
    def is_credit_note(self) -> bool:
        return self.credits_id is not None

    def frozen(self) -> InvoiceDocument:
        return InvoiceDocument.from_json(self.document)

    def keep(self, document: InvoiceDocument) -> None:
        """Its document, and in columns what is asked of many at once. Not saved yet."""
        self.document, self.due_on, self.line_count = document.to_json(), document.due_on, len(document.lines)
        self.net, self.vat, self.gross = document.sums.net, document.sums.vat, document.sums.gross
        self.turnover = document.turnover

    def due_day(self, issue_on: date, term_days: int) -> date:
        """The term from the day of issue, moved to a working day (150/1930, 5 §)."""
        return next_working_day(issue_on + timedelta(days=term_days))

    def issue(self, *, by: Any, now: datetime, freeze: Callable[["Invoice"], InvoiceDocument]) -> "Invoice":
        """Give it its number and freeze it, in one transaction: a failure gives the number back (E6).

        `freeze` makes the whole document of an invoice that has its number and day of issue. Raises NotIssuable when
        the document has problems, TooLate when somebody else was faster, OutOfOrder for a day before the last number's.
        """
        from .paper import Paper

        day = clock.day_of(now)
        with transaction.atomic():
            number = NumberSeries.take(on=day)  # first of all: whoever issues queues here
            row = Invoice.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if row.is_issued:
                raise TooLate(row)
            row.number, row.issue_on, row.issued_at, row.issued_by = number, day, now, by
            document = freeze(row)
            row.keep(document)
            row.cost_centre, row.buyer_reference, row.order_number = References.of(document)
            row.save()
            Paper.objects.create(invoice=row)
            record("invoice.issued", subject=row, by=by, number=number)
        return row

    def mail(self, *, by: Any) -> None:
        """Send the PDF to the payer's address of today; once to each address. Raises NotMade."""
        with transaction.atomic():
            self.require_paper()
            record("invoice.mailed", subject=self, by=by)

    def require_paper(self) -> None:
        """Raises NotMade."""
        from .paper import Paper

        if not Paper.objects.filter(invoice=self, made_at__isnull=False).exists():
            raise NotMade
