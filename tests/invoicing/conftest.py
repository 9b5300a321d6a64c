"""January 2027 as most stories of money begin: whose session it was, who looks, and an invoice that has gone out."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from invoicing.models import Invoice
from processes.models import Process
from tests import factories
from tests.factories import client_of
from tests.invoicing.month import held, issue, print_all
from tyonohjaus.people.models import Organisation, Practice, User


@pytest.fixture
def framed(aino_with_sami: Process) -> Process:
    """Lehtola has approved all of Aino's sessions in advance."""
    aino_with_sami.approval = "frame"
    aino_with_sami.save()
    return aino_with_sami


@pytest.fixture
def private(kuuloke: Practice, outi: User, sami: User) -> Process:
    """Outi pays herself."""
    outi.street, outi.postcode, outi.city = "Kuusikuja 3 B 12", "33820", "Tampere"
    outi.save()
    return factories.make_process(supervisor=sami, supervisees=[outi], length_minutes=60, price=Decimal(148))


@pytest.fixture
def office(laura: User) -> Client:
    return client_of(laura, content=False)  # as by a code to any mailbox: money needs no content (C35)


@pytest.fixture
def sent(framed: Process, laura: User) -> Invoice:
    """Lehtola's invoice of one session, printed and on its way."""
    held(framed)
    [invoice] = issue(laura)
    print_all()
    return invoice


@pytest.fixture
def einvoiced(framed: Process, lehtola: Organisation, laura: User) -> Invoice:
    """Lehtola's invoice, printed; Lehtola takes e-invoices and no mail."""
    lehtola.einvoice_address, lehtola.einvoice_operator = "003790000118", "003721291126"
    lehtola.channel = "einvoice"
    lehtola.save()
    held(framed)
    [invoice] = issue(laura)
    print_all()
    return invoice


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """The operator's, empty."""
    settings.EINVOICE_DROP_DIR, settings.EINVOICE_OPERATOR = str(tmp_path), "E204503"
    return tmp_path
