"""What a session of a certain length costs: where the agreement, its framework agreement or the price list says it."""

from datetime import date
from decimal import Decimal

from tyonohjaus.people.models import Organisation

from .models import FrameAgreement, PriceItem, Process


def proposed(
    *,
    kind: str,
    minutes: int,
    trade: str,
    frame: FrameAgreement | None,
    organisation: Organisation | None,
    on: date,
) -> Decimal | None:
    """Net, in euros: the framework agreement's price, while it holds, before the list's."""
    if frame and frame.holds_on(on) and (price := frame.price_for(kind=kind, minutes=minutes)) is not None:
        return price
    group = organisation.group if organisation else ""
    return PriceItem.objects.for_session(group=group, on=on, trade=trade, kind=kind, minutes=minutes)


def price_of(process: Process, *, minutes: int, on: date) -> Decimal | None:
    """Net, in euros: as agreed for the agreed length, as listed on that day for another."""
    if minutes == process.length_minutes:
        return process.price
    return proposed(
        kind=process.kind,
        minutes=minutes,
        trade=process.trade,
        frame=process.frame,
        organisation=process.organisation,
        on=on,
    )
