"""What a change of Sami's hours would leave outside is shown before it is saved; and how many sessions he gives, and in
which weeks."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.urls import reverse

from bookings.models import AvailabilityException, AvailabilityRule, HoursOverlap
from bookings.problems import NotBookable
from bookings.slots.limits import full_days
from bookings.slots.weeks import Weeks
from processes.models import Process
from tests.bookings.pages import fields, landed, links, reading, text
from tests.bookings.stories import NEXT_TUESDAY, TUESDAY, book, move
from tests.factories import helsinki
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite

SHORTER = {
    "weekday": "1",
    "weeks": "",
    "starts": "12:00",
    "ends": "17:00",
    "place": "remote",
    "valid_from": "1.1.2020",
    "valid_until": "",
}


def days(process: Process, user: User, month: str) -> list[str]:
    page = reading(user).get(reverse("bookings:slots", args=[process.pk], query={"month": month}))
    return sorted({href.split("day=")[1][:10] for href in links(page, "day=2027")})


def test_hours_cut_short_show_what_would_lie_outside_and_cancel_nothing(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    booking = book(aino_with_sami, by=aino)
    rule = sami.supervisor.hours.get(weekday=1)
    client, url = reading(sami), reverse("bookings:hours_rule", args=[rule.pk])

    asked = client.post(url, SHORTER)

    assert asked.status_code == 200
    assert "Nothing is cancelled. These agreed sessions would then lie outside your hours" in text(asked)
    assert links(asked, booking.get_absolute_url())
    rule.refresh_from_db()
    assert rule.starts == time(9)
    assert not Event.objects.filter(name="hours.changed").exists()

    after = landed(client.post(url, fields(asked, having="seen")), client)

    assert "1 agreed session lies outside your hours now: it stays until you move or cancel it." in text(after)
    rule.refresh_from_db()
    booking.refresh_from_db()
    assert (rule.starts, booking.starts_at, booking.status) == (time(12), TUESDAY, "confirmed")


def test_what_came_in_between_is_shown_first(aino_with_sami: Process, aino: User, sami: User) -> None:
    book(aino_with_sami, by=aino)
    rule = sami.supervisor.hours.get(weekday=1)
    client, url = reading(sami), reverse("bookings:hours_rule", args=[rule.pk])
    seen = fields(client.post(url, SHORTER), having="seen")
    later = book(aino_with_sami, by=sami, at=NEXT_TUESDAY)

    again = client.post(url, seen)

    assert again.status_code == 200
    assert links(again, later.get_absolute_url())
    rule.refresh_from_db()
    assert rule.starts == time(9)


def test_hours_removed_and_days_closed_are_weighed_alike(aino_with_sami: Process, aino: User, sami: User) -> None:
    booking = book(aino_with_sami, by=aino)
    rule = sami.supervisor.hours.get(weekday=1)
    client = reading(sami)
    url = reverse("bookings:hours_rule", args=[rule.pk])
    asked = client.post(url, {"remove": "1"})
    assert "Before these hours are removed" in text(asked)
    assert links(asked, booking.get_absolute_url())
    assert AvailabilityRule.objects.filter(pk=rule.pk).exists()

    closing = {"first_on": "8.2.2027", "last_on": "12.2.2027", "starts": "", "ends": ""}
    asked_too = client.post(reverse("bookings:hours_closed_new"), closing)
    assert links(asked_too, booking.get_absolute_url())
    assert not AvailabilityException.objects.exists()

    assert client.post(url, fields(asked, having="seen") | {"remove": "1"}).status_code == 303
    assert not AvailabilityRule.objects.filter(pk=rule.pk).exists()


def test_a_session_that_lay_outside_before_is_not_counted_again(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    from bookings import diary
    from tests.factories import NOW

    diary.book(aino_with_sami, starts_at=helsinki("2027-02-09 18:00"), by=sami, now=NOW, outside_hours=True)
    rule = sami.supervisor.hours.get(weekday=1)
    assert reading(sami).post(reverse("bookings:hours_rule", args=[rule.pk]), SHORTER).status_code == 303


@pytest.mark.parametrize(
    "weeks, february",
    [
        ("odd", ["2027-02-02", "2027-02-16"]),
        ("even", ["2027-02-09", "2027-02-23"]),
        ("1", ["2027-02-02"]),
        ("2", ["2027-02-09"]),
        ("last", ["2027-02-23"]),
    ],
)
def test_weekly_hours_of_some_weeks_are_offered_in_those(
    aino_with_sami: Process, aino: User, sami: User, weeks: str, february: list[str]
) -> None:
    sami.supervisor.hours.exclude(weekday=1).delete()
    rule = sami.supervisor.hours.get()
    form = SHORTER | {"weeks": weeks, "starts": "9:00"}
    assert reading(sami).post(reverse("bookings:hours_rule", args=[rule.pk]), form).status_code == 303
    # Tuesday the 2nd is tomorrow, within Sami's notice of a day from 8.00 on.
    assert days(aino_with_sami, aino, "2027-02") == february
    assert (
        AvailabilityRule.objects.get().get_weeks_display() in text(reading(sami).get(reverse("bookings:hours"))).lower()
    )


def test_odd_and_even_weeks_may_have_the_same_hours_first_and_odd_may_not(kuuloke: Any, sami: User) -> None:
    rule = sami.supervisor.hours.get(weekday=1)
    rule.change(by=sami, weeks="odd")
    same = {
        "supervisor": sami.supervisor,
        "weekday": 1,
        "starts": time(9),
        "ends": time(17),
        "valid_from": rule.valid_from,
    }
    AvailabilityRule.enter(by=sami, weeks="even", **same)
    for clashing in ("", "1"):
        with pytest.raises(HoursOverlap):
            AvailabilityRule.enter(by=sami, weeks=clashing, **same)


def test_weeks_that_are_said_never_to_meet_never_do() -> None:
    every_day = [date(2026, 1, 1) + timedelta(days=number) for number in range(366 * 6)]
    for one in Weeks:
        for other in Weeks:
            meet = any(one.holds_on(day) and other.holds_on(day) for day in every_day)
            assert meet == (other not in one.never_with()), (one, other)


def test_of_week_53_and_week_1_both_are_odd() -> None:
    assert Weeks.ODD.holds_on(date(2026, 12, 29))
    assert Weeks.ODD.holds_on(date(2027, 1, 5))


def test_a_day_that_is_full_offers_nothing_more(
    aino_with_sami: Process, group_with_sami: Process, aino: User, sami: User
) -> None:
    booking = book(group_with_sami, by=sami)
    sami.supervisor.change(by=sami, most_a_day=1)
    offered = days(aino_with_sami, aino, "2027-02")
    assert "2027-02-09" not in offered
    assert {"2027-02-08", "2027-02-10"} <= set(offered)
    with pytest.raises(NotBookable):
        book(aino_with_sami, by=aino, at=TUESDAY + timedelta(hours=4))
    moved = move(booking, by=sami, to=TUESDAY + timedelta(hours=2))  # its own place in the day is free to it
    assert moved.starts_at == TUESDAY + timedelta(hours=2)


def test_a_week_that_is_full_offers_nothing_more(
    aino_with_sami: Process, group_with_sami: Process, aino: User, sami: User
) -> None:
    book(group_with_sami, by=sami)
    sami.supervisor.change(by=sami, most_a_week=1)
    offered = days(aino_with_sami, aino, "2027-02")
    assert not [day for day in offered if "2027-02-08" <= day <= "2027-02-14"]
    assert {"2027-02-05", "2027-02-15"} <= set(offered)


def test_full_days_are_counted_by_day_and_by_week() -> None:
    monday = date(2027, 2, 8)
    held = [monday, monday, monday + timedelta(days=3)]
    span = {"first": monday - timedelta(days=1), "last": monday + timedelta(days=7)}
    assert full_days(held, per_day=2, per_week=None, **span) == [monday]
    assert full_days(held, per_day=None, per_week=3, **span) == [monday + timedelta(days=n) for n in range(7)]
    assert full_days(held, per_day=None, per_week=None, **span) == []


def test_he_sets_how_many_on_his_page(kuuloke: Any, sami: User) -> None:
    client = reading(sami)
    url = reverse("bookings:hours_terms")
    form = fields(client.get(url), having="most_a_day")
    after = landed(client.post(url, form | {"most_a_day": "4", "most_a_week": ""}), client)
    assert "as many as fit" in text(after)
    sami.supervisor.refresh_from_db()
    assert (sami.supervisor.most_a_day, sami.supervisor.most_a_week) == (4, None)
    assert client.post(url, form | {"most_a_day": "0"}).status_code == 422
