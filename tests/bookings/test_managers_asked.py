"""Whose yes is asked, and by all who ask in the same way: pages, mails, the diary, the month."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings import diary
from bookings.models import Booking, Status
from bookings.problems import NobodyToAsk, NotBookable
from invoicing.charges import Charge, charges_of
from invoicing.due import Item
from invoicing.monthly_run import draft_month, hours_waiting
from processes import parties
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.pages import reading, text
from tests.bookings.stories import TUESDAY, book
from tests.factories import NOW, client_of, helsinki
from tests.processes.agreement import change, people_of
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite


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


def test_of_a_time_after_a_member_has_left_their_manager_is_neither_asked_nor_waited_for_C12(
    group_asks: Process, aino: User, sami: User, maija: User, pekka: User, laura: User
) -> None:
    """Eero leaves on Friday; who decides about Tuesday is Maija alone, and of Thursday Pekka too."""
    people = replace(people_of(group_asks), supervisees=(aino,))
    change(group_asks, by=laura, people=people, people_from=date(2027, 2, 5))
    thursday, tuesday = book(group_asks, by=sami, at=helsinki("2027-02-04 10:00")), book(group_asks, by=sami)
    assert (thursday.managers_asked(), tuesday.managers_asked()) == ([maija, pekka], [maija])
    assert list(Booking.objects.waiting_for(pekka, NOW)) == [thursday]
    assert "Pekka" not in text(reading(sami).get(tuesday.get_absolute_url()))
    assert tuesday.approve(by=maija).status == Status.CONFIRMED


def test_the_manager_of_who_will_be_there_is_asked_and_answers_before_that_day_C12(
    aino_asks: Process, sami: User, laura: User, maija: User, pekka: User, merikanta: Organisation
) -> None:
    """Elina of Merikanta takes Aino's place on Friday: Pekka decides about Tuesday, and about no day before."""
    elina = factories.make_person(name="Elina Niemi")
    factories.make_employment(employee=elina, organisation=merikanta, manager=pekka)
    people = replace(people_of(aino_asks), supervisees=(elina,))
    thursday = book(aino_asks, by=sami, at=helsinki("2027-02-04 10:00"))
    change(aino_asks, by=laura, people=people, people_from=date(2027, 2, 5))
    tuesday = book(Process.objects.get(pk=aino_asks.pk), by=sami)

    assert (thursday.managers_asked(), tuesday.managers_asked()) == ([maija], [pekka])
    assert list(Booking.objects.waiting_for(pekka, NOW)) == [tuesday]
    assert list(Booking.objects.waiting_for(maija, NOW)) == [thursday]
    asked = [one for one in mails.post() if one.subject.startswith("Hyväksyttävänä") and one.to == [pekka.email]]
    assert len(asked) == 1
    browser = client_of(pekka)
    assert "Elina Niemi" in browser.get("/approvals/").content.decode()
    assert browser.get(f"/processes/{aino_asks.pk}/").status_code == 404
    assert browser.get(thursday.get_absolute_url()).status_code == 404
    assert tuesday.approve(by=pekka).status == Status.CONFIRMED


def test_one_who_joins_on_a_day_to_come_finds_from_when_on_what_the_mail_leads_to_opens(
    group_with_sami: Process, aino: User, eero: User, sami: User, laura: User, outi: User, maija: User
) -> None:
    session = factories.make_booking(process=group_with_sami, starts_at=helsinki("2027-02-09 10:00"))
    people = replace(people_of(group_with_sami), supervisees=(aino, eero, outi))
    change(group_with_sami, by=laura, people=people, people_from=date(2027, 2, 5))

    for address in (session.get_absolute_url(), f"/processes/{group_with_sami.pk}/"):
        page = reading(outi, language="fi").get(address)
        assert page.status_code == 200
        assert "Tämä avautuu sinulle: pe 5.2.2027" in text(page)
        assert not [word for word in ("Aino", "Sami", "10.00") if word in page.content.decode()]
        assert reading(factories.make_person(name="Joku Muu")).get(address).status_code == 404
    with time_machine.travel(helsinki("2027-02-05 08:00")):
        assert "Sami Rautio" in text(reading(outi).get(session.get_absolute_url()))


def test_what_one_pays_oneself_is_not_learnt_of_at_a_work_mailbox_before_it_begins_C6(
    kuuloke: object, sami: User, aino: User
) -> None:
    own = factories.make_process(supervisor=sami, supervisees=[aino])
    own.participants.filter(user=aino).update(starts_on=date(2027, 2, 5))
    assert client_of(aino, content=False).get(f"/processes/{own.pk}/").status_code == 404
    assert client_of(aino).get(f"/processes/{own.pk}/").status_code == 200


def test_the_manager_of_one_who_joined_later_is_not_asked_for_earlier_hours(
    group_with_sami: Process, aino: User, eero: User, outi: User, sami: User, maija: User, pekka: User, laura: User
) -> None:
    """Outi works at Merikanta under Pekka, and joins on the first of February."""
    factories.make_employment(employee=outi, organisation=Organisation.objects.get(name__startswith="M"), manager=pekka)
    factories.make_booking(process=group_with_sami, starts_at=helsinki("2027-01-12 10:00"), status=Status.HELD)
    people = replace(people_of(group_with_sami), supervisees=(aino, eero, outi))
    change(group_with_sami, by=laura, people=people)
    draft_month(date(2027, 1, 1), now=NOW)
    assert parties.managers(group_with_sami) == [maija, pekka]
    assert (len(hours_waiting(maija)), len(hours_waiting(pekka))) == (1, 0)
    assert pekka.email not in mails.recipients(mails.post())


def test_the_month_asks_those_of_them_who_manage_at_the_payer(
    group_asks: Process, lehtola: Organisation, maija: User, pekka: User
) -> None:
    """Pekka manages at Merikanta; then at Lehtola, which pays, too."""
    session = factories.make_booking(process=group_asks, starts_at=NOW, status=Status.HELD)
    [charge] = charges_of(Item(booking=session))
    assert isinstance(charge, Charge)
    assert session.managers_asked() == [maija, pekka]
    assert charge.asks == [maija]
    factories.make_manager(user=pekka, organisation=lehtola)
    [again] = charges_of(Item(booking=session))
    assert isinstance(again, Charge)
    assert again.asks == [maija, pekka]


def test_what_two_managers_read_of_a_time_is_worked_out_once(group_asks: Process, sami: User) -> None:
    with CaptureQueriesContext(connection) as asked:
        book(group_asks, by=sami)

    assert sum('FROM "people_vatrate"' in one["sql"] for one in asked.captured_queries) == 1
    assert Message.objects.filter(template="bookings/mail/request").count() == 2
