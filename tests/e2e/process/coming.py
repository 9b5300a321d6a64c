"""Somebody who is unknown to the practice finds a supervisor, meets him, and begins."""

from playwright.sync_api import expect

from tests.e2e.house import ADDRESSES, House, Person, fi, link_in, text_of


def sami_publishes_his_page(sami: Person) -> None:
    """In his own words; nothing of it before he says so (S0-3, S0-18)."""
    page = sami.page
    sami.opens("/own/profile/")
    page.locator("[name=profession]").fill("Toimintaterapeutti")
    page.locator("[name=trainings]").fill("Työnohjaajakoulutus 60 op, 2018")
    page.locator("[name=approach]").fill("Lähdemme siitä, mikä työssä jo toimii.")
    page.locator("[name=areas]").fill("Tampere")
    page.locator("[name=languages][value=fi]").check()
    page.locator("[name=meets][value=both]").check(force=True)
    sami.presses("Save and publish")


def aino_finds_him_and_asks(house: House, aino: Person) -> None:
    """Without signing in; neither why she comes nor how she is (S4-2, C40)."""
    page = aino.page
    aino.opens("/supervisors/")
    page.locator("[name=profession]").fill("toimintaterapeutti")
    aino.presses("Search")
    page.get_by_role("link", name="Sami Rautio").click()
    aino.finds("Lähdemme siitä, mikä työssä jo toimii.")
    aino.follows("Ask for an introductory meeting")
    page.locator("[name=name]").fill("Aino Mäkelä")
    page.locator("[name=email]").fill(ADDRESSES["Aino"])
    page.locator("[name=for_whom][value=self]").check(force=True)
    page.locator("[name=payer][value=employer]").check(force=True)
    aino.sends_the_form()
    aino.reads("Look at your mail")


def she_confirms_by_the_mailed_link(house: House, aino: Person) -> None:
    letter = house.letter("Aino", fi("Confirm your request"))
    assert "työnohjau" not in str(letter["Subject"]).lower()
    aino.opens(link_in(letter))
    aino.presses("Confirm the request")
    expect(aino.page.get_by_role("button", name=fi("Confirm the request"))).to_have_count(0)


def she_chooses_a_real_free_time(house: House, aino: Person) -> str:
    """The path of her request. No employer hears of the meeting (S0-5)."""
    aino.opens("/")
    aino.follows("Your request goes on")
    request = aino.path
    aino.follows("Choose a time")
    aino.takes_a_free_time()
    aino.reads("The time is booked and confirmed. The calendar invitation comes by e-mail.")
    assert house.letters("Maija") == []
    return request


def her_manager_permits_it_without_reasons(house: House, aino: Person, maija: Person, request: str) -> None:
    """In principle, by a signed link (S0-2)."""
    aino.opens(f"{request}permission/")
    aino.page.locator("[name=name]").fill("Maija Korhonen")
    aino.page.locator("[name=email]").fill(ADDRESSES["Maija"])
    aino.sends_the_form()
    letter = house.letter("Maija", fi("1 permission waits for your answer"))
    assert "Aino" not in text_of(letter)
    maija.opens(link_in(letter))
    maija.finds("Aino Mäkelä")
    maija.reads_nothing_of("Sami")
    maija.presses("I give the permission")
    maija.reads("Thank you, the answer was saved.")


def she_wants_to_start(aino: Person, request: str) -> None:
    aino.opens(request)
    aino.follows("Give your answer")
    aino.page.locator("[name=answer][value=start]").check(force=True)
    aino.presses("Save")
    expect(aino.page.locator("main")).to_contain_text("Sami Rautio")


def the_office_starts_the_process(laura: Person, request: str) -> str:
    """It says who pays, and on what terms. The path of the process."""
    page = laura.page
    laura.opens(request)
    laura.follows("Say who pays")
    page.locator("[name=organisation]").select_option(label="Lehtolan Kuntoutus Oy")
    laura.presses("Save")
    laura.follows("Start the process")
    laura.finds("Aino Mäkelä", "Sami Rautio")
    page.locator("[name=agreed_count]").fill("3")
    page.locator("[name=every_weeks]").fill("1")
    page.locator("[name=price]").fill("175,00")
    laura.presses("Start")
    laura.reads("The process was started.")
    return laura.path
