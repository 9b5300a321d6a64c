"""The first morning: the practice says who it is, people are invited, and one of them signs in."""

from playwright.sync_api import expect

from tests.e2e.house import ADDRESSES, House, Person, code_in, fi, link_in, text_of

PRACTICE = {
    "name": "Kuuloke",
    "mail_sender": "Kuuloke",
    "seller_name": "Kuuloke Työnohjaus Oy",
    "street": "Rantakatu 9 A 4",
    "postcode": "33210",
    "city": "Tampere",
    "home_town": "Tampere",
    "email": "toimisto@kuuloke.example",
    "phone": "03 555 0100",
    "business_id": "9000016-9",
    "iban": "FI37 1590 3000 0007 76",
    "bic": "NDEAFIHH",
    "billing_starts_on": "1.2.2027",
}


def the_practice_says_who_it_is(laura: Person) -> None:
    laura.opens("/practice/")
    for name, value in PRACTICE.items():
        laura.page.locator(f"[name={name}]").fill(value)
    laura.presses("Save")
    laura.reads("The practice's page was saved.")


def everybody_is_invited(house: House, laura: Person) -> None:
    """The import has told nobody anything; the office chooses whom to invite."""
    assert house.post.accepted == []
    laura.opens("/people/?show=new")
    laura.presses("Invite the ticked")
    for name in ("Aino", "Eero", "Maija", "Sami"):
        letter = house.letter(name)
        assert letter["Reply-To"] == PRACTICE["email"]
        assert "työnohjau" not in str(letter["Subject"] + text_of(letter)).lower()


def aino_signs_in_with_a_mailed_code(house: House, aino: Person) -> None:
    aino.opens(link_in(house.letter("Aino")))
    aino.page.locator("[name=email]").fill(ADDRESSES["Aino"])
    aino.sends_the_form()
    aino.page.locator("[name=code]").fill(code_in(house.letter("Aino", fi("Your sign-in code"))))
    aino.sends_the_form()
    expect(aino.page.get_by_role("heading", level=1)).to_have_text(fi("No session booked"))
