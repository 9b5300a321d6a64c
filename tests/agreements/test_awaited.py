"""The office sees whose answer is missing, and asks once more: a mail may be lost, and a link is all that some have."""

from typing import Any

import pytest
from django.urls import reverse

from agreements.models import Status, Version
from agreements.text.terms import Role
from processes.models import Process
from tests import factories
from tests.agreements.paper import accepted_by, offered
from tests.agreements.test_mails_and_links import answer, link_of
from tests.bookings.pages import reading, text
from tests.factories import client_of
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Membership, Organisation, User

pytestmark = pytest.mark.django_db


def asking(version: Version) -> str:
    return reverse("agreements:asking", args=[version.pk])


@pytest.fixture
def contact(lehtola: Organisation) -> User:
    """Ilona gets the invoices; nobody manages there."""
    user = factories.make_person(name="Ilona Lahti", email="ilona@lehtola.example")
    Membership.objects.create(user=user, organisation=lehtola, capacity=Membership.As.BILLING)
    return user


def test_a_contact_who_signs_since_nobody_manages_is_seen_and_asked_once_more(
    kuuloke: Any, lehtola: Organisation, sami: User, laura: User, contact: User
) -> None:
    helmi = factories.make_person(name="Helmi Salo")
    process = factories.make_process(supervisor=sami, supervisees=[helmi], organisation=lehtola)
    version = accepted_by(offered(process, by=sami), helmi)
    first = link_of(contact)
    office = reading(laura)
    page = text(office.get(version.get_absolute_url()))
    assert "Whose answer is missing Ilona Lahti asked by a personal link in a mail, ilona@lehtola.example" in page

    for _twice in range(2):
        assert office.post(asking(version)).status_code == 303

    assert Message.objects.filter(user=contact, template="agreements/mail/asked_employer").count() == 2
    again = link_of(contact)
    assert again != first
    assert answer(again, "accept").status_code == 303
    assert Version.objects.get(pk=version.pk).status == Status.IN_FORCE
    assert "sheet" not in office.get(first).context
    assert "Whose answer is missing" not in text(office.get(version.get_absolute_url()))
    assert office.post(asking(version)).status_code == 422


def test_nobody_else_asks_or_reads_addresses(
    aino_with_sami: Process, aino: User, sami: User, maija: User, laura: User, outi: User
) -> None:
    version = accepted_by(offered(aino_with_sami, by=laura), aino)
    for person in (aino, sami, maija, outi):
        assert client_of(person).post(asking(version)).status_code in {403, 404}
        page = client_of(person).get(version.get_absolute_url())
        assert maija.email not in page.content.decode() or person == maija
    assert Message.objects.filter(user=maija).count() == 1


@pytest.mark.sqlite
@pytest.mark.parametrize("firm", ["Polku Oy", ""])
def test_a_guest_stands_there_under_their_own_firm_or_name_S3_2(
    aino_with_sami: Process, sami: User, outi: User, firm: str
) -> None:
    if firm:
        polku = factories.make_organisation(name=firm)
        factories.make_employment(employee=outi, organisation=polku, manager=None)
    aino_with_sami.participants.create(user=outi, capacity="co_supervisor", starts_on=aino_with_sami.starts_on)

    version = offered(aino_with_sami, by=sami)

    assert {party.name: party.of for party in version.terms.of_role(Role.CO_SUPERVISOR)} == {outi.name: firm}
    assert {party.of for party in version.terms.of_role(Role.SUPERVISOR)} == {"Kuuloke Työnohjaus Oy"}


def test_a_co_supervisor_of_the_house_stands_under_its_name(aino_with_sami: Process, sami: User, kaisa: User) -> None:
    aino_with_sami.participants.create(user=kaisa, capacity="co_supervisor", starts_on=aino_with_sami.starts_on)
    version = offered(aino_with_sami, by=sami)
    assert {party.of for party in version.terms.supervisors} == {"Kuuloke Työnohjaus Oy"}
