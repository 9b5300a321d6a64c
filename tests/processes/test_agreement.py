"""A process is started and changed by two verbs; what is past stays as it was."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bookings.models import Cancellation, Status
from processes import parties
from processes.heads import WrongHeads
from processes.models import GroundStands, OrganisationGoal, Participant, People, Process, SessionsAhead
from tests.factories import helsinki, make_booking, make_process, make_supervisor
from tests.processes.agreement import change
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Organisation, Practice, User

TODAY = date(2027, 2, 1)


def start(*, people: People, by: User, organisation: Organisation | None, **terms: Any) -> Process:
    values = {"kind": "individual", "payer": "employer", "price": Decimal(175), "starts_on": TODAY, **terms}
    process: Process = Process.start(people=people, by=by, organisation=organisation, **values)
    return process


@pytest.fixture
def pair(aino: User, sami: User) -> People:
    return People(supervisor=sami, supervisees=(aino,))


def test_a_process_starts_with_its_people_and_each_ones_manager(
    laura: User, lehtola: Organisation, pair: People, maija: User
) -> None:
    process = start(people=pair, by=laura, organisation=lehtola, organisation_goal="Yhteiset käytännöt")
    rows = {row.capacity: row for row in process.participants.all()}
    assert rows["supervisee"].manager == maija
    assert rows["supervisor"].starts_on == TODAY
    assert OrganisationGoal.first_of(process).text == "Yhteiset käytännöt"
    event = Event.objects.get(name="process.started")
    assert (event.subject_id, event.actor) == (process.pk, laura.pk)
    assert "käytännöt" not in str(event.facts)


def test_one_that_begins_later_is_already_seen_by_its_people(laura: User, lehtola: Organisation, pair: People) -> None:
    process = start(people=pair, by=laura, organisation=lehtola, starts_on=TODAY + timedelta(weeks=4))
    assert parties.supervisors(process)
    assert Process.objects.visible_to(pair.supervisor).filter(pk=process.pk).exists()


def test_one_that_began_earlier_has_had_its_people_since(laura: User, lehtola: Organisation, pair: People) -> None:
    process = start(people=pair, by=laura, organisation=lehtola, starts_on=date(2026, 9, 7))
    assert {row.starts_on for row in process.participants.all()} == {date(2026, 9, 7)}


def test_no_manager_hears_of_a_process_that_the_supervisee_pays(laura: User, pair: People) -> None:
    process = start(people=pair, by=laura, organisation=None, payer="self")
    assert parties.supervisees(process)[0].manager is None


def test_a_member_of_another_employer_is_asked_of_their_own_manager(
    laura: User, lehtola: Organisation, merikanta: Organisation, aino: User, outi: User, pekka: User, sami: User
) -> None:
    """S2-5."""
    from tests.factories import make_employment

    make_employment(employee=outi, organisation=merikanta, manager=pekka)
    people = People(supervisor=sami, supervisees=(aino, outi))
    process = start(people=people, by=laura, organisation=lehtola, kind="group")
    assert process.participants.get(user=outi).manager == pekka


def test_who_had_no_manager_gets_one_with_the_next_change(
    laura: User, lehtola: Organisation, merikanta: Organisation, outi: User, pekka: User, sami: User, kuuloke: object
) -> None:
    """Else approval is switched on, the form finds somebody, and nobody is asked."""
    from tests.factories import make_employment

    process = make_process(supervisor=sami, supervisees=[outi], organisation=lehtola)
    make_employment(employee=outi, organisation=merikanta, manager=pekka)
    change(process, by=laura, approval="each")
    assert parties.supervisees(process)[0].manager == pekka
    assert Event.objects.get(name="process.manager_changed").facts["now"] == str(pekka.pk)


def test_a_manager_who_can_no_longer_sign_in_is_nobody_to_ask(
    laura: User, pair: People, lehtola: Organisation, maija: User
) -> None:
    User.objects.filter(pk=maija.pk).update(is_active=False)
    process = start(people=pair, by=laura, organisation=lehtola, approval="each")
    assert parties.supervisees(process)[0].manager is None


def test_one_who_leaves_is_ended_and_loses_at_once(
    laura: User, group_with_sami: Process, aino: User, eero: User, sami: User
) -> None:
    change(group_with_sami, by=laura, people=People(supervisor=sami, supervisees=(aino,)))
    row = Participant.objects.get(process=group_with_sami, user=eero)
    assert row.ends_on == TODAY - timedelta(days=1)
    assert not Process.objects.visible_to(eero).exists()
    event = Event.objects.get(name="process.changed")
    assert event.facts["left"] == [str(eero.pk)]


def test_one_who_joins_does_so_from_that_day_on_C23(
    laura: User, aino_with_sami: Process, aino: User, eero: User, sami: User
) -> None:
    both, later = People(supervisor=sami, supervisees=(aino, eero)), TODAY + timedelta(days=14)
    change(aino_with_sami, by=laura, people=both, people_from=later, kind="pair")
    assert aino_with_sami.participants.get(user=eero).starts_on == later
    assert not Process.objects.visible_to(eero).exists()
    assert aino_with_sami.participants.get(user=aino).starts_on < TODAY


def test_one_who_was_to_leave_and_stays_has_never_left(
    laura: User, group_with_sami: Process, aino: User, eero: User, sami: User
) -> None:
    alone, both = People(supervisor=sami, supervisees=(aino,)), People(supervisor=sami, supervisees=(aino, eero))
    before = group_with_sami.participants.get(user=eero).starts_on
    change(group_with_sami, by=laura, people=alone, people_from=TODAY + timedelta(days=7))
    change(group_with_sami, by=laura, people=both)
    row = group_with_sami.participants.get(user=eero)
    assert (row.starts_on, row.ends_on) == (before, None)


def test_added_and_taken_away_on_one_day_leaves_no_way_in(
    laura: User, group_with_sami: Process, aino: User, eero: User, outi: User, sami: User
) -> None:
    with_outi = People(supervisor=sami, supervisees=(aino, eero, outi))
    change(group_with_sami, by=laura, people=with_outi)
    assert Process.objects.visible_to(outi).exists()
    change(group_with_sami, by=laura, people=People(supervisor=sami, supervisees=(aino, eero)))
    assert not Process.objects.visible_to(outi).exists()


def test_a_co_supervisor_takes_over(laura: User, aino: User, sami: User, kaisa: User, lehtola: Organisation) -> None:
    process = make_process(supervisor=sami, co_supervisor=kaisa, supervisees=[aino], organisation=lehtola)
    change(process, by=laura, people=People(supervisor=kaisa, supervisees=(aino,)))
    assert [(row.user, row.capacity) for row in parties.supervisors(process)] == [(kaisa, "supervisor")]
    assert not Process.objects.visible_to(sami).exists()


def test_a_guest_who_is_taken_away_loses_at_once_C25(
    laura: User, aino: User, sami: User, kaisa: User, lehtola: Organisation
) -> None:
    """S3-2."""
    process = make_process(supervisor=sami, co_supervisor=kaisa, supervisees=[aino], organisation=lehtola)
    change(process, by=laura, people=People(supervisor=sami, supervisees=(aino,)))
    assert not Process.objects.visible_to(kaisa).exists()
    assert Participant.objects.filter(process=process, user=kaisa).exists()


def test_whose_time_is_booked_cannot_be_changed_before_it(
    laura: User, aino_with_sami: Process, aino: User, kaisa: User
) -> None:
    make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-09 10:00"))
    to_kaisa = People(supervisor=kaisa, supervisees=(aino,))
    with pytest.raises(SessionsAhead) as refusal:
        change(aino_with_sami, by=laura, people=to_kaisa)
    assert refusal.value.last_on == date(2027, 2, 9)
    change(aino_with_sami, by=laura, people=to_kaisa, people_from=date(2027, 2, 10))
    assert aino_with_sami.participants.filter(user=kaisa, starts_on=date(2027, 2, 10)).exists()


@pytest.mark.parametrize("share", [None, 100])
def test_nor_on_the_day_of_a_session_that_another_would_pay_for(
    laura: User, kuuloke: Practice, aino: User, eero: User, sami: User, share: int | None
) -> None:
    """Aino pays for herself; she met at six this morning, or called it off too late."""
    process = make_process(supervisor=sami, supervisees=[aino])
    status = Status.CANCELLED if share else Status.HELD
    session = make_booking(process=process, starts_at=helsinki("2027-02-01 06:00"), status=status)
    if share:
        Cancellation.objects.create(booking=session, by=aino, late_since=session.starts_at, share=share)
    to_eero = People(supervisor=sami, supervisees=(eero,))
    with pytest.raises(SessionsAhead):
        change(process, by=laura, people=to_eero)
    change(process, by=laura, people=to_eero, people_from=TODAY + timedelta(days=1))
    assert [one.user for one in parties.supervisees(process, session.day)] == [aino]


def test_a_groups_member_may_leave_before_a_booked_time(
    laura: User, group_with_sami: Process, aino: User, sami: User
) -> None:
    make_booking(process=group_with_sami, starts_at=helsinki("2027-02-09 10:00"))

    change(group_with_sami, by=laura, people=People(supervisor=sami, supervisees=(aino,)))

    assert [person.user for person in parties.supervisees(group_with_sami)] == [aino]
    assert group_with_sami.bookings.get().starts_at == helsinki("2027-02-09 10:00")


@pytest.mark.parametrize("kind, needed", [("individual", 1), ("toto", 1), ("pair", 2)])
def test_as_many_meet_as_the_kind_says(
    laura: User, aino: User, eero: User, outi: User, sami: User, lehtola: Organisation, kind: str, needed: int
) -> None:
    three = People(supervisor=sami, supervisees=(aino, eero, outi))
    fitting = People(supervisor=sami, supervisees=three.supervisees[:needed])

    with pytest.raises(WrongHeads) as wrong:
        start(people=three, by=laura, organisation=lehtola, kind=kind)
    assert (wrong.value.least, wrong.value.most, wrong.value.found) == (needed, needed, 3)

    process = start(people=fitting, by=laura, organisation=lehtola, kind=kind)
    with pytest.raises(WrongHeads):
        change(process, by=laura, people=three)
    assert process.participants.filter(capacity="supervisee").count() == needed


def test_it_cannot_end_before_a_booked_time(laura: User, aino_with_sami: Process) -> None:
    make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-09 10:00"))
    with pytest.raises(SessionsAhead):
        change(aino_with_sami, by=laura, ends_on=date(2027, 2, 8))
    change(aino_with_sami, by=laura, ends_on=date(2027, 2, 9))


@pytest.mark.parametrize("field", ["payer", "kind", "organisation"])
def test_once_a_session_has_begun_the_ground_stands(
    laura: User, aino_with_sami: Process, merikanta: Organisation, field: str
) -> None:
    make_booking(process=aino_with_sami, starts_at=helsinki("2027-01-12 10:00"), status=Status.HELD)
    other = {"payer": "self", "kind": "toto", "organisation": merikanta}[field]
    with pytest.raises(GroundStands):
        change(aino_with_sami, by=laura, **{field: other})


def test_what_aino_paid_herself_never_becomes_maijas_to_see(
    laura: User, aino: User, sami: User, maija: User, lehtola: Organisation, kuuloke: object
) -> None:
    own = make_process(supervisor=sami, supervisees=[aino])
    make_booking(process=own, starts_at=helsinki("2027-01-12 10:00"), status=Status.HELD)
    with pytest.raises(GroundStands):
        change(own, by=laura, payer="employer", organisation=lehtola)
    assert not Process.objects.visible_to(maija).exists()


def test_before_that_a_wrong_payer_is_put_right_and_with_it_who_is_asked(
    laura: User, aino: User, sami: User, maija: User, lehtola: Organisation, kuuloke: object
) -> None:
    own = make_process(supervisor=sami, supervisees=[aino])
    change(own, by=laura, payer="employer", organisation=lehtola)
    assert parties.supervisees(own)[0].manager == maija
    own.refresh_from_db()
    change(own, by=laura, payer="self", organisation=None)
    assert parties.supervisees(own)[0].manager is None


def test_a_changed_price_holds_for_times_booked_later(laura: User, aino_with_sami: Process) -> None:
    booked = make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-09 10:00"))
    change(aino_with_sami, by=laura, price=Decimal("190.00"))
    booked.refresh_from_db()
    assert booked.price == Decimal("175.00")
    assert Process.objects.get().price == Decimal("190.00")


def test_the_organisations_goal_is_written_changed_and_taken_away(laura: User, aino_with_sami: Process) -> None:
    change(aino_with_sami, by=laura, organisation_goal="Ensin näin")
    change(aino_with_sami, by=laura, organisation_goal="Sitten näin")
    assert OrganisationGoal.objects.get().text == "Sitten näin"
    change(aino_with_sami, by=laura, organisation_goal="")
    assert not OrganisationGoal.objects.exists()
    assert "näin" not in str(list(Event.objects.values_list("facts", flat=True)))


def test_nothing_changed_is_nothing_recorded(laura: User, aino_with_sami: Process) -> None:
    change(aino_with_sami, by=laura)
    assert not Event.objects.filter(name="process.changed").exists()


def test_a_code_says_nothing_of_anybody_C19(aino_with_sami: Process, group_with_sami: Process) -> None:
    codes = {aino_with_sami.code, group_with_sami.code}
    assert len(codes) == 2
    assert all(len(code) == 7 and code[3] == "-" for code in codes)
    assert clock.today() == TODAY


def test_one_takes_the_place_of_another_also_where_that_was_agreed_otherwise_before(
    aino_with_sami: Process, sami: User, kaisa: User, outi: User, aino: User, eero: User, pekka: User, laura: User
) -> None:
    """From March another was to come; now it is somebody else, from today: never two in one place."""
    make_supervisor(user=outi)
    march, today = date(2027, 3, 1), date(2027, 2, 1)
    for supervisor, supervisee, first in ((kaisa, eero, march), (outi, pekka, today)):
        people = People(supervisor=supervisor, supervisees=(supervisee,))
        aino_with_sami.change(people=people, people_from=first, by=laura)
    for day in (today, date(2027, 2, 28), march):
        assert parties.names(parties.supervisors(aino_with_sami, day)) == "Outi Savolainen"
        assert parties.names(parties.supervisees(aino_with_sami, day)) == "Pekka Aaltonen"
    assert not Process.objects.visible_to(sami).exists()
    assert not Process.objects.visible_to(aino).exists()


def test_one_who_is_to_leave_later_can_be_taken_away_at_once_in_one_step_C25(
    group_with_sami: Process, aino: User, eero: User, sami: User, laura: User
) -> None:
    alone = People(supervisor=sami, supervisees=(aino,))
    change(group_with_sami, by=laura, people=alone, people_from=TODAY + timedelta(weeks=4))
    assert Process.objects.visible_to(eero).exists()

    change(group_with_sami, by=laura, people=alone, sooner={eero.pk})
    assert not Process.objects.visible_to(eero).exists()
    assert group_with_sami.participants.get(user=eero).ends_on == TODAY - timedelta(days=1)
    assert Event.objects.filter(name="process.changed").latest("pk").facts["left"] == [str(eero.pk)]


def test_who_stays_is_not_taken_away_by_an_old_tick(
    group_with_sami: Process, aino: User, eero: User, laura: User
) -> None:
    change(group_with_sami, by=laura, sooner={eero.pk})
    assert group_with_sami.participants.get(user=eero).ends_on is None
