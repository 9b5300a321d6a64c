"""What the practice's own page puts on each invoice: a register, the time for remarks, a line of its own."""

from io import BytesIO

import pypdf
import pytest

from invoicing.documents.pdf import render
from invoicing.models import Invoice
from invoicing.monthly_run import concerns, month_of
from processes.models import Process
from tests.factories import NOW
from tests.forms import faults, finnish, said
from tests.invoicing.month import JANUARY, draft, held, issue
from tests.people.test_practice import FILLED, PAGE
from tyonohjaus.people.models import Practice, User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def january(framed: Process) -> Process:
    """One of Aino's sessions, billed to Lehtola."""
    held(framed)
    return framed


def paper(laura: User) -> str:
    """What stands on January's only sheet."""
    [invoice] = issue(laura)
    return printed(invoice)


def printed(invoice: Invoice) -> str:
    pages = pypdf.PdfReader(BytesIO(render(invoice.frozen()))).pages
    return " ".join(" ".join(page.extract_text().replace("\u00a0", " ").split()) for page in pages)


def test_the_register_and_eight_days_stand_there_until_laura_says_otherwise(january: Process, laura: User) -> None:
    text = paper(laura)

    assert "Alv-rek. · Ennakkoperintärek." in text
    assert "Huomautukset 8 päivän kuluessa." in text
    assert "Viivästyskorko korkolain mukaan." in text


def test_a_practice_outside_the_register_does_not_say_that_it_is_in_it(january: Process, laura: User) -> None:
    changes = {"notice_days": "", "invoice_footer": "Maksuperusteinen alv.", "prepayment_registered": ""}
    assert finnish(laura).post(PAGE, FILLED | changes | {"billing_starts_on": "1.1.2027"}).status_code == 303

    text = paper(laura)

    assert "Ennakkoperintärek." not in text
    assert "Huomautukset" not in text
    assert "Maksuperusteinen alv." in text


def test_a_consumers_time_for_remarks_is_the_laws(private: Process, laura: User) -> None:
    held(private)

    assert "Huomautukset" not in paper(laura)


def test_an_issued_invoice_keeps_the_terms_of_its_day(january: Process, laura: User, kuuloke: Practice) -> None:
    before = paper(laura)
    kuuloke.change(by=laura, notice_days=14, prepayment_registered=False, invoice_footer="Uusi rivi")

    assert printed(Invoice.objects.get()) == before


@pytest.mark.parametrize("days", ["0", "61", "viikko"])
def test_a_time_that_is_none_is_told_beside_its_field(laura: User, kuuloke: Practice, days: str) -> None:
    answer = finnish(laura).post(PAGE, FILLED | {"notice_days": days})

    sentence = {
        "0": said("The smallest possible number is %(limit_value)s.", limit_value=1),
        "61": said("The largest possible number is %(limit_value)s.", limit_value=60),
        "viikko": said("Write a whole number."),
    }[days]
    assert faults(answer) == {"notice_days": sentence}


def test_a_fault_in_the_practices_own_line_is_mended_on_its_own_page(january: Process, kuuloke: Practice) -> None:
    draft()
    Practice.objects.update(invoice_footer="rivi\u0007")

    [concern] = concerns(month_of(JANUARY, now=NOW))

    assert concern.act().url == PAGE
