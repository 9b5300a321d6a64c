"""Sami keeps his hours. Nothing that is booked is touched by them."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.urls import reverse

from bookings import diary, offers
from bookings.models import AvailabilityException, AvailabilityRule, Booking, HoursOverlap
from bookings.problems import NotBookable
from processes.models import Process
from tests import factories
from tests.bookings.pages import chips, fields, landed, links, reading, text
from tests.bookings.stories import TUESDAY, book
from tests.factories import NOW, client_of
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import Period
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite

TERMS = {
    "buffer_before_minutes": "0",
    "buffer_minutes": "0",
    "travel_minutes": "30",
    "notice_hours": "24",
    "horizon_weeks": "26",
    "step_minutes": "30",
}
EVENING = {
    "weekday": "1",
    "starts": "17.00",
    "ends": "19:00",
    "place": "premises",
    "valid_from": "1.2.2027",
    "valid_until": "",
}


def post(user: User, name: str, form: dict[str, str], *, pk: Any = None) -> Any:
    return reading(user).post(reverse(f"bookings:{name}", args=[pk] if pk else []), form)


def test_sami_adds_an_evening_and_it_is_offered(aino_with_sami: Process, aino: User, sami: User) -> None:
    aino_with_sami.place = "premises"
    aino_with_sami.save()
    client = reading(sami)

    after = landed(client.post(reverse("bookings:hours_rule_new"), EVENING), client)

    assert "Tuesday 17:00–19:00" in text(after)
    assert "Nothing booked is changed by it." in text(after)
    offered = chips(reading(aino).get(reverse("bookings:slots", args=[aino_with_sami.pk], query={"day": "2027-02-09"})))
    assert offered == ["17:00–18:30", "17:30–19:00"]
    assert Event.objects.filter(name="hours.entered", actor=sami.pk).exists()


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"starts": "16:00"}, "These hours overlap with others: Tuesday 9:00–17:00."),
        ({"ends": "17:00"}, "The end is not after the beginning."),
        ({"ends": "16:00"}, "The end is not after the beginning."),
        ({"ends": "24:00"}, "Write the time like this"),
        ({"valid_until": "31.1.2027"}, "The last day is before the first."),
        ({"weekday": "8"}, "One thing to put right"),
        ({"place": "moon"}, "One thing to put right"),
        ({"starts": "morning"}, "Write the time like this"),
        ({"valid_from": "31.2.2027"}, "Write the day like this"),
    ],
)
def test_hours_that_cannot_be_are_said_beside_the_field(
    sami: User, kuuloke: Any, wrong: dict[str, str], said: str
) -> None:
    before = AvailabilityRule.objects.count()
    again = post(sami, "hours_rule_new", EVENING | wrong)
    assert again.status_code == 422
    assert said in text(again)
    assert AvailabilityRule.objects.count() == before


def test_no_way_of_writing_them_lets_hours_overlap_A6(sami: User, kuuloke: Any) -> None:
    tuesday, wednesday = (sami.supervisor.hours.get(weekday=day) for day in (1, 2))
    with pytest.raises(HoursOverlap) as refused:
        wednesday.change(by=sami, weekday=1, starts=time(16), ends=time(18))
    assert refused.value.other == tuesday
    wednesday.refresh_from_db()
    assert wednesday.weekday == 2
    assert tuesday.change(by=sami, ends=time(18)).ends == time(18)
    with pytest.raises(HoursOverlap):
        AvailabilityRule.enter(
            by=None, supervisor=sami.supervisor, weekday=1, starts=time(17), ends=time(19), valid_from=date(2027, 3, 1)
        )


def test_changed_hours_that_would_overlap_are_said_on_the_page(sami: User, kuuloke: Any) -> None:
    wednesday = sami.supervisor.hours.get(weekday=2)
    again = post(sami, "hours_rule", EVENING | {"starts": "16:00"}, pk=wednesday.pk)
    assert again.status_code == 422
    assert "These hours overlap with others: Tuesday 9:00–17:00." in text(again)


def test_hours_may_follow_each_other(sami: User, kuuloke: Any) -> None:
    """Until Easter the one, after it the other."""
    rule = sami.supervisor.hours.get(weekday=1)
    assert (
        post(
            sami, "hours_rule", {**EVENING, "starts": "9:00", "ends": "17:00", "valid_until": "28.3.2027"}, pk=rule.pk
        ).status_code
        == 303
    )
    assert post(sami, "hours_rule_new", EVENING | {"starts": "9:00", "valid_from": "29.3.2027"}).status_code == 303


def test_closing_days_cancels_nothing_and_tells_what_lies_there(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    booking = book(aino_with_sami, by=aino)
    client = reading(sami)
    form = {"first_on": "8.2.2027", "last_on": "12.2.2027", "starts": "", "ends": ""}

    url = reverse("bookings:hours_closed_new")
    after = landed(client.post(url, fields(client.post(url, form), having="seen")), client)

    assert "1 agreed session lies outside your hours now" in text(after)
    assert links(client.get(reverse("bookings:hours")), booking.get_absolute_url())  # also after the next click
    assert Booking.objects.get().starts_at == booking.starts_at == TUESDAY
    page = reading(aino).get(reverse("bookings:rescheduling", args=[booking.pk], query={"month": "2027-02"}))
    assert "2027-02-10" not in page.content.decode()


@pytest.mark.parametrize(
    "form, said",
    [
        ({"first_on": "12.2.2027", "last_on": "8.2.2027"}, "The last day is before the first."),
        ({"first_on": "8.2.2027", "starts": "9:00"}, "Write both times, or neither."),
        ({"first_on": ""}, "One thing to put right"),
    ],
)
def test_closed_days_that_cannot_be(sami: User, kuuloke: Any, form: dict[str, str], said: str) -> None:
    again = post(sami, "hours_closed_new", form)
    assert again.status_code == 422
    assert said in text(again)


def test_extra_hours_that_closed_days_would_hide_are_refused(sami: User, kuuloke: Any) -> None:
    days = {"first_on": "10.2.2027", "last_on": "17.2.2027", "starts": "", "ends": ""}
    assert post(sami, "hours_closed_new", days).status_code == 303

    extra = {"first_on": "11.2.2027", "starts": "17:00", "ends": "19:00", "place": "remote"}
    again = post(sami, "hours_extra_new", extra)

    assert again.status_code == 422
    assert "You have closed these hours: 10–17 Feb 2027." in text(again)
    assert post(sami, "hours_extra_new", extra | {"first_on": "18.2.2027"}).status_code == 303


def test_extra_hours_on_one_day_are_offered_and_do_not_overlap_others(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    form = {"first_on": "13.2.2027", "starts": "10:00", "ends": "12:00", "place": "remote"}
    assert post(sami, "hours_extra_new", form).status_code == 303
    again = post(sami, "hours_extra_new", form | {"starts": "11:00", "ends": "13:00"})
    assert "These hours overlap with other extra hours of that day." in text(again)

    page = reading(aino).get(reverse("bookings:slots", args=[aino_with_sami.pk], query={"day": "2027-02-13"}))
    assert chips(page) == ["10:00–11:30", "10:30–12:00"]


def test_hours_are_removed_and_what_is_booked_stays(aino_with_sami: Process, aino: User, sami: User) -> None:
    book(aino_with_sami, by=aino)
    rule = sami.supervisor.hours.get(weekday=1)
    seen = fields(post(sami, "hours_rule", {"remove": "1"}, pk=rule.pk), having="seen")["seen"]
    assert post(sami, "hours_rule", {"remove": "1", "seen": seen}, pk=rule.pk).status_code == 303
    assert not AvailabilityRule.objects.filter(pk=rule.pk).exists()
    assert Booking.objects.count() == 1


def test_buffer_and_step_shape_what_is_offered(aino_with_sami: Process, aino: User, sami: User) -> None:
    book(aino_with_sami, by=sami)
    form = TERMS | {"buffer_minutes": "15", "step_minutes": "15"}
    assert post(sami, "hours_terms", form).status_code == 303

    offered = chips(reading(aino).get(reverse("bookings:slots", args=[aino_with_sami.pk], query={"day": "2027-02-09"})))
    assert offered[0] == "11:30–13:00"  # a session from 8.15 would need its buffer before 10
    assert "11:45–13:15" in offered


def test_between_two_places_lies_the_way_that_he_has_set(
    aino_with_sami: Process, eeros: Process, aino: User, sami: User
) -> None:
    """S1-5: he meets Eero on the premises until 11.30, and Aino at Lehtola."""
    sami.supervisor.hours.update(place="workplace")
    aino_with_sami.place = "workplace"
    aino_with_sami.save()
    factories.make_booking(process=eeros, starts_at=TUESDAY, place="premises")
    form = TERMS | {"travel_minutes": "45"}
    assert post(sami, "hours_terms", form).status_code == 303

    offered = chips(reading(aino).get(reverse("bookings:slots", args=[aino_with_sami.pk], query={"day": "2027-02-09"})))
    assert offered[0] == "12:30–14:00"
    with pytest.raises(NotBookable):
        diary.book(aino_with_sami, starts_at=TUESDAY + timedelta(minutes=120), by=aino, now=NOW)


def test_minutes_before_are_kept_clear_which_the_database_guards(
    aino_with_sami: Process, eeros: Process, aino: User, sami: User
) -> None:
    """Of those that are booked from now on, and the database guards them."""
    sami.supervisor.change(by=sami, buffer_before_minutes=20, buffer_minutes=10, step_minutes=5)
    booking = book(aino_with_sami, by=sami)
    taken = booking.allocations.get(calendar__user=sami)
    assert (taken.starts_at, taken.ends_at) == (TUESDAY - timedelta(minutes=20), TUESDAY + timedelta(minutes=100))

    slots = offers.open_slots(eeros, window=Period(*clock.day_bounds(TUESDAY.date())), now=NOW)
    assert f"{clock.local(slots[0].start):%H:%M}" == "12:00"  # 10 after that one, 20 before this
    for minutes in (-119, 119):
        with pytest.raises(NotBookable):
            diary.book(eeros, starts_at=TUESDAY + timedelta(minutes=minutes), by=sami, now=NOW, outside_hours=True)
    for minutes in (-120, 120):
        diary.book(eeros, starts_at=TUESDAY + timedelta(minutes=minutes), by=sami, now=NOW, outside_hours=True)


@pytest.mark.parametrize(
    "wrong",
    [{"buffer_minutes": "-1"}, {"buffer_before_minutes": "-1"}, {"step_minutes": "0"}, {"horizon_weeks": "9999"}],
)
def test_terms_that_cannot_be(sami: User, kuuloke: Any, wrong: dict[str, str]) -> None:
    form = {
        "buffer_before_minutes": "0",
        "buffer_minutes": "0",
        "travel_minutes": "30",
        "notice_hours": "24",
        "horizon_weeks": "26",
        "step_minutes": "30",
    }
    assert post(sami, "hours_terms", form | wrong).status_code == 422


def test_only_supervisors_have_hours(aino_with_sami: Process, aino: User, laura: User, sami: User) -> None:
    clients = [client_of(user) for user in (sami, aino, laura)]
    for name in ["hours", "hours_rule_new", "hours_closed_new", "hours_extra_new", "hours_terms"]:
        statuses = [client.get(reverse(f"bookings:{name}")).status_code for client in clients]
        assert statuses == [200, 404, 404], name


def test_a_guest_without_hours_of_their_own_is_told_so(kuuloke: Any, aino: User, sami: User, outi: User) -> None:
    factories.make_process(supervisor=sami, co_supervisor=outi, supervisees=[aino])
    client = reading(outi)
    assert "You have no hours here" in text(client.get(reverse("bookings:hours")))
    assert client.get(reverse("bookings:hours_rule_new")).status_code == 404


def test_nobody_changes_anothers_hours(sami: User, kaisa: User, kuuloke: Any) -> None:
    rule = sami.supervisor.hours.get(weekday=1)
    row = AvailabilityException.enter(
        by=sami, supervisor=sami.supervisor, first_on=date(2027, 2, 8), last_on=date(2027, 2, 8)
    )
    assert post(kaisa, "hours_rule", {"remove": "1"}, pk=rule.pk).status_code == 404
    assert post(kaisa, "hours_exception", {"remove": "1"}, pk=row.pk).status_code == 404
    assert AvailabilityRule.objects.get(pk=rule.pk).starts == time(9)
