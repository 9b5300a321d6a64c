"""Laura's home leads to what her menu of five words has no room for."""

import pytest
from django.urls import reverse

from tests.bookings.pages import links, reading
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite


def test_the_office_finds_all_sessions_from_its_home(kuuloke: object, laura: User) -> None:
    url = reverse("bookings:list")
    client = reading(laura)
    assert url in links(client.get("/"), url)
    assert client.get(url).status_code == 200
