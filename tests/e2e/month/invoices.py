"""The month's end: drafts, the payers' yes, one button, and the paper that a payer gets."""

import hashlib
import io

import pypdf
from playwright.sync_api import expect

from tests.e2e.house import House, Person, fi, fi_many, link_in, text_of
from tests.e2e.month.sessions import ASSIGNMENT, NOTE, THEME

PAYER = "laskut@lehtola.example"
PEOPLE = ("Mäkelä", "Virtanen", "Korhonen", "Järvinen", "Rautio")


def to_check(times: int) -> str:
    one, many = "Check %(count)s time before it is invoiced", "Check %(count)s times before they are invoiced"
    return fi_many(one, many, times)


def to_send(invoices: int) -> str:
    return fi_many("Send %(ready)s invoice", "Send %(ready)s invoices", invoices, called="ready")


def the_month_is_drafted_by_itself(house: House, laura: Person) -> None:
    """What Maija approved is ready. What nobody approved beforehand waits for each payer's manager."""
    house.clock_moves_to("2027-03-01 8.05")
    assert "Eero Virtanen" in text_of(house.letter("Maija", to_check(2)))
    assert "Hanna" not in text_of(house.letter("Pekka", to_check(1)))  # that agreement shows no names
    laura.opens("/billing/")
    laura.finds(to_send(1))


def the_manager_returns_one_line(house: House, maija: Person, laura: Person) -> None:
    """Two times of Eero's: the first she returns, the second she accepts. The line waits, not the invoice."""
    maija.opens(link_in(house.letter("Maija", to_check(2))))
    row = maija.page.get_by_role("listitem").filter(has_text="3.2.2027").first
    row.get_by_text(fi("Was not held")).click()
    maija.presses("Send the answers")
    maija.reads("You have answered")
    laura.opens("/billing/")
    laura.reads("Line returned")
    laura.finds(to_send(1))


def silence_accepts(house: House, laura: Person) -> None:
    """Pekka says nothing for five working days."""
    house.clock_moves_to("2027-03-08 15.00")
    laura.opens("/billing/")
    laura.finds(to_send(1))
    house.clock_moves_to("2027-03-09 8.05")
    laura.finds_soon("/billing/", to_send(2))


def the_office_sends_the_invoices_with_one_button(house: House, laura: Person) -> None:
    laura.presses("Send the invoices")
    arrived = fi("PDF ready for %(made)s, delivered %(sent)s of %(issued)s.") % {"made": 2, "sent": 1, "issued": 2}
    laura.finds_soon("/billing/2027-02/", arrived)
    laura.reads("To be delivered by hand")  # Merikanta gave no address for invoices
    assert len(house.letters(PAYER)) == 1


def the_paper_says_what_is_owed_and_nothing_else(house: House) -> str:
    """The SHA-256 of the PDF."""
    letter = house.letter(PAYER)
    (part,) = (part for part in letter.walk() if part.get_content_type() == "application/pdf")
    assert part.get_filename() == "lasku20270001.pdf"
    pdf = bytes(part.get_payload(decode=True))
    paper = pypdf.PdfReader(io.BytesIO(pdf))
    text = "\n".join(page.extract_text() for page in paper.pages)

    lines = [line for line in text.splitlines() if "Työnohjaus, yksilö" in line]
    assert [line.split()[2] for line in lines] == ["10.2.2027", "24.2.2027"]
    for told in ("20270001", "2027 00014", "439,25", "FI37 1590 3000 0007 76", "4410", "T-2027-11", "23.3.2027"):
        assert told in text
    everything = text + str(paper.metadata) + str(letter) + text_of(letter)
    assert not [words for words in (*PEOPLE, THEME, ASSIGNMENT, NOTE) if words in everything]
    return hashlib.sha256(pdf).hexdigest()


def again_changes_nothing(house: House, laura: Person, sha256: str) -> None:
    laura.opens("/billing/2027-02/")
    expect(laura.page.get_by_role("button", name=fi("Send the invoices"))).to_have_count(0)
    house.clock_moves_to("2027-03-10 8.05")
    laura.opens("/billing/2027-02/")
    expect(laura.page.get_by_role("button", name=fi("Send the invoices"))).to_have_count(0)
    laura.page.locator("#payers").get_by_role("link", name="Lehtolan Kuntoutus Oy").first.click()
    kept = laura.page.request.get(f"{laura.path}pdf/").body()
    assert hashlib.sha256(kept).hexdigest() == sha256
    assert len(house.letters(PAYER)) == 1
