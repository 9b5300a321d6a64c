"""The price list: by kind, length and customer group, from a day on."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from processes.models import FrameAgreement, PriceItem, Process, Tariff
from processes.prices import proposed
from tests.bookings.pages import reading, text
from tests.factories import client_of
from tests.forms import faults, finnish, queries, said, typed
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite

LIST = "/practice/prices/"
FILLED = {"kind": "individual", "minutes": "90", "group": "", "price": "175,00", "valid_from": "1.1.2027"}


def add(**values: Any) -> PriceItem:
    defaults = {"kind": "individual", "minutes": 90, "price": Decimal(175), "valid_from": date(2026, 1, 1)}
    return PriceItem.objects.create(**defaults | values)


def test_laura_adds_a_price(laura: User) -> None:
    assert client_of(laura).post(f"{LIST}new/", FILLED | {"price": "1 175,50 €"}).status_code == 303
    item = PriceItem.objects.get()
    assert (item.price, item.valid_from) == (Decimal("1175.50"), date(2027, 1, 1))
    assert Event.objects.get(name="price.entered").actor == laura.pk


def test_she_changes_it_and_processes_keep_what_they_agreed_on(laura: User, aino_with_sami: Process) -> None:
    item = add()
    client_of(laura).post(f"{LIST}{item.pk}/", FILLED | {"price": "190"})
    item.refresh_from_db()
    assert item.price == Decimal("190.00")
    aino_with_sami.refresh_from_db()
    assert aino_with_sami.price == Decimal("175.00")


@pytest.mark.parametrize(
    "change, faulty",
    [
        ({"price": ""}, {"price": "This field is required."}),
        ({"price": "sata"}, {"price": "Write the sum in numbers, like this: 175,00."}),
        ({"price": "-5"}, {"price": "A sum cannot be below zero."}),
        ({"minutes": "noin 90"}, {"minutes": "Write a whole number."}),
        ({"valid_to": "31.12.2026"}, {"valid_to": "This day is before the first. Write a later one, or none."}),
        ({"valid_from": "vuodenvaihteessa"}, {"valid_from": "Write the day like this: 31.1.2027."}),
    ],
)
def test_a_fault_is_told_beside_its_field(laura: User, change: dict[str, str], faulty: dict[str, str]) -> None:
    answer = finnish(laura).post(f"{LIST}new/", FILLED | change)
    assert answer.status_code == 422
    assert faults(answer) == {name: said(sentence) for name, sentence in faulty.items()}
    for name, value in change.items():
        assert typed(answer, name) == value


def test_one_kind_length_group_and_day_has_one_price(laura: User) -> None:
    add(valid_from=date(2027, 1, 1))
    answer = finnish(laura).post(f"{LIST}new/", FILLED)
    sentence = "This price is on the list already from that day. Change it there, or choose another day."
    assert faults(answer) == {"valid_from": said(sentence)}


def test_a_price_may_be_saved_as_it_stands(laura: User) -> None:
    item = add(valid_from=date(2027, 1, 1))
    assert client_of(laura).post(f"{LIST}{item.pk}/", FILLED).status_code == 303


def test_the_list_shows_each_and_costs_the_same_for_one_and_for_three(laura: User) -> None:
    add()
    client = client_of(laura)
    with_one = queries(client, LIST)
    add(minutes=60, price=Decimal(148))
    add(group="association", price=Decimal(140))
    assert queries(client, LIST) == with_one
    page = text(reading(laura).get(LIST))
    assert "€148.00" in page
    assert "Association" in page


@pytest.mark.parametrize("who", ["sami", "maija", "aino"])
def test_others_have_no_price_list(request: pytest.FixtureRequest, who: str) -> None:
    client, item = client_of(request.getfixturevalue(who)), add()
    assert client.get(LIST).status_code == 404
    assert client.get(f"{LIST}{item.pk}/").status_code == 404


def test_a_price_holds_until_its_last_day_and_then_the_one_for_all_does(laura: User) -> None:
    add(price=Decimal(175)), add(minutes=60, price=Decimal(148)), add(kind="pair", price=Decimal(170))
    fields = FILLED | {"group": "company", "price": "150", "valid_to": "31.3.2027"}
    assert client_of(laura).post(f"{LIST}new/", fields).status_code == 303

    def price(on: date, **other: Any) -> Decimal | None:
        what = {"kind": "individual", "minutes": 90, "group": "company"}
        return PriceItem.objects.for_session(**what | other, on=on)

    assert [price(date(2027, 3, 31)), price(date(2027, 4, 1))] == [Decimal(150), Decimal(175)]
    others: list[dict[str, Any]] = [{"minutes": 60}, {"kind": "pair"}, {"group": "public"}, {"minutes": 45}]
    assert [price(date(2027, 3, 31), **one) for one in others] == [Decimal(148), Decimal(170), Decimal(175), None]


def test_a_framework_price_holds_while_its_agreement_does(laura: User, lehtola: Organisation) -> None:
    add(price=Decimal(175))
    days = {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 6, 30)}
    tariff = [Tariff("individual", 90, Decimal(160))]
    frame = FrameAgreement.agree(by=laura, organisation=lehtola, number="L-1", prices=tariff, **days)
    what = {"kind": "individual", "minutes": 90, "trade": "supervision", "frame": frame, "organisation": lehtola}

    days_asked = (date(2026, 12, 31), date(2027, 6, 30), date(2027, 7, 1))
    assert [proposed(**what, on=day) for day in days_asked] == [Decimal(175), Decimal(160), Decimal(175)]
