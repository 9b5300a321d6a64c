"""One who asks by an address at work is told what its code does not open, and where to go (C6, S0-1, S0-5)."""

from typing import Any

import pytest
from django.test import Client

from intake.models import Request
from tests.bookings.pages import text
from tests.intake.stories import ask, client_of, confirmed, join, link_of, published, written_to
from tyonohjaus.people.models import User

AT_WORK, AT_HOME = "tiina@lehtola.example", "tiina@kotiposti.example"
SAID = "Tämä on työosoite"


@pytest.fixture
def sami_is_asked(kuuloke: Any, sami: User, maija: User) -> User:
    """At the domain of Maija's address somebody else reads the mail."""
    published(sami)
    return sami


@pytest.mark.sqlite
@pytest.mark.parametrize("address, told", [(AT_WORK, True), (AT_HOME, False)])
def test_it_is_said_before_and_after_confirming(sami_is_asked: User, address: str, told: bool) -> None:
    ask(sami_is_asked, email=address, payer="employer")
    path, anybody = link_of(written_to(address)[0]), Client()
    before = text(anybody.get(path))
    assert (SAID in before) == told
    assert ("ja valitset ajan" in before) != told
    assert anybody.post(path).status_code == 303
    after = anybody.get(path)
    assert (SAID in text(after)) == told
    assert ("/supervisors/" in after.content.decode()) == told


def test_an_employer_who_asks_for_its_staff_is_not_sent_away(sami_is_asked: User) -> None:
    ask(sami_is_asked, email=AT_WORK, for_whom="staff", payer="employer")
    assert SAID not in text(Client().get(link_of(written_to(AT_WORK)[0])))


@pytest.mark.sqlite
def test_a_member_is_told_it_too(sami_is_asked: User) -> None:
    confirmed(sami_is_asked, email=AT_HOME, for_whom="group", payer="employer", others=(AT_WORK,))
    path = link_of(written_to(AT_WORK)[0])
    assert SAID in text(Client().get(path))
    join(Request.objects.get(), AT_WORK, name="Tiina")
    assert SAID in text(Client().get(path))


def test_one_who_is_signed_in_types_no_name_again(sami_is_asked: User, aino: User) -> None:
    page = sami_is_asked.supervisor.profile
    form = client_of(aino).get(f"/supervisors/{page.pk}/request/").content.decode()
    assert f'value="{aino.email}"' in form and f'value="{aino.name}"' in form
