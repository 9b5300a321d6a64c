"""A reminder letter: a person presses, the law says when and how much, and it says no more than its invoice (C17)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from invoicing.crediting import mirror
from invoicing.documents.pdf import render_reminder
from invoicing.models import Balance, Invoice, Reminder, Route, Sending, credit, pay, with_balance
from invoicing.reminding import NotRemindable, WhyNot, remind, terms_of
from invoicing.tasks import sweep
from processes.models import Process
from tests.bookings.mails import gone, post
from tests.database import refused
from tests.factories import NOW, client_of, helsinki
from tests.forms import finnish
from tests.harness.sinks import pdf_text
from tests.invoicing.month import held, issue, print_all
from tyonohjaus.lib.working_days import is_working_day
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def out(sent: Invoice) -> Invoice:
    """Lehtola's invoice, that has reached its address."""
    gone()
    return sent


@pytest.fixture
def outis(private: Process, laura: User) -> Invoice:
    """Outi's own, by mail."""
    held(private)
    [invoice] = issue(laura)
    print_all()
    gone()
    return invoice


def days_late(invoice: Invoice, days: int) -> datetime:
    assert invoice.due_on
    return helsinki(f"{invoice.due_on + timedelta(days=days)} 09:00")


def reminded(invoice: Invoice, laura: User, *, late: int, step: int = 1, fee: str = "0") -> Reminder:
    with time_machine.travel(days_late(invoice, late)):
        return remind(invoice, step=step, fee=Decimal(fee), by=laura, now=days_late(invoice, late))


def why_not(invoice: Invoice, laura: User, **more: Any) -> WhyNot:
    with pytest.raises(NotRemindable) as no:
        reminded(invoice, laura, **more)
    return no.value.why


def test_not_before_the_day_after_the_due_day_nor_once_it_is_paid(out: Invoice, laura: User) -> None:
    assert why_not(out, laura, late=0) == WhyNot.NOT_OVERDUE
    pay(out, amount=out.gross, paid_on=out.issue_on, place=0, by=laura, now=NOW)
    assert why_not(out, laura, late=1) == WhyNot.NOTHING_OPEN


def test_not_of_an_invoice_that_never_reached_its_payer(sent: Invoice, laura: User) -> None:
    assert why_not(sent, laura, late=1) == WhyNot.NOT_DELIVERED


def test_a_consumer_pays_five_euros_at_most_and_not_before_fourteen_days(outis: Invoice, laura: User) -> None:
    assert why_not(outis, laura, late=13, fee="0.01") == WhyNot.FEE
    assert why_not(outis, laura, late=14, fee="5.01") == WhyNot.FEE
    first = reminded(outis, laura, late=14, fee="5")

    assert (first.due_on - first.sent_on).days >= 14
    assert is_working_day(first.due_on)
    after = (first.due_on - outis.due_on).days + 1
    assert why_not(outis, laura, late=after - 1, step=2) == WhyNot.TOO_SOON
    assert reminded(outis, laura, late=after, step=2, fee="5").fee == 5
    assert why_not(outis, laura, late=after + 60, step=3) == WhyNot.ENOUGH


def test_a_business_pays_forty_euros_once(out: Invoice, laura: User) -> None:
    assert why_not(out, laura, late=1, fee="40.01") == WhyNot.FEE
    assert reminded(out, laura, late=1, fee="40").fee == 40
    assert why_not(out, laura, late=30, step=2, fee="1") == WhyNot.FEE
    assert why_not(out, laura, late=30, step=2, fee="-1") == WhyNot.FEE


def test_a_second_press_sends_nothing(out: Invoice, laura: User) -> None:
    reminded(out, laura, late=1)
    assert why_not(out, laura, late=1) == WhyNot.MEANWHILE
    assert Reminder.objects.count() == 1


def test_the_worker_prints_it_and_it_goes_where_the_invoice_went(out: Invoice, laura: User) -> None:
    pay(out, amount=Decimal(100), paid_on=out.issue_on, place=0, by=laura, now=NOW)
    letter = reminded(out, laura, late=3, fee="40")
    assert letter.frozen().total == Decimal("159.63")
    sweep()
    sweep()

    letter.refresh_from_db()
    text = " ".join(pdf_text(bytes(letter.pdf)).split())
    for said in ("Maksumuistutus", "20270001", "219,63", "−100,00", "119,63", "40,00", "159,63 €", "2027 00014"):
        assert said in text.replace("\u00a0", " "), said
    assert "korkolain mukaan" in text
    for hidden in ("Aino", "yksilö", "Sami"):
        assert hidden not in text
    [mail] = Message.objects.filter(about_id=letter.pk)
    assert mail.address == out.address
    [seen] = [one for one in post() if "maksumuistutus" in one.subject.lower()]
    assert [file[0] for file in seen.attachments] == ["maksumuistutus1lasku20270001.pdf"]


def test_paid_before_the_mail_left_it_leaves_no_more(out: Invoice, laura: User) -> None:
    reminded(out, laura, late=3)
    print_all()
    pay(out, amount=out.gross, paid_on=out.issue_on, place=0, by=laura, now=NOW)

    assert not [one for one in post() if "maksumuistutus" in one.subject.lower()]


@pytest.mark.sqlite
def test_the_letter_is_in_the_payers_language_and_the_same_each_time(outis: Invoice, laura: User) -> None:
    letter = reminded(outis, laura, late=14, fee="5").frozen()
    for language, title in (("fi", "Maksumuistutus"), ("sv", "Betalningspåminnelse"), ("en", "Payment reminder")):
        drawn = render_reminder(replace(letter, language=language))
        assert title in pdf_text(drawn)
        assert drawn == render_reminder(replace(letter, language=language))


def test_the_database_keeps_the_letter(out: Invoice, laura: User) -> None:
    reminded(out, laura, late=1)
    for sql in (
        "UPDATE invoicing_reminder SET fee = 1",
        "DELETE FROM invoicing_reminder",
        "UPDATE invoicing_reminder SET document = ''",
    ):
        assert refused(sql), sql


# --- pages


def page(name: str, row: Any) -> str:
    return reverse(f"invoicing:{name}", args=[row.pk])


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_laura_looks_and_presses_and_maija_reads_it(out: Invoice, laura: User, maija: User, pekka: User) -> None:
    with time_machine.travel(days_late(out, 3)):
        sweep()
        assert not Reminder.objects.exists(), "never by itself"
        office = finnish(laura, content=False)
        assert "Lähetä muistutus" in text_of(office.get(page("detail", out)))
        shown = text_of(office.get(page("remind", out)))
        assert f"osoitteeseen {out.address}" in shown
        for fee, status in (("41", 422), ("abc", 422), ("40", 303)):
            answer = office.post(page("remind", out), {"fee": fee, "step": "1"})
            assert answer.status_code == status, fee
            assert ("enintään 40,00 €" in text_of(answer)) is (fee == "41")
        again = office.post(page("remind", out), {"fee": "40", "step": "1"})
        assert again.status_code == 422
        assert "Mitään ei lähetetty" in text_of(again)
        letter = Reminder.objects.get()
        print_all()
        payers = finnish(maija)
        assert page("reminder_pdf", letter) in text_of(payers.get(page("detail", out)))
        answer = payers.get(page("reminder_pdf", letter))
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")
        assert payers.post(page("remind", out), {"fee": "0", "step": "2"}).status_code == 403
        assert client_of(pekka).get(page("reminder_pdf", letter)).status_code == 404
        assert client_of(pekka).get(page("remind", out)).status_code == 404
        fees = text_of(office.get(page("detail", out)))
        assert "259,63 €" in fees
        assert page("remind", out) not in fees, "the time that it gave has not passed"
        assert "ei ole vielä kulunut" in fees


def test_what_was_brought_by_hand_is_reminded_of_by_hand(sent: Invoice, laura: User) -> None:
    Sending.write_down(sent, route=Route.LETTER, by=laura, now=NOW)
    assert terms_of(sent, today=date(2027, 3, 1)).address == ""
    letter = reminded(sent, laura, late=1)
    print_all()

    assert not Message.objects.filter(about_id=letter.pk).exists()


def test_of_an_invoice_credited_whole_all_that_came_in_goes_back_with_no_fee_kept(out: Invoice, laura: User) -> None:
    reminded(out, laura, late=1, fee="40")
    pay(out, amount=out.gross, paid_on=out.issue_on, place=0, by=laura, now=NOW)
    lines = list(out.lines.values_list("pk", flat=True))
    credit(out, lines=lines, again=False, by=laura, now=NOW, mirror=mirror(out))

    assert Balance.of(with_balance(Invoice.objects.filter(pk=out.pk)).get()).over == out.gross
