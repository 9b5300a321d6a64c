"""Maija leads others and is supervised herself: her own superior says yes to the times, and those whom she leads see
nothing (DOMAIN 1, S4-1; C11)."""

from email.message import EmailMessage

import pytest
from django.urls import reverse

from processes.models import Process
from tests import factories
from tests.e2e.house import House, Person, Sits, fi_many, link_in, text_of
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = pytest.mark.browser

GOAL = "Sovin tiimin kanssa, mitkä asiat eivät odota minua."
ASKED = fi_many("%(count)s time to approve", "%(count)s times to approve", 1)


@pytest.fixture
def kari(lehtola: Organisation, maija: User) -> User:
    """Maija's own superior."""
    user = factories.make_person(name="Kari Salonen", email="kari.salonen@lehtola.example")
    factories.make_manager(user=user, organisation=lehtola)
    factories.make_employment(employee=maija, organisation=lehtola, manager=user)
    return user


@pytest.fixture
def maijas(kuuloke: Practice, lehtola: Organisation, maija: User, kaisa: User, kari: User) -> str:
    """The path of her process."""
    row: Process = factories.make_process(
        supervisor=kaisa, supervisees=[maija], organisation=lehtola, approval="each", attendance="names"
    )
    return reverse("processes:detail", args=[row.pk])


def test_a_manager_is_supervised_and_her_own_superior_approves_S4_1(
    sits_down: Sits, town: House, maijas: str, maija: User, kari: User, aino: User, eero: User, laura: User
) -> None:
    her, superior = sits_down(maija), sits_down(kari)
    session = she_books_a_time(her, maijas)
    goal = she_sets_a_goal(her, maijas)
    letter = it_is_asked_of_her_superior(town)
    she_cannot_say_yes_to_herself(town, her)
    he_says_yes_by_the_mailed_link(superior, her, letter, session)
    he_reads_when_and_never_what(superior, maijas, session, goal)
    for user in (aino, eero):
        those_whom_she_leads_see_nothing(sits_down(user), maijas, session, goal)
    assert sits_down(laura).asks_for(goal) == 404


def she_books_a_time(her: Person, process: str) -> str:
    """The path of the session."""
    her.opens(f"{process}slots/")
    her.takes_a_free_time()
    her.reads("The time is booked.", "The request went to the manager.")
    return her.path


def she_sets_a_goal(her: Person, process: str) -> str:
    """The path of the goal; its page says who reads it."""
    her.opens(f"{process}goal/")
    her.page.locator("[name=text]").fill(GOAL)
    her.sends_the_form()
    her.opens(f"{process}goals/")
    her.page.get_by_role("link", name=GOAL).click()
    her.finds(GOAL)
    return her.path


def it_is_asked_of_her_superior(town: House) -> EmailMessage:
    letter = town.letter("kari.salonen@lehtola.example", ASKED)
    assert "Maija Korhonen" in text_of(letter)
    assert GOAL not in text_of(letter)
    return letter


def she_cannot_say_yes_to_herself(town: House, her: Person) -> None:
    her.opens("/approvals/")
    her.reads("Nothing waits for you")
    assert not town.letters("maija.korhonen@lehtola.example", ASKED)


def he_says_yes_by_the_mailed_link(superior: Person, her: Person, letter: EmailMessage, session: str) -> None:
    superior.opens(link_in(letter))
    superior.presses("Approve working time and price")
    superior.reads("You have approved this time.")
    her.opens(session)
    her.reads("Confirmed")


def he_reads_when_and_never_what(superior: Person, process: str, session: str, goal: str) -> None:
    for path in (process, session):
        assert superior.opens(path) == 200
        superior.reads_nothing_of(GOAL)
    superior.finds("Maija Korhonen")
    for path in (goal, f"{process}goals/", f"{session}log/"):
        assert superior.asks_for(path) == 404


def those_whom_she_leads_see_nothing(person: Person, process: str, session: str, goal: str) -> None:
    for path in (process, session, goal, f"{process}goals/", f"{process}report/"):
        assert person.asks_for(path) == 404
    for path in ("/", "/processes/"):
        person.opens(path)
        person.reads_nothing_of(process, session, "Kaisa")
