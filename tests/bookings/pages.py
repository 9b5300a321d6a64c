"""Reading pages as a person does: who is signed in, what stands there, which form is posted."""

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html

from bookings.models import Booking
from processes.models import Process
from tests.bookings.stories import TUESDAY
from tests.factories import client_of
from tyonohjaus.people.models import User


def reading(user: User, *, language: str = "en", content: bool = True) -> Client:
    """A signed-in browser. In English, so that a test holds on to the words of the code."""
    client = client_of(user, content=content)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def tree(response: Any) -> Any:
    return html.fromstring(response.content.decode())


def text(response: Any) -> str:
    """All that is read in the page, on one line, no-break spaces made plain."""
    main = tree(response).find(".//main")
    return " ".join(main.text_content().replace("\u00a0", " ").split())


def links(response: Any, part: str) -> list[str]:
    """The addresses of the page that contain this."""
    return [a.get("href") for a in tree(response).findall(".//a") if part in (a.get("href") or "")]


def facts(response: Any) -> dict[str, str]:
    """What stands in the page's lists of facts, by label."""
    pairs = tree(response).xpath("//main//dl[contains(@class,'facts')]/div")
    return {pair.find("dt").text_content(): " ".join(pair.find("dd").text_content().split()) for pair in pairs}


def fields(response: Any, *, having: str) -> dict[str, str]:
    """What the form with this field would post as it stands."""
    for form in tree(response).findall(".//form"):
        if having in form.fields:
            return {name: value for name, value in form.fields.items() if value is not None}
    raise AssertionError(f"No form with {having}")


def chips(response: Any) -> list[str]:
    """The times of the chosen day."""
    found = tree(response).xpath("//section[@id='day']//a")
    return [" ".join(chip.text_content().split()) for chip in found]


def landed(response: HttpResponse, client: Client) -> Any:
    """The page after an accepted form: 303, then there."""
    assert response.status_code == 303
    return client.get(response["Location"])


def page(user: User, path: str) -> str:
    """What this person is sent, in their own language, no-break spaces made plain."""
    answer = client_of(user).get(path)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def token(booking: Booking) -> str:
    """What a form of approval posts: this time at this price, as it was shown to the manager of who pays it all."""
    return booking.shown if booking.price is None else f"{booking.shown}={booking.price}"


def url_of(process: Process, **query: str) -> str:
    """The page of its free times."""
    return reverse("bookings:slots", args=[process.pk], query=query or None)


def posted(process: Process, *, starts_at: Any = TUESDAY) -> dict[str, str]:
    """What the sheet of a chosen time posts."""
    return {"starts_at": starts_at.isoformat(), "request_key": str(uuid.uuid4())}
