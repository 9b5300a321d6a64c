"""Public holidays and July, as they are put to Sami: closed until he says that he works, and never forced."""

from datetime import date, time
from typing import Any

import pytest
from django.urls import reverse

from bookings import holidays, offers
from bookings.models import AvailabilityException, Booking
from bookings.slots.opening import Closed, ExtraOpening, closed_but_for_extra
from processes.models import Process
from tests import factories
from tests.bookings.pages import fields, landed, links, reading, text, tree
from tests.bookings.test_series_page import url_of
from tests.factories import NOW, client_of, helsinki
from tyonohjaus.events.models import Event
from tyonohjaus.lib.periods import Period
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite

URL = reverse("bookings:hours_holidays")
GOOD_FRIDAY, ASCENSION_DAY = date(2027, 3, 26), date(2027, 5, 6)
FRIDAY, ASCENSION = f"on_{GOOD_FRIDAY}", f"on_{ASCENSION_DAY}"


def offered(process: Process, day: date) -> list[str]:
    window = Period(helsinki(f"{day} 00:00"), helsinki(f"{day} 23:59"))
    return [f"{slot.start:%H}" for slot in offers.open_slots(process, window=window, now=NOW)]


def answers(user: User) -> dict[str, str]:
    return fields(reading(user).get(URL), having=FRIDAY)


def test_a_new_supervisor_is_booked_on_no_holiday_by_surprise(aino_with_sami: Process, sami: User) -> None:
    assert offered(aino_with_sami, GOOD_FRIDAY) == []
    page = reading(sami).get(URL)
    assert "Fri 26 Mar 2027 Good Friday" in text(page)
    assert {value for name, value in answers(sami).items() if name.startswith("on_")} == {"free"}
    assert not AvailabilityException.objects.exists()


def test_holidays_that_fall_where_sami_has_no_hours_are_not_asked(aino_with_sami: Process, sami: User) -> None:
    """Christmas Day 2027 is a Saturday, and so is Midsummer Day."""
    assert "25 Dec 2027" not in text(reading(sami).get(URL))
    factories.make_hours(supervisor=sami, weekdays=(5,))
    assert "Sat 25 Dec 2027 Christmas Day" in text(reading(sami).get(URL))


def test_where_sami_works_his_weekly_hours_hold(aino_with_sami: Process, sami: User) -> None:
    client = reading(sami)
    after = landed(client.post(URL, answers(sami) | {FRIDAY: "works"}), client)

    assert "You work on 1 holiday." in text(after)
    assert offered(aino_with_sami, GOOD_FRIDAY)
    assert offered(aino_with_sami, ASCENSION_DAY) == []
    assert AvailabilityException.objects.get(first_on=GOOD_FRIDAY).kind == "worked"
    assert Event.objects.filter(name="hours.entered", actor=sami.pk).exists()
    assert answers(sami)[FRIDAY] == "works"


def test_all_are_kept_free_by_one_button_and_twice_is_once(aino_with_sami: Process, sami: User) -> None:
    client = reading(sami)
    client.post(URL, answers(sami) | {FRIDAY: "works"})
    for _click in range(2):
        assert client.post(URL, {"all": "1"}).status_code == 303
    rows = AvailabilityException.objects.filter(kind="closed")
    assert rows.count() == len(holidays.coming(sami.supervisor, today=date(2027, 2, 1)))
    assert not AvailabilityException.objects.filter(kind="worked").exists()
    assert offered(aino_with_sami, GOOD_FRIDAY) == []


def test_what_is_agreed_on_a_holiday_is_shown_before_it_is_closed_again(aino_with_sami: Process, sami: User) -> None:
    client = reading(sami)
    client.post(URL, answers(sami) | {FRIDAY: "works"})
    booking = factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-03-26 10:00"))

    asked = client.post(URL, {"all": "1"})

    assert asked.status_code == 200
    assert links(asked, booking.get_absolute_url())
    assert AvailabilityException.objects.get(first_on=GOOD_FRIDAY).kind == "worked"
    after = landed(client.post(URL, fields(asked, having="seen")), client)
    assert "1 agreed session lies outside your hours now" in text(after)
    assert AvailabilityException.objects.get(first_on=GOOD_FRIDAY).kind == "closed"
    assert Booking.objects.get().status == "confirmed"


def test_a_series_says_holiday_and_takes_the_date_once_it_is_opened_C7(aino_with_sami: Process, sami: User) -> None:
    def planned() -> str:
        page = reading(sami).get(url_of(aino_with_sami, first_on="2027-05-06", time="10:00", every="8", times="2"))
        return text(page)

    assert "Thu 6 May 2027 at 10:00–11:30 A holiday" in planned()
    reading(sami).post(URL, answers(sami) | {ASCENSION: "works"})
    assert "A holiday" not in planned()


def test_both_must_work_for_a_shared_series_A7(sami: User, kaisa: User, aino: User, kuuloke: Any) -> None:
    together = factories.make_process(supervisor=sami, co_supervisor=kaisa, supervisees=[aino])
    reading(sami).post(URL, answers(sami) | {FRIDAY: "works"})
    assert offered(together, GOOD_FRIDAY) == []
    reading(kaisa).post(URL, answers(kaisa) | {FRIDAY: "works"})
    assert offered(together, GOOD_FRIDAY)


def test_extra_hours_on_a_holiday_open_these_and_no_others_B1(aino_with_sami: Process, sami: User) -> None:
    on = {"first_on": GOOD_FRIDAY, "last_on": GOOD_FRIDAY}
    AvailabilityException.enter(by=sami, supervisor=sami.supervisor, kind="extra", starts="10:00", ends="12:00", **on)
    assert offered(aino_with_sami, GOOD_FRIDAY) == ["08", "08"]  # 10.00 and 10.30 in Helsinki


def test_a_day_is_closed_around_its_extra_hours():
    extra = [ExtraOpening(GOOD_FRIDAY, time(hour), time(hour + 2), "remote") for hour in (14, 0)]
    assert closed_but_for_extra([GOOD_FRIDAY, ASCENSION_DAY], extra) == [
        Closed(GOOD_FRIDAY, GOOD_FRIDAY, time(2), time(14)),
        Closed(GOOD_FRIDAY, GOOD_FRIDAY, time(16), time(0)),
        Closed(ASCENSION_DAY, ASCENSION_DAY, time(0), time(0)),
    ]


def test_july_is_proposed_with_its_days_which_may_be_changed(aino_with_sami: Process, sami: User) -> None:
    client = reading(sami)
    form = fields(client.get(URL), having="first_on")
    assert (form["first_on"], form["last_on"]) == ("1 Jul 2027", "31 Jul 2027")
    assert "July is not decided." in text(client.get(reverse("bookings:hours")))

    after = landed(client.post(reverse("bookings:hours_closed_new"), form | {"first_on": "5.7.2027"}), client)

    assert "5–31 Jul 2027" in text(after)
    assert "July is not decided." not in text(after)
    assert "5–31 Jul 2027" in text(client.get(URL))
    assert not tree(client.get(URL)).xpath("//input[@name='first_on']")


def test_sami_may_work_in_july_and_is_not_asked_again(aino_with_sami: Process, sami: User) -> None:
    client = reading(sami)
    for _click in range(2):
        client.post(URL, {"july_worked": "1"})
    row = AvailabilityException.objects.get()
    assert (row.kind, row.first_on, row.last_on) == ("worked", date(2027, 7, 1), date(2027, 7, 31))
    assert "You work in July." in text(client.get(URL))
    assert "July is not decided." not in text(client.get(reverse("bookings:hours")))
    assert client.get(reverse("bookings:hours_exception", args=[row.pk])).status_code == 303


def test_july_that_has_passed_is_the_next():
    assert holidays.july(date(2027, 7, 31))[0] == date(2027, 7, 1)
    assert holidays.july(date(2027, 8, 1))[0] == date(2028, 7, 1)


@pytest.mark.parametrize("wrong", [{FRIDAY: "maybe"}, {FRIDAY: ""}])
def test_an_answer_that_is_none_changes_nothing(aino_with_sami: Process, sami: User, wrong: dict[str, str]) -> None:
    assert reading(sami).post(URL, answers(sami) | wrong).status_code == 422
    assert not AvailabilityException.objects.exists()


def test_it_is_the_supervisors_own_page(aino_with_sami: Process, aino: User, laura: User, maija: User) -> None:
    assert {client_of(user).get(URL).status_code for user in (aino, laura, maija)} == {404}
