"""A framework agreement above several processes, with a ceiling."""

from datetime import date
from decimal import Decimal

from processes.models import FrameAgreement, Kind, Tariff

from .telling import change, chapter, employer, person, process


@chapter("4.1. 8.40")
def merikanta_has_a_frame() -> None:
    frame = FrameAgreement.agree(
        organisation=employer("Merikannan"),
        number="MHA 2026/114",
        starts_on=date(2026, 8, 1),
        ends_on=date(2027, 12, 31),
        ceiling_sessions=14,
        ceiling_euros=Decimal("2400.00"),
        order_number="4500112233",
        prices=[
            Tariff(Kind.INDIVIDUAL, 90, Decimal("175.00")),
            Tariff(Kind.GROUP, 90, Decimal("200.00")),
        ],
        by=person("Laura"),
    )
    for tunnus in ("D-05", "D-06", "D-14"):
        change(process(tunnus), by="Laura", frame=frame)
