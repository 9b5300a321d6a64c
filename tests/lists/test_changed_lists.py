"""The same lists again change nothing; a changed cell changes what it says, and no more."""

from collections.abc import Callable
from datetime import time, timedelta
from decimal import Decimal

import pytest

from bookings.models import AvailabilityRule, Status
from processes import parties
from processes.models import OrganisationGoal, Participant, People
from tests.lists.conftest import GOOD
from tests.lists.story import changed, everything, outcomes, process, session
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.lists.importing import Report
from tyonohjaus.lists.kinds import Kind
from tyonohjaus.lists.writers.ledger import Outcome
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.django_db


def test_a_second_run_changes_nothing(brought: Report, bring: Callable[..., Report]) -> None:
    before = everything()
    report = bring(GOOD)

    assert everything() == before
    assert {name: set(counts) for name, counts in outcomes(report).items()} == {name: {"unchanged"} for name in GOOD}
    assert report.remarks == []


def test_the_same_written_in_another_way_changes_nothing(brought: Report, bring: Callable[..., Report]) -> None:
    before = everything()
    rewritten = {
        name: text.replace(";", "\t").replace("9.00", "09:00").replace("175,00", "175") for name, text in GOOD.items()
    }
    bring(rewritten)
    assert everything() == before


def test_a_changed_row_updates(brought: Report, bring: Callable[..., Report]) -> None:
    report = bring(
        GOOD
        | changed("organisaatiot", "Asemakatu 4", "Asemakatu 5")
        | changed("hinnasto", "175,00", "180,00")
        | changed(
            "prosessit",
            "A-1;yksilö;sami@rautio.example;;aino.makela@lehtola.example;Lehtolan Kuntoutus Oy;työnantaja;90;4;10",
            "A-1;yksilö;sami@rautio.example;;aino.makela@lehtola.example;Lehtolan Kuntoutus Oy;työnantaja;90;5;12",
        )
        | changed("tyoajat", "12.00;18.00", "12.00;17.00")
        | changed("tapaamiset", "9.00;sovittu", "9.00;peruttu ajoissa")
    )

    assert report.faults == []
    assert Organisation.objects.get(business_id="9000011-8").street == "Asemakatu 5"
    assert (process("A-1").every_weeks, process("A-1").agreed_count) == (5, 12)
    assert process("A-3").price == Decimal("175.00")  # agreed before the list changed
    assert AvailabilityRule.objects.get(weekday=3).ends == time(17)
    called_off = session("2027-02-08 09:00")
    assert called_off.status == Status.CANCELLED
    assert not called_off.allocations.exists()
    assert {name: counts.get("changed") for name, counts in outcomes(report).items()} == {
        "organisaatiot": 1,
        "henkilot": None,
        "hinnasto": 1,
        "prosessit": 1,
        "tyoajat": 1,
        "tapaamiset": 1,
    }
    assert not Message.objects.exists()


def test_another_manager_in_the_list_is_asked_from_now_on_C12(brought: Report, bring: Callable[..., Report]) -> None:
    boss = "Kari Lampinen;kari.lampinen@lehtola.example;;Lehtolan Kuntoutus Oy;esihenkilö;;\n"
    moved = GOOD["henkilot"].replace(
        "maija.korhonen@lehtola.example;fi\nEero", "kari.lampinen@lehtola.example;fi\nEero"
    )
    bring(GOOD | {"henkilot": moved + boss})

    assert process("A-1").participants.get(capacity="supervisee").manager.name == "Kari Lampinen"
    assert bring(GOOD | {"henkilot": moved + boss}).counts["henkilot"] == {Outcome.UNCHANGED: 8}


def test_a_supervisor_with_times_booked_is_not_taken_away(brought: Report, bring: Callable[..., Report]) -> None:
    report = bring(GOOD | changed("prosessit", "A-1;yksilö;sami@rautio.example", "A-1;yksilö;kaisa@lindqvist.example"))

    assert [(fault.row, fault.kind) for fault in report.faults] == [(2, Kind.SESSIONS_AHEAD)]
    assert "8.2.2027" in report.faults[0].sentence().fi


def test_the_lists_people_do_not_fit_the_portals_kind(
    brought: Report, bring: Callable[..., Report], office: User
) -> None:
    """The office made a pair of the group; the list now brings a third. Each keeps its cell, and they do not fit."""
    new = GOOD["prosessit"].splitlines()[2].replace("A-2", "A-4")
    with_new = f"{GOOD['prosessit']}{new}\n"
    bring(GOOD | {"prosessit": with_new})
    group = process("A-4")
    sami, kaisa = (one.user for one in parties.supervisors(group))
    both = tuple(one.user for one in parties.supervisees(group))
    group.change(people=People(supervisor=sami, co_supervisor=kaisa, supervisees=both), by=office, kind="pair")
    before = everything()

    three = new.replace("eero.virtanen@lehtola.example", "eero.virtanen@lehtola.example, outi@savolainen.example")
    report = bring(GOOD | {"prosessit": with_new.replace(new, three)})

    assert [(fault.row, fault.kind) for fault in report.faults] == [(5, Kind.WRONG_HEADCOUNT)]
    assert everything() == before


def test_another_member_joins_by_the_list(brought: Report, bring: Callable[..., Report]) -> None:
    liisa = GOOD["henkilot"].splitlines()[5].replace("Eero Virtanen;eero.virtanen", "Liisa Nieminen;liisa.nieminen")
    report = bring(
        GOOD
        | changed(
            "prosessit",
            "eero.virtanen@lehtola.example;Lehtolan",
            "eero.virtanen@lehtola.example, liisa.nieminen@lehtola.example;Lehtolan",
        )
        | {"henkilot": f"{GOOD['henkilot']}{liisa}\n"}
    )

    assert report.faults == []
    joined = process("A-2").participants.get(user__name="Liisa Nieminen")
    assert (joined.capacity, joined.manager.name) == (Participant.As.SUPERVISEE, "Maija Korhonen")
    assert not Message.objects.exists()  # who brings lists tells people themselves


def test_nothing_of_the_lists_stands_in_events_C34(brought: Report, bring: Callable[..., Report]) -> None:
    bring(GOOD | changed("prosessit", "Yhtenäiset käytännöt", "Salainen sana"))
    told = " ".join(str(facts) for facts in Event.objects.values_list("facts", flat=True))

    assert OrganisationGoal.objects.get().text == "Salainen sana"
    for word in ("Salainen", "Mäkelä", "@", "A-1", "Asemakatu"):
        assert word not in told


def test_the_ground_of_an_agreement_stands_once_sessions_have_begun(
    brought: Report, bring: Callable[..., Report]
) -> None:
    before = everything()
    report = bring(
        GOOD
        | changed(
            "prosessit",
            "Lehtolan Kuntoutus Oy;työnantaja;90;4;10;11.1.2027;170,00",
            "Lehtolan Kuntoutus Oy;sisäinen;90;4;10;11.1.2027;",
        )
    )

    assert [(fault.row, fault.kind) for fault in report.faults] == [(2, Kind.GROUND_STANDS)]
    assert everything() == before


def test_nobody_joins_by_a_list_what_has_ended(brought: Report, bring: Callable[..., Report]) -> None:
    """As on the page: the row is told, and nothing of it is done."""
    group = process("A-2")
    group.ends_on = clock.today() - timedelta(days=1)
    group.save()
    before = everything()

    two = "aino.makela@lehtola.example, eero.virtanen@lehtola.example"
    third = GOOD["prosessit"].replace(two, f"{two}, outi@savolainen.example")
    report = bring(GOOD | {"prosessit": third})

    assert Kind.DOES_NOT_FIT in {fault.kind for fault in report.faults}
    assert everything() == before
