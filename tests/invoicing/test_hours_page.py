"""Maija answers for the hours that nobody approved: on her page, or by the link of the mail."""

from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from invoicing import hours, tasks
from invoicing.models import Line
from processes import parties
from processes.models import Process
from tests import factories
from tests.bookings.mails import link, post, to
from tests.bookings.pages import fields, landed, reading, text
from tests.factories import NOW, client_of, helsinki
from tests.invoicing.month import draft, held, open_month, state
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_maija_accepts_and_returns_in_one_go(group_with_sami: Process, maija: User) -> None:
    first, second = held(group_with_sami, "2027-01-13 13:00"), held(group_with_sami, "2027-01-20 13:00")
    draft()
    client = client_of(maija)
    cards = client.get(reverse("invoicing:hours")).context["cards"]
    answers = {f"line-{cards[0].line}": "accept", f"line-{cards[1].line}": "price"}

    assert client.post(reverse("invoicing:hours"), answers).status_code == 303

    assert (state(first), state(second)) == (Line.State.READY, Line.State.RETURNED)
    assert client.post(reverse("invoicing:hours"), answers).status_code == 422
    assert Line.objects.get(booking=second).returned_as == "price"


def test_what_maija_has_accepted_is_ready_to_be_sent_at_once(
    group_with_sami: Process, maija: User, laura: User, django_capture_on_commit_callbacks: Any
) -> None:
    held(group_with_sami)
    draft()
    office = reading(laura)
    assert "No invoice is ready." in text(open_month(office))
    line = Line.objects.get()

    with django_capture_on_commit_callbacks() as hurried:
        client_of(maija).post(reverse("invoicing:hours"), {f"line-{line.pk}": "accept"})

    assert hurried
    page = text(open_month(office))
    assert "1 session may be invoiced and is not on an invoice yet: press “Draft the invoices”." in page
    tasks.draft_anew()
    assert "1 invoice is ready." in text(open_month(office))


def test_maija_gives_one_of_three_codes_and_no_words_C10(group_with_sami: Process, maija: User) -> None:
    held(group_with_sami)
    draft()
    line = Line.objects.get()

    answer = client_of(maija).post(reverse("invoicing:hours"), {f"line-{line.pk}": "Aino oli sairaana"})

    assert answer.status_code == 422
    assert state(line.booking) == Line.State.WAITING


def test_an_answer_never_falls_on_another_sum_of_the_same_line_C7(
    group_with_sami: Process, maija: User, laura: User
) -> None:
    """The page was open while the line went back in another window and was asked anew, dearer."""
    session, url = held(group_with_sami), reverse("invoicing:hours")
    draft()
    line, client = Line.objects.get(), reading(maija)
    stale = fields(client.get(url), having=f"line-{line.pk}")
    line.give_back(by=maija, returned_as="price")
    hours.ask_again(line, by=laura, price=Decimal("190.00"), now=NOW)

    said = text(landed(client.post(url, stale), client))

    assert state(session) == Line.State.WAITING
    assert "Something had changed in the meantime." in said
    landed(client.post(url, fields(client.get(url), having=f"line-{line.pk}")), client)
    assert state(session) == Line.State.READY


def test_pekka_answers_for_his_own_people_only(
    group_with_sami: Process, pekka: User, merikanta: Organisation, maija: User
) -> None:
    hanna = factories.make_person(name="Hanna Järvinen")
    factories.make_employment(employee=hanna, organisation=merikanta, manager=pekka)
    factories.make_process(
        supervisor=parties.supervisors(group_with_sami)[0].user, supervisees=[hanna], organisation=merikanta
    )
    session = held(group_with_sami)
    draft()
    client = client_of(pekka)

    assert client.get(reverse("invoicing:hours")).context["cards"] == []
    client.post(reverse("invoicing:hours"), {f"line-{Line.objects.get().pk}": "accept"})

    assert state(session) == Line.State.WAITING


def test_the_link_of_the_mail_answers_once_and_opens_nothing_else_E1(group_with_sami: Process, maija: User) -> None:
    session, other = held(group_with_sami, "2027-01-13 13:00"), held(group_with_sami, "2027-01-20 13:00")
    draft()
    address = link(to(maija, post()))
    mailbox = Client()
    for _scanner in range(3):
        page = mailbox.get(address)
        assert page.status_code == 200
    assert state(session) == Line.State.WAITING
    assert "Aino" not in page.content.decode()
    cards = page.context["cards"]

    answers = {f"line-{cards[0].line}": "accept", f"line-{cards[1].line}": "not_held"}
    unheard = mailbox.post(address, answers | {f"shown-{one.line}": "1" for one in cards})
    assert (unheard.status_code, "notice--fault" in unheard.content.decode()) == (422, True), "said of another sum"
    assert mailbox.post(address, answers).status_code == 303
    assert (state(session), state(other)) == (Line.State.READY, Line.State.RETURNED)
    assert mailbox.get(address).context["done"]
    assert mailbox.post(address, answers).status_code == 422
    assert mailbox.get(reverse("invoicing:hours")).status_code == 302  # it is no login


def test_a_link_that_is_not_there_is_a_404(kuuloke: Practice) -> None:
    assert Client().get("/l/hours/unknown/").status_code == 404


def test_a_link_that_came_too_late_says_so(group_with_sami: Process, maija: User) -> None:
    held(group_with_sami)
    draft()
    address = link(to(maija, post()))
    with time_machine.travel(helsinki("2027-02-09 00:01")):
        page = Client().get(address)
        assert page.status_code == 200
        assert page.context["cards"] == []
