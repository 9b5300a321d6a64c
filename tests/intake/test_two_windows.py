"""Two windows write the wishes or the background of one request: nobody writes over what they have not read."""

from typing import Any

import pytest

from intake.models import Background, Wishes
from tests.bookings.pages import reading, text
from tests.intake.stories import confirmed, published
from tyonohjaus.people.models import User

MEANWHILE = "changed elsewhere after you opened it"


def refused(user: User, path: str) -> Any:
    client = reading(user)
    form = client.get(path).context["form"]
    old = {"seen": form["seen"].value() or ""}
    assert client.post(path, old | {"text": "Uusi"}).status_code == 303
    assert client.post(path, old | {"text": "Uusi"}).status_code == 303, "a second tap is no other text"
    answer = client.post(path, old | {"text": "Vanha ikkuna"})
    assert answer.status_code == 422
    assert MEANWHILE in text(answer)
    assert "Uusi" in text(answer)
    return answer


@pytest.fixture
def request_of_eero(kuuloke: Any, sami: User, eero: User) -> Any:
    published(sami)
    return confirmed(sami, email=eero.email)


def test_an_old_window_of_ones_own_wishes_does_not_win(request_of_eero: Any, eero: User) -> None:
    Wishes.write(request=request_of_eero, owner=eero, text="Alku")
    refused(eero, f"/requests/{request_of_eero.pk}/wishes/")
    assert Wishes.objects.get().read(by=eero) == "Uusi"


def test_nor_of_the_employers_background(kuuloke: Any, sami: User, maija: User) -> None:
    published(sami)
    request = confirmed(sami, email=maija.email, for_whom="staff", payer="employer")
    Background.write(request=request, owner=maija, text="Alku", for_members=False)
    refused(maija, f"/requests/{request.pk}/background/")
    assert Background.objects.get().read(by=maija) == "Uusi"
