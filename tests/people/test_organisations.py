"""Laura keeps the employers and other payers."""

import pytest
from django.db import IntegrityError, transaction

from tests.bookings.pages import reading, text
from tests.factories import client_of, make_organisation, make_process
from tests.forms import faults, finnish, queries, said, typed
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import Membership, Organisation, User

pytestmark = pytest.mark.sqlite

LIST = "/practice/organisations/"

FILLED = {
    "name": "Harjun Lähityö ry",
    "business_id": "9000013-4",
    "group": "association",
    "own_of": "",
    "street": "Harjukatu 7 B",
    "postcode": "00500",
    "city": "Helsinki",
    "channel": "mail",
    "billing_email": "toimisto@harju.example",
    "einvoice_address": "",
    "einvoice_operator": "",
    "payment_term_days": "21",
    "cost_centre": "",
    "buyer_reference": "Ryhmä",
    "order_number": "",
    "grouping": "references",
    "buyer_reference_begins": "",
    "order_number_begins": "",
    "approval": "series",
}


def test_laura_adds_an_employer(laura: User) -> None:
    answer = client_of(laura).post(f"{LIST}new/", FILLED)
    assert answer.status_code == 303
    harju = Organisation.objects.get()
    assert (harju.name, harju.business_id, harju.approval) == ("Harjun Lähityö ry", "9000013-4", "series")
    assert Event.objects.get(name="organisation.created").actor == laura.pk


def test_laura_changes_how_an_employer_is_invoiced(laura: User, lehtola: Organisation) -> None:
    page = f"{LIST}{lehtola.pk}/"
    answer = client_of(laura).post(page, FILLED | {"name": lehtola.name, "business_id": "90000118"})
    assert answer.status_code == 303
    lehtola.refresh_from_db()
    assert lehtola.business_id == "9000011-8"
    assert lehtola.payment_term_days == 21


@pytest.mark.parametrize(
    "change, faulty",
    [
        ({"name": ""}, {"name": "This field is required."}),
        (
            {"business_id": "9000013-5"},
            {"business_id": "The check digit does not fit the other digits. Compare with the trade register."},
        ),
        ({"postcode": "0050"}, {"postcode": "A postcode has five digits: 33100."}),
        ({"payment_term_days": "0"}, {"payment_term_days": "The smallest possible number is %(limit_value)s."}),
        ({"payment_term_days": "61"}, {"payment_term_days": "The largest possible number is %(limit_value)s."}),
        ({"billing_email": "toimisto.harju"}, {"billing_email": "Enter a valid email address."}),
        (
            {"einvoice_address": "003790000134"},
            {"einvoice_operator": "An e-invoice finds its way only with an operator. Ask the payer."},
        ),
        (
            {"einvoice_operator": "E204503"},
            {"einvoice_address": "Write the address too, or leave the operator empty."},
        ),
        (
            {"billing_email": ""},
            {"billing_email": "Invoices go by e-mail: write the address, or choose another way."},
        ),
        (
            {"channel": "einvoice"},
            {"einvoice_address": "E-invoices need an address and an operator. Ask the payer for both."},
        ),
        (
            {"einvoice_address": "003790000135", "einvoice_operator": "E204503"},
            {
                "einvoice_address": "An OVT code is 0037 and the business ID without its hyphen; here a digit is "
                "wrong or missing."
            },
        ),
        (
            {"einvoice_address": "003790000134", "einvoice_operator": "003721291127"},
            {"einvoice_operator": "A digit is wrong or missing in this operator's code. Ask the payer."},
        ),
        (
            {"order_number": "T-100", "order_number_begins": "OT, PO"},
            {"order_number": "The payer takes only one that begins so: %(begins)s."},
        ),
    ],
)
def test_a_fault_is_told_beside_its_field(laura: User, change: dict[str, str], faulty: dict[str, str]) -> None:
    answer = finnish(laura).post(f"{LIST}new/", FILLED | change)
    assert answer.status_code == 422
    values = {"limit_value": "1" if change.get("payment_term_days") == "0" else "60", "begins": "OT, PO"}
    wanted = {name: said(text, **values) if "%(" in text else said(text) for name, text in faulty.items()}
    assert faults(answer) == wanted
    for name, value in change.items():
        assert typed(answer, name) in (value, [value])
    assert not Organisation.objects.exists()


def test_laura_says_how_a_buyer_is_invoiced(laura: User, merikanta: Organisation) -> None:
    """One way of delivery, what one invoice holds, and what it must carry (DOMAIN 5.3)."""
    profile = {"channel": "einvoice", "einvoice_address": "TE 0037 90000126", "einvoice_operator": "0037 21291126"}
    rules = {"grouping": "cost", "demands": ["order_number", "cost_centre"], "order_number_begins": "OT"}
    own = {"name": merikanta.name, "business_id": merikanta.business_id, "billing_email": ""}
    answer = client_of(laura).post(f"{LIST}{merikanta.pk}/", FILLED | own | profile | rules)
    assert answer.status_code == 303
    merikanta.refresh_from_db()
    assert (merikanta.channel, merikanta.grouping) == ("einvoice", "cost")
    assert (merikanta.einvoice_address, merikanta.einvoice_operator) == ("TE003790000126", "003721291126")
    found = list(merikanta.unmet({"order_number": "T-1", "buyer_reference": "Kallio"}))
    assert [(unmet.what, unmet.found) for unmet in found] == [("order_number", "T-1"), ("cost_centre", "")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"channel": "pigeon"},
        {"channel": "mail", "billing_email": ""},
        {"channel": "einvoice", "einvoice_address": "003790000126"},
        {"grouping": "whim"},
    ],
)
def test_the_database_holds_one_channel_that_has_what_it_needs(merikanta: Organisation, wrong: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=merikanta.pk).update(**wrong)


def test_a_payer_whose_address_goes_is_invoiced_the_usual_way(laura: User, lehtola: Organisation) -> None:
    """What else writes organisations (an import, a payer's answer) says nothing of channels."""
    assert lehtola.channel == "mail"
    assert lehtola.change(by=laura, billing_email="").channel == "letter"


def test_one_business_id_is_one_organisation(laura: User, lehtola: Organisation) -> None:
    answer = finnish(laura).post(f"{LIST}new/", FILLED | {"business_id": "9000011-8"})
    wanted = said("This business ID is already that of: %(name)s.", name="Lehtolan Kuntoutus Oy")
    assert faults(answer) == {"business_id": wanted}


OTHERS = (
    "Others work or manage here, or it pays for others. Add the business of this person as an organisation of its own."
)


def may_be_outis(laura: User, organisation: Organisation, outi: User) -> bool:
    """Does the office's form let it be her own business? Its address would then open content (C6)."""
    change = FILLED | {"name": organisation.name, "business_id": "", "own_of": str(outi.pk)}
    answer = finnish(laura).post(f"{LIST}{organisation.pk}/", change)
    assert answer.status_code == 303 or faults(answer) == {"own_of": said(OTHERS)}
    organisation.refresh_from_db()
    return organisation.own_of == outi


def test_an_employer_is_nobodys_own_business_C6(
    laura: User, sami: User, outi: User, aino: User, lehtola: Organisation
) -> None:
    assert not may_be_outis(laura, lehtola, outi)
    paying = make_organisation(name="Maksava Oy")
    make_process(supervisor=sami, supervisees=[outi], organisation=paying)
    assert not may_be_outis(laura, paying, outi)
    managed = make_organisation(name="Johdettu Oy")
    Membership.begin(user=aino, organisation=managed, capacity=Membership.As.MANAGER, by=laura).end(by=laura)
    assert not may_be_outis(laura, managed, outi), "what once was an employer stays one"
    anothers = make_organisation(name="Tmi Toinen", own_of=aino)
    assert not may_be_outis(laura, anothers, outi)


def test_the_own_business_of_one_who_pays_is_marked_and_saved_again(laura: User, outi: User) -> None:
    own = make_organisation(name="Tmi Outi")
    Membership.begin(user=outi, organisation=own, capacity=Membership.As.MANAGER, by=laura)
    assert may_be_outis(laura, own, outi)
    assert may_be_outis(laura, own, outi)


def test_several_organisations_may_have_no_business_id(laura: User) -> None:
    for name in ("Lukupiiri", "Kuoro"):
        assert client_of(laura).post(f"{LIST}new/", FILLED | {"name": name, "business_id": ""}).status_code == 303
    assert Organisation.objects.count() == 2


def test_the_page_shows_who_stands_for_the_organisation(laura: User, lehtola: Organisation, maija: User) -> None:
    assert "Maija Korhonen" in text(reading(laura).get(f"{LIST}{lehtola.pk}/"))


def test_the_list_is_searched_by_name_also_in_other_letter_case(
    laura: User, lehtola: Organisation, merikanta: Organisation
) -> None:
    make_organisation(name="Äänekosken apu")
    assert "Äänekosken" in text(reading(laura).get(LIST, {"q": "ÄÄNE"}))
    assert "Lehtolan" not in text(reading(laura).get(LIST, {"q": "ÄÄNE"}))


def test_the_list_costs_the_same_for_one_and_for_three(laura: User, lehtola: Organisation) -> None:
    client = client_of(laura)
    with_one = queries(client, LIST)
    make_organisation(name="Toinen")
    make_organisation(name="Kolmas")
    assert "Kolmas" in text(client.get(LIST))
    assert queries(client, LIST) == with_one


@pytest.mark.parametrize("who", ["maija", "sami", "aino"])
def test_others_see_no_list_and_no_organisation(
    request: pytest.FixtureRequest, lehtola: Organisation, who: str
) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.get(LIST).status_code == 404
    assert client.get(f"{LIST}{lehtola.pk}/").status_code == 404
