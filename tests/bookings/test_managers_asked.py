"""Whose yes is asked, and by all who ask in the same way: pages, mails, the diary, the month."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings import diary
from bookings.models import Status
from bookings.problems import NobodyToAsk, NotBookable
from invoicing.charges import Charge, charge_of
from processes import parties
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.pages import reading, text
from tests.bookings.stories import TUESDAY, book
from tests.factories import NOW
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User


def leaves(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def test_each_members_manager_is_asked_once_by_name(group_asks: Process, maija: User, pekka: User, outi: User) -> None:
    group_asks.participants.create(user=outi, capacity="supervisee", manager=maija, starts_on=group_asks.starts_on)
    assert parties.managers(group_asks) == [maija, pekka]


def test_one_who_has_left_the_house_is_neither_asked_nor_waited_for(
    group_asks: Process, sami: User, maija: User, pekka: User
) -> None:
    leaves(pekka)
    booking = book(Process.objects.get(pk=group_asks.pk), by=sami)

    asked = [one.to for one in mails.post() if one.subject.startswith("Hyväksyttävänä")]
    assert asked == [[maija.email]]
    page = text(reading(sami).get(booking.get_absolute_url()))
    assert "Maija Korhonen" in page
    assert "Pekka" not in page
    assert booking.approve(by=maija).status == Status.CONFIRMED


def test_where_nobody_is_left_to_say_yes_no_time_is_taken(aino_asks: Process, aino: User, maija: User) -> None:
    leaves(maija)
    with pytest.raises(NotBookable) as refused:
        diary.book(Process.objects.get(pk=aino_asks.pk), starts_at=TUESDAY, by=aino, now=NOW)
    assert NobodyToAsk() in refused.value.problems


def test_the_month_asks_the_same_people(group_asks: Process, maija: User, pekka: User) -> None:
    session = factories.make_booking(process=group_asks, starts_at=NOW, status=Status.HELD)
    session.approved = []  # type: ignore[attr-defined]
    charge = charge_of(session)
    assert isinstance(charge, Charge)
    assert charge.asks == session.managers_asked() == [maija, pekka]


def test_what_two_managers_read_of_a_time_is_worked_out_once(group_asks: Process, sami: User) -> None:
    with CaptureQueriesContext(connection) as asked:
        book(group_asks, by=sami)

    assert sum('FROM "people_vatrate"' in one["sql"] for one in asked.captured_queries) == 1
    assert Message.objects.filter(template="bookings/mail/request").count() == 2
