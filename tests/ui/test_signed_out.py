"""A button pressed in a session that has ended: back to where it stood, not to an address that is no page."""

from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from bookings.models import Booking
from processes.models import Process
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.sqlite


@pytest.fixture
def unmarked(aino_with_sami: Process) -> Booking:
    return factories.make_booking(process=aino_with_sami, starts_at=NOW.replace(day=1, month=1))


@pytest.mark.parametrize(
    "posted, referer, lands",
    [
        ({"next": "/?week=2027-W05"}, "", "/?week=2027-W05"),
        ({}, "http://testserver/bookings/?page=1", "/bookings/?page=1"),
        ({}, "https://elsewhere.example/trap", "/"),
        ({"next": "//elsewhere.example"}, "", "/"),
    ],
)
def test_a_button_pressed_too_late_leads_back_to_its_page(
    unmarked: Booking, posted: dict[str, str], referer: str, lands: str
) -> None:
    client = Client(headers={"Referer": referer} if referer else None)
    answer = client.post(reverse("bookings:attendance", args=[unmarked.pk]), posted)

    assert answer.status_code == 302
    assert unquote(answer["Location"].partition("next=")[2]) == lands
    assert "Mitään ei tallennettu vielä." in client.get(answer["Location"]).content.decode()
    unmarked.refresh_from_db()
    assert unmarked.status == "confirmed"


def test_a_page_that_was_only_looked_for_is_shown_after_signing_in(kuuloke: object) -> None:
    client = Client()
    answer = client.get(reverse("bookings:list"))

    assert answer["Location"].endswith("next=/bookings/")
    assert "ei tallennettu" not in client.get(answer["Location"]).content.decode()
