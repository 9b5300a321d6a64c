"""One session: booked, approved, told of, held, written down, and read by those whom it concerns alone."""

from datetime import UTC, datetime

from playwright.sync_api import Locator, expect

from tests.e2e.house import House, Person, event_in, fi, fi_many, link_in, text_of

THEME, ASSIGNMENT, NOTE = "Kirjaaminen", "Pidä joka päivä yksi kirjaamaton tauko", "Tauot jäivät puheeksi"
ASKED = fi_many("%(count)s time to approve", "%(count)s times to approve", 1)
CONFIRMED, REMINDER = fi("Confirmed"), fi("Reminder")


def a_time_is_booked_within_three_clicks(aino: Person, *, day: str, time: str) -> str:
    """From home: a time, the button. The path of the session."""
    aino.opens("/")
    aino.page.locator(".chip", has_text=day).filter(has_text=time).click()
    expect(aino.page.locator("#choice")).to_contain_text("Maija Korhonen")
    expect(aino.page.locator("#choice")).not_to_contain_text("175,00")  # the employer pays (DOMAIN 4.3)
    aino.presses("Book the time")
    aino.reads("The time is booked.", "The request went to the manager.", "Waiting for the manager's approval")
    return aino.path


def the_manager_approves_by_a_signed_link(house: House, maija: Person, aino: Person, session: str) -> None:
    letter = house.letter("Maija", ASKED)
    assert "Aino Mäkelä" in text_of(letter)  # the agreement lets the payer read names
    assert "Sami" not in text_of(letter)
    assert letter["Reply-To"] == "toimisto@kuuloke.example"

    for _visit in range(2):  # mail scanners follow links: looking decides nothing
        assert maija.opens(link_in(letter)) == 200
    aino.opens(session)
    aino.reads("Waiting for the manager's approval")

    maija.presses("Approve working time and price")
    expect(maija.page.get_by_role("heading", level=1)).to_have_text(fi("You have approved this time."))
    maija.opens(link_in(letter))  # once
    expect(maija.page.get_by_role("button", name=fi("Approve working time and price"))).to_have_count(0)
    aino.opens(session)
    aino.reads("Confirmed")


def everybody_who_takes_part_is_invited(house: House, session: str) -> None:
    for name in ("Aino", "Sami"):
        letter = house.letter(name, CONFIRMED)
        method, event = event_in(letter)
        assert (method, str(event["SUMMARY"]), int(event["SEQUENCE"])) == ("REQUEST", "Tapaaminen", 0)
        assert event["DTSTART"].dt == datetime(2027, 2, 10, 7, tzinfo=UTC)  # 9.00 in Helsinki
        assert event["ATTENDEE"].params["RSVP"] == "FALSE"
        assert session in text_of(letter)
    assert house.letter("Aino", CONFIRMED)["Reply-To"] == "sami@rautio.example"
    assert house.letters("Maija", CONFIRMED) == []


def a_reminder_comes_a_week_and_a_day_before(house: House) -> None:
    """The clock lives through the mornings on its way: that of the 2nd reminds of Eero's session of the 3rd."""
    for number, morning in enumerate(("2027-02-03 8.05", "2027-02-09 8.05"), start=1):
        house.clock_moves_to(morning)
        for name, so_far in (("Aino", number), ("Sami", number + 1)):
            assert fi("Reminder") in house.letter(name, REMINDER, number=so_far)["Subject"]
    house.clock_moves_to("2027-02-09 9.00")
    house.clock_moves_to("2027-02-09 10.00")  # what ran again told nobody again
    assert [len(house.letters(name, REMINDER)) for name in ("Aino", "Sami", "Eero", "Maija")] == [2, 3, 1, 0]


def held_is_one_tap(sami: Person, *, whose: str) -> None:
    sami.presses("Held", within=_unmarked(sami, whose))
    sami.reads("Marked as held.")


def what_was_discussed_is_logged(sami: Person, session: str) -> None:
    sami.follows("Other, or write the log", within=_unmarked(sami, "Aino Mäkelä"))
    assert sami.path == f"{session}log/"
    sami.page.locator(".chip", has_text=THEME).click()
    sami.page.locator("[name=shared]").check()
    sami.page.locator("main form details summary").click()
    sami.page.locator("[name=assignment]").fill(ASSIGNMENT)
    sami.page.locator("[name=note]").fill(NOTE)
    sami.presses("Save the log")
    sami.reads("Saved.")
    sami.finds(THEME, ASSIGNMENT, NOTE)


def it_is_read_by_those_whom_it_concerns(
    house: House, session: str, aino: Person, maija: Person, laura: Person
) -> None:
    aino.opens("/")
    aino.finds(ASSIGNMENT)
    aino.opens(session)
    aino.finds(THEME, ASSIGNMENT)
    aino.reads_nothing_of(NOTE)
    for person in (maija, laura):
        assert person.opens(session) == 200
        person.reads_nothing_of(THEME, ASSIGNMENT, NOTE)
        assert person.asks_for(f"{session}log/") == 404
    eero, pekka = house.person("Eero"), house.person("Pekka")
    for person in (eero, pekka):
        person.signs_in()
        assert person.asks_for(session) == 404
    letters = "".join(text_of(letter) for letter in house.post.accepted)
    assert not any(words in letters for words in (THEME, ASSIGNMENT, NOTE))


def _unmarked(sami: Person, whose: str) -> Locator:
    return sami.page.get_by_role("listitem").filter(has_text=whose).filter(has=sami.page.get_by_role("button"))
