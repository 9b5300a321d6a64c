"""One of a group cannot come: the group stands, its supervisor alone knows, and is asked once fewer come than agreed
(E4, C1, C10)."""

import pytest
from playwright.sync_api import expect

from bookings.models import Booking, Status
from processes.models import Process
from tests import factories
from tests.e2e.house import House, Person, Sits, fi, text_of
from tests.factories import helsinki
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.browser

NOT_COMING = fi("Not coming")


@pytest.fixture
def elina(lehtola: Organisation, maija: User) -> User:
    user = factories.make_person(name="Elina Niemi", email="elina.niemi@lehtola.example")
    factories.make_employment(employee=user, organisation=lehtola, manager=maija)
    return user


@pytest.fixture
def session(kuuloke: object, aino: User, eero: User, elina: User, sami: User, lehtola: Organisation) -> Booking:
    """Of three, of whom two at least are agreed on."""
    group: Process = factories.make_process(
        supervisor=sami, supervisees=[aino, eero, elina], organisation=lehtola, quorum=2, attendance="names"
    )
    return factories.make_booking(process=group, starts_at=helsinki("2027-02-09 10:00"))


def test_one_of_a_group_cannot_come_E4(
    sits_down: Sits,
    town: House,
    session: Booking,
    aino: User,
    eero: User,
    elina: User,
    sami: User,
    maija: User,
    pekka: User,
    outi: User,
) -> None:
    first, second, third = sits_down(aino), sits_down(eero), sits_down(elina)
    supervisor = sits_down(sami)
    she_says_so_without_a_reason(first, session)
    the_group_stands_and_sami_knows(town, supervisor, first, session)
    nobody_else_does(town, [second, third, sits_down(maija)], session)
    with_two_away_sami_is_asked(second, supervisor, session)
    he_holds_it_anyway(supervisor, third, session)
    for user in (pekka, outi):
        person = sits_down(user)
        assert person.asks_for(session.get_absolute_url()) == 404
        assert person.asks_for(f"{session.get_absolute_url()}absence/") == 404


def she_says_so_without_a_reason(aino: Person, session: Booking) -> None:
    aino.opens("/")
    aino.follows("About the session")
    expect(aino.page.get_by_role("link", name=fi("Cancel the session"))).to_have_count(0)  # not hers to call off
    aino.follows("I cannot come")
    aino.reads("The session stands for the others. A reason is not asked.")
    expect(aino.page.locator("main textarea")).to_have_count(0)
    aino.presses("I cannot come")
    aino.reads("The supervisor is told that you are not coming. The session stands.")
    assert aino.path == session.get_absolute_url()


def the_group_stands_and_sami_knows(town: House, sami: Person, aino: Person, session: Booking) -> None:
    letter = town.letter("Sami")
    assert not [name for name in ("Aino", "Mäkelä") if name in text_of(letter) + letter["Subject"]]  # C1
    sami.opens("/")
    expect(sami.page.locator("main")).not_to_contain_text(fi("Few are coming: hold, move or cancel?"))
    sami.opens(session.get_absolute_url())
    expect(sami.page.locator(".sheet", has_text=NOT_COMING)).to_contain_text("Aino Mäkelä")
    aino.page.reload()
    aino.reads("Confirmed")
    session.refresh_from_db()
    assert session.status == Status.CONFIRMED


def nobody_else_does(town: House, others: list[Person], session: Booking) -> None:
    for person in others:
        person.opens(session.get_absolute_url())
        person.reads("Confirmed")
        person.reads_nothing_of(NOT_COMING)
    assert {letter["To"] for letter in town.post.accepted} == {"sami@rautio.example"}


def with_two_away_sami_is_asked(eero: Person, sami: Person, session: Booking) -> None:
    eero.opens(f"{session.get_absolute_url()}absence/")
    eero.presses("I cannot come")
    sami.opens("/")
    sami.follows("Few are coming: hold, move or cancel?")
    sheet = sami.page.locator(".sheet", has_text=NOT_COMING)
    expect(sheet).to_contain_text("Eero Virtanen")
    expect(sheet.get_by_role("link", name=fi("Move the session"))).to_be_visible()
    expect(sheet.get_by_role("link", name=fi("Cancel the session"))).to_be_visible()


def he_holds_it_anyway(sami: Person, elina: Person, session: Booking) -> None:
    sami.presses("Hold it anyway")
    sami.reads("The session is held with those who come.")
    sami.opens("/")
    expect(sami.page.locator("main")).not_to_contain_text(fi("Few are coming: hold, move or cancel?"))
    elina.page.reload()
    elina.reads("Confirmed")
    elina.reads_nothing_of("Not coming", NOT_COMING)
