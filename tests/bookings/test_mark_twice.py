"""Two taps on "it took place": the second never wipes what the first, or the log, noted of those absent."""

from typing import Any

import pytest
from django.db import connection

from bookings.models import Booking, Status
from tests.factories import NOW, client_of
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User

pytestmark = pytest.mark.both


def noted(session: Booking) -> dict[Any, str]:
    return dict(session.attendances.values_list("user", "was"))


def test_a_tap_between_reading_and_locking_is_seen_under_the_lock(
    group_session: Booking, sami: User, kaisa: User, aino: User, eero: User
) -> None:
    """The page has read "confirmed"; before it locks the row, the other window has marked it, with Eero absent."""
    waiting = [True]

    def other_window(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SAVEPOINT") and waiting:  # the verb begins its transaction: the view has its row
            waiting.clear()
            group_session.mark_held(by=sami, now=NOW, absent=frozenset({eero.pk}))
        return execute(sql, params, many, context)

    client = client_of(sami)
    with connection.execute_wrapper(other_window):
        answer = client.post(f"/bookings/{group_session.pk}/attendance/")

    assert answer.status_code == 303
    assert not waiting
    assert noted(group_session) == {aino.pk: "present", eero.pk: "absent"}


def test_only_the_first_mark_is_refused_where_another_stands(group_session: Booking, sami: User, eero: User) -> None:
    before = Booking.objects.get(pk=group_session.pk)
    group_session.mark_held(by=sami, now=NOW, absent=frozenset({eero.pk}))

    with pytest.raises(TooLate) as late:
        before.mark_held(by=sami, now=NOW, first_only=True)

    assert late.value.row.status == Status.HELD
    assert noted(group_session)[eero.pk] == "absent"


def test_a_mark_may_still_be_mended(group_session: Booking, sami: User, eero: User) -> None:
    group_session.mark_held(by=sami, now=NOW, absent=frozenset({eero.pk}))

    group_session.mark_held(by=sami, now=NOW)

    assert noted(group_session)[eero.pk] == "present"
