"""Reading starts from the person: who reaches what, with rows that could leak."""

from typing import Any

import pytest
import time_machine
from django.db.models import UUIDField

from bookings.models import Assignment, Booking, DiscussedThemes, Log, PrivateNote, write_log
from processes.models import PersonalGoal, Process
from processes.sections import whole
from tests import factories
from tests.factories import helsinki
from tests.harness.addresses import addresses
from tyonohjaus.access import MAY, ROOTS, Action, Capacity, _one_of, _ways, capacities_of, may
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User

pytestmark = pytest.mark.both


@pytest.fixture
def held(group_with_sami: Process, sami: User) -> Booking:
    """A held session of Aino's and Eero's group, with everything in its log."""
    booking = factories.make_booking(process=group_with_sami, starts_at=helsinki("2027-01-13 13:00"), status="held")
    everything = Log(themes=["Työn rajat"], shared=True, note="vain Samille", assignment="yksi hetki, jossa työ sujui")
    write_log(booking, everything, by=sami)
    return booking


@pytest.mark.django_db
def test_everybody_sees_their_own_processes(
    aino_with_sami: Process, group_with_sami: Process, aino: User, eero: User, sami: User, maija: User, laura: User
) -> None:
    both, group = {aino_with_sami, group_with_sami}, {group_with_sami}
    assert set(Process.objects.visible_to(aino)) == both
    assert set(Process.objects.visible_to(eero)) == group
    assert set(Process.objects.visible_to(sami)) == both
    assert set(Process.objects.visible_to(maija)) == both
    assert set(Process.objects.visible_to(laura)) == both


@pytest.mark.django_db
def test_strangers_see_nothing(aino_with_sami: Process, pekka: User, outi: User, kaisa: User) -> None:
    """S1-10."""
    for stranger in (pekka, outi, kaisa):
        assert not Process.objects.visible_to(stranger).exists()
        assert not may(stranger, Action.PROCESS_SEE, aino_with_sami)


@pytest.mark.django_db
def test_a_self_paid_process_does_not_exist_for_the_manager(
    kuuloke: object, aino: User, sami: User, maija: User, lehtola: object
) -> None:
    own = factories.make_process(supervisor=sami, supervisees=[aino])
    # Even if somebody wrote her down as the one who approves.
    own.participants.filter(user=aino).update(manager=maija)

    assert not Process.objects.visible_to(maija).exists()
    assert Process.objects.visible_to(aino).get() == own


@pytest.mark.django_db
def test_content_is_read_by_the_parties_alone_C8_C22(
    held: Booking, aino: User, sami: User, maija: User, laura: User, pekka: User, outi: User
) -> None:
    laura.is_superuser = True
    laura.save()
    for model in (DiscussedThemes, PrivateNote, Assignment, PersonalGoal):
        for other in (maija, laura, pekka, outi):
            assert not model.objects.visible_to(other).exists(), (model, other)
    assert DiscussedThemes.readable_by(aino).exists()
    assert Assignment.readable_by(aino).exists()
    assert not PrivateNote.readable_by(aino).exists()
    assert PrivateNote.readable_by(sami).exists()


@pytest.mark.django_db
def test_a_note_is_its_authors_alone_C25(kuuloke: object, aino: User, sami: User, kaisa: User, lehtola: object) -> None:
    """S3-1."""
    together = factories.make_process(supervisor=sami, co_supervisor=kaisa, supervisees=[aino])
    booking = factories.make_booking(process=together, starts_at=helsinki("2027-01-13 13:00"), status="held")
    write_log(booking, Log(note="vain Samille"), by=sami)

    assert not PrivateNote.readable_by(kaisa).exists()


@pytest.mark.django_db
def test_a_late_joiner_reads_nothing_from_before_C23(held: Booking, outi: User) -> None:
    held.process.participants.create(user=outi, capacity="supervisee", starts_on=helsinki("2027-01-20 00:00").date())

    assert Booking.objects.visible_to(outi).exists()
    assert not DiscussedThemes.readable_by(outi).exists()
    assert not Assignment.readable_by(outi).exists()


@pytest.mark.django_db
def test_a_leaver_reads_nothing_more_C23(held: Booking, aino: User) -> None:
    held.process.participants.filter(user=aino).update(ends_on=helsinki("2027-01-31 00:00").date())

    assert not DiscussedThemes.readable_by(aino).exists()


@pytest.mark.django_db
def test_members_do_not_read_each_others_goals_C22(
    group_with_sami: Process, aino: User, eero: User, sami: User
) -> None:
    goal = PersonalGoal.write(process=group_with_sami, owner=aino, text="Ainon oma")

    assert list(PersonalGoal.readable_by(aino)) == [goal]
    assert list(PersonalGoal.readable_by(sami)) == [goal]
    assert not PersonalGoal.readable_by(eero).exists()


@pytest.mark.django_db
def test_a_session_that_is_not_sure_opens_no_content_C6(held: Booking, aino: User) -> None:
    aino.content_open = False

    assert Booking.objects.visible_to(aino).exists()
    assert not DiscussedThemes.readable_by(aino).exists()


@pytest.mark.django_db
def test_a_person_holds_several_capacities(
    aino_with_sami: Process, maija: User, kaisa: User, outi: User, laura: User
) -> None:
    """A manager can be a supervisee elsewhere (S4-1, C11)."""
    factories.make_process(supervisor=kaisa, supervisees=[maija])

    assert capacities_of(maija) == {Capacity.MANAGER, Capacity.SUPERVISEE}
    assert capacities_of(laura) == {Capacity.OFFICE}
    assert capacities_of(outi) == set()


@pytest.mark.django_db
def test_one_who_is_not_active_reaches_nothing(aino_with_sami: Process, aino: User) -> None:
    aino.is_active = False
    aino.save()

    assert not Process.objects.visible_to(aino).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.__name__)
def test_a_way_is_put_together_once_a_day_and_of_nobody(root: Any, django_assert_num_queries: Any) -> None:
    """Whatever hung on who the person is would be read from the database."""
    made = []
    for hour in ("00:05", "23:55"):
        with time_machine.travel(helsinki(f"2027-02-01 {hour}"), tick=False), django_assert_num_queries(0):
            made.append(
                [
                    _ways.__wrapped__(User, root, frozenset({one}), clock.today(), content_open=opened)
                    for one in root.REACHED_BY
                    for opened in (True, False)
                ]
            )
    assert made[0] == made[1]
    assert any(made[0])


@pytest.mark.django_db
def test_what_each_page_asks_of_its_row_is_put_together_once_a_day_and_of_nobody(
    django_assert_num_queries: Any,
) -> None:
    """What names an hour is put together anew each time."""
    rows = [page for page in addresses() if page.on and _has_uuid(page.on)]
    pages = {(page.on, action, None) for page in rows for action in (page.access, page.on.SEE)}
    pages.add((Process, Action.PROCESS_SEE, whole))
    made = []
    for hour in ("00:05", "23:55"):
        with time_machine.travel(helsinki(f"2027-02-01 {hour}"), tick=False), django_assert_num_queries(0):
            made.append(
                {
                    (model, action, read, one, opened): _one_of.__wrapped__(
                        User, model, action, read, frozenset({one}), clock.today(), content_open=opened
                    )
                    for model, action, read in pages
                    for one in MAY[action]
                    for opened in (True, False)
                }
            )
    assert made[0] == made[1]
    assert {model.__name__ for (model, *_), question in made[0].items() if question is None} == {"Invitation"}


def _has_uuid(model: Any) -> bool:
    key = model._meta.pk
    return isinstance(getattr(key, "target_field", key), UUIDField)
