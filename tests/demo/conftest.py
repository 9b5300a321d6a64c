from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import transaction

from tests.factories import NOW
from tyonohjaus.demo.clock import at
from tyonohjaus.demo.load import load


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[EmailMessage]]:
    """The whole story, once for all tests of a module; the mail that went out."""
    with django_db_blocker.unblock(), transaction.atomic():
        mail.outbox.clear()
        with at(NOW):
            assert load()
        yield list(mail.outbox)
        transaction.set_rollback(True)
