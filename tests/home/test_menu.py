"""Each page marks one word of the menu, so that nobody is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from processes.models import Process
from reviews.models import Evaluation
from tests.bookings.pages import tree
from tests.factories import client_of
from tests.reviews.stories import opened
from tests.voice.conftest import TEXT
from tyonohjaus.home.nav import MENUS, ORDER
from tyonohjaus.people.models import User
from voice.models import ManagementMessage

pytestmark = pytest.mark.sqlite


def word(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return [place.get("href") for place in tree(answer).xpath("//nav//a[@aria-current='page']")]


@pytest.fixture
def evaluation(group_with_sami: Process) -> Evaluation:
    return opened(group_with_sami)


def test_the_rooms_above_the_sessions_belong_to_supervision(
    evaluation: Evaluation, aino: User, sami: User, laura: User
) -> None:
    message = ManagementMessage.begin(evaluation.process, words=TEXT, by=aino)
    addresses = [reverse("voice:detail", args=[message.pk]), evaluation.get_absolute_url(), "/requests/"]
    for client in (client_of(aino), client_of(sami)):
        for address in addresses:
            assert word(client, address) == ["/processes/"]
    assert word(client_of(laura), "/requests/") == ["/processes/"]


def test_nobody_has_more_than_five_words_to_choose_from() -> None:
    """Nor has a home without a menu of its own."""
    assert {len(entries) for entries in MENUS.values()} <= {2, 3, 4, 5}
    assert set(ORDER) == MENUS.keys()


def test_what_a_manager_answers_belongs_together(group_with_sami: Process, maija: User) -> None:
    assert word(client_of(maija), reverse("invoicing:hours")) == [reverse("bookings:approvals")]


def test_the_others_belong_where_their_address_says(group_with_sami: Process, aino: User, laura: User) -> None:
    assert word(client_of(aino), "/") == ["/"]
    assert word(client_of(aino), reverse("bookings:slots", args=[group_with_sami.pk])) == [reverse("bookings:book")]
    assert word(client_of(aino), "/testimonials/") == [reverse("people:own")]
    assert word(client_of(laura), reverse("invoicing:invoice_list")) == [reverse("invoicing:month")]
    assert word(client_of(laura), reverse("reviews:statistics")) == [reverse("people:practice")]
    assert word(client_of(laura), reverse("outbox:unsent")) == ["/"]
