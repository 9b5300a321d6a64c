"""Four times with two supervisors for the staff of an association: from the commission to what management did about it
(seed 003; DOMAIN 1, S3-1 … S3-9)."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.house import House, Person, Sits, fi, link_in, text_of
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User

pytestmark = pytest.mark.browser

THEMES = ("Itsensä johtaminen", "Kuormitus ja palautuminen", "Työn organisointi", "Priorisointi")
GOAL = "Jokaisella on viikossa kaksi rauhallista työjaksoa."
SAID = "Puhelin ja päivystys ovat samoilla ihmisillä. Ehdotamme yhtä kokeilua."
ACTION = "Puhelinvuoro sovitaan viikoksi kerrallaan"
ALL_SAID_YES = fi("A message waits for you")


def test_four_times_with_two_supervisors_S3(
    sits_down: Sits, town: House, laura: User, sami: User, kaisa: User, riitta: User, members: list[User]
) -> None:
    office, lead, other, manager = (sits_down(user) for user in (laura, sami, kaisa, riitta))
    group = [sits_down(user) for user in members]

    process = the_office_writes_down_what_is_agreed(office)
    all_four_times_are_planned_in_one_go(lead, process)
    the_themes_stand_in_the_contract(office, manager, process)
    a_shared_goal_is_rated_without_names(lead, group, process)
    message = a_message_is_written_together(group, process)
    nobody_outside_reads_it_before_all_have_said_yes(town, group, office, manager, message)
    what_is_done_about_it_is_seen_by_the_group(town, manager, group[0], message)
    the_other_supervisor_reads_it_too(other, message)


def the_office_writes_down_what_is_agreed(office: Person) -> str:
    """The path of the process."""
    page = office.page
    office.opens("/processes/new/")
    page.locator("[name=kind]").select_option("group")
    page.locator("[name=supervisor]").select_option(label="Sami Rautio")
    page.locator("[name=co_supervisor]").select_option(label="Kaisa Lindqvist")
    for name in ("Antti Heino", "Noora Niemi", "Ilkka Rantanen", "Saara Turunen", "Juha Laitinen"):
        page.get_by_label(name).check()
    page.locator("[name=payer][value=employer]").check()
    page.locator("[name=organisation]").select_option(label="Harjun Lähityö ry")
    page.locator("[name=price]").fill("420,00")
    page.locator("[name=every_weeks]").fill("1")
    page.locator("[name=agreed_count]").fill("4")
    office.sends_the_form()
    office.finds("Harjun Lähityö ry", "Kaisa Lindqvist")
    return office.path


def all_four_times_are_planned_in_one_go(lead: Person, process: str) -> None:
    """At the first meeting, of as many as are agreed (S1-1, S3-5)."""
    page = lead.page
    lead.opens(f"{process}series/")
    monday = clock.today() + timedelta(days=14 - clock.today().weekday())
    page.locator("[name=first_on]").fill(f"{monday:%-d.%-m.%Y}")
    page.locator("[name=time]").fill("10.00")
    expect(page.locator("[name=times]")).to_have_value("4")
    lead.presses("Look at the dates")
    planned = page.locator("section[aria-labelledby=dates] fieldset")
    expect(planned).to_have_count(4)
    for dates in planned.all():
        if not dates.locator("input:checked").count():  # a holiday: another time of that week
            dates.locator("label").first.click()
    lead.presses("Book these times")
    lead.reads("The calendar invitations come by e-mail.")
    lead.opens(f"{process}series/")
    expect(page.locator("[name=times]")).to_have_count(0)


def the_themes_stand_in_the_contract(office: Person, manager: Person, process: str) -> None:
    """One for each time; the purchaser sees them, as it was agreed (S3-4)."""
    office.opens(f"{process}themes/")
    lines = "\n".join(f"{number}: {theme}" for number, theme in enumerate(THEMES, start=1))
    office.page.locator("[name=themes]").fill(lines)
    office.page.locator("[name=shown]").check()
    office.presses("Save")
    manager.opens(process)
    manager.finds(*THEMES)


def a_shared_goal_is_rated_without_names(lead: Person, group: list[Person], process: str) -> None:
    """Each answers alone; the spread is shown when all have (S3-8, C16, C24)."""
    noora = group[1]
    noora.opens(f"{process}group-goal/")
    noora.page.locator("[name=text]").fill(GOAL)
    noora.sends_the_form()
    noora.finds(GOAL)
    lead.opens(f"{process}goals/")
    lead.presses("Begin a rating")
    lead.reads("The rating is open. Each member answers for themselves.")
    for person, number in zip(group, (5, 6, 5, 7, 6), strict=True):
        person.opens(f"{process}goals/")
        person.follows("Give your answer")
        person.page.locator("fieldset label", has_text=str(number)).click()
        person.presses("Give my answer")
        person.reads("Thank you. Your answer was added to the others.")
    lead.opens(f"{process}goals/")
    spread = lead.page.locator("section[aria-labelledby=group-goals]")
    expect(spread.locator("svg").first).to_be_visible()
    expect(spread).not_to_contain_text("Niemi")


def a_message_is_written_together(group: list[Person], process: str) -> str:
    """Noora writes it, everybody is asked. The path of the message."""
    noora = group[1]
    noora.opens(process)
    noora.follows("Write a message to management")
    noora.page.locator("[name=text]").fill(SAID)
    noora.page.locator("form details summary").click()
    noora.page.locator("[name=what_0]").fill(ACTION)
    noora.page.locator("[name=owner_0]").fill("Riitta Mattila")
    noora.sends_the_form()
    noora.reads("The message is saved. Nobody outside the group sees it yet.")
    noora.presses("Ask every member")
    return noora.path


def nobody_outside_reads_it_before_all_have_said_yes(
    town: House, group: list[Person], office: Person, manager: Person, message: str
) -> None:
    for person in group:
        assert manager.asks_for(f"{message}received/") == 404
        person.opens("/")
        person.follows("A common text waits for your answer")
        person.presses("I accept this text")
    for outsider in (office, manager):
        assert outsider.asks_for(message) == 404
    assert office.asks_for(f"{message}received/") == 404
    group[0].opens(message)
    group[0].finds(SAID)


def what_is_done_about_it_is_seen_by_the_group(town: House, manager: Person, antti: Person, message: str) -> None:
    """The mail tells nothing but that there is something (C1)."""
    letter = town.letter("riitta.mattila@harju.example", ALL_SAID_YES)
    assert SAID not in text_of(letter)
    manager.opens(link_in(letter))
    manager.finds(SAID, ACTION)
    manager.presses("Mark as done")
    manager.reads("Saved. The group sees it.")
    antti.opens(message)
    done = fi("Done %(day)s", day=f"{clock.today():%-d.%-m.%Y}")
    expect(antti.page.get_by_role("listitem").filter(has_text=ACTION)).to_contain_text(done)


def the_other_supervisor_reads_it_too(other: Person, message: str) -> None:
    assert other.opens(message) == 200
    other.finds(SAID)
