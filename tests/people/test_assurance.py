"""What keeps content closed to an employer's mailbox, also when people change (C6, C27)."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from tests.factories import client_of
from tyonohjaus.lib import clock
from tyonohjaus.people.accounts import change_address
from tyonohjaus.people.assurance import DEMO, is_employers, opens_content
from tyonohjaus.people.models import EmployerDomain, HandoverCode, Membership, Organisation, User


@pytest.mark.django_db
def test_a_manager_who_changes_their_address_opens_nobodys_mailbox_C6(merikanta: Organisation, outi: User) -> None:
    outi.email = "outi@merikanta.example"
    outi.save()
    Membership.begin(user=outi, organisation=merikanta, capacity=Membership.As.MANAGER, by=outi)

    outi.email = "outi@kotiposti.example"
    outi.save()

    assert is_employers("hanna@merikanta.example")


@pytest.mark.django_db
@pytest.mark.parametrize("capacity", Membership.As)
def test_each_address_that_the_office_gives_a_manager_is_at_an_employers_C6(
    merikanta: Organisation, outi: User, laura: User, capacity: str
) -> None:
    Membership.begin(user=outi, organisation=merikanta, capacity=capacity, by=laura)
    for address in ("outi@gmail.com", "outi@uusi.example", "outi@kolmas.example"):
        change_address(outi, email=address, by=laura)

    assert is_employers("hanna@uusi.example")
    assert is_employers("hanna@kolmas.example")
    assert not is_employers("hanna@gmail.com")


@pytest.mark.django_db
def test_and_so_is_each_that_the_manager_chooses_C6(kuuloke: object, pekka: User) -> None:
    client = client_of(pekka)
    for address in ("pekka@uusi.example", "pekka@kolmas.example"):
        EmailAddress.objects.create(user=pekka, email=address, verified=True)
        client.post("/sign-in/email/", {"email": address, "action_primary": ""})
    pekka.refresh_from_db()

    assert pekka.email == "pekka@kolmas.example"
    assert is_employers("hanna@uusi.example")


@pytest.mark.django_db
def test_who_no_longer_manages_takes_no_domain_along(merikanta: Organisation, outi: User, laura: User) -> None:
    Membership.begin(user=outi, organisation=merikanta, capacity=Membership.As.MANAGER, by=laura).end(by=laura)
    change_address(outi, email="outi@uusi.example", by=laura)

    assert not EmployerDomain.objects.filter(domain="uusi.example").exists()


@pytest.mark.django_db
def test_the_domain_of_a_billing_address_stays_an_employers(laura: User) -> None:
    office = Organisation.enter(by=laura, name="Harjun Lähityö ry", billing_email="laskut@harju.example")
    office.change(by=laura, billing_email="laskut@laskuhotelli.example")

    assert is_employers("antti@harju.example")
    assert not is_employers("antti@kotiposti.example")


@pytest.mark.django_db
def test_a_manager_at_a_public_provider_closes_nobody_elses_address_there_C6(
    merikanta: Organisation, pekka: User, laura: User
) -> None:
    pekka.change(by=laura, email="pekka.aaltonen@gmail.com")
    Membership.begin(user=pekka, organisation=merikanta, capacity=Membership.As.BILLING, by=laura)
    merikanta.change(by=laura, billing_email="Laskut.Merikanta@Outlook.com")

    assert not is_employers("aino.makela@gmail.com")
    assert not is_employers("eero@outlook.com")
    assert is_employers("pekka.aaltonen@gmail.com")
    assert is_employers("laskut.merikanta@outlook.com")
    assert not EmployerDomain.objects.filter(domain__in=["gmail.com", "outlook.com"]).exists()


@pytest.mark.django_db
def test_where_a_provider_was_taken_for_an_employer_before_it_is_so_no_more(merikanta: Organisation) -> None:
    EmployerDomain.objects.create(organisation=merikanta, domain="gmail.com")

    assert not is_employers("aino.makela@gmail.com")


@pytest.mark.django_db
def test_the_operator_makes_a_code_for_one_whom_nobody_can_hand_one_to(sami: User, capsys: Any) -> None:
    call_command("handover", " Sami@Rautio.example ")

    assert HandoverCode.use(user=sami, code=capsys.readouterr().out, now=clock.now())
    with pytest.raises(CommandError):
        call_command("handover", "ei@kukaan.example")


@pytest.mark.django_db
def test_the_secret_of_a_second_factor_is_sealed_C27() -> None:
    adapter = get_adapter()

    sealed = adapter.encrypt("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert adapter.decrypt(sealed) == "JBSWY3DPEHPK3PXP"


@pytest.mark.django_db
def test_the_one_click_of_the_demo_opens_content_in_the_demo_alone(outi: User, settings: Any) -> None:
    request: Any = RequestFactory().get("/")
    request.user, request.session = outi, {DEMO: True}
    for demo in (True, False):
        settings.DEMO = demo
        assert opens_content(request) is demo
