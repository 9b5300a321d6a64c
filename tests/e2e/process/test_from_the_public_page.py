"""A supervision of three parties, from the public page to the follow-up three months after its end: Aino whom nobody
knows yet, Sami, and Maija for the employer. Steps stand beside this file: coming, course, looking_back."""

import pytest

from tests.e2e.house import House
from tests.e2e.month.beginning import the_practice_says_who_it_is
from tests.e2e.process import coming, course, looking_back


@pytest.mark.browser
@pytest.mark.slow
def test_from_the_public_page_to_the_follow_up(house: House) -> None:
    laura, aino, maija, sami = (house.person(name) for name in ("Laura", "Aino", "Maija", "Sami"))
    laura.signs_in()
    the_practice_says_who_it_is(laura)
    sami.signs_in()
    coming.sami_publishes_his_page(sami)

    coming.aino_finds_him_and_asks(house, aino)
    coming.she_confirms_by_the_mailed_link(house, aino)
    aino.signs_in()
    request = coming.she_chooses_a_real_free_time(house, aino)
    coming.her_manager_permits_it_without_reasons(house, aino, maija, request)
    house.clock_moves_to("2027-02-15 15.30")
    coming.she_wants_to_start(aino, request)
    process = coming.the_office_starts_the_process(laura, request)

    agreement = course.sami_composes_the_agreement(sami, process)
    course.aino_accepts_it_in_the_portal(house, aino, agreement)
    course.maija_accepts_it_by_the_mailed_link(house, maija, aino, agreement)
    looking_back.the_rhythm_is_agreed(sami, process)
    goal = course.aino_sets_a_goal_with_levels_and_rates_it(aino, process)
    session = course.a_session_is_booked(aino, process)
    house.clock_moves_to("2027-03-01 15.30")
    course.it_is_held_and_logged(sami, session)
    maija.signs_in()
    course.the_manager_reads_nothing_of_it(maija, process, session, goal)

    house.clock_moves_to("2027-03-02 9.00")
    middle = looking_back.it_comes_by_itself(house, aino, number=1)
    looking_back.each_answers_apart(aino, sami, middle)
    looking_back.they_see_both_together(aino, sami, middle)
    invitation = looking_back.aino_invites_her_manager_and_ticks_what_she_may_see(
        house, aino, maija, middle, on="2027-03-05"
    )
    looking_back.they_conclude(sami, middle)
    session = course.a_session_is_booked(aino, process)
    house.clock_moves_to("2027-03-22 15.30")
    looking_back.it_is_closed_to_her_after_the_talk(maija, invitation)
    course.it_is_held_and_logged(sami, session)

    house.clock_moves_to("2027-03-23 9.00")
    final = looking_back.it_comes_by_itself(house, aino, number=2)
    looking_back.each_answers_apart(aino, sami, final)
    looking_back.they_see_both_together(aino, sami, final)
    looking_back.they_conclude(sami, final)
    house.clock_moves_to("2027-03-31 9.00")
    house.sleeps_until("2027-06-19 20:00")
    house.clock_moves_to("2027-06-24 9.00")
    after = looking_back.it_comes_by_itself(house, aino, number=3)
    looking_back.each_answers_apart(aino, sami, after)
    looking_back.they_see_both_together(aino, sami, after)
