"""A practice on its first day, as its people meet it: pages, mail and a clock. Nothing here knows the database."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import icalendar
from django.utils import translation
from django.utils.translation import gettext, ngettext
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests import servers
from tests.conftest import Portal
from tests.demo.visit import Visitor
from tests.mail_server import MailServer
from tyonohjaus.demo.clock import LOOK_EVERY, DemoClock
from tyonohjaus.lib import clock

ADDRESSES = {
    "Aino": "aino.makela@lehtola.example",
    "Eero": "eero.virtanen@lehtola.example",
    "Hanna": "hanna.jarvinen@merikanta.example",
    "Maija": "maija.korhonen@lehtola.example",
    "Pekka": "pekka.aaltonen@merikanta.example",
    "Sami": "sami@rautio.example",
    "Laura": "laura@kuuloke.example",
}
POST_TAKES = servers.PATIENCE  # whatever a task lost, the next minute makes good
expect.set_options(timeout=30_000)  # a busy machine; what is there is found at once
LOOKED_AT = LOOK_EVERY + 0.1  # by then each process has looked at the clock
CLOCK_MOVED = "The clock was moved. Mail and invoices that are due go out within seconds."


def fi(words: str, /, **values: object) -> str:
    """What a Finnish page says for these words of the code."""
    with translation.override("fi"):
        said = gettext(words)
        return (said % values if values else said).replace("\u00a0", " ")


def fi_many(one: str, many: str, count: int, *, called: str = "count") -> str:
    """The same with a number in it, which the words call so."""
    with translation.override("fi"):
        return ngettext(one, many, count) % {called: count}


@dataclass(frozen=True)
class House:
    """The portal with its post and its clock."""

    portal: Portal
    worker: servers.Server
    new_context: Callable[..., BrowserContext]

    @property
    def post(self) -> MailServer:
        return self.portal.post

    def person(self, name: str, **context: object) -> "Person":
        """One of the cast at a browser of their own, not signed in yet."""
        page = self.new_context(base_url=self.portal.url, **context).new_page()
        return Person(name, page)

    def letters(self, name: str, subject: str = "") -> list[EmailMessage]:
        """What has come to somebody so far; with `subject`, only what is headed so."""
        address = ADDRESSES.get(name, name)
        return [mail for mail in self.post.accepted if mail["To"] == address and subject in mail["Subject"]]

    def letter(self, name: str, subject: str = "", *, number: int = 1) -> EmailMessage:
        """The newest of as many letters as are expected by now; waits until they have come."""
        assert servers.within(POST_TAKES, lambda: len(self.letters(name, subject)) >= number), (
            f"{name} has {[mail['Subject'] for mail in self.letters(name)]}, not {number} of {subject!r}"
            f"\nThe worker said: …{self.worker.said()[-4000:]}"
        )
        found = self.letters(name, subject)
        assert len(found) == number
        return found[-1]

    def sleeps_until(self, moment: str) -> None:
        """No morning on the way is lived through: all of them, for months, take longer than the story around them."""
        when = datetime.fromisoformat(moment)
        file = Path(self.portal.env["VAR_DIR"], "demo-clock")
        DemoClock(file, first=when).set_to(clock.at(when.date(), when.time()))
        time.sleep(LOOKED_AT)

    def clock_moves_to(self, moment: str) -> None:
        """`2027-02-03 8.05`, on the demo's page of its clock, which nobody looks at here. What is due goes out within
        seconds."""
        day, _space, hour = moment.partition(" ")
        page, form = "/demo/clock/", {"day": f"{datetime.fromisoformat(day):%-d.%-m.%Y}", "time": hour}
        status, said, _headers = Visitor(self.portal.url).post(page, page, **form)
        assert status == 200, said
        assert fi(CLOCK_MOVED) in said
        time.sleep(LOOKED_AT)


@dataclass(frozen=True)
class Person:
    name: str
    page: Page

    def signs_in(self) -> None:
        """With one click, as the demo lets: it opens content, as a passkey would (C6)."""
        self.page.goto("/demo/")
        self.page.locator(f'button[value="{ADDRESSES[self.name]}"]').click()
        expect(self.page).to_have_url(re.compile(r"^http://[^/]+/$"))  # home: who asks from now on is known
        self.page.wait_for_load_state()

    def presses(self, words: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("button", name=fi(words), exact=False).first.click()

    def presses_if_there(self, words: str) -> None:
        """What a worker may have done by now, so that nobody need."""
        self.page.wait_for_load_state()
        button = self.page.get_by_role("button", name=fi(words))
        if button.count():
            button.first.click()

    def follows(self, words: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("link", name=fi(words), exact=False).first.click()

    @property
    def path(self) -> str:
        """Where the person is: the address without host, query and fragment."""
        return urlsplit(self.page.url).path

    def sends_the_form(self) -> None:
        """By its first button, whatever that says."""
        self.page.locator("main form button[type=submit]").first.click()

    def takes_a_free_time(self) -> None:
        """Of the calendar that is open: the first time of the first other day that has one."""
        day = self.page.locator(".month a.day:not([aria-current])").first
        href = day.get_attribute("href")
        day.click()
        expect(self.page.locator(f'.month a.day[href="{href}"]')).to_have_attribute("aria-current", "true")
        expect(self.page.locator("#day")).to_be_focused()
        self.page.locator("#day .chip").first.click()
        expect(self.page.locator("#choice")).to_be_focused()
        self.presses("Book the time", within=self.page.locator("#choice"))

    def opens(self, path: str) -> int:
        """The status that the page came with."""
        answer = self.page.goto(path)
        assert answer
        return answer.status

    def asks_for(self, path: str) -> int:
        """The status that this browser is answered with, and no page: what is drawn, nobody looks at."""
        return self.page.request.get(path).status

    def reads(self, *texts: str) -> None:
        """The words of the code, in Finnish."""
        self.finds(*map(fi, texts))

    def finds(self, *texts: str) -> None:
        """At the page as it is now, without a word's translation."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text, use_inner_text=True)

    def finds_soon(self, path: str, text: str) -> None:
        """What a worker brings about: looks again until it is there."""

        def is_there() -> bool:
            self.page.goto(path)
            return text in self.page.inner_text("body").replace("\u00a0", " ")

        assert servers.within(POST_TAKES, is_there), self.page.inner_text("main")

    def fits_the_screen(self) -> None:
        """Nothing moves sideways. A page that has only begun to come has no width yet."""
        self.page.wait_for_load_state()
        too_much = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert too_much <= 0, f"{too_much} px too wide: {self.page.url}"

    def reads_nothing_of(self, *texts: str) -> None:
        self.page.wait_for_load_state()
        content = self.page.content()
        for text in texts:
            assert text not in content, f"{self.name} reads {text!r} at {self.page.url}"


Sits = Callable[..., Person]
"""Somebody of the test's own database at a browser, signed in."""


# Letters


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content()).replace("\u00a0", " ")


def link_in(mail: EmailMessage) -> str:
    """The address behind the letter's button."""
    found = re.search(r"http://localhost:\d+(/\S*)", text_of(mail))
    assert found, text_of(mail)
    return found[1]


def code_in(mail: EmailMessage) -> str:
    found = re.search(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", text_of(mail), re.MULTILINE)
    assert found, text_of(mail)
    return found[1]


def event_in(mail: EmailMessage) -> tuple[str, icalendar.Event]:
    """What the letter asks of a calendar (REQUEST, CANCEL), and the one time that it is about."""
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    (event,) = calendar.walk("VEVENT")
    assert part.get_param("method") == calendar["METHOD"]
    return str(calendar["METHOD"]), event


def events_in(mail: EmailMessage) -> list[icalendar.Event]:
    """Those of the calendar files that hang on the letter, one each."""
    found = []
    for part in mail.walk():
        if part.get_content_type() == "text/calendar" and part.get_filename():
            (event,) = icalendar.Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")
            found.append(event)
    return found
