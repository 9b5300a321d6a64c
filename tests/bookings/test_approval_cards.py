"""What a manager reads of what is asked, and no more: their own people's working time and cost (C6, C7)."""

import dataclasses
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings import approvals, chasing, lengths, places
from processes.models import Place, PriceItem, Process
from tests import factories
from tests.bookings import mails
from tests.bookings.pages import page
from tests.bookings.several import dates
from tests.bookings.stories import NEXT_TUESDAY, TUESDAY, book, book_series
from tests.factories import NOW, client_of, helsinki
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = pytest.mark.sqlite


def test_the_card_has_exactly_these_fields_C7() -> None:
    assert {field.name for field in dataclasses.fields(approvals.ApprovalCard)} == {
        "whose",
        "people",
        "times",
        "minutes",
        "in_all",
        "remote",
        "price",
        "vat_percent",
        "gross",
        "cost_centre",
        "code",
        "nth",
        "count",
        "taken",
        "spent",
        "agreed",
        "held_until",
        "others",
    }


def test_the_page_says_whose_time_how_long_and_what_it_costs(asked: Process, aino: User, maija: User) -> None:
    factories.make_booking(process=asked, starts_at=NOW - timedelta(days=28), status="held")
    booking = book(asked, by=aino)
    text = page(maija, f"/bookings/{booking.pk}/approval/")

    for fact in ("Aino Mäkelä", "ti 9.2.2027 klo 10.00–11.30", "90 min, etänä", "175,00 €", "219,63 €", "25,5 %"):
        assert fact in text
    assert "4410" in text
    assert f"{asked.code}, kerta 2/10" in text
    assert "to 4.2. klo 16" in text


def test_of_times_that_differ_no_length_and_no_place_stands_for_all(asked: Process, sami: User, maija: User) -> None:
    """A yes to "3 × 90 min" is none to two hours on one of the days; nor is "remote" true of the one outdoors."""
    PriceItem.objects.create(kind="individual", minutes=120, price="220.00", valid_from=NOW.date())
    series = book_series(asked, by=sami)
    one, other, _last = dates(series)
    lengths.change_length(one, minutes=120, by=sami, now=NOW)
    places.change_place(other, place=Place.OUTDOORS, by=sami, now=NOW)
    for path in (f"/series/{series.pk}/approval/", "/approvals/", "/"):
        said = page(maija, path)
        assert "3 aikaa, yhteensä 300 min" in said, path
        assert "etänä ja paikan päällä" in said, path
        assert "3 × " not in said, path
    mails.gone()
    with time_machine.travel(helsinki("2027-02-04 10:00")):
        chasing.chase(now=clock.now())
        (mail,) = [one for one in mails.post() if one.to == [maija.email] and "3 aikaa" in one.subject]
    assert "3 aikaa, yhteensä 300 min, etänä ja paikan päällä" in str(mail.body).replace("\u00a0", " ")


def test_vat_is_that_of_the_sessions_day(asked: Process, aino: User, maija: User) -> None:
    from tyonohjaus.people.models import VatRate

    VatRate.objects.create(valid_from=NEXT_TUESDAY.date(), percent=Decimal("26.00"))
    first, second = (
        factories.make_booking(process=asked, starts_at=at, status="requested") for at in (TUESDAY, NEXT_TUESDAY)
    )

    assert approvals.cards_of([first], [maija])[0].gross == Decimal("219.63")
    assert approvals.cards_of([second], [maija])[0].gross == Decimal("220.50")
    both = approvals.cards_of([first, second], [maija])[0]
    assert (both.price, both.gross, both.vat_percent) == (Decimal("350.00"), Decimal("440.13"), None)


def test_a_small_business_adds_no_vat(asked: Process, aino: User, maija: User) -> None:
    Practice.objects.update(vat="small")
    booking = book(asked, by=aino)

    assert approvals.cards_of([booking], [maija])[0].gross == Decimal("175.00")
    assert "+ alv" not in page(maija, f"/bookings/{booking.pk}/approval/")


def test_in_a_group_each_manager_reads_of_their_own_people_only(
    kuuloke: Practice, aino: User, eero: User, sami: User, maija: User, pekka: User, lehtola: Organisation
) -> None:
    group = factories.make_process(supervisor=sami, supervisees=[aino, eero], organisation=lehtola, approval="each")
    group.participants.filter(user=eero).update(manager=pekka)
    booking = book(group, by=sami)

    for manager, own, other in ((maija, "Aino", "Eero"), (pekka, "Eero", "Aino")):
        for path in (f"/bookings/{booking.pk}/approval/", "/approvals/", "/"):
            text = page(manager, path)
            assert own in text
            assert other not in text


def test_the_list_costs_the_same_queries_for_one_and_three(
    asked: Process, eero: User, sami: User, maija: User, lehtola: Organisation
) -> None:
    factories.make_booking(process=asked, starts_at=TUESDAY, status="requested")
    with_one = queries(maija, "/approvals/")
    other = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola, approval="each")
    for process, days in ((asked, 7), (other, 14)):
        factories.make_booking(process=process, starts_at=TUESDAY + timedelta(days=days), status="requested")

    assert queries(maija, "/approvals/") == with_one


def queries(user: User, path: str) -> int:
    client = client_of(user)
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)
