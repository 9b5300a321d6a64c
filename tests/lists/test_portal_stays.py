"""What was since changed in the portal stays, and the report says so."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from bookings import diary
from bookings.models import AvailabilityRule, Status
from processes.models import PriceItem, Process
from tests.factories import NOW, helsinki
from tests.lists.conftest import GOOD
from tests.lists.story import changed, everything, kept, outcomes, process, session
from tyonohjaus.lists.importing import Report
from tyonohjaus.lists.notes import Note
from tyonohjaus.people.models import Employment, Organisation, User

pytestmark = pytest.mark.django_db


def test_what_was_changed_in_the_portal_stays_and_is_said(
    brought: Report, bring: Callable[..., Report], office: User
) -> None:
    Organisation.objects.get(business_id="9000011-8").change(by=office, cost_centre="9999", street="Uusikatu 1")
    User.objects.get(name="Eero Virtanen").change(by=office, phone="040 1")
    Process.objects.filter(pk=process("A-1").pk).update(price=Decimal("199.00"))
    before = everything()
    report = bring(GOOD)

    assert everything() == before
    assert kept(report) == [
        ("organisaatiot.csv", 2, "katuosoite", Note.KEPT),
        ("organisaatiot.csv", 2, "kustannuspaikka", Note.KEPT),
        ("prosessit.csv", 2, "hinta_ilman_alv", Note.KEPT),
    ]
    assert "luettelossa on ”170,00”, portaalissa ”199,00”" in report.remarks[2].sentence().fi
    assert outcomes(report)["organisaatiot"] == {"kept": 1, "unchanged": 1}


def test_list_and_portal_changed_apart_each_keep_their_cell(
    brought: Report, bring: Callable[..., Report], office: User
) -> None:
    Organisation.objects.get(business_id="9000011-8").change(by=office, cost_centre="9999")
    report = bring(
        GOOD
        | changed(
            "organisaatiot",
            "Asemakatu 4;33100;Tampere;003790000118;E204503;laskut@lehtola.example;14;4410",
            "Asemakatu 5;33100;Tampere;003790000118;E204503;laskut@lehtola.example;14;4411",
        )
    )

    lehtola = Organisation.objects.get(business_id="9000011-8")
    assert (lehtola.street, lehtola.cost_centre) == ("Asemakatu 5", "9999")
    assert kept(report) == [("organisaatiot.csv", 2, "kustannuspaikka", Note.KEPT)]


def test_a_renamed_employer_is_still_known_by_the_lists_name(
    brought: Report, bring: Callable[..., Report], office: User
) -> None:
    Organisation.objects.get(business_id="9000011-8").change(by=office, name="Lehtola Oy")
    more = GOOD["henkilot"] + "Liisa Nieminen;liisa.nieminen@lehtola.example;;Lehtolan Kuntoutus Oy;ohjattava;;fi\n"
    report = bring({"henkilot": more})

    assert report.faults == []
    assert Employment.objects.get(employee__name="Liisa Nieminen").organisation.name == "Lehtola Oy"


def test_one_whose_address_changed_in_the_portal_is_the_same_person(
    brought: Report, bring: Callable[..., Report], office: User
) -> None:
    from tyonohjaus.people.accounts import change_address

    change_address(User.objects.get(name="Eero Virtanen"), email="eero@kotiposti.example", by=office)
    report = bring(GOOD)

    assert report.faults == []
    assert User.objects.filter(name="Eero Virtanen").count() == 1
    assert kept(report) == [("henkilot.csv", 6, "sähköposti", Note.KEPT)]


def test_a_role_that_was_ended_is_not_given_back(brought: Report, bring: Callable[..., Report], office: User) -> None:
    Employment.objects.get(employee__name="Eero Virtanen").end(by=office)
    report = bring(GOOD)

    assert not Employment.objects.filter(employee__name="Eero Virtanen", ends_on=None).exists()
    assert kept(report) == [("henkilot.csv", 6, "", Note.GONE)]


def test_hours_removed_in_the_portal_stay_away(brought: Report, bring: Callable[..., Report]) -> None:
    AvailabilityRule.objects.filter(weekday=3).delete()
    report = bring(GOOD)

    assert not AvailabilityRule.objects.filter(weekday=3).exists()
    assert kept(report) == [("tyoajat.csv", 4, "", Note.GONE)]


def test_a_session_touched_in_the_portal_is_left_alone(brought: Report, bring: Callable[..., Report]) -> None:
    kaisa, sami = User.objects.get(name="Kaisa Lindqvist"), User.objects.get(name="Sami Rautio")
    moved = diary.move(session("2027-02-08 09:00"), starts_at=helsinki("2027-02-15 09:00"), by=sami, now=NOW)
    session("2027-01-13 18:00").mark_held(by=kaisa, now=NOW)
    before = everything()
    report = bring(GOOD)

    assert everything() == before
    assert kept(report) == [
        ("tapaamiset.csv", 5, "", Note.TOUCHED),
        ("tapaamiset.csv", 6, "", Note.TOUCHED),
    ]
    assert "15.2.2027 9.00" in report.remarks[1].sentence().fi

    bring(GOOD | changed("tapaamiset", "9.00;sovittu", "9.00;peruttu ajoissa"))
    moved.refresh_from_db()
    assert moved.starts_at == helsinki("2027-02-15 09:00")
    assert moved.status != Status.CANCELLED


def test_a_session_that_is_billed_is_left_alone_E6(brought: Report, bring: Callable[..., Report]) -> None:
    from invoicing.models import Line

    Line.objects.create(booking=session("2027-01-11 09:00"), price=Decimal("170.00"), share=100, service="session")
    report = bring(GOOD | changed("tapaamiset", "toteutunut", "peruttu ajoissa"))

    assert session("2027-01-11 09:00").status == Status.HELD
    assert kept(report) == [("tapaamiset.csv", 2, "", Note.TOUCHED)]


def test_what_the_portal_makes_of_an_own_business_is_no_fault_of_the_list(
    brought: Report, bring: Callable[..., Report], office: User
) -> None:
    own = Organisation.objects.get(business_id="9000015-0")
    Employment.begin(employee=User.objects.get(name="Eero Virtanen"), organisation=own, manager=None, by=office)
    PriceItem.objects.all().delete()

    assert bring({"prosessit": GOOD["prosessit"]}).faults == []
