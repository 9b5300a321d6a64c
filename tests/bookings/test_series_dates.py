"""A series with all its dates: what was moved, called off or left out stays listed, and a gap can be filled (C7)."""

from typing import Any

import pytest
from django.urls import reverse

from bookings import diary
from bookings.models import Booking, Origin, Series, SkippedDate, Status
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.pages import fields, landed, links, reading, text, tree
from tests.bookings.test_series_page import PLAN, url_of
from tests.factories import NOW, client_of, helsinki
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite

JUNE = helsinki("2027-06-01 10:00")


@pytest.fixture
def series(aino_with_sami: Process, eero: User, sami: User, lehtola: Organisation) -> Series:
    """Every four weeks from 9.2.; on 1.6. Sami met Eero when it was planned, and on 9.3. a free time was left out."""
    eeros = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)
    other = factories.make_booking(process=eeros, starts_at=JUNE)
    client = reading(sami)
    form = fields(client.get(url_of(aino_with_sami, **PLAN)), having="at_1")
    client.post(url_of(aino_with_sami, **PLAN), form | {"at_5": "out", "at_2": "out"})
    other.cancel(by=sami, now=NOW)
    return Series.objects.get()


def lines(response: Any) -> list[str]:
    found = tree(response).xpath("//main//ul[@class='rows']/li")
    return [" ".join(line.text_content().replace("\u00a0", " ").split()) for line in found]


def test_what_was_left_out_is_kept_with_its_outcome_and_no_text_C7(series: Series) -> None:
    kept = list(series.skipped_dates.order_by("starts_at").values_list("starts_at", "outcome"))
    assert kept == [(helsinki("2027-03-09 10:00"), "free"), (JUNE, "clash")]
    assert {field.name for field in SkippedDate._meta.get_fields()} == {
        "id",
        "series",
        "starts_at",
        "outcome",
        "booking",
    }


def test_its_page_lists_all_dates_with_what_became_of_them_C7(series: Series, sami: User, aino: User) -> None:
    moved, called_off = series.bookings.order_by("starts_at")[:2]
    diary.move(moved, starts_at=helsinki("2027-02-10 13:00"), by=sami, now=NOW)
    called_off.cancel(by=sami, now=NOW)

    page = reading(sami).get(series.get_absolute_url())

    shown = lines(page)
    assert len(shown) == 10
    assert shown[0] == "Wed 10 Feb 2027 at 13:00–14:30 Moved. First it was Tue 9 Feb 2027 at 10:00."
    assert shown[1].startswith("Tue 9 Mar 2027 at 10:00 Left out")
    assert shown[2].startswith("Tue 6 Apr 2027 at 10:00–11:30 Cancelled")
    assert shown[4].startswith("Tue 1 Jun 2027 at 10:00 Does not suit everybody Left out Book a time")
    assert "Eero" not in text(page)
    hers = reading(aino).get(series.get_absolute_url())
    assert "Left out" in text(hers)
    assert "Book a time" not in text(hers)


def test_what_was_left_out_can_be_added_back_C7(series: Series, sami: User, aino: User) -> None:
    mails.gone()
    client = reading(sami)
    (url,) = [
        one for one in links(client.get(series.get_absolute_url()), "/series/dates/") if str(june(series).pk) in one
    ]
    page = client.get(url)
    assert "When the series was planned: Does not suit everybody." in text(page)
    form = fields(page, having="at_1")
    assert form["at_1"] == JUNE.isoformat()  # free by now

    after = landed(client.post(url, form), client)

    assert "Does not suit everybody" not in text(after)
    booking = june(series).booking
    assert booking
    assert (booking.series, booking.starts_at, booking.origin) == (series, JUNE, Origin.PLANNED)
    sent = mails.post()
    assert mails.recipients(sent) == sorted([aino.email, sami.email])
    assert mails.event(mails.files(mails.to(aino, sent))[0])["DTSTART"].dt == JUNE


def test_two_clicks_book_one_session_A3(series: Series, sami: User) -> None:
    client, url = reading(sami), reverse("bookings:skipped_date", args=[june(series).pk])
    form = fields(client.get(url), having="at_1")
    before = Booking.objects.count()
    for _click in range(2):
        assert client.post(url, form).status_code == 303
    assert Booking.objects.count() == before + 1
    assert client.get(url).status_code == 303  # to the session that it has


def test_what_is_not_offered_is_refused_beside_the_field(series: Series, sami: User) -> None:
    url = reverse("bookings:skipped_date", args=[june(series).pk])
    client = reading(sami)
    for chosen in ["", "out", "2027-06-01T07:15:00+00:00", "zq", "9" * 400]:
        again = client.post(url, {"at_1": chosen})
        assert again.status_code == 422, chosen
        assert june(series).booking is None, chosen


def test_a_time_taken_meanwhile_is_not_booked_over_A6(series: Series, sami: User, eero: User) -> None:
    client, url = reading(sami), reverse("bookings:skipped_date", args=[june(series).pk])
    form = fields(client.get(url), having="at_1")
    eeros = Process.objects.get(participants__user=eero)
    factories.make_booking(process=eeros, starts_at=JUNE)
    assert client.post(url, form).status_code == 422
    assert june(series).booking is None


def test_the_process_and_the_session_lead_to_it(series: Series, sami: User) -> None:
    session = series.bookings.all()[0].get_absolute_url()
    for path in (reverse("processes:detail", args=[series.process_id]), session):
        assert links(reading(sami).get(path), f"/series/{series.pk}/")


def test_a_manager_reads_the_times_and_not_what_was_left_out_C7(series: Series, maija: User) -> None:
    page = reading(maija).get(series.get_absolute_url())
    assert "Left out" not in text(page)
    assert "Does not suit" not in text(page)
    assert len(lines(page)) == 8


def test_who_sees_and_who_fills(series: Series, request: Any) -> None:
    for who, page, fill in [
        ("aino", 200, 403),
        ("maija", 200, 403),
        ("laura", 200, 200),
        ("sami", 200, 200),
        ("outi", 404, 404),
    ]:
        client = client_of(request.getfixturevalue(who))
        assert client.get(series.get_absolute_url()).status_code == page, who
        assert client.get(reverse("bookings:skipped_date", args=[june(series).pk])).status_code == fill, who


def test_a_series_of_ten_without_clashes_in_six_clicks_from_home(aino_with_sami: Process, sami: User) -> None:
    """The supervisions, this one, book a time, plan a series, look at the dates, book: each link as its page has it."""
    client = reading(sami)
    (process,) = [
        one for one in set(links(client.get(reverse("processes:list")), "/processes/")) if str(aino_with_sami.pk) in one
    ]
    clicks = ["the menu's supervisions", "this supervision"]
    (slots,) = links(client.get(process), "/slots/")
    clicks.append("book a time")
    (plan,) = links(client.get(slots), "/series/")
    clicks.append("plan a series")
    form = fields(client.get(plan), having="first_on")
    assert form["times"] == "10"
    assert form["every"] == "4"
    dates = client.get(plan, form)
    clicks.append("look at the dates")
    assert dates.status_code == 200
    query = "&".join(f"{name}={value}" for name, value in form.items())
    done = client.post(f"{plan}?{query}", fields(dates, having="at_1"))
    clicks.append("book these times")
    assert done.status_code == 303
    assert (Series.objects.count(), Booking.objects.filter(status=Status.CONFIRMED).count()) == (1, 10)
    assert len(clicks) <= 6


def test_the_plan_begins_at_the_hour_of_the_last_session(aino_with_sami: Process, sami: User) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-02 13:30"))
    form = fields(reading(sami).get(url_of(aino_with_sami)), having="first_on")
    assert (form["first_on"], form["time"]) == ("2 Mar 2027", "13:30")


def june(series: Series) -> SkippedDate:
    return series.skipped_dates.select_related("booking").get(starts_at=JUNE)
