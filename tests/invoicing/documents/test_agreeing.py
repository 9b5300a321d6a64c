"""Paper, Finvoice and UBL of any invoice, and of the credit notes that take it back, agree to the cent.

The oracle counts in whole cents. `make chaos` asks it of as many invoices as `INVOICES` says, 10,000, and reads each
from its printed file. Here they are fewer, and of most only what is given to the printer is read.
"""

import os
import random
import re
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pypdfium2
import pytest
from lxml import etree

from invoicing.documents import sheet
from invoicing.documents.crediting import credit_note_of
from invoicing.documents.document import Form, InvoiceDocument, VatCategory
from invoicing.documents.finvoice import finvoice
from invoicing.documents.pdf import render
from invoicing.documents.ubl import CAC, CBC, ubl
from invoicing.documents.words import word
from tests.invoicing.documents.making import AINO, KUULOKE, LEHTOLA, invoice, line

INVOICES = int(os.environ.get("INVOICES", "100"))
PRINTED = INVOICES if "INVOICES" in os.environ else 4
PARTS = 4  # that workers take from each other
RATES = {
    "25.5": VatCategory.STANDARD,
    "24": VatCategory.STANDARD,
    "13.5": VatCategory.STANDARD,
    "0": VatCategory.EXEMPT,
}
LANGUAGES = ("fi", "sv", "en")
AMOUNT = r"(−?\d{1,3}(?:[\s,]\d{3})*[.,]\d\d)"
ROW = re.compile(rf"\d\s?% {AMOUNT}$", re.MULTILINE)
RATE = re.compile(rf"^[\d.,]+\s?% {AMOUNT} {AMOUNT} {AMOUNT}$", re.MULTILINE)


@pytest.mark.parametrize("part", range(PARTS))
def test_any_invoice_and_its_credits_agree_to_the_cent_in_every_form(part):
    chance = random.Random(seed := random.randrange(10**6))
    for turn in range(part, INVOICES, PARTS):
        document = some_invoice(chance)
        for one in [document, *credits_of(document, chance)]:
            paper = on_paper(one) if turn < PRINTED else on_its_way(one)
            assert agree(one, paper) == in_cents(one), f"seed {seed}, part {part}, invoice {turn}"


def some_invoice(chance: random.Random) -> InvoiceDocument:
    rates = chance.sample(sorted(RATES), k=chance.randint(1, 3))
    lines = tuple(
        line(
            at,
            date(2027, 1, 1) + timedelta(days=chance.randrange(31)),
            (chance.choice(list(Form)), chance.choice([45, 60, 90, 120])),
            f"{chance.randrange(10 ** chance.randint(1, 6)) / 100:.2f}",
            "KV7-2RM",
            vat_percent=Decimal(rate := chance.choice(rates)),
            vat_category=RATES[rate],
            **({"quantity": Decimal(chance.randrange(1, 300)) / 10} if chance.random() < 0.2 else {}),
        )
        for at in range(1, chance.choice([1, 2, 4, 12, 30]) + 1)
    )
    return replace(
        invoice(lines=lines, grounds={VatCategory.EXEMPT: "AVL 37 §"}),
        seller=KUULOKE,
        buyer=chance.choice([LEHTOLA, AINO]),
        language=chance.choice(LANGUAGES),
    )


def credits_of(document: InvoiceDocument, chance: random.Random) -> list[InvoiceDocument]:
    """The whole of it, by one or two notes: what they take back is what was billed."""
    left, notes = [line.number for line in document.lines], []
    chance.shuffle(left)
    cut = chance.randint(1, len(left))
    for at, part in enumerate(filter(None, (left[:cut], left[cut:]))):
        notes.append(
            credit_note_of(document, lines=part, number=f"2027001{at}", issue_on=date(2027, 3, 1), earlier=notes)
        )
    assert sum(note.sums.gross for note in notes) == -document.sums.gross
    assert sum(note.sums.vat for note in notes) == -document.sums.vat
    return notes


def in_cents(document: InvoiceDocument) -> list[int]:
    """Net and gross: VAT once per rate, half up. Of a note: what its rows say, since it leaves no odd cent behind."""
    bases: dict[Decimal, int] = {}
    for each in document.lines:
        bases[each.vat_percent] = bases.get(each.vat_percent, 0) + cents(each.net)
    if document.is_credit_note:
        tax = sum(cents(row.tax) for row in document.sums.vat_rows)
    else:
        tax = sum((base * int(percent * 10) + 500) // 1000 for percent, base in bases.items())
    return [sum(bases.values()), sum(bases.values()) + tax]


def on_its_way(document: InvoiceDocument) -> list[int]:
    """Net and gross in cents, as they are given to the printer."""
    net, _vat, gross = sheet.context(document)["totals"]
    return [printed_cents(net), printed_cents(gross)]


def on_paper(document: InvoiceDocument) -> list[int]:
    """Net and gross in cents, as the printed file's text says them: in the total, in its lines, and rate by rate."""
    with closing(pypdfium2.PdfDocument(render(document))) as file:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in file).replace("\r", "")
    total = re.search(rf"^{word('total', document.language)} {AMOUNT} {AMOUNT} {AMOUNT}$", text, re.MULTILINE)
    assert total, text
    net, vat, gross = map(printed_cents, total.groups())
    rates = [[printed_cents(amount) for amount in row] for row in RATE.findall(text)]
    assert [sum(column) for column in zip(*rates, strict=True)] == [net, vat, gross]
    rows = [printed_cents(amount) for amount in ROW.findall(text)]
    assert len(rows) == len(document.lines)
    assert sum(rows) == net
    label = word("credited" if document.is_credit_note else "to_pay", document.language)
    due = re.search(rf"^{label} ([−€\d].*)$", text, re.MULTILINE)
    assert due, text
    assert printed_cents(due[1]) == gross
    return [net, gross]


def agree(document: InvoiceDocument, paper: list[int]) -> list[int]:
    """Net and gross in cents, as all three say them."""
    turn = -1 if document.is_credit_note else 1
    fi, eu = etree.fromstring(finvoice(document)), etree.fromstring(ubl(document))
    finnish = [
        cents(fi.findtext(f".//InvoiceTotalVat{way}Amount").replace(",", ".")) for way in ("Excluded", "Included")
    ]
    european = [turn * cents(eu.findtext(f".//{CBC}{name}")) for name in ("TaxExclusiveAmount", "PayableAmount")]
    lines = [turn * cents(one.text) for one in eu.iterfind(f".//{CAC}Price/../{CBC}LineExtensionAmount")]
    rows = [cents(one.text.replace(",", ".")) for one in fi.iterfind(".//RowVatExcludedAmount")]
    taxes = [cents(one.text.replace(",", ".")) for one in fi.iterfind(".//VatSpecificationDetails/VatRateAmount")]
    assert finnish == european == paper
    assert sum(lines) == sum(rows) == finnish[0]
    assert finnish[0] + sum(taxes) == finnish[1]
    return finnish


def cents(text: str | Decimal) -> int:
    return int(Decimal(text) * 100)


def printed_cents(text: str) -> int:
    """Of `1 234,50`, `1,234.50` and `−0,02`: two decimals always."""
    return int(re.sub(r"[^\d-]", "", text.replace("−", "-")))
