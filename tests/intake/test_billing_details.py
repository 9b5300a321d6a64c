"""A payer says how it is invoiced; the office looks, confirms, and only then an invoice is drafted (S1-3)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from bookings.models import Status
from intake.models import BillingDetails
from invoicing import monthly_run
from invoicing.models import Line
from tests import factories
from tests.factories import helsinki
from tests.intake.stories import client_of, link_of, written_to
from tyonohjaus.lib import clock

ADDRESS = "ostoreskontra@merikanta.example"
ANSWER = {
    "name": "Merikannan hyvinvointialue",
    "business_id": "9000012-6",
    "street": "Rantatie 1",
    "postcode": "28100",
    "city": "Pori",
    "einvoice_address": "003790000126",
    "einvoice_operator": "003721291126",
    "billing_email": "",
    "cost_centre": "4711",
    "buyer_reference": "OT-77",
}


@pytest.fixture
def asked(kuuloke, laura, merikanta) -> str:
    """The path of the link that the billing contact got."""
    page = client_of(laura).post(f"/practice/organisations/{merikanta.pk}/details/", {"act": "ask", "email": ADDRESS})
    assert page.status_code == 303
    return link_of(written_to(ADDRESS)[0])


def test_the_answer_waits_for_the_office_and_then_stands_on_the_organisation_S1_3(asked, laura, merikanta) -> None:
    anybody, office = Client(), client_of(laura)
    assert anybody.get(asked).status_code == 200
    assert anybody.post(asked, ANSWER).status_code == 303
    assert anybody.post(asked, ANSWER | {"cost_centre": "0"}).status_code == 422  # once
    merikanta.refresh_from_db()
    assert merikanta.cost_centre == ""
    path = f"/practice/organisations/{merikanta.pk}/details/"
    assert "4711" in office.get(path).content.decode()
    row = BillingDetails.objects.get()
    assert office.post(path, {"act": "confirm", "seen": row.stand}).status_code == 303
    merikanta.refresh_from_db()
    assert (merikanta.cost_centre, merikanta.einvoice_address) == ("4711", "003790000126")
    assert not BillingDetails.unconfirmed().exists()
    assert office.post(path, {"act": "confirm", "seen": row.stand}).status_code == 422


def test_the_office_confirms_what_it_has_looked_at_and_nothing_newer(asked, laura, merikanta) -> None:
    stand = BillingDetails.objects.get().stand
    Client().post(asked, ANSWER)
    path = f"/practice/organisations/{merikanta.pk}/details/"
    assert client_of(laura).post(path, {"act": "confirm", "seen": stand}).status_code == 422
    merikanta.refresh_from_db()
    assert merikanta.cost_centre == ""


def test_the_office_confirms_what_it_reads_there_when_nobody_has_answered(kuuloke, laura, merikanta) -> None:
    BillingDetails.expect(merikanta, now=clock.now())
    office, path = client_of(laura), f"/practice/organisations/{merikanta.pk}/details/"
    page = office.get(path)
    assert merikanta.business_id in page.content.decode()
    seen = page.context["confirming"]["seen"].value()
    assert office.post(path, {"act": "confirm", "seen": seen}).status_code == 303
    assert not BillingDetails.unconfirmed().exists()


def test_the_invoices_of_an_old_customer_do_not_wait_for_a_new_request(merikanta, aino, sami) -> None:
    factories.make_process(supervisor=sami, supervisees=[aino], organisation=merikanta)
    BillingDetails.expect(merikanta, now=clock.now())
    assert not BillingDetails.unconfirmed().exists()


def test_a_business_id_of_another_is_told_to_the_office(asked, laura, merikanta, lehtola) -> None:
    Client().post(asked, ANSWER | {"business_id": lehtola.business_id})
    path = f"/practice/organisations/{merikanta.pk}/details/"
    page = client_of(laura).post(path, {"act": "confirm", "seen": BillingDetails.objects.get().stand})
    assert page.status_code == 422
    assert lehtola.name in page.content.decode()


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "wrong",
    [
        {"business_id": "9000012-7"},
        {"business_id": ""},
        {"business_id": "nolla"},
        {"name": ""},
        {"name": "a" * 71},
        {"postcode": "281"},
        {"einvoice_operator": ""},
        {"einvoice_address": ""},
        {"einvoice_address": "", "einvoice_operator": ""},
        {"billing_email": "ei"},
    ],
)
def test_a_wrong_check_digit_and_the_like_are_told_beside_the_field(asked, wrong) -> None:
    page = Client().post(asked, ANSWER | wrong)
    assert page.status_code == 422
    assert BillingDetails.objects.get().answered_at is None
    assert "OT-77" in page.content.decode()


def test_an_old_or_void_link_answers_nothing(asked, laura, merikanta) -> None:
    with time_machine.travel(clock.now() + timedelta(days=31)):
        assert Client().post(asked, ANSWER).status_code == 422
    BillingDetails.ask(merikanta, address="uusi@merikanta.example", by=laura, now=clock.now())
    assert Client().post(asked, ANSWER).status_code == 422
    assert BillingDetails.objects.get().answered_at is None


def test_until_it_is_confirmed_the_month_names_it_instead_of_an_invoice_S1_3(
    asked, laura, merikanta, aino, sami
) -> None:
    process = factories.make_process(supervisor=sami, supervisees=[aino], organisation=merikanta)
    factories.make_booking(process=process, starts_at=helsinki("2027-01-12 10:00"), status=Status.HELD)
    monthly_run.draft_month(date(2027, 1, 1), now=clock.now())
    assert not Line.objects.exists()
    month = client_of(laura).get("/billing/2027-01/").content.decode()
    assert f"/practice/organisations/{merikanta.pk}/details/" in month
    row = BillingDetails.objects.get()
    row.confirm(by=laura, now=clock.now(), seen=row.stand)
    monthly_run.draft_month(date(2027, 1, 1), now=clock.now())
    assert Line.objects.count() == 1


def test_others_neither_ask_nor_confirm(asked, merikanta, pekka, sami) -> None:
    for user in (pekka, sami):
        path = f"/practice/organisations/{merikanta.pk}/details/"
        assert client_of(user).get(path).status_code in {403, 404}
        assert client_of(user).post(path, {"act": "ask", "email": "x@y.example"}).status_code in {403, 404}
