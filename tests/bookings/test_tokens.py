"""What a browser sends back of what was shown is read with care."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest

from bookings.approvals import read_token
from bookings.models import Asked
from tests.factories import NOW

LATER = NOW + timedelta(minutes=90)


def test_what_was_shown_is_read_again() -> None:
    pk = uuid.uuid4()
    assert read_token(f"{pk}@{NOW.isoformat()}/{LATER.isoformat()}") == {pk: Asked((NOW, LATER), None)}
    assert read_token(f"{pk}@{NOW.isoformat()}/{LATER.isoformat()}=87.50") == {pk: ((NOW, LATER), Decimal("87.50"))}


@pytest.mark.parametrize("start", ["", "x", "2027-02-09T10:00", "0001-01-01T00:00:00+00:00", "9999-12-31T23:59-12:00"])
def test_what_is_no_time_is_no_token(start: str) -> None:
    assert read_token(f"{uuid.uuid4()}@{start}/{LATER.isoformat()}") == {}
    assert read_token(f"{uuid.uuid4()}@{NOW.isoformat()}/{start}") == {}
    assert read_token(f"{uuid.uuid4()}@{NOW.isoformat()}") == {}


@pytest.mark.parametrize("price", ["x", "NaN", "sNaN", "Infinity", "1e99", "-1", "1.005", "1" * 99, "٣"])
def test_what_is_no_price_is_no_token(price: str) -> None:
    assert read_token(f"{uuid.uuid4()}@{NOW.isoformat()}/{LATER.isoformat()}={price}") == {}
