"""The month's end from the office's home in five clicks: each a link or a button that stands on the page before."""

import re

import pytest
from django.test import Client

from invoicing.models import Invoice
from processes.models import Process
from tests.invoicing.month import held

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


class Office:
    """Laura's browser without JavaScript. What is not on the page cannot be clicked."""

    def __init__(self, client: Client) -> None:
        self.client, self.clicks = client, 0
        self.page = client.get("/").content.decode()

    def follow(self, href: str) -> None:
        assert f'href="{href}"' in self.page, href
        self._open(self.client.get(href))

    def press(self, action: str) -> None:
        """The button of this form, with what it hides."""
        found = re.search(rf'<form[^>]*action="{action}".*?</form>', self.page, flags=re.DOTALL)
        assert found, action
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', found[0]))
        self._open(self.client.post(action, hidden, follow=True))

    def _open(self, answer: object) -> None:
        self.clicks += 1
        assert answer.status_code == 200  # type: ignore[attr-defined]
        self.page = answer.content.decode()  # type: ignore[attr-defined]


def test_a_month_that_nobody_has_drafted_is_out_in_three(framed: Process, private: Process, office: Client) -> None:
    held(framed), held(private, "2027-01-12 09:00")
    browser = Office(office)
    browser.follow("/billing/")
    browser.press("/billing/2027-01/drafts/")
    browser.press("/billing/2027-01/issue/")
    assert browser.clicks == 3
    assert Invoice.objects.issued().count() == 2
