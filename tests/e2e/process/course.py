"""What is agreed, what is aimed at, and the sessions."""

from playwright.sync_api import expect

from tests.e2e.house import House, Person, fi, link_in, text_of

GOAL, BETTER, STEP = "Kirjaan käynnit saman päivän aikana", "Kirjaan joka päivä", "Varaan päivän lopusta vartin"
NOTE, THEME = "Palaa tauotukseen", "Kirjaaminen"
OFFERED = fi("An agreement waits for you")


def sami_composes_the_agreement(sami: Person, process: str) -> str:
    """He reads the whole text first, and accepts it by sending. The path of the version (S4-11)."""
    sami.opens(process)
    sami.follows("Compose the agreement")
    sami.presses("Send to be accepted")
    sami.reads("The agreement was offered. You see here who has accepted it.")
    return sami.path


def aino_accepts_it_in_the_portal(house: House, aino: Person, agreement: str) -> None:
    aino.opens(link_in(house.letter("Aino", OFFERED)))
    assert aino.path == agreement
    aino.presses("Accept the agreement")
    expect(aino.page.get_by_role("button", name=fi("Accept the agreement"))).to_have_count(0)


def maija_accepts_it_by_the_mailed_link(house: House, maija: Person, aino: Person, agreement: str) -> None:
    """For the employer, once the supervisee has; then it is in force, and everybody has the same paper."""
    letter = house.letter("Maija", OFFERED)
    assert "Aino" not in text_of(letter)
    for _visit in range(2):  # mail scanners follow links
        maija.opens(link_in(letter))
    maija.presses("Accept the agreement")
    maija.reads("You have accepted the agreement")
    aino.finds_soon(agreement, fi("Download the PDF"))
    first, again = (aino.page.request.get(f"{agreement}pdf/").body() for _time in range(2))
    assert first[:5] == b"%PDF-"
    assert first == again


def aino_sets_a_goal_with_levels_and_rates_it(aino: Person, process: str) -> str:
    """Level 0 first (DOMAIN 4.1). The path of the goal."""
    page = aino.page
    aino.opens(f"{process}goal/")
    page.locator("[name=text]").fill(GOAL)
    aino.sends_the_form()
    aino.follows("Write levels from −2 to +2")
    page.locator("[name=level_up_1]").fill(BETTER)
    aino.sends_the_form()
    aino.reads("Write level 0 first: the others are told from it.")
    page.locator("[name=level_0]").fill("Kirjaan neljänä päivänä viidestä")
    page.locator("[name=baseline][value='-2']").check(force=True)
    aino.sends_the_form()
    aino.finds(GOAL, BETTER)
    goal = aino.path
    aino.follows("Rate now")
    page.locator("[name=value][value='-1']").check(force=True)
    page.locator("[name=step]").fill(STEP)
    aino.sends_the_form()
    aino.finds(STEP)
    expect(page.locator("section[aria-labelledby=path] svg").first).to_be_visible()
    return goal


def a_session_is_booked(aino: Person, process: str) -> str:
    """The first free time of the first other day. The path of the session."""
    aino.opens(f"{process}slots/")
    aino.takes_a_free_time()
    aino.reads("The time is booked and confirmed. The calendar invitation comes by e-mail.")
    return aino.path


def it_is_held_and_logged(sami: Person, session: str) -> None:
    page = sami.page
    sami.opens(session)
    sami.presses("It was held")
    sami.reads("Marked as held.")
    sami.opens(f"{session}log/")
    page.locator(f"[name=themes][value={THEME}]").check(force=True)
    page.locator("main form details summary").click()
    page.locator("[name=note]").fill(NOTE)
    sami.presses("Save the log")
    sami.finds(THEME, NOTE)


def the_manager_reads_nothing_of_it(maija: Person, process: str, session: str, goal: str) -> None:
    """Neither what is aimed at nor what was said (C8)."""
    for path in (process, session):
        assert maija.opens(path) == 200
        maija.reads_nothing_of(GOAL, BETTER, STEP, NOTE, THEME)
    for path in (goal, f"{process}goals/", f"{session}log/"):
        assert maija.asks_for(path) == 404
