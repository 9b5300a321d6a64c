"""A manager's morning: ten times of three processes wait; her deputy answers one by the link of a letter while her page
is open, and she the rest with one press. Eero's wait for Sami's yes as well: one has it before hers, two after."""

from datetime import date

import pytest
from playwright.sync_api import Locator, expect

from bookings import diary
from processes.models import Process
from tests import factories
from tests.e2e.booking.clicks import at_most
from tests.e2e.house import House, Person, Sits, fi, fi_many, link_in, text_of
from tests.factories import NOW, helsinki
from tyonohjaus.people.models import Deputy, Organisation, User

pytestmark = pytest.mark.browser

TIINA = "tiina.salo@lehtola.example"
ASKED = fi_many("%(count)s time to approve", "%(count)s times to approve", 1)
CONFIRM = fi("To confirm")
THEIRS, THEIRS_TOO = "ti 9.2. klo 9", "ti 9.2.2027 klo 11.00"


@pytest.fixture
def tiina(lehtola: Organisation, maija: User, laura: User) -> User:
    """Maija's deputy in February."""
    user = factories.make_person(name="Tiina Salo", email=TIINA)
    factories.make_employment(employee=user, organisation=lehtola, manager=None)
    Deputy.name(manager=maija, deputy=user, starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 26), by=laura)
    return user


@pytest.fixture
def three(
    aino_with_sami: Process, eeros: Process, aino: User, eero: User, kaisa: User, sami: User, lehtola: Organisation
) -> list[Process]:
    """Aino's, both together with Kaisa, and Eero's: four, three and three times that each wait for Maija. Before Eero
    books, Sami has chosen to confirm each request."""
    group = factories.make_process(supervisor=kaisa, supervisees=[aino, eero], organisation=lehtola)
    processes = [aino_with_sami, eeros, group]
    Process.objects.filter(pk__in=[row.pk for row in processes]).update(approval="each", open_bookings=9)
    askers = [(aino, 9, aino_with_sami, 4), (kaisa, 13, group, 3), (eero, 11, eeros, 3)]
    for user, hour, process, times in askers:
        process.refresh_from_db()
        sami.supervisor.change(by=sami, confirms_requests=user == eero)
        for week in range(times):
            day = helsinki(f"2027-02-{9 + 7 * week if week < 3 else 10:02} {hour:02}:00")
            diary.book(process, starts_at=day, by=user, now=NOW)
    return processes


def test_ten_times_of_three_processes_one_by_a_deputy(
    sits_down: Sits,
    town: House,
    tiina: User,
    three: list[Process],
    maija: User,
    aino: User,
    eero: User,
    sami: User,
    pekka: User,
    outi: User,
) -> None:
    manager, deputy, his = sits_down(maija), sits_down(tiina), sits_down(eero)
    supervisor = sits_down(sami)
    supervisor.page.set_viewport_size({"width": 360, "height": 740})
    ten_times_wait_at_home(manager)
    first, *_others = [row.get_absolute_url() for row in three[0].bookings.order_by("starts_at")]
    eeros = [row.get_absolute_url() for row in three[1].bookings.order_by("starts_at")]
    he_says_yes_to_the_first_of_three(town, supervisor)
    two_clicks_from_the_letter(town, deputy)
    two_clicks_for_the_rest(manager)
    both_have_said_yes_to_one_alone(his, eeros)
    he_says_yes_to_the_others(supervisor, eeros)
    the_same_letter_answers_no_more(town, manager)
    everybody_is_told_of_their_own(town)
    nobody_else_sees_them(town, his, [sits_down(pekka), sits_down(outi)], first)


def ten_times_wait_at_home(maija: Person) -> None:
    maija.opens("/")
    expect(maija.page.locator("[name=ask]")).to_have_count(10)
    maija.finds("Aino Mäkelä", "Eero Virtanen", THEIRS)


def he_says_yes_to_the_first_of_three(town: House, sami: Person) -> None:
    """On his phone, from the list of what waits for him: his yes is to the time, and the manager's is still missing."""
    town.letter("Sami", CONFIRM, number=3)
    sami.opens("/")
    expect(waiting_for(sami)).to_have_count(3)
    sami.fits_the_screen()
    waiting_for(sami).first.click()
    expect(sami.page.get_by_role("heading", level=1)).to_have_text(fi("A time to confirm"))
    sami.finds("Eero Virtanen", THEIRS_TOO)
    sami.fits_the_screen()
    sami.presses("Confirm the time")
    sami.reads("You have confirmed the time. It still waits for the manager's approval.")
    sami.fits_the_screen()


def waiting_for(sami: Person) -> Locator:
    return sami.page.get_by_role("link", name=fi("Look and answer"))


def both_have_said_yes_to_one_alone(eero: Person, sessions: list[str]) -> None:
    for session, state in zip(sessions, ("Confirmed", *["Waiting for the supervisor's confirmation"] * 2), strict=True):
        eero.opens(session)
        eero.reads(state)


def he_says_yes_to_the_others(sami: Person, sessions: list[str]) -> None:
    """Here his is the last: the time is confirmed."""
    for session in sessions[1:]:
        sami.opens(session)
        sami.presses("Confirm the time")
        sami.reads("You have confirmed the time. Its people have been told.")


def two_clicks_from_the_letter(town: House, tiina: Person) -> None:
    """She is signed in nowhere: the letter's link asks its one question."""
    letter = town.letter(TIINA, ASKED, number=10)
    letter = next(one for one in town.letters(TIINA, ASKED) if "Aino Mäkelä" in text_of(one) and "9.2." in text_of(one))
    tiina.page.context.clear_cookies()
    tiina.opens(link_in(letter))
    with at_most(2, tiina, before=1):
        tiina.finds(fi("You answer as deputy. Manager: %(name)s", name="Maija Korhonen"))
        tiina.presses("Approve working time and price")
        expect(tiina.page.get_by_role("heading", level=1)).to_have_text(fi("You have approved this time."))


def two_clicks_for_the_rest(maija: Person) -> None:
    """Her page is as it was before her deputy answered: it says what she did, and what another had done."""
    page = maija.page
    with at_most(2, maija):
        maija.presses("Approve the chosen: working time and price")
        maija.finds(fi_many("You have approved %(count)d time.", "You have approved %(count)d times.", 9))
    maija.reads("This time is approved already.", "The manager or their deputy has answered. Nothing more is needed.")
    expect(page.locator("[name=ask]")).to_have_count(0)


def the_same_letter_answers_no_more(town: House, maija: Person) -> None:
    """Maija's own letter of the time that Tiina answered, forwarded or opened late: the answer, and no button."""
    letter = next(
        one for one in town.letters("Maija", ASKED) if "Aino Mäkelä" in text_of(one) and "9.2." in text_of(one)
    )
    maija.opens(link_in(letter))
    expect(maija.page.get_by_role("button", name=fi("Approve working time and price"))).to_have_count(0)


def everybody_is_told_of_their_own(town: House) -> None:
    confirmed = fi("Confirmed")
    for name, times in (("Aino", 7), ("Eero", 6)):
        town.letter(name, confirmed, number=times)
    for name in ("Aino", "Eero"):
        assert not any("Tiina" in text_of(letter) or "Maija" in text_of(letter) for letter in town.letters(name))


def nobody_else_sees_them(town: House, eero: Person, others: list[Person], session: str) -> None:
    for person in (eero, *others):
        assert person.asks_for(session) == 404
        assert person.asks_for(f"{session}approval/") == 404
    for person in others:
        assert town.letters(person.name) == []
