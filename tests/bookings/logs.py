"""Writing and reading a log as a person does."""

import re
from datetime import timedelta
from typing import Any

from lxml import html

from bookings.models import Booking
from processes.models.themes import DEFAULTS
from tests.factories import NOW, client_of
from tyonohjaus.people.models import User

YESTERDAY = NOW - timedelta(days=1)
NOTE, TASK = "Palataan ensi kerralla siihen, mikä auttoi.", "Kirjoita ylös yksi hetki, jossa työ sujui."
FULL = {"outcome": "held", "themes": DEFAULTS[:2], "shared": "on", "assignment": TASK, "note": NOTE}


def log_of(booking: Booking) -> str:
    return f"/bookings/{booking.pk}/log/"


def masked(answer: Any) -> str:
    """The page without what differs by address and by request."""
    text = re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.content.decode())
    return re.sub(r"/bookings/[0-9a-f-]{36}", "", text)


def text_of(user: User, path: str) -> str:
    answer = client_of(user).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def who_sees(user: User, path: str) -> list[str]:
    """The lines "who sees" of the page, in order."""
    found = html.fromstring(text_of(user, path)).xpath("//p[contains(@class, 'who')]")
    return [" ".join(line.text_content().split()) for line in found]


def seen(user: User, path: str) -> str:
    """The mark of what stood in the log when this person opened it."""
    found = re.search(r'name="seen" value="([^"]+)"', text_of(user, path))
    assert found
    return found[1]
