"""A cost that several employers share, and sessions of which it is charged."""

from datetime import date
from decimal import Decimal
from typing import Any

from bookings.models import Status
from processes.models import CostShare, Process, Share
from tests.factories import helsinki, make_booking
from tyonohjaus.people.models import Organisation, User

JANUARY = date(2027, 1, 1)


def agree(process: Process, percents: dict[Organisation, str], *, by: User, on: date) -> list[CostShare]:
    shares = [Share(organisation=whose, percent=Decimal(percent)) for whose, percent in percents.items()]
    return CostShare.agree(process, shares, on=on, by=by)


def held(process: Process, at: str = "2027-01-12 10:00", **fields: Any) -> Any:
    return make_booking(process=process, starts_at=helsinki(at), status=Status.HELD, **fields)
