"""Sami plans ten times in the first meeting: every date with its outcome before anything is saved (C1, C2, C6, C7)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from bookings import offers
from bookings.models import AvailabilityException, Booking, Origin, Series, Status
from bookings.slots.rhythm import Weekly
from processes.models import Process
from tests import factories
from tests.bookings.pages import fields, landed, reading, text, tree
from tests.bookings.stories import TUESDAY, book
from tests.factories import NOW, client_of, helsinki
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite

PLAN = {"first_on": "2027-02-09", "time": "10:00", "every": "4", "times": "10"}


def url_of(process: Process, **plan: str) -> str:
    return reverse("bookings:series_new", args=[process.pk], query=plan or None)


def dates(response: Any) -> list[str]:
    return [" ".join(legend.text_content().split()) for legend in tree(response).xpath("//main//fieldset/legend")]


def test_every_four_weeks_ten_times_at_the_same_hour_B2(aino_with_sami: Process, sami: User) -> None:
    """S0-7, S1-1."""
    client = reading(sami)
    page = client.get(url_of(aino_with_sami, **PLAN))
    assert len(dates(page)) == 10
    assert not Booking.objects.exists()  # nothing is saved by looking

    after = landed(client.post(url_of(aino_with_sami, **PLAN), fields(page, having="at_1")), client)

    booked = Booking.objects.order_by("starts_at")
    assert [booking.starts_at for booking in booked] == [
        helsinki(f"{date(2027, 2, 9) + timedelta(weeks=4 * n)} 10:00") for n in range(10)
    ]
    assert {booking.origin for booking in booked} == {Origin.PLANNED}
    assert "10 sessions are booked." in text(after)


@pytest.mark.parametrize(
    "language, first_on, said",
    [
        ("en", "2027-02-09", "The second Tuesday of each month."),
        ("en", "2027-03-29", "The last Monday of each month: the first day is the fifth Monday of its month"),
        ("fi", "2027-03-30", "Joka kuukauden viimeinen tiistai: ensimmäinen päivä on kuukautensa viides tiistai"),
        ("sv", "2027-03-31", "Sista onsdagen i varje månad: den första dagen är månadens femte onsdag"),
    ],
)
def test_a_monthly_rhythm_says_what_it_does_B6(
    language: str, first_on: str, said: str, aino_with_sami: Process, sami: User
) -> None:
    page = reading(sami, language=language).get(
        url_of(aino_with_sami, **PLAN | {"every": "monthly", "first_on": first_on})
    )
    assert said in text(page)
    assert len(dates(page)) == 10


def test_a_clash_is_shown_with_its_alternatives_and_nothing_is_chosen_for_it_C1(
    aino_with_sami: Process, aino: User, eero: User, sami: User, lehtola: Organisation
) -> None:
    eeros = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)
    factories.make_booking(process=eeros, starts_at=helsinki("2027-06-01 10:00"))
    client = reading(sami)

    page = client.get(url_of(aino_with_sami, **PLAN))
    form = fields(page, having="at_1")
    undecided = client.post(url_of(aino_with_sami, **PLAN), form)

    assert dates(page)[4] == "Tue 1 Jun 2027 at 10:00–11:30 Does not suit everybody"
    assert "Eero" not in text(page)
    assert "at_5" not in form
    assert undecided.status_code == 422
    assert "Choose a time for this date, or leave it out." in text(undecided)
    assert not Booking.objects.filter(process=aino_with_sami).exists()

    near = tree(page).xpath("//input[@name='at_5']/@value")
    assert [*near[:-1]] == sorted(
        near[:-1], key=lambda start: abs(datetime.fromisoformat(start) - helsinki("2027-06-01 10:00"))
    )
    client.post(url_of(aino_with_sami, **PLAN), form | {"at_5": near[0]})
    assert Booking.objects.filter(process=aino_with_sami).count() == 10


def test_holidays_and_closed_days_stay_listed_with_their_reason_C7(aino_with_sami: Process, sami: User) -> None:
    """Ascension Day is 6.5.; in July Sami is away."""
    AvailabilityException.enter(
        by=sami, supervisor=sami.supervisor, first_on=date(2027, 6, 28), last_on=date(2027, 7, 25)
    )
    page = reading(sami).get(url_of(aino_with_sami, first_on="2027-05-06", time="10:00", every="8", times="2"))
    assert dates(page) == [
        "Thu 6 May 2027 at 10:00–11:30 A holiday",
        "Thu 1 Jul 2027 at 10:00–11:30 Outside the hours",
    ]


def test_a_date_may_be_left_out_C7(aino_with_sami: Process, sami: User) -> None:
    client = reading(sami)
    form = fields(client.get(url_of(aino_with_sami, **PLAN)), having="at_1")
    client.post(url_of(aino_with_sami, **PLAN), form | {"at_3": "out"})
    assert Booking.objects.count() == 9


def test_all_left_out_is_no_series(aino_with_sami: Process, sami: User) -> None:
    plan = PLAN | {"times": "1"}
    again = reading(sami).post(url_of(aino_with_sami, **plan), {"at_1": "out"})
    assert again.status_code == 422
    assert "Every date was left out. Choose at least one." in text(again)


def test_a_date_taken_meanwhile_stops_all_of_them_C2(
    aino_with_sami: Process, eero: User, sami: User, lehtola: Organisation
) -> None:
    client = reading(sami)
    form = fields(client.get(url_of(aino_with_sami, **PLAN)), having="at_1")
    eeros = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)
    factories.make_booking(process=eeros, starts_at=helsinki("2027-06-01 10:00"))

    again = client.post(url_of(aino_with_sami, **PLAN), form)

    assert again.status_code == 422
    assert "This time was just taken. Choose another, or leave the date out." in text(again)
    assert not Booking.objects.filter(process=aino_with_sami).exists()
    assert not Series.objects.exists()


def test_the_same_click_twice_is_one_series_A3(aino_with_sami: Process, sami: User) -> None:
    client = reading(sami)
    form = fields(client.get(url_of(aino_with_sami, **PLAN)), having="at_1")
    for _click in range(2):
        assert client.post(url_of(aino_with_sami, **PLAN), form).status_code == 303
    assert (Series.objects.count(), Booking.objects.count()) == (1, 10)


def test_the_horizon_of_booking_does_not_bind_one_who_plans(aino_with_sami: Process, sami: User) -> None:
    """26 weeks ahead is for those who book; ten times every four weeks reach further."""
    occurrences = offers.plan_series(aino_with_sami, first=TUESDAY, every=Weekly(4), times=10, now=NOW)
    assert all(occurrence.is_free for occurrence in occurrences)


def test_what_is_left_of_the_agreed_count_is_the_most(aino_with_sami: Process, aino: User, sami: User) -> None:
    book(aino_with_sami, by=aino)
    again = reading(sami).get(url_of(aino_with_sami, **PLAN))
    assert again.status_code == 422
    assert "Only 9 agreed sessions are left. Write 9 at most." in text(again)


def test_after_the_end_of_the_process_no_date_is_offered(aino_with_sami: Process, sami: User) -> None:
    aino_with_sami.ends_on = date(2027, 3, 1)
    aino_with_sami.save()
    page = reading(sami).get(url_of(aino_with_sami, **PLAN | {"times": "2"}))
    assert dates(page)[1].endswith("After the end of this supervision")


def test_a_series_that_needs_a_yes_is_asked_at_once(aino_with_sami: Process, sami: User) -> None:
    aino_with_sami.approval = "series"
    aino_with_sami.save()
    client = reading(sami)
    page = client.get(url_of(aino_with_sami, **PLAN))
    assert "The manager is asked about all of them at once." in text(page)

    client.post(url_of(aino_with_sami, **PLAN), fields(page, having="at_1"))
    assert set(Booking.objects.values_list("status", flat=True)) == {Status.REQUESTED}


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"first_on": "someday"}, "Write the day like this"),
        ({"first_on": "2027-01-04"}, "This day has passed. Choose today or a later day."),
        ({"time": "26:00"}, "Write the time like this"),
        ({"first_on": "2027-03-28", "time": "03:15"}, "this time does not exist"),
        ({"times": "0"}, "One thing to put right"),
        ({"times": "many"}, "One thing to put right"),
        ({"every": "-4"}, "One thing to put right"),
        ({"times": "41"}, "40"),
    ],
)
def test_a_plan_that_cannot_be_is_said_beside_the_field(
    group_with_sami: Process, sami: User, wrong: dict[str, str], said: str
) -> None:
    again = reading(sami).get(url_of(group_with_sami, **PLAN | wrong))
    assert again.status_code == 422
    assert said in text(again)
    assert not dates(again)


@pytest.mark.parametrize("who, status", [("aino", 403), ("maija", 403), ("laura", 200), ("sami", 200), ("pekka", 404)])
def test_who_plans(aino_with_sami: Process, request: Any, who: str, status: int) -> None:
    assert client_of(request.getfixturevalue(who)).get(url_of(aino_with_sami)).status_code == status


def test_both_supervisors_must_suit_A7(
    kuuloke: Any, aino: User, eero: User, sami: User, kaisa: User, lehtola: Organisation
) -> None:
    together = factories.make_process(
        supervisor=sami, co_supervisor=kaisa, supervisees=[aino, eero], organisation=lehtola
    )
    kaisas = factories.make_process(supervisor=kaisa, supervisees=[eero], organisation=lehtola)
    factories.make_booking(process=kaisas, starts_at=TUESDAY)

    page = reading(sami).get(url_of(together, **PLAN | {"times": "2"}))
    assert [date.endswith("Does not suit everybody") for date in dates(page)] == [True, False]
