"""A manager's yes never falls on a price that they were not shown: not from a page, not of several at once, not by a
signed link (A2). Who is shown no price is told of none (C7)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from bookings import approvals
from bookings.models import Approval, Asked, Booking, Status
from processes.models import CostShare, PriceItem, Process, Share
from tests.bookings import mails
from tests.bookings.pages import fields, landed, reading, text, token
from tests.bookings.several import dates
from tests.bookings.stories import book, book_series
from tests.bookings.test_races import ROUNDS, all_at_once
from tests.factories import NOW, helsinki
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import Organisation, User

NEW = Decimal("190.00")
CHANGED = "The price has changed: look again. Without VAT: €175.00 → €190.00."

Shown = Callable[[Booking], dict[str, str]]


@pytest.fixture
def booking(asked: Process, aino: User) -> Booking:
    return book(asked, by=aino)


def open_page(client: Client, path: str) -> dict[str, str]:
    """What its form posts as it stands, with a yes."""
    return fields(client.get(path), having="ask") | {"decision": "approve"}


def standing(row: Booking) -> tuple[str, list[Decimal | None]]:
    """Its state, and the prices to which it was said yes."""
    row.refresh_from_db()
    return row.status, list(row.approvals.values_list("for_price", flat=True))


def test_a_yes_from_a_page_with_the_old_price_does_not_count(booking: Booking, maija: User, laura: User) -> None:
    client, path = reading(maija), reverse("bookings:approval", args=[booking.pk])
    form = open_page(client, path)
    booking.reprice(by=laura, price=NEW)

    answer = client.post(path, form)

    assert answer.status_code == 422
    assert CHANGED in text(answer)
    assert standing(booking) == (Status.REQUESTED, [])
    assert client.post(path, fields(answer, having="ask") | {"decision": "approve"}).status_code == 303
    assert standing(booking) == (Status.CONFIRMED, [NEW])


@pytest.mark.parametrize("decision", ["approve", "decline"])
def test_of_several_the_others_stand_and_each_is_told(
    asked: Process, booking: Booking, sami: User, maija: User, laura: User, decision: str
) -> None:
    """A session alone, and one of a series: of both the manager reads what became of them."""
    series = book_series(asked, by=sami, days=("02-23", "03-23"))
    tokens = [one.token for one in approvals.waiting(maija, now=NOW)]
    one, other = dates(series)
    for row in (booking, one):
        row.reprice(by=laura, price=NEW)
    client = reading(maija)
    posted = {"ask": tokens, "decision": decision}
    sure = fields(client.post("/approvals/", posted), having="sure") if decision == "decline" else {}

    said = text(landed(client.post("/approvals/", posted | ({"sure": "1"} if sure else {})), client))

    assert [standing(row)[0] for row in (booking, one)] == [Status.REQUESTED] * 2
    assert standing(other)[0] == (Status.CONFIRMED if decision == "approve" else Status.DECLINED)
    assert "1 time" in said
    assert said.count(CHANGED) == 2


def test_a_link_says_what_the_price_was_in_its_message(booking: Booking, maija: User, laura: User) -> None:
    client, path = reading(maija), mails.link(mails.to(maija, mails.post()))
    form = open_page(client, path)
    booking.reprice(by=laura, price=NEW)

    late = client.post(path, form)
    assert late.status_code == 422
    assert CHANGED in text(late)
    assert standing(booking) == (Status.REQUESTED, [])

    looked = text(client.get(path))
    assert "The price has changed since the message was sent: look at it before you answer." in looked
    assert "€175.00 → €190.00" in looked
    assert client.post(path, open_page(client, path)).status_code == 303
    assert standing(booking) == (Status.CONFIRMED, [NEW])


def test_the_link_of_a_series_asks_still_what_costs_something_else(
    asked: Process, sami: User, maija: User, laura: User
) -> None:
    one, *others = dates(book_series(asked, by=sami))
    client, path = Client(headers={"accept-language": "en"}), mails.link(mails.to(maija, mails.post()))
    client.cookies["django_language"] = "en"
    form = open_page(client, path)
    one.reprice(by=laura, price=NEW)
    assert "€525.00 → €540.00" in text(client.get(path))

    late = client.post(path, form)

    assert late.status_code == 422
    assert "You have approved 2 times." in text(late)
    assert CHANGED in text(late)
    assert [standing(row)[0] for row in (one, *others)] == [Status.REQUESTED, Status.CONFIRMED, Status.CONFIRMED]
    assert client.post(path, open_page(client, path)).status_code == 303
    assert standing(one) == (Status.CONFIRMED, [NEW])
    assert client.post(path, form).status_code == 422


def test_another_share_of_the_cost_is_another_price(
    booking: Booking, asked: Process, maija: User, laura: User, lehtola: Organisation, merikanta: Organisation
) -> None:
    form = {"ask": [one.token for one in approvals.waiting(maija, now=NOW)], "decision": "approve"}
    shares = [Share(organisation=whose, percent=Decimal(50)) for whose in (lehtola, merikanta)]
    CostShare.agree(asked, shares, on=clock.today(), by=laura)
    client = reading(maija)

    assert "€175.00 → €87.50" in text(landed(client.post("/approvals/", form), client))
    assert standing(booking) == (Status.REQUESTED, [])


def test_whose_employer_does_not_pay_says_yes_to_the_time_alone_C7(
    booking: Booking, asked: Process, maija: User, laura: User, merikanta: Organisation
) -> None:
    Process.objects.filter(pk=asked.pk).update(organisation=merikanta)
    client, path = reading(maija), reverse("bookings:approval", args=[booking.pk])
    form = open_page(client, path)
    booking.reprice(by=laura, price=NEW)

    said = text(landed(client.post(path, form), client))

    assert "€" not in said
    assert standing(booking) == (Status.CONFIRMED, [Decimal(0)])


@pytest.mark.sqlite
def test_another_price_in_the_agreement_or_on_the_list_is_no_other_price_of_what_is_booked(
    booking: Booking, asked: Process, maija: User
) -> None:
    Process.objects.filter(pk=asked.pk).update(price=NEW)
    PriceItem.objects.create(kind="individual", minutes=90, price=NEW, valid_from=date(2027, 1, 1))

    [ask] = approvals.waiting(maija, now=NOW)
    assert (ask.card.price, ask.token) == (Decimal("175.00"), token(booking))


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_deadlock")
def test_a_yes_against_another_price_A2(asked: Process, sami: User, maija: User, laura: User) -> None:
    for number in range(ROUNDS):
        booking = book(asked, by=sami, at=helsinki("2027-02-09 10:00"))
        outcomes = all_at_once(
            lambda b=booking: b.approve(by=maija, shown=Asked(b.times, b.price)),
            lambda b=booking: b.reprice(by=laura, price=NEW),
        )
        assert set(outcomes) <= {"done", TooLate.__name__}, (number, outcomes)
        assert Booking.objects.get(pk=booking.pk).price == NEW
        confirmed = outcomes["done"] == 2
        expected = (Status.CONFIRMED, [Decimal("175.00")]) if confirmed else (Status.REQUESTED, [])
        assert standing(booking) == expected, number
        booking.cancel(by=sami, now=NOW)
    assert Approval.objects.exclude(for_price=Decimal("175.00")).count() == 0
