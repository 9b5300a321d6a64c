"""An invoice whose payer has no e-mail: it stands on Laura's list until she has brought it and said so."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from invoicing.models import Invoice
from processes.models import Process
from tests.bookings.mails import gone
from tests.factories import helsinki
from tests.forms import finnish
from tests.invoicing.month import (
    JANUARY,
    draft,
    held,
    issue,
    print_all,
)
from tyonohjaus.events.models import Event
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.django_db
IN_MARCH = "2027-03-01 08:00"


@pytest.fixture
def office(laura: User) -> Client:
    return finnish(laura, content=False)


@pytest.fixture
def silent(framed: Process, lehtola: Organisation) -> Organisation:
    """Lehtola, with a session to pay and no e-mail for invoices."""
    lehtola.channel, lehtola.billing_email = "letter", ""
    lehtola.save()
    held(framed)
    return lehtola


@pytest.fixture
def by_hand(silent: Organisation, laura: User) -> Invoice:
    [invoice] = issue(laura)
    print_all()
    return invoice


def list_of(office: Client, path: str = "/billing/") -> list[str]:
    return [type(concern).__name__ for concern in office.get(path).context["concerns"]]


def text_of(page: Any) -> str:
    return " ".join(page.content.decode().replace("\u00a0", " ").split())


def test_it_is_on_the_list_from_the_moment_it_is_issued(silent: Organisation, office: Client) -> None:
    """Also while its PDF is being made: the page that follows the button says it at once."""
    draft()
    token = office.get("/billing/").context["month"].token

    page = office.post(reverse("invoicing:issue", args=[JANUARY]), {"shown": token}, follow=True)

    assert [type(concern).__name__ for concern in page.context["concerns"]] == ["ByHand"]
    text = text_of(page)
    assert "1 lasku sai numeronsa. PDF:t valmistuvat ja sähköpostit lähtevät itsestään." in text
    assert "1 on toimitettava käsin: se pysyy listalla, kunnes merkitset sen." in text
    assert "1 asia odottaa sinua." in text
    assert "1 lasku muodostettu" in text
    assert "lasku on muodostettu" in text
    assert "lähetetty" not in text.split("<h1")[1].split("Maksajat")[0]
    assert "katsoa ensin" not in text


def test_it_stays_there_until_laura_marks_it(by_hand: Invoice, office: Client) -> None:
    assert list_of(office) == list_of(office, "/") == ["ByHand"]
    assert "1 asia odottaa sinua." in text_of(office.get("/"))
    assert "0/1 laskua on toimitettu" in text_of(office.get("/"))

    office.post(reverse("invoicing:delivery", args=[by_hand.pk]), {"how": "letter"})

    assert list_of(office) == list_of(office, "/") == []
    assert "kaikki on lähetetty" in text_of(office.get("/"))


def test_it_stays_there_when_the_next_month_has_begun(by_hand: Invoice, laura: User) -> None:
    with time_machine.travel(helsinki(IN_MARCH)):
        office = finnish(laura, content=False)
        assert list_of(office) == list_of(office, "/") == ["ByHand"]
        assert office.get("/billing/").context["month"].issued == []  # February's

        office.post(reverse("invoicing:delivery", args=[by_hand.pk]), {"how": "letter"})
        assert list_of(office) == []


def test_an_address_that_came_later_is_offered_and_ends_it(
    by_hand: Invoice, office: Client, lehtola: Organisation
) -> None:
    lehtola.channel, lehtola.billing_email = "mail", "uusi@lehtola.example"
    lehtola.save()
    page = office.get("/billing/")
    assert "Maksajalla on nyt sähköpostiosoite" in text_of(page)

    office.post(reverse("invoicing:mail", args=[by_hand.pk]))
    gone()

    assert Message.objects.get().address == "uusi@lehtola.example"
    assert list_of(office) == []


def test_the_page_that_watches_says_at_the_end_what_waits(silent: Organisation, office: Client, laura: User) -> None:
    """The notice stays where it is, and so does the reader: only what changed is put in its place."""
    issue(laura)
    watching = {"HX-Request": "true"}
    under_way = text_of(office.get("/billing/2027-01/", headers=watching))
    assert "every 2s" in under_way
    assert "hx-swap-oob" not in under_way

    print_all()
    arrived = text_of(office.get("/billing/2027-01/", headers=watching))

    assert "every 2s" not in arrived
    assert "<html" not in arrived
    assert '<div id="concerns" hx-swap-oob="true">' in arrived
    assert "Lasku 20270001 on vielä toimittamatta" in arrived
    assert "hx-swap-oob" not in text_of(office.get("/billing/2027-01/"))


def test_what_is_not_printed_cannot_have_been_brought(silent: Organisation, office: Client, laura: User) -> None:
    [invoice] = issue(laura)
    url = reverse("invoicing:delivery", args=[invoice.pk])
    office.post(url, {"how": "letter"})
    assert not invoice.sendings.exists()

    print_all()
    assert office.post(url, {}).status_code == 422  # how it was brought is missing
    assert office.post(url, {"how": "letter"}).status_code == 303

    assert office.post(url, {"how": "letter"}, follow=True).status_code == 200  # a second press writes nothing

    sending = invoice.sendings.get()
    assert (sending.by, sending.route) == (laura, "letter")
    assert Event.objects.filter(name="invoice.delivered").count() == 1
    assert office.get("/billing/").context["month"].done == 1
