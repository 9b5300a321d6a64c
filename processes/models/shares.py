"""Several employers pay for one process: so many percent each, whoever attends (S2-5)."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Membership, Organisation
from tyonohjaus.people.models.dated import Dated, current, days_or_none

from .references import References

WHOLE = Decimal(100)


class NotShared(Exception):
    """Shares that are none: together not 100 %, one alone, one twice, or where no employer pays."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one employer is to pay from a day on, in percent with up to two decimals."""

    organisation: Organisation
    percent: Decimal
    references: References = field(default_factory=References)


class CostShareQuerySet(ScopedQuerySet["CostShare"]):
    def with_managers(self) -> "CostShareQuerySet":
        """With the employer, and who manages there today."""
        return (
            self.select_related("organisation")
            .prefetch_related(managers_of_today("organisation__"))
            .order_by("organisation__name", "pk")
        )


class CostShare(Dated, Scoped):
    """One employer's part of the price, from a day to a day. Only a whole set is ever written (`agree`)."""

    scope = "process"
    SEE = Action.COST_SHARE_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="cost_shares")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="cost_shares")
    percent = models.DecimalField(_("share, %"), max_digits=5, decimal_places=2)
    cost_centre = models.CharField(_("cost centre"), max_length=35, blank=True)
    buyer_reference = models.CharField(_("your reference"), max_length=35, blank=True)
    order_number = models.CharField(_("order number"), max_length=35, blank=True)

    objects: ClassVar = CostShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(percent__gt=0, percent__lt=100), name="cost_share_percent"),
            models.UniqueConstraint(
                fields=["process", "organisation"], condition=Q(ends_on__isnull=True), name="cost_share_once"
            ),
            days_or_none("cost_share_days"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.percent} %"

    @property
    def references(self) -> References:
        """Its own before the employer's."""
        return References.of(self).or_else(References.of(self.organisation))

    @property
    def managers(self) -> frozenset[uuid.UUID]:
        return managers_at(self.organisation)

    @classmethod
    def agree(cls, process: Any, shares: Sequence[Share], *, on: date, by: Any) -> "list[CostShare]":
        """From that day on these employers pay, each its part; with no shares at all, the process's payer the whole.

        What was before stays: each session is charged by the shares of its own day. What was agreed for days from then
        on, be it to begin later or to end, holds no more. A day that lies behind becomes today, unless no session has
        begun. Raises NotShared.
        """
        with transaction.atomic():
            row = type(process).locked(process.pk)
            _refuse_what_is_no_whole(row, shares)
            first = max(on, row.starts_on, clock.today()) if row.ground_stands else max(on, row.starts_on)
            old = list(cls.objects.filter(Q(ends_on=None) | Q(ends_on__gte=first), process=row))
            stand = {one.organisation_id: (one.percent, References.of(one)) for one in old if one.ends_on is None}
            now = {share.organisation.pk: (share.percent, share.references) for share in shares}
            if stand == now and all(one.starts_on <= first for one in old):
                return old
            for one in old:
                one.close(before=first)
            new = [
                cls.objects.create(
                    process=row,
                    organisation=share.organisation,
                    percent=share.percent,
                    starts_on=first,
                    **share.references._asdict(),
                )
                for share in shares
            ]
            record("process.shares_agreed", subject=row, by=by, first_on=str(first), payers=[*now])
        return new

    @classmethod
    def carry(cls, old: Any, new: Any, *, on: date, by: Any) -> None:
        """The shares of the old process's last day hold for the new one too."""
        shares = [
            Share(organisation=one.organisation, percent=one.percent, references=References.of(one))
            for one in cls.objects.filter(process=old, ends_on=None).select_related("organisation")
        ]
        if shares:
            cls.agree(new, shares, on=on, by=by)


def managers_at(organisation: Organisation) -> frozenset[uuid.UUID]:
    """Who manages there today, by key; read already where `managers_of_today` was asked."""
    read = getattr(organisation, "managers_of_today", None)
    if read is None:
        read = organisation.memberships.filter(current(), capacity=Membership.As.MANAGER)
    return frozenset(one.user_id for one in read)


def managers_of_today(organisation: str) -> Prefetch:
    """For a query's rows; `organisation` leads to it: "process__organisation__"."""
    managers = Membership.objects.filter(current(), capacity=Membership.As.MANAGER)
    return Prefetch(f"{organisation}memberships", managers, to_attr="managers_of_today")


def on_day(process: Any, day: date) -> list[CostShare]:
    """Who shares the cost of a session of that day, by name; nobody, where the process's payer pays alone."""
    return [one for one in all_of(process) if one.holds_on(day)] if process.bills_employer else []


def all_of(process: Any) -> list[CostShare]:
    """Of all days; read once where `with_shares` was asked."""
    read = "cost_shares" in getattr(process, "_prefetched_objects_cache", ())
    return list(process.cost_shares.all() if read else process.cost_shares.with_managers())


def with_shares(processes: Iterable[Any]) -> None:
    """Read those of these processes at once."""
    prefetch_related_objects(list(processes), Prefetch("cost_shares", CostShare.objects.with_managers()))


def _refuse_what_is_no_whole(process: Any, shares: Sequence[Share]) -> None:
    if not shares:
        return
    keys = {share.organisation.pk for share in shares}
    whole = sum((share.percent for share in shares), Decimal()) == WHOLE
    each = all(0 < share.percent < WHOLE and not share.organisation.own_of_id for share in shares)
    if not (whole and each and len(keys) == len(shares) >= 2 and process.bills_employer):
        raise NotShared
