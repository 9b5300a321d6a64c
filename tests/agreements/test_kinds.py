"""Who agrees with whom, in each kind of agreement (S1-3, S1-7, S4-1, DOMAIN 2.1)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from agreements import composing
from agreements.composing import NobodyForEmployer
from agreements.models import Version
from agreements.sheet import sheet_of
from processes.models import Agreed, AgreedTheme, CostShare, FrameAgreement, Process, Share
from tests import factories
from tests.agreements.paper import offered
from tyonohjaus.people.models import Membership, Organisation, User

pytestmark = pytest.mark.django_db


def parties(version: Version) -> set[tuple[str, str]]:
    return {(party.name.split()[0], party.role.value) for party in version.terms.parties}


def test_three_parties_where_the_employer_pays(aino_with_sami: Process, laura: User) -> None:
    version = offered(aino_with_sami, by=laura)

    assert version.terms.kind == "three_party"
    assert parties(version) == {("Aino", "supervisee"), ("Maija", "employer"), ("Sami", "supervisor")}
    assert "Tapaamisen hinta on 175,00\u00a0€ ja alv 25,5\u00a0%, yhteensä 219,63\u00a0€." in version.text


def test_two_parties_where_the_employer_pays_and_is_no_party(aino_with_sami: Process, laura: User) -> None:
    version = offered(aino_with_sami, by=laura, employer_agrees=False)

    assert version.terms.kind == "two_party"
    assert parties(version) == {("Aino", "supervisee"), ("Sami", "supervisor")}


def test_a_self_payer_agrees_with_the_supervisor_alone_at_a_gross_price(self_paid: Process, kaisa: User) -> None:
    version = offered(self_paid, by=kaisa, employer_agrees=True)

    assert version.terms.kind == "self_payer"
    assert parties(version) == {("Aino", "supervisee"), ("Kaisa", "supervisor")}
    assert "219,63\u00a0€. Hintaan sisältyy alv" in version.text
    for word in ("175,00", "Lehtola", "Tilaaja", "esihenkilö"):
        assert word not in version.text + version.document


def test_internal_supervision_has_no_price_S1_7(
    kuuloke: Any, eero: User, sami: User, laura: User, lehtola: Organisation
) -> None:
    internal = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola, payer="internal")

    version = offered(internal, by=laura)

    assert version.terms.kind == "internal"
    assert parties(version) == {("Eero", "supervisee"), ("Maija", "employer"), ("Sami", "supervisor")}
    assert "€" not in version.text
    assert "ei peritä hintaa" in version.text


def test_a_managers_own_superior_agrees_for_the_employer_S4_1(
    kuuloke: Any, maija: User, sami: User, laura: User, lehtola: Organisation
) -> None:
    raija = factories.make_person(name="Raija Johtaja")
    factories.make_employment(employee=maija, organisation=lehtola, manager=raija)
    own = factories.make_process(supervisor=sami, supervisees=[maija], organisation=lehtola)

    version = offered(own, by=laura)

    assert version.terms.kind == "managers_own"
    assert parties(version) == {("Maija", "supervisee"), ("Raija", "employer"), ("Sami", "supervisor")}


def test_who_is_supervised_does_not_also_agree_for_the_employer(
    kuuloke: Any, aino: User, maija: User, sami: User, laura: User, lehtola: Organisation
) -> None:
    """Maija is in the group of which she manages another member; the organisation's other contact agrees."""
    bertta = factories.make_person(name="Bertta Laine")
    Membership.objects.create(user=bertta, organisation=lehtola, capacity=Membership.As.BILLING)
    both = factories.make_process(supervisor=sami, supervisees=[aino, maija], organisation=lehtola)

    version = offered(both, by=laura)

    assert parties(version) == {
        ("Aino", "supervisee"),
        ("Maija", "supervisee"),
        ("Bertta", "employer"),
        ("Sami", "supervisor"),
    }


def test_each_member_is_agreed_for_by_their_own_manager_S2_5(two_employers: Process, laura: User) -> None:
    version = offered(two_employers, by=laura)

    speaks = {party.name: len(party.speaks_for) for party in version.terms.employers}
    assert speaks == {"Maija Korhonen": 2, "Pekka Aaltonen": 1}


def test_where_nobody_can_agree_for_the_employer_it_is_said(
    kuuloke: Any, outi: User, sami: User, laura: User, merikanta: Organisation
) -> None:
    alone = factories.make_process(supervisor=sami, supervisees=[outi], organisation=merikanta)

    with pytest.raises(NobodyForEmployer):
        composing.draft(alone, composing.choices_of(alone))
    assert parties(offered(alone, by=laura, employer_agrees=False))


def test_what_the_parties_chose_stands_in_the_text_S3_6_S4_11(two_employers: Process, laura: User) -> None:
    usual = offered(two_employers, by=laura).text
    version = offered(
        two_employers,
        by=laura,
        group_rule="own",
        invites="nobody",
        evaluation_months=4,
        retention_months=6,
        remote_rules=False,
        substitute="Kaisa jatkaa",
        expectations="Selkeämpi työnjako",
    )

    assert "pitää salassa kaiken" in usual and "ei tallenneta" in usual
    for sentence in (
        "Työasioista voi puhua ryhmän ulkopuolella",
        "Esihenkilöä ei kutsuta",
        "4 kuukauden välein",
        "on kulunut 6 kuukautta",
        "Jos työnohjaaja on pitkään estynyt: Kaisa jatkaa.",
        "Selkeämpi työnjako.",
        "ei tiettyyn lopputulokseen",  # no promise of an outcome
    ):
        assert sentence in version.text
    assert "automaattista litterointia" not in version.text


@pytest.mark.sqlite
def test_no_content_is_stored_says_so_and_names_none_C44(
    kuuloke: Any, aino: User, sami: User, laura: User, lehtola: Organisation
) -> None:
    silent = factories.make_process(
        supervisor=sami, supervisees=[aino], organisation=lehtola, no_content_since=date(2027, 1, 1)
    )

    text = offered(silent, by=laura).text

    assert "ei tallenneta teemoja, muistiinpanoja eikä tavoitteita" in text
    assert "Omat muistiinpanot" not in text


@pytest.mark.sqlite
def test_what_stands_above_and_beside_it_stands_in_it_S4_17_S2_5_S3_4(
    two_employers: Process, sami: User, laura: User, lehtola: Organisation, merikanta: Organisation, pekka: User
) -> None:
    """The framework agreement's number, each employer's share, and themes where the purchaser is to read them. Once
    several employers share the cost, what one of them is invoiced by is not for the others to read (C7)."""
    frame = FrameAgreement.agree(prices=[], by=laura, organisation=lehtola, number="PS-2027-3")
    Process.objects.filter(pk=two_employers.pk).update(frame=frame, cost_centre="4410")
    alone = offered(Process.objects.get(pk=two_employers.pk), by=laura).text
    assert "Puitesopimus: PS-2027-3." in alone
    assert "kustannuspaikka 4410" in alone
    shares = [Share(organisation=lehtola, percent=Decimal(60)), Share(organisation=merikanta, percent=Decimal(40))]
    CostShare.agree(two_employers, shares, on=date(2027, 2, 1), by=laura)
    AgreedTheme.agree(two_employers, [Agreed("Työn rajat")], shown=False, by=sami)
    assert "Sovitut teemat" not in offered(two_employers, by=laura).text
    AgreedTheme.agree(two_employers, [Agreed("Työn rajat")], shown=True, by=sami)

    version = offered(two_employers, by=laura)

    assert "PS-2027-3" not in version.text
    assert "4410" not in version.text
    for sentence in ("Sovitut teemat: Työn rajat.", "Hinta jaetaan tilaajien kesken."):
        assert sentence in version.text
    lines = {user: str(sheet_of(version, [], reader=user).sides[1]) for user in (sami, pekka)}
    assert "hinnasta: 60" in lines[sami] and "hinnasta: 40" in lines[sami]
    assert "hinnasta: 60" not in lines[pekka] and "hinnasta: 40" in lines[pekka]
