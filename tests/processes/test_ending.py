"""How a process ends, and is taken up again later: every state × every verb (E2), and its pages (S0-15, S4-5)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bookings import diary
from bookings.models import Status
from bookings.problems import NotBookable, NotGoingOn
from processes.models import MOVES, GoesOnElsewhere, PersonalGoal, Process, SessionsAhead, State, WrongDay
from processes.models.ending import INHERITED
from tests.bookings.pages import reading, text
from tests.factories import NOW, client_of, helsinki, make_booking, make_process
from tests.processes.agreement import filled
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Organisation, User
from tyonohjaus.sealed.models import DataKey

TODAY = date(2027, 2, 1)
DAYS: dict[str, tuple[date, date | None]] = {
    State.AHEAD: (date(2027, 3, 1), None),
    State.GOING_ON: (date(2026, 1, 1), None),
    State.ENDING: (date(2026, 1, 1), date(2027, 6, 30)),
    State.OVER: (date(2026, 1, 1), date(2027, 1, 31)),
}


@pytest.fixture
def standing(aino_with_sami: Process) -> Any:
    def in_state(state: str) -> Process:
        aino_with_sami.starts_on, aino_with_sami.ends_on = DAYS[state]
        aino_with_sami.save()
        return aino_with_sami

    return in_state


def call(process: Process, verb: str, *, by: User) -> Process:
    more: dict[str, Any] = {"end": {"on": date(2027, 5, 31)}, "reopen": {"starts_on": date(2027, 2, 2)}}.get(verb, {})
    return getattr(process, verb)(by=by, **more)


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("verb", MOVES)
def test_each_state_and_verb_gives_the_one_allowed_result_E2(standing: Any, laura: User, state: str, verb: str) -> None:
    process, move = standing(state), MOVES[verb]
    assert process.state == state
    if state not in move.sources:
        assert not process.can(verb)
        with pytest.raises(TooLate):
            call(process, verb, by=laura)
        assert Process.objects.get(pk=process.pk).state == state
        assert not Event.objects.filter(name=move.event).exists()
        return

    call(process, verb, by=laura)

    assert Process.objects.get(pk=process.pk).state == move.target
    assert Event.objects.filter(name=move.event, subject_id=process.pk, actor=laura.pk).count() == 1


@pytest.mark.parametrize(
    "state, agreed, more", [(State.GOING_ON, 10, 15), (State.GOING_ON, None, None), (State.OVER, 10, 10)]
)
def test_more_sessions_are_added_to_an_agreed_number_while_it_goes_on(
    standing: Any, laura: User, state: str, agreed: int | None, more: int | None
) -> None:
    process = standing(state)
    Process.objects.filter(pk=process.pk).update(agreed_count=agreed)

    assert process.extend(by_sessions=5, by=laura).agreed_count == more

    assert Event.objects.filter(name="process.changed", subject_id=process.pk).exists() == (more != agreed)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "starts_on, ends_on, state",
    [
        (TODAY, None, State.GOING_ON),
        (TODAY, TODAY, State.ENDING),
        (TODAY - timedelta(1), TODAY - timedelta(1), State.OVER),
        (TODAY + timedelta(1), None, State.AHEAD),
        (date(2027, 3, 1), date(2027, 2, 28), State.OVER),  # called off
    ],
)
def test_the_state_follows_from_the_days(
    aino_with_sami: Process, starts_on: date, ends_on: date | None, state: State
) -> None:
    aino_with_sami.starts_on, aino_with_sami.ends_on = starts_on, ends_on
    assert aino_with_sami.state == state


def test_no_time_is_booked_after_the_last_day_and_the_refusal_says_so(aino_with_sami: Process, sami: User) -> None:
    aino_with_sami.end(on=date(2027, 2, 28), by=sami)
    with pytest.raises(NotBookable) as refused:
        diary.book(aino_with_sami, starts_at=helsinki("2027-03-02 10:00"), by=sami, now=NOW)
    assert refused.value.problems == (NotGoingOn(),)


def test_a_booked_time_stands_in_the_way_of_an_earlier_end(aino_with_sami: Process, sami: User) -> None:
    make_booking(process=aino_with_sami, starts_at=helsinki("2027-03-02 10:00"))
    with pytest.raises(SessionsAhead):
        aino_with_sami.end(on=date(2027, 3, 1), by=sami)
    aino_with_sami.end(on=date(2027, 3, 2), by=sami)


def test_nothing_ends_in_the_past(aino_with_sami: Process, sami: User) -> None:
    with pytest.raises(WrongDay):
        aino_with_sami.end(on=TODAY - timedelta(1), by=sami)


def test_what_returns_later_has_the_terms_and_the_people_and_nothing_that_was_said_S0_15(
    standing: Any, aino: User, sami: User, laura: User
) -> None:
    old = standing(State.OVER)
    PersonalGoal.write(process=old, owner=aino, text="Rohkeammin")
    Process.objects.filter(pk=old.pk).update(price=Decimal("180.00"), cost_centre="77", agreed_count=8)
    new = Process.objects.get(pk=old.pk).reopen(starts_on=date(2027, 2, 10), by=laura)

    assert new.continues == old
    assert (new.price, new.cost_centre, new.agreed_count, new.kind) == (Decimal("180.00"), "77", 8, "individual")
    assert (new.starts_on, new.ends_on) == (date(2027, 2, 10), None)
    people = new.participants.values_list("user__name", "capacity")
    assert set(people) == {("Aino Mäkelä", "supervisee"), ("Sami Rautio", "supervisor")}
    assert new.participants.get(user=aino).manager.name == "Maija Korhonen"
    assert new.code != old.code
    assert not PersonalGoal.objects.filter(process=new).exists()
    assert not DataKey.objects.filter(scope_id=new.pk).exists()


def test_it_is_taken_up_again_once(standing: Any, laura: User) -> None:
    old = standing(State.OVER)
    new = old.reopen(starts_on=TODAY, by=laura)
    with pytest.raises(GoesOnElsewhere) as refused:
        old.reopen(starts_on=TODAY, by=laura)
    assert refused.value.process == new


def test_a_member_who_left_does_not_come_back_with_it(
    group_with_sami: Process, aino: User, eero: User, outi: User, laura: User
) -> None:
    group_with_sami.participants.create(user=outi, capacity="supervisee", starts_on=date(2020, 1, 1))
    group_with_sami.participants.filter(user=eero).update(ends_on=date(2026, 12, 31))
    group_with_sami.ends_on = date(2027, 1, 31)
    group_with_sami.save()
    new = group_with_sami.reopen(starts_on=TODAY, by=laura)
    assert {row.user for row in new.participants.supervised()} == {aino, outi}


# --- pages


def test_sami_ends_it_and_takes_the_end_back(aino_with_sami: Process, sami: User, aino: User) -> None:
    client, page = reading(sami), f"/processes/{aino_with_sami.pk}/"
    assert "End the supervision" in text(client.get(page))
    assert "End the supervision" not in text(reading(aino).get(page))
    assert client.post(f"{page}ending/", {"ends_on": "30.6.2027"}).status_code == 303
    assert "It goes on after all" in text(client.get(page))
    assert client.post(f"{page}ending/withdrawal/").status_code == 303
    assert Process.objects.get().state == State.GOING_ON
    again = client.post(f"{page}ending/withdrawal/", follow=True)
    assert "Nothing was changed" in text(again)


@pytest.mark.sqlite
def test_what_stands_in_the_way_is_told_beside_the_day(aino_with_sami: Process, sami: User) -> None:
    make_booking(process=aino_with_sami, starts_at=helsinki("2027-03-02 10:00"))
    client, page = reading(sami), f"/processes/{aino_with_sami.pk}/ending/"
    for typed, said in (("1.3.2027", "2 Mar 2027"), ("1.1.2027", "today or a later day"), ("x", "Write the day")):
        answer = client.post(page, {"ends_on": typed})
        assert answer.status_code == 422
        assert said in text(answer).replace("\u00a0", " ")
        assert f'value="{typed}"' in answer.content.decode()


def test_one_that_lies_ahead_is_called_off_and_never_begins(standing: Any, laura: User) -> None:
    process = standing(State.AHEAD)
    client, page = reading(laura), f"/processes/{process.pk}/"
    assert "It then never begins" in text(client.get(f"{page}ending/"))
    assert client.post(f"{page}ending/").status_code == 303
    assert "Called off before it began" in text(client.get(page))
    assert "Called off" in text(client.get("/processes/?show=ended"))


def test_times_that_are_booked_are_cancelled_first(standing: Any, laura: User) -> None:
    process = standing(State.AHEAD)
    make_booking(process=process, starts_at=helsinki("2027-03-02 10:00"))
    client, page = reading(laura), f"/processes/{process.pk}/ending/"
    assert "Cancel them first" in text(client.get(page))
    assert client.post(page).status_code == 422
    assert Process.objects.get().state == State.AHEAD


def test_laura_takes_it_up_again_and_a_second_press_leads_there(standing: Any, laura: User) -> None:
    old = standing(State.OVER)
    client, page = reading(laura), f"/processes/{old.pk}/reopening/"
    assert "Aino Mäkelä" in text(client.get(page))
    answer = client.post(page, {"starts_on": "10.2.2027"})
    new = Process.objects.get(continues=old)
    assert answer.headers["Location"] == f"/processes/{new.pk}/"
    again = client.post(page, {"starts_on": "10.2.2027"})
    assert again.status_code == 422
    assert f"/processes/{new.pk}/" in again.content.decode()
    assert "See what came before" in text(client.get(f"/processes/{new.pk}/"))


def test_maija_neither_ends_nor_reopens(standing: Any, maija: User, outi: User) -> None:
    process = standing(State.OVER)
    for verb in ("ending", "reopening"):
        assert client_of(maija).get(f"/processes/{process.pk}/{verb}/").status_code == 403
        assert client_of(outi).get(f"/processes/{process.pk}/{verb}/").status_code == 404


def test_nobody_joins_what_has_ended_and_the_way_on_stands_there(
    group_with_sami: Process, outi: User, aino: User, eero: User, sami: User, laura: User, lehtola: Organisation
) -> None:
    """Bad input of the issue: a member added to a closed process."""
    Process.objects.filter(pk=group_with_sami.pk).update(ends_on=date(2027, 1, 31))
    process = Process.objects.get()
    form = filled(supervisor=sami, supervisees=[aino, eero, outi], organisation=lehtola)
    days = {"starts_on": "1.1.2020", "ends_on": "31.1.2027", "people_from": "1.2.2027", "seen": process.mark}
    answer = reading(laura).post(f"/processes/{process.pk}/agreement/", form | days | {"approval": "none"})
    assert answer.status_code == 422
    assert "nobody joins it any more" in text(answer)
    assert f"/processes/{process.pk}/reopening/" in answer.content.decode()
    assert not process.participants.filter(user=outi).exists()


def test_what_the_last_invoice_lacks_may_still_be_filled_in(
    aino_with_sami: Process, aino: User, sami: User, laura: User, lehtola: Organisation
) -> None:
    Process.objects.filter(pk=aino_with_sami.pk).update(ends_on=date(2027, 1, 31))
    process = Process.objects.get()
    form = filled(supervisor=sami, supervisees=[aino], organisation=lehtola, cost_centre="4711")
    days = {"starts_on": "1.1.2020", "ends_on": "31.1.2027", "people_from": "1.2.2027", "seen": process.mark}
    answer = reading(laura).post(f"/processes/{process.pk}/agreement/", form | days | {"approval": "none"})
    assert answer.status_code == 303
    assert Process.objects.get().cost_centre == "4711"


def test_it_still_counts_what_was_held(aino_with_sami: Process, sami: User) -> None:
    make_booking(process=aino_with_sami, starts_at=helsinki("2027-01-12 10:00"), status=Status.HELD)
    aino_with_sami.end(on=clock.today(), by=sami)
    assert aino_with_sami.bookings.count() == 1


def test_each_column_of_an_agreement_goes_along_or_is_named_here_S0_15() -> None:
    """A term that is added later is not lost unseen when a process is taken up again."""
    its_own = {"id", "code", "continues", "starts_on", "ends_on", "created_at"}
    assert {field.name for field in Process._meta.concrete_fields} - set(INHERITED) == its_own


def test_no_time_after_the_last_day_is_offered_on_the_page_or_at_home(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    client = client_of(aino)
    assert "2027-03-0" in client.get(f"/processes/{aino_with_sami.pk}/slots/?month=2027-03").content.decode()
    aino_with_sami.end(on=date(2027, 2, 9), by=sami)

    month = client.get(f"/processes/{aino_with_sami.pk}/slots/?month=2027-02").content.decode()
    assert "day=2027-02-09" in month and "day=2027-02-1" not in month
    home = text(client.get("/"))
    assert "viimeinen päivä 9.2.2027" in home.lower()
    assert "day=2027-02-1" not in client.get("/").content.decode()


def test_everybody_concerned_is_told_of_a_last_day_and_of_its_going_C40(
    aino_with_sami: Process, aino: User, maija: User, sami: User
) -> None:
    aino_with_sami.end(on=date(2027, 6, 30), by=sami)
    told = Message.objects.filter(template="processes/mail/ending")
    assert set(told.values_list("user__name", flat=True)) == {aino.name, maija.name}
    aino_with_sami.withdraw_ending(by=sami)
    assert Message.objects.filter(template="processes/mail/ending_withdrawn", user=aino).count() == 1


def test_no_manager_hears_of_the_end_of_what_somebody_pays_themselves(aino: User, sami: User) -> None:
    own = make_process(supervisor=sami, supervisees=[aino])
    own.end(on=date(2027, 6, 30), by=sami)
    assert [one.user for one in Message.objects.filter(template="processes/mail/ending")] == [aino]


def test_who_returns_is_told_that_times_can_be_booked_S0_15(standing: Any, aino: User, sami: User) -> None:
    new = standing(State.OVER).reopen(starts_on=TODAY, by=sami)
    message = Message.objects.get(template="processes/mail/reopened")
    assert (message.user, message.facts["path"]) == (aino, f"/processes/{new.pk}/")


@pytest.mark.sqlite
def test_what_is_over_says_so_and_how_to_return_S0_15(standing: Any, aino: User) -> None:
    process, client = standing(State.OVER), client_of(aino)
    Process.objects.filter(pk=process.pk).update(agreed_count=10)
    page = text(client.get(f"/processes/{process.pk}/"))
    assert "Tämä työnohjaus on päättynyt" in page and "varaamatta" not in page
    assert f"/processes/{process.pk}/continuation/" not in client.get(f"/processes/{process.pk}/").content.decode()
    assert "jatkaa myöhemmin" in text(client.get(f"/processes/{process.pk}/continuation/"))
    home = client.get("/").content.decode()
    assert "/supervisors/" in home and "show=ended" in home
