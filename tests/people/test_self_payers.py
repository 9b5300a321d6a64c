"""What somebody pays for themselves is not their employer's to know: a session that a code to the work mailbox has
opened sees neither the process nor its times and invoices, and no invoice goes to that mailbox (C6, DOMAIN 4.3)."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from bookings.models import Booking
from invoicing.delivery import MAIL
from invoicing.models import Invoice
from processes.models import Process
from tests.bookings.pages import text
from tests.factories import client_of, helsinki, make_booking, make_organisation, make_process
from tests.invoicing.month import held, issue, print_all
from tests.people.sessions import by_code
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Membership, Practice, User


@pytest.fixture
def private(kuuloke: Practice, aino: User, sami: User) -> Process:
    aino.street, aino.postcode, aino.city = "Kuusikuja 3", "33820", "Tampere"
    aino.save()
    return make_process(supervisor=sami, supervisees=[aino], length_minutes=60, price=Decimal(148))


@pytest.fixture
def ahead(private: Process) -> Booking:
    return make_booking(process=private, starts_at=helsinki("2027-02-09 10:00"))


@pytest.fixture
def invoice(private: Process, laura: User) -> Invoice:
    held(private)
    [invoice] = issue(laura)
    return invoice


@pytest.fixture
def pages(private: Process, ahead: Booking, invoice: Invoice) -> list[str]:
    return [
        f"/processes/{private.pk}/",
        f"/processes/{private.pk}/slots/",
        f"/bookings/{ahead.pk}/",
        reverse("invoicing:detail", args=[invoice.pk]),
        reverse("invoicing:pdf", args=[invoice.pk]),
    ]


def answers(client: Client, pages: list[str]) -> set[int]:
    return {client.get(page).status_code for page in pages}


def test_the_work_mailbox_opens_nothing_of_it_and_the_answer_is_that_of_an_unknown_one_C8(
    pages: list[str], aino_with_sami: Process, private: Process, invoice: Invoice, aino: User
) -> None:
    print_all()
    work = by_code(aino)
    assert answers(work, pages) == {404}
    unknown = work.get(pages[0].replace(str(private.pk), "00000000-0000-4000-8000-000000000000"))
    assert text(work.get(pages[0])) == text(unknown)
    for page in ("/", "/processes/", reverse("bookings:list"), reverse("invoicing:invoice_list")):
        body = work.get(page).content.decode()
        assert not [told for told in (str(private.pk), private.code, invoice.number) if told in body], page
    assert str(aino_with_sami.pk) in work.get("/").content.decode(), "what the employer pays stays open"


def test_a_session_of_their_own_opens_all_of_it(pages: list[str], private: Process, aino: User) -> None:
    print_all()
    assert answers(client_of(aino), pages) == {200}
    assert str(private.pk) in client_of(aino).get("/").content.decode()


def test_one_who_has_nothing_else_is_told_how_it_opens(private: Process, aino: User) -> None:
    assert reverse("people:handover") in by_code(aino).get("/").content.decode()
    assert reverse("people:handover") not in client_of(aino).get("/").content.decode()


def test_nor_does_a_managers_home_tell_of_their_own(
    kuuloke: Practice, maija: User, sami: User, lehtola: object
) -> None:
    own = make_process(supervisor=sami, supervisees=[maija])
    booking = make_booking(process=own, starts_at=helsinki("2027-02-09 10:00"))
    assert str(booking.pk) in client_of(maija).get("/").content.decode()
    assert str(booking.pk) not in by_code(maija).get("/").content.decode()


@pytest.mark.parametrize("address", ["aino@kotiposti.example", ""])
def test_the_invoice_goes_to_a_private_address_or_waits_for_the_office(
    private: Process, aino: User, laura: User, address: str
) -> None:
    """Aino signs in with an address of her own, or with one at Lehtola."""
    if address:
        aino.change(by=aino, email=address)
    held(private)
    [invoice] = issue(laura)
    print_all()
    assert invoice.address == address
    assert list(Message.objects.filter(template=MAIL).values_list("address", flat=True)) == [address] * bool(address)


@pytest.mark.parametrize("capacity", ["billing", "manager"])
def test_a_task_in_ones_own_business_opens_its_invoices_to_no_work_mailbox(
    kuuloke: Practice, aino: User, sami: User, laura: User, lehtola: object, capacity: str
) -> None:
    """Aino sees to the bills of her own business herself."""
    own = make_organisation(
        name="Tmi Aino", own_of=aino, business_id="9000013-4", street="Kuusikuja 3", postcode="33820", city="Tampere"
    )
    Membership.begin(user=aino, organisation=own, capacity=capacity, by=laura)
    held(make_process(supervisor=sami, supervisees=[aino], organisation=own, payer="self"))
    [invoice] = issue(laura)
    page = reverse("invoicing:detail", args=[invoice.pk])
    assert client_of(aino).get(page).status_code == 200
    assert by_code(aino).get(page).status_code == 404


@pytest.mark.parametrize("billing", ["", "aino.makela@lehtola.example", "tmi@kotiposti.example"])
def test_so_does_that_of_an_own_business(kuuloke: Practice, aino: User, sami: User, laura: User, billing: str) -> None:
    own = make_organisation(name="Tmi Aino", own_of=aino, billing_email=billing)
    assert Invoice(organisation=own).address == ("tmi@kotiposti.example" if "tmi" in billing else "")


def test_and_that_of_an_employer_goes_where_it_says(aino_with_sami: Process) -> None:
    assert Invoice(organisation=aino_with_sami.organisation).address == "laskut@lehtola.example"
