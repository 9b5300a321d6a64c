"""A supervisor's hours in two windows: what the other has changed is not written over, and no hours are given twice."""

from datetime import date, time

import pytest

from bookings.models import AvailabilityException, AvailabilityRule, HoursOverlap
from tests.bookings.pages import fields, reading, text
from tyonohjaus.people.models import User

EXTRA = {
    "kind": "extra",
    "first_on": date(2027, 2, 13),
    "last_on": date(2027, 2, 13),
    "starts": time(9),
    "ends": time(12),
}


def test_extra_hours_are_given_out_once(sami: User) -> None:
    """Whichever page, and whenever, they are entered on."""
    by = {"by": sami, "supervisor": sami.supervisor}
    first = AvailabilityException.enter(**by, **EXTRA)
    with pytest.raises(HoursOverlap):
        AvailabilityException.enter(**by, **EXTRA | {"starts": time(11), "ends": time(13)})
    later = AvailabilityException.enter(**by, **EXTRA | {"starts": time(12), "ends": time(13)})
    with pytest.raises(HoursOverlap):
        first.change(by=sami, ends=time(12, 30))
    later.change(by=sami, ends=time(14))
    AvailabilityException.enter(**by, kind="closed", first_on=date(2027, 2, 13), last_on=date(2027, 2, 14))


@pytest.mark.sqlite
@pytest.mark.parametrize("kind", ["extra", "closed", "weekly"])
def test_a_change_of_another_window_is_not_written_over(sami: User, kind: str) -> None:
    client = reading(sami)
    if kind == "weekly":
        row = AvailabilityRule.objects.filter(supervisor=sami.supervisor).first()
        url = f"/hours/weekly/{row.pk}/"
    else:
        row = AvailabilityException.enter(by=sami, supervisor=sami.supervisor, **EXTRA | {"kind": kind})
        url = f"/hours/exceptions/{row.pk}/"
    mine = fields(client.get(url), having="starts") | {"starts": "9.30"}
    other = fields(client.get(url), having="starts") | {"starts": "10.00"}
    assert client.post(url, other).status_code == 303

    refused = client.post(url, mine)

    assert refused.status_code == 422
    assert "changed elsewhere after you opened them" in text(refused)
    assert fields(refused, having="starts")["starts"] in {"9.30", "9:30"}  # what was typed stays
    row.refresh_from_db()
    assert row.starts == time(10)
    assert client.post(url, other).status_code == 303  # a second tap
    again = fields(refused, having="starts")
    assert client.post(url, again).status_code == 303  # seen now, and meant
    row.refresh_from_db()
    assert row.starts == time(9, 30)
