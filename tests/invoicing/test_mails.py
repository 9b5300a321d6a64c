"""Who hears of the month, and what stands in it: a payer gets a PDF, a manager a question, a supervisor a word."""

import re
from datetime import timedelta
from decimal import Decimal
from email.message import Message as Mime
from io import BytesIO
from typing import Any

import pypdf
import pytest

from bookings.models import PrivateNote
from invoicing import printing
from invoicing.documents.pdf import render
from invoicing.models import Invoice, Line, Paper
from invoicing.models.paper import MAX_ATTEMPTS
from invoicing.monthly_run import draft_month, draft_once_a_day, issue_all
from invoicing.tasks import make_paper, sweep
from processes.models import OrganisationGoal, Process
from tests import factories
from tests.bookings.mails import everything, link, post, to
from tests.factories import NOW, helsinki
from tests.invoicing.month import JANUARY, draft, held
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.outbox.models import Message, State
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def framed(aino_with_sami: Process) -> Process:
    aino_with_sami.approval = "frame"
    aino_with_sami.save()
    return aino_with_sami


def issued(laura: User) -> Invoice:
    draft()
    [invoice] = issue_all(JANUARY, by=laura, now=NOW).done
    return invoice


def attached(mail: Any) -> list[Mime]:
    return [part for part in mail.message().walk() if part.get_filename()]


def test_the_payer_gets_the_printed_invoice(framed: Process, laura: User) -> None:
    held(framed)
    invoice = issued(laura)
    assert post() == []  # nothing goes out before there is a PDF

    sweep()
    [mail] = post()

    assert mail.to == ["laskut@lehtola.example"]
    assert mail.subject.endswith(" 20270001")
    assert mail.reply_to == ["toimisto@kuuloke.example"]
    assert mail.from_email.startswith("Suvanto ")  # the neutral sender, not the practice's name
    [pdf] = attached(mail)
    assert (pdf.get_filename(), pdf.get_content_type()) == ("lasku20270001.pdf", "application/pdf")
    assert pdf.get_payload(decode=True) == bytes(Paper.objects.get(invoice=invoice).pdf)


def test_the_mail_says_no_more_than_a_number_a_sum_and_a_day_C1_C17(
    framed: Process, aino: User, sami: User, laura: User
) -> None:
    OrganisationGoal.objects.create(process=framed, text="Kirjaamiskäytännöt")
    session = held(framed)
    PrivateNote.write(booking=session, text="Kuormitus kasvaa", by=sami)
    issued(laura)
    sweep()

    [mail] = post()

    said = " ".join([*map(str, mail.message().values()), mail.body, *(html for html, _kind in mail.alternatives)])
    for word in ("Aino", "Mäkelä", "Sami", "Rautio", "irjaamiskäyt", "uormitus", framed.code, "yönohjaus"):
        assert word not in said, word
    pdf = pypdf.PdfReader(BytesIO(attached(mail)[0].get_payload(decode=True)))
    paper = " ".join(page.extract_text() for page in pdf.pages) + str(pdf.metadata)
    for word in ("Aino", "Mäkelä", "Sami", "Kirjaamis", "Kuormitus"):
        assert word not in paper, word
    assert framed.code in paper


def test_one_who_pays_themselves_gets_it_at_their_sign_in_address(
    kuuloke: object, outi: User, sami: User, laura: User
) -> None:
    outi.street, outi.postcode, outi.city, outi.language = "Kuusikuja 3", "33820", "Tampere", "en"
    outi.save()
    held(factories.make_process(supervisor=sami, supervisees=[outi]))
    issued(laura)
    sweep()

    [mail] = post()

    assert mail.to == [outi.email]
    assert mail.subject == "Invoice 20270001"
    assert "€219.63" in mail.body


def test_without_an_address_it_waits_for_the_office(framed: Process, laura: User, lehtola: Organisation) -> None:
    lehtola.billing_email = ""
    lehtola.save()
    held(framed)
    invoice = issued(laura)
    sweep()
    assert post() == []

    lehtola.billing_email = "uusi@lehtola.example"
    lehtola.save()
    Invoice.objects.get(pk=invoice.pk).mail(by=laura)
    Invoice.objects.get(pk=invoice.pk).mail(by=laura)

    assert [mail.to for mail in post()] == [["uusi@lehtola.example"]]


def test_a_paper_is_made_once_and_kept(framed: Process, laura: User) -> None:
    held(framed)
    invoice = issued(laura)

    for _again in range(3):
        make_paper(str(invoice.paper.pk))
        sweep()

    paper = Paper.objects.get()
    assert bytes(paper.pdf) == render(invoice.frozen())
    assert (paper.attempts, paper.locked_until) == (1, None)
    assert Message.objects.count() == 1
    assert Event.objects.filter(name="invoice.printed").count() == 1


def test_a_worker_that_died_leaves_the_paper_to_the_next(framed: Process, laura: User) -> None:
    held(framed)
    paper = issued(laura).paper
    Paper.objects.update(locked_until=clock.machine_now() + timedelta(minutes=1), attempts=1)
    printing.make(paper.pk)
    assert not Paper.objects.get().made_at  # somebody may still be at it

    Paper.objects.update(locked_until=clock.machine_now() - timedelta(seconds=1))
    printing.make_all()

    assert Paper.objects.get().made_at


def test_a_paper_that_cannot_be_made_is_tried_five_times_and_stops_no_other(
    framed: Process, laura: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    held(framed)
    paper = issued(laura).paper
    with monkeypatch.context() as broken:
        broken.setattr("invoicing.documents.pdf.style_sheet", lambda: 1 / 0)
        broken.setattr("invoicing.documents.pdf.the_press", lambda: 1 / 0)
        for _try in range(MAX_ATTEMPTS + 3):
            Paper.objects.update(locked_until=None)
            sweep()
    assert list(Paper.objects.stuck()) == [paper]
    assert Paper.objects.get().attempts == MAX_ATTEMPTS

    paper.try_again(by=laura)
    sweep()

    assert Paper.objects.get().made_at


# --- hours that nobody approved


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
    for name in ("Aino", "Eero", "Sami", "yönohjaus"):
        assert name not in everything(mail)


def test_nobody_is_told_of_a_line_that_was_let_go(group_with_sami: Process, maija: User, laura: User) -> None:
    held(group_with_sami)
    draft()
    post()
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
    import time_machine

    with time_machine.travel(midnight):
        draft_once_a_day(now=midnight)

    assert Message.objects.get().send_at == helsinki("2027-02-02 08:00")


def test_the_beat_drafts_once_a_day(group_with_sami: Process, framed: Process) -> None:
    held(framed)
    draft_once_a_day(now=NOW)
    assert Invoice.objects.count() == 1
    held(group_with_sami, "2027-01-13 13:00")

    draft_once_a_day(now=NOW)
    assert Line.objects.count() == 1

    import time_machine

    with time_machine.travel(NOW + timedelta(days=1)):
        draft_once_a_day(now=NOW + timedelta(days=1))
    assert Line.objects.count() == 2


def test_the_link_names_one_person_one_question_and_an_end(group_with_sami: Process, maija: User) -> None:
    from tyonohjaus.links.models import Link

    held(group_with_sami)
    draft()

    assert link(to(maija, post())).startswith("/l/hours/")
    stored = Link.objects.get()
    assert (stored.user, stored.action, stored.mark) == (maija, "hours", "2027-02-08")
    assert stored.expires_at == helsinki("2027-02-09 00:00")
