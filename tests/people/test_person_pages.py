"""Laura keeps the list of people."""

import uuid

import pytest
from allauth.account.models import EmailAddress

from tests.bookings.pages import reading, text, tree
from tests.factories import client_of, make_employment, make_manager, make_person
from tests.forms import faults, finnish, queries, said, typed
from tyonohjaus.events.models import Event
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite

LIST = "/people/"
FILLED = {
    "name": "Liisa Nieminen",
    "email": "liisa.nieminen@lehtola.example",
    "phone": "+358 40 000 0003",
    "language": "fi",
    "street": "",
    "postcode": "",
    "city": "",
}


def test_a_new_person_can_sign_in_and_gets_no_message(laura: User) -> None:
    answer = client_of(laura).post(f"{LIST}new/", FILLED | {"email": "Liisa.Nieminen@Lehtola.example"})
    assert answer.status_code == 303
    liisa = User.objects.get(name="Liisa Nieminen")
    assert EmailAddress.objects.filter(
        user=liisa, email="liisa.nieminen@lehtola.example", verified=True, primary=True
    ).exists()
    assert not liisa.has_usable_password()
    assert liisa.invited_at is None
    assert not Message.objects.exists()
    assert Event.objects.get(name="person.created").actor == laura.pk


@pytest.mark.parametrize(
    "change, faulty",
    [
        ({"name": ""}, {"name": "This field is required."}),
        ({"email": "liisa at lehtola"}, {"email": "Enter a valid email address."}),
        ({"postcode": "33 10"}, {"postcode": "A postcode has five digits: 33100."}),
        (
            {"email": "LAURA@kuuloke.example"},
            {"email": "Somebody else signs in with this address. Look them up on the list of people."},
        ),
    ],
)
def test_a_fault_is_told_beside_its_field(laura: User, change: dict[str, str], faulty: dict[str, str]) -> None:
    answer = finnish(laura).post(f"{LIST}new/", FILLED | change)
    assert answer.status_code == 422
    assert faults(answer) == {name: said(sentence) for name, sentence in faulty.items()}
    for name, value in (FILLED | change).items():
        assert typed(answer, name) == ([value] if name == "language" else value)
    assert User.objects.count() == 1


def test_an_address_that_somebody_added_themselves_is_taken_too(laura: User, outi: User) -> None:
    EmailAddress.objects.create(user=outi, email="outi@toinen.example", verified=True)
    answer = finnish(laura).post(f"{LIST}new/", FILLED | {"email": "outi@toinen.example"})
    assert answer.status_code == 422
    assert set(faults(answer)) == {"email"}


def test_details_are_changed_and_the_change_recorded_without_them(laura: User, aino: User) -> None:
    page = f"{LIST}{aino.pk}/"
    change = FILLED | {"name": "Aino Mäkelä", "email": aino.email, "phone": "040 123"}
    assert client_of(laura).post(page, change).status_code == 303
    aino.refresh_from_db()
    assert aino.phone == "040 123"
    event = Event.objects.get(name="person.changed")
    assert event.facts == {"changed": ["phone"]}


def test_a_changed_address_takes_the_place_of_all(laura: User, aino: User) -> None:
    EmailAddress.objects.create(user=aino, email="aino@kotiposti.example", verified=True)
    change = FILLED | {"name": aino.name, "email": "aino.makela@uusi.example"}
    client_of(laura).post(f"{LIST}{aino.pk}/", change)
    aino.refresh_from_db()
    assert aino.email == "aino.makela@uusi.example"
    assert EmailAddress.objects.get(user=aino).email == "aino.makela@uusi.example"


@pytest.fixture
def opened_before(laura: User, aino: User) -> dict[str, str]:
    """Laura has Aino's page open while Aino makes her private address the one that she signs in with."""
    page = finnish(laura).get(f"{LIST}{aino.pk}/")
    EmailAddress.objects.create(user=aino, email="aino@kotiposti.example", verified=True)
    client_of(aino).post("/sign-in/email/", {"email": "aino@kotiposti.example", "action_primary": ""})
    aino.refresh_from_db()
    assert aino.email == "aino@kotiposti.example"
    return FILLED | {name: typed(page, name) for name in ("name", "email", "seen")}


def test_a_page_opened_before_takes_no_address_away_that_the_person_chose(
    laura: User, aino: User, opened_before: dict[str, str]
) -> None:
    faulty = finnish(laura).post(f"{LIST}{aino.pk}/", opened_before | {"postcode": "3310"})
    assert typed(faulty, "email") == typed(faulty, "seen") == "aino@kotiposti.example"

    assert client_of(laura).post(f"{LIST}{aino.pk}/", opened_before | {"phone": "040 123"}).status_code == 303

    aino.refresh_from_db()
    assert (aino.email, aino.phone, aino.given_address) == ("aino@kotiposti.example", "040 123", "")
    assert EmailAddress.objects.filter(user=aino).count() == 2


def test_an_address_typed_there_is_asked_for_once_more(laura: User, aino: User, opened_before: dict[str, str]) -> None:
    page, change = f"{LIST}{aino.pk}/", opened_before | {"email": "aino@uusi.example"}
    answer = finnish(laura).post(page, change)
    sentence = "This address became %(address)s after you opened the page. Save again to replace it."
    assert answer.status_code == 422
    assert faults(answer) == {"email": said(sentence, address="aino@kotiposti.example")}
    assert typed(answer, "email") == "aino@uusi.example"

    assert client_of(laura).post(page, change | {"seen": typed(answer, "seen")}).status_code == 303
    aino.refresh_from_db()
    assert aino.email == "aino@uusi.example"


def test_the_persons_page_keeps_the_name_that_is_while_another_is_refused(laura: User, aino: User) -> None:
    answer = finnish(laura).post(f"{LIST}{aino.pk}/", FILLED | {"name": "", "email": aino.email})
    assert answer.status_code == 422
    assert tree(answer).find(".//h1").text == "Aino Mäkelä"


def test_the_list_says_what_each_person_is(laura: User, aino: User, sami: User, maija: User) -> None:
    page = text(reading(laura).get(LIST))
    assert "aino.makela@lehtola.example · Lehtolan Kuntoutus Oy" in page
    assert "sami@rautio.example · Supervisor" in page
    assert "Manager: Lehtolan Kuntoutus Oy" in page
    assert "laura@kuuloke.example · Office" in page


def test_the_list_is_searched_by_name_and_address(laura: User, aino: User, eero: User) -> None:
    client = reading(laura)
    assert "Eero" not in text(client.get(LIST, {"q": "mäk"}))
    assert "Aino" in text(client.get(LIST, {"q": "MÄK"}))
    assert "Eero Virtanen" in text(client.get(LIST, {"q": "eero.v"}))
    assert "Nothing found" in text(client.get(LIST, {"q": "\x00nobody"}))


def test_the_list_can_show_those_alone_who_are_not_invited(laura: User, aino: User, eero: User) -> None:
    User.objects.filter(pk=eero.pk).update(invited_at=None)
    page = reading(laura).get(LIST, {"show": "new"})
    assert "Eero Virtanen" in text(page)
    assert "Aino Mäkelä" not in text(page)
    assert typed(page, "people") == [str(eero.pk)]


def test_the_list_goes_page_by_page(laura: User) -> None:
    for number in range(60):
        make_person(name=f"Henkilö {number:02}")
    client = reading(laura)
    assert "Henkilö 59" not in text(client.get(LIST))
    assert "Henkilö 59" in text(client.get(LIST, {"page": "2"}))
    assert client.get(LIST, {"page": "no number"}).status_code == 200


def test_the_list_costs_the_same_for_one_and_for_three(laura: User, lehtola: Organisation, maija: User) -> None:
    make_employment(employee=laura, organisation=lehtola, manager=maija)
    client = client_of(laura)
    with_one = queries(client, LIST)
    for name in ("Toinen Henkilö", "Kolmas Henkilö"):
        person = make_person(name=name)
        make_employment(employee=person, organisation=lehtola, manager=maija)
        make_manager(user=person, organisation=lehtola)
    assert "Kolmas" in text(client.get(LIST))
    assert queries(client, LIST) == with_one


@pytest.mark.parametrize("who", ["maija", "sami", "aino"])
def test_others_see_neither_the_list_nor_a_person(request: pytest.FixtureRequest, eero: User, who: str) -> None:
    client = client_of(request.getfixturevalue(who))
    foreign, unknown = client.get(f"{LIST}{eero.pk}/"), client.get(f"{LIST}{uuid.uuid4()}/")
    assert foreign.status_code == unknown.status_code == 404
    assert client.get(LIST).status_code == 404
    assert client.post(f"{LIST}invitations/", {"people": eero.pk}).status_code == 404
