"""What a browser sends back of the times that were shown is read with care."""

import uuid
from datetime import timedelta

import pytest

from bookings.approvals import read_token
from tests.factories import NOW

LATER = NOW + timedelta(minutes=90)


def test_the_times_that_were_shown_are_read_again() -> None:
    pk = uuid.uuid4()
    assert read_token(f"{pk}@{NOW.isoformat()}/{LATER.isoformat()}") == {pk: (NOW, LATER)}


@pytest.mark.parametrize("start", ["", "x", "2027-02-09T10:00", "0001-01-01T00:00:00+00:00", "9999-12-31T23:59-12:00"])
def test_what_is_no_time_is_no_token(start: str) -> None:
    assert read_token(f"{uuid.uuid4()}@{start}/{LATER.isoformat()}") == {}
    assert read_token(f"{uuid.uuid4()}@{NOW.isoformat()}/{start}") == {}
    assert read_token(f"{uuid.uuid4()}@{NOW.isoformat()}") == {}
