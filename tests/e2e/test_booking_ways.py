"""Booking for everybody: by keyboard alone, without any script, on the narrowest phone; and a yes by one thumb."""

from datetime import time, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from bookings import diary
from bookings.models import Booking, Status
from processes.models import Process
from tests import servers
from tests.conftest import Portal
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User

from .house import POST_TAKES, Sits, fi, link_in

pytestmark = pytest.mark.browser


def free_day(page: Page) -> Locator:
    """The first day of the month shown that has free times and is not the chosen one."""
    return page.locator(".month a.day:not([aria-current])").first


def walks_to(page: Page, place: Locator) -> None:
    """By the Tab key alone, as one without a mouse; every stop shows where one is."""
    for _step in range(80):
        page.keyboard.press("Tab")
        if place.evaluate("place => place === document.activeElement"):
            outline = place.evaluate("place => getComputedStyle(place).outlineStyle")
            assert outline != "none"
            return
    raise AssertionError(f"No way by Tab to {place}")


def test_by_keyboard_alone(sits_down: Sits, aino: User, aino_with_sami: Process) -> None:
    page = sits_down(aino).page
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")

    walks_to(page, page.get_by_role("link", name=fi("All free times")))
    page.keyboard.press("Enter")
    day = free_day(page)
    href = day.get_attribute("href")
    walks_to(page, day)
    page.keyboard.press("Enter")
    expect(page.locator(f'.month a.day[href="{href}"]')).to_have_attribute("aria-current", "true")
    expect(page.locator("#day")).to_be_focused()  # what changed is what one reads next
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#choice")).to_be_focused()
    walks_to(page, page.get_by_role("button", name=fi("Book the time")))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(
        fi("The time is booked and confirmed. The calendar invitation comes by e-mail.")
    )
    assert Booking.objects.get().status == Status.CONFIRMED


def test_without_any_script(sits_down: Sits, aino: User, aino_with_sami: Process) -> None:
    person = sits_down(aino, java_script_enabled=False)
    person.opens("/")
    person.follows("All free times")
    free_day(person.page).click()
    person.page.locator("#day .chip").first.click()
    person.presses("Book the time")
    person.reads("The time is booked and confirmed. The calendar invitation comes by e-mail.")
    person.follows("Cancel the session")
    person.presses("Cancel the session")
    person.reads("The session is cancelled.")


def test_at_320_px_nothing_moves_sideways(sits_down: Sits, aino: User, aino_with_sami: Process) -> None:
    person = sits_down(aino)
    person.page.set_viewport_size({"width": 320, "height": 640})
    person.opens("/")
    person.fits_the_screen()
    person.page.locator(".chip").first.click()
    expect(person.page.locator("#choice")).to_be_visible()
    person.fits_the_screen()
    person.presses("Book the time")
    person.reads("The time is booked and confirmed. The calendar invitation comes by e-mail.")
    person.fits_the_screen()
    for path in ("rescheduling/", "cancellation/"):
        person.opens(f"{Booking.objects.get().get_absolute_url()}{path}")
        person.fits_the_screen()


def test_a_manager_decides_on_a_phone_without_scrolling(
    live: Portal, sits_down: Sits, aino: User, maija: User, aino_with_sami: Process
) -> None:
    """From the mail's link, at 360 × 740."""
    aino_with_sami.approval = "each"
    aino_with_sami.save(update_fields=["approval"])
    monday = clock.today() + timedelta(days=14 - clock.today().weekday())
    diary.book(aino_with_sami, starts_at=clock.at(monday, time(10)), by=aino, now=clock.now())
    with servers.celery_worker(live.env, of=live.nursery):
        assert servers.within(POST_TAKES, lambda: bool(live.post.accepted))
    page = sits_down(maija).page
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(link_in(live.post.accepted[0]))
    for answer in ("Approve working time and price", "Do not approve"):
        box = page.get_by_role("button", name=fi(answer)).bounding_box()
        assert box
        assert box["y"] + box["height"] <= 740, f"{answer} lies at {box}"
