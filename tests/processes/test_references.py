"""What Lehtola's accounts payable want on the invoice is the same wherever it is shown: at the yes, on the process's
and the session's page, and on the invoice."""

import pytest
from django.utils.translation import override

from processes.facts import facts
from processes.models import Payer, Process, References
from processes.parties import standing
from tests import factories
from tests.factories import client_of, helsinki
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.django_db


def test_the_processs_own_come_before_the_payers(aino_with_sami: Process) -> None:
    aino_with_sami.cost_centre, aino_with_sami.order_number = "9900", "OT1"

    assert aino_with_sami.references == References("9900", "Toimintaterapia", "OT1")


def test_of_an_organisation_that_does_not_pay_there_are_none(aino_with_sami: Process, lehtola: Organisation) -> None:
    for payer in (Payer.SELF, Payer.INTERNAL):
        aino_with_sami.payer = payer
        assert aino_with_sami.references == References()


def test_ones_own_business_pays_with_its_references(sami: User, outi: User) -> None:
    business = factories.make_organisation(name="Outin työhuone", own_of=outi, cost_centre="1", business_id=None)
    process = factories.make_process(supervisor=sami, supervisees=[outi], organisation=business, payer=Payer.SELF)

    assert process.references == References(cost_centre="1")


def test_maija_reads_lehtolas_references_on_the_processs_and_the_sessions_page(
    aino_with_sami: Process, maija: User
) -> None:
    session = factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-09 09:00"))

    with override("en"):
        told = {
            fact.label: fact.value for fact in facts(aino_with_sami, maija, standing=standing(aino_with_sami, maija))
        }
    page = client_of(maija).get(session.get_absolute_url()).content.decode()

    assert (told["Cost centre"], told["Your reference"]) == ("4410", "Toimintaterapia")
    assert "4410" in page
