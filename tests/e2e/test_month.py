"""A month of supervision from the outside: pages, mail, calendar files and a PDF, as the people of it meet them.

The first morning is Monday 1.2.2027. The practice's lists are in, and nobody has heard of the portal yet. Eero's two
sessions were agreed before it; nobody approved them there. Steps stand in tests/e2e/month/.
"""

import pytest

from .house import House
from .month import beginning, changes, invoices, sessions


@pytest.mark.browser
@pytest.mark.both
@pytest.mark.slow
def test_a_month_from_the_first_morning_to_the_invoice(house: House) -> None:
    laura, aino, maija, sami = (house.person(name) for name in ("Laura", "Aino", "Maija", "Sami"))

    laura.signs_in()
    beginning.the_practice_says_who_it_is(laura)
    beginning.everybody_is_invited(house, laura)
    beginning.aino_signs_in_with_a_mailed_code(house, aino)

    session = sessions.a_time_is_booked_within_three_clicks(aino, day="ke 10.2.", time="9.00–10.30")
    sessions.the_manager_approves_by_a_signed_link(house, maija, aino, session)
    sessions.everybody_who_takes_part_is_invited(house, session)
    sessions.a_reminder_comes_a_week_and_a_day_before(house)

    house.clock_moves_to("2027-02-10 10.45")
    sami.signs_in()
    sessions.held_is_one_tap(sami, whose="Eero Virtanen")
    sessions.what_was_discussed_is_logged(sami, session)
    aino.signs_in()  # as with a passkey: a code sent to work opens no content
    maija.signs_in()
    sessions.it_is_read_by_those_whom_it_concerns(house, session, aino, maija, laura)

    changes.the_next_time_is_booked_and_approved_in_the_portal(house, aino, maija)
    changes.it_is_moved_and_asked_again(house, aino, maija)
    changes.it_is_cancelled_in_time(house, aino)

    house.clock_moves_to("2027-02-24 14.45")
    sami.opens("/")
    for whose in ("Hanna Järvinen", "Eero Virtanen"):
        sessions.held_is_one_tap(sami, whose=whose)
    invoices.the_month_is_drafted_by_itself(house, laura)
    invoices.the_manager_returns_one_line(house, maija, laura)
    invoices.silence_accepts(house, laura)
    invoices.the_office_sends_the_invoices_with_one_button(house, laura)
    sha256 = invoices.the_paper_says_what_is_owed_and_nothing_else(house)
    invoices.again_changes_nothing(house, laura, sha256)
