"""Aino finds a free time and books it: three clicks from her home page, one booking whatever happens meanwhile."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bookings.models import Booking, Origin, Status
from processes.models import Kind, Process
from tests import factories
from tests.bookings.pages import chips, fields, landed, links, posted, reading, text, tree, url_of
from tests.bookings.stories import TUESDAY, book
from tests.factories import NOW, helsinki
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite

# --- the three clicks


def test_from_home_to_a_booked_time_in_two_clicks(aino_with_sami: Process, aino: User) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-01-12 10:00"), status=Status.HELD)
    client = reading(aino)

    nearest = links(client.get("/"), "time=")
    assert [link.partition("day=")[2][:10] for link in nearest] == ["2027-02-08", "2027-02-09", "2027-02-10"]
    page = client.get(nearest[1].partition("#")[0])  # first click: a time
    after = landed(client.post(url_of(aino_with_sami), fields(page, having="starts_at")), client)  # second: "Book"

    booking = Booking.objects.get(status=Status.CONFIRMED)
    assert after.request["PATH_INFO"] == booking.get_absolute_url()
    assert booking.starts_at == helsinki("2027-02-09 10:00")  # four weeks on, at the hour of the last time
    assert (booking.origin, booking.created_by) == (Origin.BOOKED, aino)
    assert "booked and confirmed" in text(after)


def test_the_month_shows_days_with_counts_and_the_day_of_the_rhythm(aino_with_sami: Process, aino: User) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-01-11 10:00"), status=Status.HELD)
    page = tree(reading(aino).get(url_of(aino_with_sami)))

    days = {a.get("aria-label"): a for a in page.xpath("//table[@class='month']//a")}
    marked = [label for label, a in days.items() if "day--rhythm" in a.get("class")]
    assert marked == ["Monday 8\u00a0Feb, 14 free times, a day of your rhythm"]
    assert days[marked[0]].get("aria-current") == "true"  # the day one would most likely take
    assert not [label for label in days if label.startswith(("Saturday", "Sunday"))]


def test_where_the_rhythm_lies_beyond_the_horizon_today_is_shown(aino_with_sami: Process, sami: User) -> None:
    """Planned until November, and 26 weeks may be booked: not an empty December."""
    factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-11-09 10:00"))
    page = reading(sami).get(reverse("bookings:slots", args=[aino_with_sami.pk]))
    assert "February 2027" in text(page)
    assert chips(page)


def test_a_day_shows_its_times_and_a_time_its_sheet(aino_with_sami: Process, aino: User) -> None:
    client = reading(aino)
    assert "9:00–10:30" in chips(client.get(url_of(aino_with_sami, day="2027-02-09")))

    page = client.get(url_of(aino_with_sami, day="2027-02-09", time="10.00"))

    assert [chip.text_content().strip() for chip in tree(page).xpath("//a[@class='chip'][@aria-current]")] == [
        "10:00–11:30"
    ]
    assert "Tue 9 Feb 2027 at 10:00–11:30" in text(page)


def test_without_a_free_time_in_the_month_the_page_leads_on(aino_with_sami: Process, aino: User, sami: User) -> None:
    sami.supervisor.hours.update(valid_from=date(2027, 4, 1))
    page = reading(aino).get(url_of(aino_with_sami, month="2027-03"))

    assert "There are no free times in this month." in text(page)
    assert links(page, "month=2027-04")


def test_back_from_the_times_leads_to_where_one_came_from(aino_with_sami: Process, aino: User, sami: User) -> None:
    for user, back in ((sami, reverse("processes:detail", args=[aino_with_sami.pk])), (aino, "/")):
        page = tree(reading(user).get(url_of(aino_with_sami)))
        assert page.xpath("//main//a[contains(@class,'back')]/@href")[0] == back


def test_one_process_leads_from_the_menu_straight_to_its_times(
    aino_with_sami: Process, group_with_sami: Process, aino: User, sami: User
) -> None:
    assert reading(aino).get(reverse("bookings:book"))["Location"] == url_of(aino_with_sami)
    assert links(reading(sami).get(reverse("bookings:book")), str(group_with_sami.pk))


# --- who may


def test_who_finds_the_page_of_ainos_times(
    aino_with_sami: Process, aino: User, eero: User, maija: User, sami: User, laura: User, pekka: User, outi: User
) -> None:
    statuses = {
        user.first_name: reading(user).get(url_of(aino_with_sami)).status_code
        for user in (aino, sami, laura, maija, eero, pekka, outi)
    }
    assert statuses == {"Aino": 200, "Sami": 200, "Laura": 200, "Maija": 403, "Eero": 404, "Pekka": 404, "Outi": 404}


def test_laura_books_for_aino_and_it_is_not_ainos_own(aino_with_sami: Process, laura: User) -> None:
    reading(laura).post(url_of(aino_with_sami), posted(aino_with_sami))
    assert Booking.objects.get().origin == Origin.SET


def test_in_a_pair_either_may_book_and_one_open_time_is_theirs_together(
    kuuloke: Any, aino: User, eero: User, sami: User, lehtola: Organisation
) -> None:
    pair = factories.make_process(supervisor=sami, supervisees=[aino, eero], organisation=lehtola, kind=Kind.PAIR)
    assert reading(eero).post(url_of(pair), posted(pair)).status_code == 303

    page = reading(aino).get(url_of(pair))
    assert "You already have a booked time." in text(page)
    assert not tree(page).xpath("//table[@class='month']")


def test_the_groups_times_are_set_by_the_supervisor(group_with_sami: Process, aino: User, sami: User) -> None:
    member = reading(aino)
    assert "The supervisor sets the times of the group." in text(member.get(url_of(group_with_sami)))
    assert member.post(url_of(group_with_sami), posted(group_with_sami)).status_code == 422

    assert reading(sami).post(url_of(group_with_sami), posted(group_with_sami)).status_code == 303


def test_the_agreed_count_closes_the_page(aino_with_sami: Process, aino: User) -> None:
    aino_with_sami.agreed_count = 1
    aino_with_sami.save()
    factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-01-11 10:00"), status=Status.HELD)

    page = reading(aino).get(url_of(aino_with_sami))
    assert "The agreed session is already booked." in text(page)


def test_nobody_approves_the_time_they_ask_for_E3(
    kuuloke: Any, maija: User, pekka: User, sami: User, lehtola: Organisation
) -> None:
    """Maija is supervised herself: the page offers her the time, and no step of approval is hers."""
    factories.make_employment(employee=maija, organisation=lehtola, manager=pekka)
    own = factories.make_process(supervisor=sami, supervisees=[maija], organisation=lehtola, approval="each")
    client = reading(maija)

    after = landed(client.post(url_of(own), posted(own)), client)

    assert Booking.objects.get().status == Status.REQUESTED
    assert "Approve" not in text(after)
    assert client.post(reverse("bookings:approval", args=[Booking.objects.get().pk]), {}).status_code in {403, 404}


# --- one time, one booking


def test_the_same_click_ten_times_is_one_booking_A3(aino_with_sami: Process, aino: User) -> None:
    client, click = reading(aino), posted(aino_with_sami)

    answers = [client.post(url_of(aino_with_sami), click) for _ in range(10)]

    booking = Booking.objects.get()
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(303, booking.get_absolute_url())}


def test_a_time_that_was_just_taken_is_the_page_again_with_fresh_times_A1(
    aino_with_sami: Process, aino: User, eero: User, sami: User, lehtola: Organisation
) -> None:
    eeros = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)
    client = reading(aino)
    form = fields(client.get(url_of(aino_with_sami, day="2027-02-09", time="10.00")), having="starts_at")
    book(eeros, by=eero)

    again = client.post(url_of(aino_with_sami), form)

    assert again.status_code == 422
    assert "This time was just taken." in text(again)
    assert "Eero" not in text(again)  # never whose (C42)
    assert "11:30–13:00" in chips(again)
    assert "10:00–11:30" not in chips(again)
    assert not aino_with_sami.bookings.exists()


def test_a_booked_time_is_no_longer_shown_to_anybody_A5(
    aino_with_sami: Process, aino: User, eero: User, sami: User, lehtola: Organisation
) -> None:
    eeros = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)
    book(aino_with_sami, by=aino)

    assert "10:00–11:30" not in chips(reading(eero).get(url_of(eeros, day="2027-02-09")))
    gone = reading(eero).get(url_of(eeros, day="2027-02-09", time="10.00"))
    assert gone.status_code == 200
    assert "This time is no longer free." in text(gone)


def test_a_hold_that_has_run_out_is_offered_again(
    aino_with_sami: Process, aino: User, eero: User, sami: User, lehtola: Organisation
) -> None:
    eeros = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)
    factories.make_booking(
        process=eeros, starts_at=TUESDAY, status=Status.REQUESTED, held_until=NOW - timedelta(minutes=1)
    )
    client = reading(aino)
    assert "10:00–11:30" in chips(client.get(url_of(aino_with_sami, day="2027-02-09")))
    assert client.post(url_of(aino_with_sami), posted(aino_with_sami)).status_code == 303


# --- approval


def test_what_needs_a_yes_is_offered_only_from_48_hours_ahead(aino_with_sami: Process, aino: User) -> None:
    """It is Monday 8.00: without approval Tuesday is offered, with it Wednesday from 8.00."""
    client = reading(aino)
    assert "9:00–10:30" in chips(client.get(url_of(aino_with_sami, day="2027-02-02")))

    aino_with_sami.approval = "each"
    aino_with_sami.save()

    days = [a.get("href")[-16:-6] for a in tree(client.get(url_of(aino_with_sami))).xpath("//table[@class='month']//a")]
    assert "2027-02-02" not in days
    assert "2027-02-03" in days


def test_the_sheet_says_whose_yes_and_until_when_it_is_held(aino_with_sami: Process, aino: User) -> None:
    aino_with_sami.approval = "each"
    aino_with_sami.save()
    client = reading(aino)

    page = client.get(url_of(aino_with_sami, day="2027-02-09", time="10.00"))
    after = landed(client.post(url_of(aino_with_sami), fields(page, having="starts_at")), client)

    assert "Maija Korhonen. The time is held for you until Thu 4 Feb at 16:00." in text(page)
    assert "The request went to the manager." in text(after)
    assert Booking.objects.get().held_until == helsinki("2027-02-04 16:00")


def test_within_a_frame_there_is_no_step(aino_with_sami: Process, aino: User) -> None:
    aino_with_sami.approval = "frame"
    aino_with_sami.save()
    page = reading(aino).get(url_of(aino_with_sami, day="2027-02-09", time="10.00"))
    assert "Approved in advance: the time is confirmed at once." in text(page)


# --- parts and queries


def test_htmx_gets_the_part_that_changes(aino_with_sami: Process, aino: User) -> None:
    client = reading(aino)
    url = url_of(aino_with_sami, day="2027-02-09", time="10.00")
    whole = client.get(url)
    month = client.get(url, headers={"HX-Request": "true", "HX-Target": "slots"})
    times = client.get(url, headers={"HX-Request": "true", "HX-Target": "times"})

    assert len(times.content) < len(month.content) < len(whole.content)
    assert b"<html" not in month.content
    assert tree(times).xpath("//section[@id='choice'][@autofocus]")
    assert "HX-Request" in times["Vary"]


def test_the_page_asks_the_database_the_same_whatever_lies_behind_it(
    aino_with_sami: Process, aino: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = reading(aino)
    url = url_of(aino_with_sami, day="2027-02-09", time="10.00")
    client.get(url)
    with django_assert_max_num_queries(14) as first:
        client.get(url)
    for week in range(1, 40):
        start = helsinki("2026-01-05 09:00") + timedelta(weeks=week)
        factories.make_booking(process=aino_with_sami, starts_at=start, status=Status.HELD)
    aino_with_sami.agreed_count = 100
    aino_with_sami.save()
    with django_assert_max_num_queries(14) as second:
        client.get(url)
    assert len(first) == len(second)
