"""Who was added by mistake, and taken away before it mattered, was never there; who was away was not there meanwhile
(A7, B1, C23; docs/decisions/0014)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine

from bookings.models import Booking, Log, Status, write_log
from invoicing.month import month_of
from processes import parties
from processes.models import Participant, People, PersonalGoal, Process
from tests.bookings.pages import reading, text
from tests.factories import NOW, client_of, helsinki, make_booking, make_process
from tests.invoicing.month import JANUARY, issue
from tests.processes.agreement import change
from tyonohjaus.people.models import Employment, Membership, OfficeRole, Organisation, User

THEME, GOAL = "Rajojen pitäminen", "Uskallan pyytää apua ajoissa"
YESTERDAY = helsinki("2027-01-31 10:00")
TOMORROW = date(2027, 2, 2)


def meet(process: Process, *supervisees: User, by: User, supervisor: User, people_from: date | None = None) -> None:
    people = People(supervisor=supervisor, supervisees=supervisees)
    change(Process.objects.get(pk=process.pk), by=by, people=people, people_from=people_from)


def shared_log(process: Process, *, by: User, starts_at: object = YESTERDAY) -> Booking:
    session = make_booking(process=process, starts_at=starts_at, status=Status.HELD)  # type: ignore[arg-type]
    write_log(session, Log(themes=[THEME], shared=True), by=by)
    return session


@pytest.mark.parametrize("from_day", [None, TOMORROW])
def test_who_was_added_by_mistake_was_never_there(
    group_with_sami: Process,
    aino: User,
    eero: User,
    outi: User,
    sami: User,
    laura: User,
    from_day: date | None,
) -> None:
    meet(group_with_sami, aino, eero, outi, by=laura, supervisor=sami, people_from=from_day)
    meet(group_with_sami, aino, eero, by=laura, supervisor=sami)
    days = [NOW.date() + timedelta(days=shift) for shift in range(-3, 4)]
    everybody = {one.user for day in days for one in parties.supervisees(group_with_sami, day)}
    assert everybody == {aino, eero}


def test_nor_is_she_noted_as_present_or_named_on_the_invoice(
    group_with_sami: Process, aino: User, eero: User, outi: User, sami: User, laura: User
) -> None:
    Process.objects.filter(pk=group_with_sami.pk).update(names_on_invoice_since=date(2020, 1, 1), approval="frame")
    session = make_booking(process=group_with_sami, starts_at=YESTERDAY)
    meet(group_with_sami, aino, eero, outi, by=laura, supervisor=sami)
    meet(group_with_sami, aino, eero, by=laura, supervisor=sami)
    held = session.mark_held(by=sami, now=NOW)
    assert {row.user for row in held.attendances.select_related("user")} == {aino, eero}
    [invoice] = issue(laura)
    assert [line.people for line in invoice.frozen().lines] == [(aino.name, eero.name)]


def test_a_wrong_self_payer_of_a_minute_stops_no_invoice(
    kuuloke: object, aino: User, outi: User, sami: User, laura: User
) -> None:
    """Outi pays for yesterday, as she does for tomorrow."""
    User.objects.filter(pk=outi.pk).update(street="Kuusikuja 3", postcode="33820", city="Tampere")
    process = make_process(supervisor=sami, supervisees=[outi], price=Decimal(148))
    make_booking(process=process, starts_at=YESTERDAY, status=Status.HELD)
    meet(process, aino, by=laura, supervisor=sami)
    meet(process, outi, by=laura, supervisor=sami)
    assert month_of(JANUARY, now=NOW).gaps == []
    assert len(issue(laura)) == 1


def test_added_from_tomorrow_taken_away_and_added_at_once_reads_nothing_of_yesterday_C23(
    group_with_sami: Process, aino: User, eero: User, outi: User, sami: User, laura: User
) -> None:
    session = shared_log(group_with_sami, by=sami)
    meet(group_with_sami, aino, eero, outi, by=laura, supervisor=sami, people_from=TOMORROW)
    meet(group_with_sami, aino, eero, by=laura, supervisor=sami)
    meet(group_with_sami, aino, eero, outi, by=laura, supervisor=sami)
    assert [one.user for one in parties.supervisees(group_with_sami)] == [aino, eero, outi]
    assert THEME not in text(reading(outi).get(f"/bookings/{session.pk}/"))


def test_who_comes_back_reads_what_they_were_there_for_and_not_the_time_between_C23(
    group_with_sami: Process, aino: User, eero: User, sami: User, laura: User
) -> None:
    """On the same day too, where the hour counts."""
    before = shared_log(group_with_sami, by=sami)
    meet(group_with_sami, aino, by=laura, supervisor=sami)
    with time_machine.travel(NOW + timedelta(hours=4)):
        between = shared_log(group_with_sami, by=sami, starts_at=NOW + timedelta(hours=2))
        meet(group_with_sami, aino, eero, by=laura, supervisor=sami)
        assert THEME not in text(reading(eero).get(f"/bookings/{between.pk}/"))
        assert THEME in text(reading(eero).get(f"/bookings/{before.pk}/"))


def test_a_co_supervisor_who_becomes_a_member_reads_as_a_member_alone_C22(
    group_with_sami: Process, aino: User, eero: User, sami: User, kaisa: User, laura: User
) -> None:
    group_with_sami.participants.create(user=kaisa, capacity="co_supervisor", starts_on=date(2020, 1, 1))
    session = make_booking(process=group_with_sami, starts_at=YESTERDAY, status=Status.HELD)
    write_log(session, Log(themes=[THEME], shared=False), by=sami)
    PersonalGoal.write(process=group_with_sami, owner=aino, text=GOAL)
    meet(group_with_sami, aino, eero, kaisa, by=laura, supervisor=sami)
    with time_machine.travel(NOW + timedelta(days=2)):
        member = client_of(kaisa)
        assert THEME not in text(member.get(f"/bookings/{session.pk}/"))
        assert GOAL not in text(member.get(f"/processes/{group_with_sami.pk}/"))


def test_who_was_to_leave_next_week_and_is_wanted_again_never_left(
    group_with_sami: Process, aino: User, eero: User, sami: User, laura: User
) -> None:
    meet(group_with_sami, aino, by=laura, supervisor=sami, people_from=date(2027, 2, 8))
    meet(group_with_sami, aino, eero, by=laura, supervisor=sami)
    row = Participant.objects.get(process=group_with_sami, user=eero)
    assert (row.starts_on, row.ends_on) == (group_with_sami.starts_on, None)


def test_who_was_to_come_tomorrow_for_a_week_comes_today_and_stays(
    group_with_sami: Process, aino: User, eero: User, outi: User, sami: User, laura: User
) -> None:
    meet(group_with_sami, aino, eero, outi, by=laura, supervisor=sami, people_from=TOMORROW)
    meet(group_with_sami, aino, eero, by=laura, supervisor=sami, people_from=date(2027, 2, 9))
    meet(group_with_sami, aino, eero, outi, by=laura, supervisor=sami)
    row = Participant.objects.get(process=group_with_sami, user=outi)
    assert (row.starts_on, row.ends_on, row.joined_at is None) == (NOW.date(), None, False)


def test_a_task_that_was_given_and_taken_back_on_one_day_was_never_held(
    kuuloke: object, outi: User, laura: User, lehtola: Organisation
) -> None:
    """The same for managers, billing contacts, employees and the office."""
    task = Membership.begin(user=outi, organisation=lehtola, capacity=Membership.As.BILLING, by=laura)
    work = Employment.begin(employee=outi, organisation=lehtola, manager=None, by=laura)
    OfficeRole.begin(user=outi, by=laura)
    task.end(by=laura)
    work.end(by=laura)
    OfficeRole.end(user=outi, by=laura)
    OfficeRole.begin(user=outi, by=laura)  # and may be given again
    for row in (Membership.objects.get(pk=task.pk), Employment.objects.get(pk=work.pk)):
        assert (row.starts_on, row.ends_on) == (NOW.date(), NOW.date() - timedelta(days=1))
    assert OfficeRole.objects.get(user=outi).is_current
