"""The payer's mail: the PDF, and no more than a number, a sum and a day."""

from email.message import Message as Mime
from io import BytesIO
from typing import Any

import pypdf
import pytest

from bookings.models import Log, write_log
from invoicing.models import Invoice, Paper
from invoicing.tasks import sweep
from processes.models import OrganisationGoal, Process
from tests import factories
from tests.bookings.mails import post
from tests.invoicing.month import held, issue
from tyonohjaus.people.models import Organisation, User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def attached(mail: Any) -> list[Mime]:
    return [part for part in mail.message().walk() if part.get_filename()]


def test_the_payer_gets_the_printed_invoice(framed: Process, laura: User) -> None:
    held(framed)
    invoice = issue(laura)[0]
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
    write_log(session, Log(note="Kuormitus kasvaa"), by=sami)
    issue(laura)
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
    issue(laura)
    sweep()

    [mail] = post()

    assert mail.to == [outi.email]
    assert mail.subject == "Invoice 20270001"
    assert "€219.63" in mail.body


def test_without_an_address_it_waits_for_the_office(framed: Process, laura: User, lehtola: Organisation) -> None:
    lehtola.channel, lehtola.billing_email = "letter", ""
    lehtola.save()
    held(framed)
    invoice = issue(laura)[0]
    sweep()
    assert post() == []

    lehtola.channel, lehtola.billing_email = "mail", "uusi@lehtola.example"
    lehtola.save()
    Invoice.objects.get(pk=invoice.pk).mail(by=laura)
    Invoice.objects.get(pk=invoice.pk).mail(by=laura)

    assert [mail.to for mail in post()] == [["uusi@lehtola.example"]]
