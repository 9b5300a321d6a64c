"""Lists come in whole, twice changes nothing, and what was since changed in the portal stays."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core import mail

from bookings import diary
from bookings.models import Allocation, AvailabilityRule, Booking, Origin, Status
from processes.models import OrganisationGoal, Participant, PriceItem, Process
from tests import factories
from tests.factories import NOW, helsinki
from tests.lists.conftest import GOOD
from tyonohjaus.events.models import Event, history
from tyonohjaus.lists.importing import NoLists, Report, import_lists
from tyonohjaus.lists.kinds import Kind, Note
from tyonohjaus.lists.models import ImportedRow
from tyonohjaus.lists.writers.ledger import Outcome
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.assurance import is_employers
from tyonohjaus.people.models import Employment, Membership, OfficeRole, Organisation, Practice, Supervisor, User

pytestmark = pytest.mark.django_db

Write = Callable[[dict[str, str]], Path]


@pytest.fixture
def bring(write: Write) -> Callable[..., Report]:
    """Import these lists."""

    def run(lists: dict[str, str], **how: Any) -> Report:
        return import_lists(write(lists), **how)

    return run


@pytest.fixture
def brought(bring: Callable[..., Report]) -> Report:
    """The good lists are in the portal."""
    report = bring(GOOD)
    assert report.faults == []
    return report


@pytest.fixture
def office(brought: Report) -> User:
    """Laura, as the lists brought her."""
    return User.objects.get(name="Laura Salmi")


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, for "changes nothing"."""
    ours = [
        config
        for config in apps.get_app_configs()
        if config.name.split(".")[0] in {"tyonohjaus", "processes", "bookings", "invoicing"}
    ]
    models = [model for config in ours for model in config.get_models()]
    return {model._meta.label: sorted(model._default_manager.values_list(), key=str) for model in models}


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """A good list with one other cell."""
    assert GOOD[name].count(old) == 1, (name, old)
    return {name: GOOD[name].replace(old, new)}


def process(tunnus: str) -> Process:
    return Process.objects.get(pk=ImportedRow.objects.get(kind="prosessit", key=tunnus.lower()).subject_id)


def session(when: str) -> Booking:
    return Booking.objects.get(starts_at=helsinki(when))


def outcomes(report: Report) -> dict[str, dict[str, int]]:
    return {name: {str(outcome): n for outcome, n in counts.items()} for name, counts in report.counts.items()}


def kept(report: Report) -> list[tuple[str, int, str, Note]]:
    return [(remark.file, remark.row, remark.column, remark.note) for remark in report.remarks]


# --- what comes in


def test_the_lists_come_in_whole(brought: Report) -> None:
    assert outcomes(brought) == {
        "organisaatiot": {"new": 2},
        "henkilot": {"new": 7},
        "hinnasto": {"new": 3},
        "prosessit": {"new": 3},
        "tyoajat": {"new": 3},
        "tapaamiset": {"new": 5},
    }
    assert brought.remarks == []


def test_people_can_sign_in_at_once_and_are_written_to_by_nobody(brought: Report) -> None:
    aino = User.objects.get(email="aino.makela@lehtola.example")

    assert aino.name == "Aino Mäkelä"
    assert aino.phone == "+358 40 000 0001"
    assert not aino.has_usable_password()
    assert aino.invited_at is None
    assert EmailAddress.objects.filter(email=aino.email, user=aino, verified=True, primary=True).exists()
    assert EmailAddress.objects.count() == User.objects.count() == 7
    assert not Message.objects.exists()
    assert mail.outbox == []


def test_roles_become_capacities(brought: Report) -> None:
    lehtola = Organisation.objects.get(business_id="9000011-8")
    aino, maija = User.objects.get(name="Aino Mäkelä"), User.objects.get(name="Maija Korhonen")

    assert set(Supervisor.objects.values_list("user__name", flat=True)) == {"Sami Rautio", "Kaisa Lindqvist"}
    assert OfficeRole.objects.get().user.name == "Laura Salmi"
    assert Membership.objects.get().user == maija
    assert Employment.objects.get(employee=aino).manager == maija
    assert Employment.objects.get(employee=aino).organisation == lehtola
    assert (lehtola.approval, lehtola.group, lehtola.payment_term_days) == ("series", "company", 14)


def test_a_process_has_its_people_terms_and_goal(brought: Report) -> None:
    alone, group, own = process("A-1"), process("A-2"), process("A-3")

    assert (alone.price, group.price, own.price) == (Decimal("170.00"), Decimal("200.00"), Decimal("175.00"))
    assert (alone.every_weeks, group.every_weeks, group.every_weeks_most, own.every_weeks) == (4, 3, 4, None)
    assert (alone.approval, alone.attendance, alone.agreed_count) == ("series", "names", 10)
    assert (own.cancellation_hours, own.cancellation_share) == (24, 100)
    assert "A-1" not in alone.code
    assert OrganisationGoal.objects.get().text == "Yhtenäiset käytännöt"
    people = {
        (row.user.first_name, row.capacity, row.manager and row.manager.first_name) for row in group.participants.all()
    }
    assert people == {
        ("Aino", "supervisee", "Maija"),
        ("Eero", "supervisee", "Maija"),
        ("Sami", "supervisor", None),
        ("Kaisa", "co_supervisor", None),
    }


def test_one_who_pays_with_their_own_business_has_no_employer_C6(brought: Report) -> None:
    own = Organisation.objects.get(business_id="9000015-0")

    assert own.own_of == User.objects.get(name="Outi Savolainen")
    assert not is_employers("outi@savolainen.example")
    assert is_employers("aino.makela@lehtola.example")
    assert process("A-3").participants.get(capacity="supervisee").manager is None


def test_sessions_are_there_without_asking_anybody(brought: Report) -> None:
    agreed, late = session("2027-02-08 09:00"), session("2027-01-18 09:00")

    assert Booking.objects.filter(origin=Origin.IMPORTED, created_by=None).count() == 5
    assert agreed.status == Status.CONFIRMED  # though Lehtola approves its series
    assert agreed.price == Decimal("170.00")
    assert agreed.minutes == 90
    assert (late.status, late.cancellation.was_late, late.charged_percent) == (Status.CANCELLED, True, 100)
    in_time = session("2027-01-25 09:00")
    assert (in_time.cancellation.was_late, in_time.charged_percent) == (False, 0)
    assert session("2027-01-13 18:00").charged_percent == 50
    assert session("2027-01-11 09:00").attendances.get().was == "present"
    assert {event.name for event in history(agreed)} == {"booking.imported"}


def test_an_imported_time_is_taken(brought: Report) -> None:
    sami = User.objects.get(name="Sami Rautio")
    taken = Allocation.objects.filter(calendar__user=sami)

    assert set(taken.values_list("booking__status", flat=True)) == {"held", "confirmed", "no_show"}
    with pytest.raises(diary.NotBookable):
        diary.book(
            process("A-1"), starts_at=helsinki("2027-02-08 09:30"), by=User.objects.get(name="Laura Salmi"), now=NOW
        )


def test_hours_and_prices(brought: Report) -> None:
    rule = AvailabilityRule.objects.get(starts=time(12), weekday=0)

    assert (rule.supervisor.user.name, rule.ends, rule.place) == ("Sami Rautio", time(16), "workplace")
    assert rule.valid_from == date(2027, 1, 1)
    assert PriceItem.objects.get(group="association").price == Decimal("180.00")


def test_billing_begins_with_the_month_of_the_first_import(brought: Report, bring: Callable[..., Report]) -> None:
    assert Practice.objects.get().billing_starts_on == date(2027, 2, 1)


def test_billing_begins_when_the_office_says_so(kuuloke: Practice, bring: Callable[..., Report]) -> None:
    bring(GOOD)
    assert Practice.objects.get().billing_starts_on == date(2027, 1, 1)


def test_any_list_may_be_absent(brought: Report, bring: Callable[..., Report], tmp_path: Path) -> None:
    folder = tmp_path / "later"
    folder.mkdir()
    (folder / "Tapaamiset.CSV").write_bytes("PROSESSI,päivä,alkaa,tila\na-2,10.2.2027,13.00,Sovittu\n".encode("cp1252"))
    report = import_lists(folder)

    assert report.faults == []
    assert session("2027-02-10 13:00").process == process("A-2")


# --- all or nothing


def test_one_fault_and_nothing_is_written(bring: Callable[..., Report]) -> None:
    before = everything()
    report = bring(GOOD | changed("tapaamiset", "8.2.2027", "31.2.2027"))

    assert [fault.kind for fault in report.faults] == [Kind.NOT_A_DAY]
    assert report.counts == {}
    assert everything() == before


def test_a_trial_writes_nothing_and_counts(bring: Callable[..., Report]) -> None:
    before = everything()
    report = bring(GOOD, dry_run=True)

    assert report.counts["henkilot"] == {Outcome.NEW: 7}
    assert everything() == before


def test_a_time_taken_in_the_portal_undoes_everything_A6(brought: Report, bring: Callable[..., Report]) -> None:
    factories.make_booking(process=process("A-3"), starts_at=helsinki("2027-02-11 13:00"))
    before = everything()
    more = GOOD["tapaamiset"] + "A-2;3.2.2027;13.00;sovittu\nA-2;11.2.2027;12.30;sovittu\n"
    report = bring(GOOD | {"tapaamiset": more})

    assert [(fault.row, fault.column, fault.kind) for fault in report.faults] == [(8, "alkaa", Kind.OVERLAPS_PORTAL)]
    assert everything() == before


def test_hours_over_hours_of_the_portal_undo_everything(brought: Report, bring: Callable[..., Report]) -> None:
    factories.make_hours(supervisor=User.objects.get(name="Sami Rautio"), weekdays=(4,))
    before = everything()
    report = bring(GOOD | {"tyoajat": GOOD["tyoajat"] + "sami@rautio.example;pe;16.00;18.00;etä;1.1.2027\n"})

    assert [fault.kind for fault in report.faults] == [Kind.OVERLAPS_PORTAL]
    assert everything() == before


def test_a_folder_without_lists_is_said(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(NoLists):
            import_lists(folder)


def test_a_workbook_in_place_of_a_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "henkilot.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "notes.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "muistilista.csv").write_text("asia\nmaito\n")
    report = import_lists(tmp_path)

    assert [(fault.file, fault.kind, fault.said) for fault in report.faults] == [
        ("henkilot.xlsx", Kind.NOT_A_LIST, "XLSX")
    ]
    assert kept(report) == [("muistilista.csv", 0, "", Note.UNKNOWN_FILE)]


def test_the_same_list_twice_is_refused(write: Write) -> None:
    folder = write(GOOD)
    (folder / "Henkilöt.csv").write_text("nimi\n")
    assert [fault.kind for fault in import_lists(folder).faults] == [Kind.FILE_TWICE]


# --- again


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

    Line.objects.create(booking=session("2027-01-11 09:00"), price=Decimal("170.00"), share=100)
    report = bring(GOOD | changed("tapaamiset", "toteutunut", "peruttu ajoissa"))

    assert session("2027-01-11 09:00").status == Status.HELD
    assert kept(report) == [("tapaamiset.csv", 2, "", Note.TOUCHED)]


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


def test_a_supervisor_with_times_booked_is_not_taken_away(brought: Report, bring: Callable[..., Report]) -> None:
    report = bring(GOOD | changed("prosessit", "A-1;yksilö;sami@rautio.example", "A-1;yksilö;kaisa@lindqvist.example"))

    assert [(fault.row, fault.kind) for fault in report.faults] == [(2, Kind.SESSIONS_AHEAD)]
    assert "8.2.2027" in report.faults[0].sentence().fi


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


def test_what_the_portal_had_before_the_first_import_is_found_and_kept(
    bring: Callable[..., Report], sami: User, lehtola: Organisation
) -> None:
    """Sami has hours of his own and a Lehtola with another cost centre: no second Sami, no second Lehtola."""
    AvailabilityRule.objects.all().delete()
    Organisation.objects.filter(pk=lehtola.pk).update(cost_centre="1", street="")
    report = bring(GOOD)

    assert report.faults == []
    assert User.objects.filter(name="Sami Rautio").count() == 1
    lehtola.refresh_from_db()
    assert (lehtola.street, lehtola.cost_centre) == ("Asemakatu 4", "1")
    assert ("organisaatiot.csv", 2, "kustannuspaikka", Note.KEPT) in kept(report)


def test_nothing_of_the_lists_stands_in_events_C34(brought: Report, bring: Callable[..., Report]) -> None:
    bring(GOOD | changed("prosessit", "Yhtenäiset käytännöt", "Salainen sana"))
    told = " ".join(str(facts) for facts in Event.objects.values_list("facts", flat=True))

    assert OrganisationGoal.objects.get().text == "Salainen sana"
    for word in ("Salainen", "Mäkelä", "@", "A-1", "Asemakatu"):
        assert word not in told


def test_what_the_portal_makes_of_an_own_business_is_no_fault_of_the_list(
    brought: Report, bring: Callable[..., Report], office: User
) -> None:
    own = Organisation.objects.get(business_id="9000015-0")
    Employment.begin(employee=User.objects.get(name="Eero Virtanen"), organisation=own, manager=None, by=office)
    PriceItem.objects.all().delete()

    assert bring({"prosessit": GOOD["prosessit"]}).faults == []


def test_an_employer_in_the_portal_is_nobodys_own_business_C6(
    bring: Callable[..., Report], lehtola: Organisation, eero: User
) -> None:
    own = GOOD["prosessit"].replace("Tmi Outi Savolainen", lehtola.name)
    report = bring(
        GOOD
        | {
            "prosessit": own,
            "organisaatiot": GOOD["organisaatiot"].replace("9000011-8", "9000016-9").replace(lehtola.name, "Toinen Oy"),
            "henkilot": GOOD["henkilot"].replace(lehtola.name, "Toinen Oy"),
        }
    )

    assert Kind.NOT_OWN_BUSINESS in {fault.kind for fault in report.faults}
    lehtola.refresh_from_db()
    assert lehtola.own_of is None
