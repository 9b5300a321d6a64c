"""Ways in and out: a password, a mailed code and what it opens (C6), signing out, the screen hidden at once (C33)."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from bookings.models import Log, Status, write_log
from processes.models import Process
from tests import factories
from tests.conftest import Portal
from tyonohjaus.lib import clock
from tyonohjaus.people.models import HandoverCode, User

from .house import Person, code_in

THEME, ASSIGNMENT = "Työn rajat", "Kirjoita ylös yksi hetki, jossa työ sujui"

HOME = re.compile(r"^http://[^/]+/$")
AtBrowser = Callable[[User], Person]

pytestmark = pytest.mark.browser


@pytest.fixture
def at_browser(live: Portal, new_context: Callable[..., BrowserContext]) -> AtBrowser:
    return lambda user: Person(user.first_name, new_context(base_url=live.url).new_page())


@pytest.fixture
def met(aino_with_sami: Process, sami: User) -> str:
    """A session of last week, with what was discussed; its path."""
    starts_at = clock.now() - timedelta(days=7)
    booking = factories.make_booking(process=aino_with_sami, starts_at=starts_at, status=Status.HELD)
    write_log(booking, Log(themes=[THEME], shared=True, assignment=ASSIGNMENT), by=sami)
    return booking.get_absolute_url()


def signs_in_with_a_password(person: Person, user: User) -> None:
    person.opens("/")
    person.page.locator("[name=login]").fill(user.email)
    person.page.locator("[name=password]").fill(f"{user.name}-salasana")
    person.sends_the_form()
    expect(person.page).to_have_url(HOME)


def signs_in_with_a_code(person: Person, user: User, portal: Portal) -> None:
    person.opens("/")
    person.page.locator("[name=login]").fill(user.email)
    person.presses("Send a code by e-mail")
    expect(person.page.locator("[name=code]")).to_be_visible()
    person.page.locator("[name=code]").fill(code_in(portal.post.accepted[-1]))
    person.sends_the_form()
    expect(person.page).to_have_url(HOME)


def opens_the_own_list(page: Page) -> None:
    page.locator("details.drop summary").click()


def test_a_password_opens_the_door_and_signing_out_closes_it(
    live: Portal, at_browser: AtBrowser, met: str, aino: User
) -> None:
    person = at_browser(aino)
    person.opens(met)
    person.page.locator("[name=login]").fill(aino.email)
    person.page.locator("[name=password]").fill("en muista")
    person.sends_the_form()
    expect(person.page.locator("[name=login]")).to_have_value(aino.email)  # what was typed is kept

    signs_in_with_a_password(person, aino)
    person.finds(ASSIGNMENT)
    person.opens(met)
    person.finds(THEME)

    opens_the_own_list(person.page)
    person.presses("Sign out")
    expect(person.page.locator("[name=password]")).to_be_visible()
    person.page.go_back()  # nothing was kept in the browser
    expect(person.page.locator("[name=password]")).to_be_visible()
    person.reads_nothing_of(THEME, ASSIGNMENT)


def test_a_code_mailed_to_work_opens_no_content_until_the_supervisor_hands_over_another_C6(
    live: Portal, at_browser: AtBrowser, met: str, aino: User, sami: User, aino_with_sami: Process
) -> None:
    person = at_browser(aino)
    signs_in_with_a_code(person, aino, live)
    expect(person.page.locator(".chip").first).to_be_visible()  # free times
    person.reads_nothing_of(ASSIGNMENT)
    person.opens(met)
    person.reads("Held")
    person.reads_nothing_of(THEME, ASSIGNMENT)

    supervisor = at_browser(sami)
    signs_in_with_a_password(supervisor, sami)
    supervisor.opens(reverse("processes:detail", args=[aino_with_sami.pk]))
    supervisor.follows("Give a code")
    supervisor.presses("Make a code")
    code = supervisor.page.locator("main .sheet .num").inner_text()  # told face to face

    person.opens(reverse("people:handover"))
    person.page.locator("[name=code]").fill(code)
    person.presses("Open goals and notes")
    person.reads("Goals and notes are open")
    person.opens(met)
    person.finds(THEME, ASSIGNMENT)

    another_day = at_browser(aino)
    signs_in_with_a_code(another_day, aino, live)
    another_day.opens(met)
    another_day.reads_nothing_of(THEME, ASSIGNMENT)


def test_the_screen_is_hidden_at_once_C33(live: Portal, at_browser: AtBrowser, met: str, aino: User) -> None:
    person = at_browser(aino)
    signs_in_with_a_password(person, aino)
    for hide in (by_the_own_list, by_escape_twice):
        person.opens(met)
        person.finds(THEME)
        hide(person)
        expect(person.page).to_have_url(re.compile("/hidden/$"))
        person.reads_nothing_of(THEME, ASSIGNMENT, "Aino", "Kuuloke")


def by_the_own_list(person: Person) -> None:
    opens_the_own_list(person.page)
    person.follows("Hide the screen")


def by_escape_twice(person: Person) -> None:
    person.page.keyboard.press("Escape")
    person.page.keyboard.press("Escape")


def test_a_passkey_opens_content_from_then_on_C6(
    live: Portal, at_browser: AtBrowser, met: str, aino: User, sami: User
) -> None:
    """Her phone's lock, played by the browser's own virtual authenticator. Like most she has no password."""
    aino.set_unusable_password()
    aino.save(update_fields=["password"])
    person = at_browser(aino)
    has_a_phone_that_knows_her(person.page)
    signs_in_with_a_code(person, aino, live)
    person.opens(reverse("people:handover"))
    person.page.locator("[name=code]").fill(HandoverCode.issue(user=aino, by=sami))
    person.sends_the_form()
    person.follows("A passkey")
    person.page.locator(f"a[href='{reverse('mfa_add_webauthn')}']").first.click()
    person.page.locator("[name=name]").fill("Puhelin")
    person.page.locator("#mfa_webauthn_add").click()
    person.page.wait_for_url(lambda url: "/add/" not in url)
    person.page.context.clear_cookies()

    person.opens("/")
    person.presses("Sign in with a passkey")
    expect(person.page).to_have_url(HOME)
    person.finds(ASSIGNMENT)
    person.opens(met)
    person.finds(THEME)


def has_a_phone_that_knows_her(page: Page) -> None:
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = kind | {"isUserVerified": True, "automaticPresenceSimulation": True}
    line.send("WebAuthn.addVirtualAuthenticator", {"options": options})
