"""A session that changes its time and is then called off: the rule stands in words before each button."""

from playwright.sync_api import expect

from tests.e2e.house import House, Person, event_in, fi, fi_many, link_in
from tests.e2e.month.sessions import ASKED, CONFIRMED, a_time_is_booked_within_three_clicks

FREE_UNTIL = "You can move or cancel free of charge until %(until)s."


def the_next_time_is_booked_and_approved_in_the_portal(house: House, aino: Person, maija: Person) -> None:
    a_time_is_booked_within_three_clicks(aino, day="ke 10.3.", time="9.00–10.30")
    house.letter("Maija", ASKED, number=2)
    maija.opens("/approvals/")
    maija.presses("Approve the chosen: working time and price")
    maija.finds(fi_many("You have approved %(count)d time.", "You have approved %(count)d times.", 1))
    house.letter("Aino", CONFIRMED, number=2)


def it_is_moved_and_asked_again(house: House, aino: Person, maija: Person) -> None:
    aino.page.reload()
    aino.follows("Move the session")
    aino.finds(fi(FREE_UNTIL, until="ti 9.3. klo 9"))
    aino.reads("After that the payer is invoiced for the whole price.")
    aino.page.get_by_role("link", name="torstai 11.3.").click()
    expect(aino.page.locator("#day-heading")).to_have_text("torstai 11.3.")
    aino.page.locator("#day .chip", has_text="10.00–11.30").click()
    aino.presses("Move the session")
    aino.reads("The session was moved.", "The request went to the manager.")

    method, event = event_in(house.letter("Aino", fi("Moved")))
    assert (method, int(event["SEQUENCE"]), str(event["STATUS"])) == ("REQUEST", 1, "TENTATIVE")
    maija.opens(link_in(house.letter("Maija", ASKED, number=3)))
    maija.presses("Approve working time and price")
    house.letter("Aino", CONFIRMED, number=3)


def it_is_cancelled_in_time(house: House, aino: Person) -> None:
    aino.page.reload()
    aino.follows("Cancel the session")
    aino.finds(fi(FREE_UNTIL, until="ke 10.3. klo 10"))
    aino.presses("Cancel the session")
    aino.reads("The session is cancelled.", "It is not charged.")

    method, event = event_in(house.letter("Aino", fi("Cancelled")))
    assert (method, int(event["SEQUENCE"]), str(event["STATUS"])) == ("CANCEL", 3, "CANCELLED")
    one = fi_many(
        "%(count)s time that you approved will not be held", "%(count)s times that you approved will not be held", 1
    )
    house.letter("Maija", one)
    expect(aino.page.get_by_role("link", name=fi("Move the session"))).to_have_count(0)
