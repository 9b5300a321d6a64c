"""A manager's mail about hours that nobody approved: once, of their own people, and what became of it."""

import re
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from invoicing import hours
from invoicing.models import Line
from invoicing.monthly_run import draft_month, draft_once_a_day
from processes.models import Process
from tests import factories
from tests.bookings.mails import everything, gone, link, post, to
from tests.factories import NOW, helsinki
from tests.invoicing.month import (
    JANUARY,
    draft,
    held,
)
from tyonohjaus.links.models import Link
from tyonohjaus.outbox.models import Message, State
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.django_db


def test_a_manager_is_asked_once_of_their_own_people(
    group_with_sami: Process, maija: User, pekka: User, sami: User, merikanta: Organisation, kuuloke: object
) -> None:
    hanna = factories.make_person(name="Hanna Järvinen")
    factories.make_employment(employee=hanna, organisation=merikanta, manager=pekka)
    other = factories.make_process(supervisor=sami, supervisees=[hanna], organisation=merikanta, price=123)
    held(group_with_sami, "2027-01-13 13:00"), held(group_with_sami, "2027-01-20 13:00")
    held(other, "2027-01-14 09:00")

    draft()
    draft()

    mails = post()
    assert len(mails) == 2
    said, elsewhere = to(maija, mails), to(pekka, mails)
    assert said.body.count(group_with_sami.code) == 2
    assert other.code not in said.body
    assert "123,00\u00a0€" in elsewhere.body or "123,00 €" in elsewhere.body
    assert group_with_sami.code not in elsewhere.body


def test_the_question_holds_day_length_price_and_code_and_no_name_C1(
    group_with_sami: Process, maija: User, aino: User, eero: User
) -> None:
    held(group_with_sami, "2027-01-13 13:00")
    draft()

    mail = to(maija, post())

    body = " ".join(mail.body.split())
    for fact in ("ke 13.1.2027", "90 min", "175,00 €", group_with_sami.code, "ma 8.2.2027"):
        assert fact in body, fact
    for name in ("Aino", "Eero", "Sami", "Mäkelä", "Lehtola "):
        assert name not in everything(mail)
    assert not re.search(r"[A-Z0-9]{3}-[A-Z0-9]{3}|työnohjaus", mail.subject)


def test_names_stand_in_it_only_where_the_agreement_lets_the_payer_read_them(
    aino_with_sami: Process, maija: User
) -> None:
    held(aino_with_sami)
    draft()

    assert "Aino Mäkelä" in to(maija, post()).body


def test_a_question_that_was_answered_in_the_meantime_is_not_sent(group_with_sami: Process, maija: User) -> None:
    held(group_with_sami)
    draft()
    Line.objects.get().accept(by=maija)

    assert post() == []
    assert Message.objects.get().state == State.DROPPED


def test_a_manager_is_told_of_the_yes_that_the_office_wrote_down(
    group_with_sami: Process, maija: User, pekka: User, laura: User
) -> None:
    """What was agreed at the phone is in Maija's mail the same minute, and an answer to it reaches the office."""
    held(group_with_sami, "2027-01-13 13:00")
    draft()
    Line.objects.get().settle(by=laura, price=Decimal(150))

    mails = post()

    assert [mail.to for mail in mails] == [[maija.email]]  # the question itself is not sent any more
    [mail] = mails
    assert mail.subject == "Aika on hyväksytty laskulle"
    assert mail.reply_to == ["toimisto@kuuloke.example"]
    body = " ".join(mail.body.replace("\u00a0", " ").split())
    for fact in ("Hei Maija.", "ke 13.1.2027", "90 min", "150,00 € + alv", group_with_sami.code):
        assert fact in body, fact
    assert body.index("150,00 €") < body.index("Jos näin ei ole")
    for name in ("Aino", "Eero", "Sami", "yönohjaus"):
        assert name not in everything(mail)


def test_two_managers_cards_cost_the_database_no_more_than_one(
    group_with_sami: Process, maija: User, pekka: User, eero: User
) -> None:
    held(group_with_sami)
    draft()
    with CaptureQueriesContext(connection) as one:
        [(_maija, _card)] = hours.cards_by_manager(Line.objects.get())
    group_with_sami.participants.filter(user=eero).update(manager=pekka)
    assert group_with_sami.organisation
    factories.make_manager(user=pekka, organisation=group_with_sami.organisation)

    with CaptureQueriesContext(connection) as two:
        assert [manager for manager, _card in hours.cards_by_manager(Line.objects.get())] == [maija, pekka]

    assert len(two) == len(one)


def test_nobody_is_told_of_a_line_that_was_let_go(group_with_sami: Process, maija: User, laura: User) -> None:
    held(group_with_sami)
    draft()
    gone()
    Line.objects.get().settle(by=laura, price=Decimal(0))

    assert post() == []


def test_one_who_manages_them_no_more_is_not_asked_C12(group_with_sami: Process, maija: User, pekka: User) -> None:
    held(group_with_sami)
    draft()
    group_with_sami.participants.filter(manager=maija).update(manager=pekka)

    assert post() == []


def test_nobody_is_asked_by_night(group_with_sami: Process) -> None:
    draft_month(JANUARY, now=NOW)  # nothing yet
    held(group_with_sami)
    midnight = helsinki("2027-02-02 00:01")
    with time_machine.travel(midnight):
        draft_once_a_day(now=midnight)

    assert Message.objects.get().send_at == helsinki("2027-02-02 08:00")


def test_the_link_names_one_person_one_question_and_an_end(group_with_sami: Process, maija: User) -> None:
    held(group_with_sami)
    draft()

    assert link(to(maija, post())).startswith("/l/hours/")
    stored = Link.objects.get()
    assert (stored.user, stored.action, stored.mark) == (maija, "hours", "2027-02-08")
    assert stored.expires_at == helsinki("2027-02-09 00:00")
