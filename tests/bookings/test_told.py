"""The same session in the words of each who may see it (C10)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils.translation import override

from bookings import told
from bookings.models import Booking, Cancellation, Status, Waiver
from bookings.told import inside_sentence
from processes import parties
from processes.models import Process
from tests import factories
from tests.factories import NOW
from tyonohjaus.people.models import User
from tyonohjaus.ui.parts import Badge

pytestmark = pytest.mark.sqlite

YESTERDAY = NOW - timedelta(days=1)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The words are asked here in the language of the code, whatever the test before left active."""
    with override("en"):
        yield


def session(process: Process, status: str, by: User, *, share: int | None = None, waived: bool = False) -> Booking:
    """`share` in percent makes it cancelled late where there is any, in time at 0."""
    booking = factories.make_booking(process=process, starts_at=YESTERDAY, status=status)
    if share is not None:
        since = YESTERDAY - timedelta(days=1)
        at = since + timedelta(hours=1 if share else -1)
        Cancellation.objects.create(booking=booking, by=by, at=at, late_since=since, share=share)
    if waived:
        Waiver.objects.create(booking=booking, by=by, at=NOW)
    return Booking.objects.with_people().get(pk=booking.pk)


def status_for(user: User, booking: Booking) -> Badge:
    return told.status(booking, standing=parties.standing(booking.process, user))


@pytest.mark.parametrize(
    "status, share, waived, to_manager, to_aino",
    [
        (Status.REQUESTED, None, False, "Waiting for approval", "Waiting for the manager's approval"),
        (Status.CONFIRMED, None, False, "Confirmed", "Confirmed"),
        (Status.HELD, None, False, "Held", "Held"),
        (Status.NO_SHOW, None, False, "Charged", "Did not come"),
        (Status.NO_SHOW, None, True, "Not charged", "Did not come"),
        (Status.CANCELLED, 100, False, "Charged", "Cancelled late"),
        (Status.CANCELLED, 100, True, "Not charged", "Cancelled late"),
        (Status.CANCELLED, 0, False, "Cancelled", "Cancelled in time"),
        (Status.DECLINED, None, False, "Cancelled", "Not approved"),
        (Status.LAPSED, None, False, "Cancelled", "Not approved in time"),
    ],
)
def test_the_manager_reads_four_states_and_charged_or_not_C10(
    aino_with_sami: Process,
    aino: User,
    sami: User,
    laura: User,
    maija: User,
    status: str,
    share: int | None,
    waived: bool,
    to_manager: str,
    to_aino: str,
) -> None:
    booking = session(aino_with_sami, status, sami, share=share, waived=waived)

    assert status_for(maija, booking).text == to_manager
    for user in (aino, sami, laura):
        assert status_for(user, booking).text == to_aino


def test_a_no_show_and_a_late_cancellation_read_alike_to_the_payer_C10(
    aino_with_sami: Process, sami: User, maija: User
) -> None:
    no_show = session(aino_with_sami, Status.NO_SHOW, sami)
    late = session(aino_with_sami, Status.CANCELLED, sami, share=100)

    assert status_for(maija, no_show) == status_for(maija, late)


def test_what_the_supervisor_called_off_is_never_late(aino_with_sami: Process, aino: User, sami: User) -> None:
    booking = factories.make_booking(process=aino_with_sami, starts_at=NOW + timedelta(hours=2))
    booking.cancel(by=sami, now=NOW)

    assert status_for(aino, Booking.objects.with_people().get(pk=booking.pk)).text == "Cancelled"


def test_a_status_costs_no_query_on_a_list(
    aino_with_sami: Process, sami: User, maija: User, django_assert_num_queries: object
) -> None:
    booking = session(aino_with_sami, Status.NO_SHOW, sami)
    status_for(maija, booking)  # the first asks once for the reader's capacities

    with django_assert_num_queries(0):  # type: ignore[operator]
        status_for(maija, booking)


def test_a_list_and_the_page_say_it_in_the_same_words(aino_with_sami: Process, aino: User, maija: User) -> None:
    """Of what is not as expected; a list leaves the rest out."""
    asked = session(aino_with_sami, Status.REQUESTED, aino)

    for user in (aino, maija):
        standing = parties.standing(asked.process, user)
        assert told.badge(asked, standing=standing, now=NOW) == status_for(user, asked)


def test_a_word_inside_a_sentence_begins_small_unless_it_is_an_abbreviation() -> None:
    assert inside_sentence("Tapaaminen") == "tapaaminen"
    assert inside_sentence("TYKY-hetki") == "TYKY-hetki"
    assert inside_sentence("") == ""
