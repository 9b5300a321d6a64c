"""Evaluations: apart first, then together; the manager by invitation alone; and once more months later."""

from datetime import date

from playwright.sync_api import expect

from tests.e2e.house import House, Person, fi, link_in, text_of

AINOS, SAMIS, KEPT = "Uskallan rajata päivystystä", "Puhumme asioista suoraan", "Tämän pidän itselläni"
FORM, TOGETHER, INVITED = fi("A form waits for your answer"), fi("The answers are together"), fi("Invitation")


def the_rhythm_is_agreed(sami: Person, process: str) -> None:
    """A mid evaluation after each session: this process is a short one (S4-7)."""
    sami.opens(f"{process}reviews/")
    sami.page.locator("[name=mid_sessions]").fill("1")
    sami.sends_the_form()
    sami.reads("The rhythm of the reviews was saved.")


def it_comes_by_itself(house: House, aino: Person, *, number: int) -> str:
    """A neutral letter to those two, and to nobody else (C1). The path of the evaluation."""
    letter = house.letter("Aino", FORM, number=number)
    house.letter("Sami", FORM, number=number)
    assert house.letters("Maija", FORM) == []
    assert "arvio" not in (str(letter["Subject"]) + text_of(letter)).lower()
    aino.opens(link_in(letter))
    return aino.path


def each_answers_apart(aino: Person, sami: Person, evaluation: str) -> None:
    """Who has handed in reads nothing of the other before both have (S1-9)."""
    _answers(aino, evaluation, AINOS, KEPT)
    sami.opens(evaluation)
    sami.reads_nothing_of(AINOS, KEPT)
    _answers(sami, evaluation, SAMIS)


def they_see_both_together(aino: Person, sami: Person, evaluation: str) -> None:
    for person in (aino, sami):
        person.opens(evaluation)
        person.finds(AINOS, SAMIS, KEPT)


def aino_invites_her_manager_and_ticks_what_she_may_see(
    house: House, aino: Person, maija: Person, evaluation: str, *, on: str
) -> str:
    """One of her answers, and nothing else (S4-15, C14). The path of the invitation."""
    page = aino.page
    assert maija.asks_for(evaluation) == 404
    aino.opens(evaluation)
    aino.follows("Invite the manager to the evaluation talk")
    page.locator("[name=day]").fill(f"{date.fromisoformat(on):%-d.%-m.%Y}")
    page.locator("[name=time]").fill("14.00")
    expect(page.locator("[name=parts]:checked")).to_have_count(0)
    page.locator("[name=parts]").first.check(force=True)
    aino.sends_the_form()
    aino.reads("The manager was invited.")
    letter = house.letter("Maija", INVITED)
    assert AINOS not in text_of(letter)
    maija.opens(link_in(letter))
    maija.finds(AINOS)
    maija.reads_nothing_of(KEPT, SAMIS)
    invitation = maija.path
    assert maija.asks_for(evaluation) == 404
    return invitation


def it_is_closed_to_her_after_the_talk(maija: Person, invitation: str) -> None:
    assert maija.asks_for(invitation) == 404


def they_conclude(sami: Person, evaluation: str) -> None:
    sami.opens(evaluation)
    sami.presses("Conclude the evaluation")
    sami.reads("The evaluation is concluded.")


def _answers(person: Person, evaluation: str, *texts: str) -> None:
    person.opens(f"{evaluation}answers/")
    for field, text in zip(person.page.locator("[name^=text_]").all(), texts, strict=False):
        field.fill(text)
    person.presses("Hand in")
    person.reads("Your answers are handed in.")
