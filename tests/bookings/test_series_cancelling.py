"""This one, this and those after it, or all: calling off several sessions of a series, and what it costs (C5)."""

from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from bookings.models import Allocation, Cancellation, Reach, Series
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.pages import fields, landed, reading, text
from tests.bookings.several import asis, cancel_url, dates
from tests.bookings.stories import book_series
from tests.factories import NOW, helsinki
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite


@pytest.fixture
def series(aino_with_sami: Process, sami: User) -> Series:
    """Three Tuesdays at ten; the last of them after the clocks have gone forward. The first mails are out."""
    made = book_series(aino_with_sami, by=sami)
    mails.gone()
    return made


@pytest.mark.parametrize("place", [0, 1, 2])
def test_calling_off_the_first_the_middle_or_the_last_leaves_the_others_C5(
    series: Series, sami: User, aino: User, place: int
) -> None:
    gone = dates(series)[place]
    others = [asis(one) for one in dates(series) if one != gone]
    client, url = reading(sami), cancel_url(series, gone, reach=Reach.THIS)
    after = landed(client.post(url, fields(client.get(url), having="shown")), client)

    assert "1 session is cancelled." in text(after)
    assert [asis(one) for one in dates(series) if one != gone] == others
    assert not Allocation.objects.filter(booking=gone).exists()
    (file,) = mails.files(mails.to(aino, mails.post()))
    assert "METHOD:CANCEL" in file
    event = mails.event(file)
    assert (str(event["UID"]), int(event["SEQUENCE"]), str(event["STATUS"])) == (gone.uid, 1, "CANCELLED")


def test_calling_off_several_is_one_mail_with_a_file_for_each_C5(series: Series, sami: User, aino: User) -> None:
    client, url = reading(sami), cancel_url(series, dates(series)[1], reach=Reach.FOLLOWING)
    page = client.get(url)
    assert "2 sessions" in text(page)
    assert "Moving and cancelling on your side is never charged." in text(page)
    landed(client.post(url, fields(page, having="shown")), client)

    assert [one.status for one in dates(series)] == ["confirmed", "cancelled", "cancelled"]
    sent = mails.post()
    assert mails.recipients(sent) == sorted([aino.email, sami.email])
    mail = mails.to(aino, sent)
    assert [str(mails.event(file)["UID"]) for file in mails.files(mail)] == [one.uid for one in dates(series)[1:]]
    assert all("METHOD:CANCEL" in file for file in mails.files(mail))
    assert "Ajat on peruttu" in str(mail.body)


def test_one_who_pays_reads_the_sum_before_the_button(kuuloke: Any, aino: User, sami: User) -> None:
    """Free cancelling of the first has ended; the others are free."""
    own = factories.make_process(supervisor=sami, supervisees=[aino], price=Decimal("100.00"), payer="self")
    series = book_series(own, by=sami)
    with time_machine.travel(helsinki("2027-02-09 08:00"), tick=False):
        client, url = reading(aino), cancel_url(series, dates(series)[0], reach=Reach.ALL)
        page = client.get(url)
        assert "1 of these is charged. You pay 125,50 € in all." in text(page).replace("€125.50", "125,50 €")
        landed(client.post(url, fields(page, having="shown")), client)
    assert sorted(Cancellation.objects.values_list("share", flat=True)) == [0, 0, 100]


def test_each_keeps_the_rule_by_which_it_was_decided(series: Series, aino: User, maija: User) -> None:
    """The employer pays: how much stands to nobody of the session's own people (DOMAIN 4.3)."""
    with time_machine.travel(helsinki("2027-02-09 08:00"), tick=False):
        page = reading(aino).get(cancel_url(series, dates(series)[0], reach=Reach.ALL))
    assert "1 of these is charged." in text(page)
    assert "€" not in text(page)


def test_nothing_ahead_is_said_C5(series: Series, sami: User) -> None:
    series.cancel({one.pk: one.times for one in dates(series)}, by=sami, now=NOW)
    for name in ("series_move", "series_cancel"):
        page = reading(sami).get(reverse(f"bookings:{name}", args=[series.pk]))
        assert "Nothing of this series lies ahead" in text(page)


def test_a_groups_member_does_not_call_off_for_all_E4(group_with_sami: Process, sami: User, aino: User) -> None:
    series = book_series(group_with_sami, by=sami)
    assert reading(aino).get(reverse("bookings:series_cancel", args=[series.pk])).status_code == 403
    assert reading(aino).get(reverse("bookings:series_move", args=[series.pk])).status_code == 403
    assert "Cancel several" not in text(reading(aino).get(series.get_absolute_url()))
