"""What the lists bring: people who can sign in, agreements, times; and nobody is written to."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from bookings import diary
from bookings.models import Allocation, AvailabilityRule, Booking, Origin, Status
from processes.models import OrganisationGoal, PriceItem
from tests.factories import NOW, helsinki
from tests.lists.conftest import GOOD
from tests.lists.story import outcomes, process, session
from tyonohjaus.events.models import history
from tyonohjaus.lists import vocabulary
from tyonohjaus.lists.importing import Report, import_lists
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.assurance import is_employers
from tyonohjaus.people.models import Employment, Membership, OfficeRole, Organisation, Practice, Supervisor, User

pytestmark = [pytest.mark.django_db, pytest.mark.both]


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
    assert (own.agreed_count, own.ends_on) == (None, None)  # it may go on (S4-5)
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


def test_each_kind_of_supervision_comes_in(brought: Report, bring: Callable[..., Report]) -> None:
    """S1-4."""
    aino, eero = "aino.makela@lehtola.example", "eero.virtanen@lehtola.example"
    [first] = [line for line in GOOD["prosessit"].splitlines() if line.startswith("A-1;")]
    of_kinds = "".join(
        first.replace("A-1;yksilö;", f"K-{kind};{word};").replace(
            f";{aino};", f";{aino};" if kind in {"individual", "toto"} else f";{aino}, {eero};"
        )
        + "\n"
        for word, kind in vocabulary.KINDS.items()
    )
    assert bring(GOOD | {"prosessit": GOOD["prosessit"] + of_kinds}).faults == []
    for kind in vocabulary.KINDS.values():
        assert process(f"K-{kind}").kind == kind


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


def test_any_list_may_be_absent(brought: Report, bring: Callable[..., Report], tmp_path: Path) -> None:
    folder = tmp_path / "later"
    folder.mkdir()
    (folder / "Tapaamiset.CSV").write_bytes("PROSESSI,päivä,alkaa,tila\na-2,10.2.2027,13.00,Sovittu\n".encode("cp1252"))
    report = import_lists(folder)

    assert report.faults == []
    assert session("2027-02-10 13:00").process == process("A-2")
