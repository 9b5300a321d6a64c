"""Several managers in one group: each decides for their own people, and a no leaves the session to the others
(docs/decisions/0032). Maija is Aino's manager, Pekka Eero's."""

from decimal import Decimal

import pytest

from bookings import absences, approvals, diary, reminders, taking
from bookings.models import Absence, Booking, Reminder, Status
from invoicing.charges import Charge, charges_of
from invoicing.due import Item, with_payer
from processes.models import Process
from processes.models.shares import CostShare, Share
from tests import factories
from tests.bookings import mails
from tests.bookings.pages import page, reading, text
from tests.bookings.stories import NEXT_TUESDAY, book, book_series
from tests.bookings.test_races import all_at_once
from tests.factories import NOW, client_of
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import Deputy, Organisation, User

REFUSED = "Ei hyväksytty: tapaaminen ti 9.2. klo 10.00"


@pytest.fixture
def waits(group_asks: Process, sami: User) -> Booking:
    booking = book(group_asks, by=sami)
    mails.gone()
    return booking


def fresh(booking: Booking) -> Booking:
    return Booking.objects.select_related("process").get(pk=booking.pk)


def names(booking: Booking) -> list[str]:
    return sorted(one.user.first_name for one in fresh(booking).people())


def test_a_no_is_about_their_own_people_who_are_told_as_are_the_supervisors_C1(
    waits: Booking, eero: User, sami: User, kaisa: User, pekka: User
) -> None:
    assert waits.decline(by=pekka).status == Status.REQUESTED
    assert waits.allocations.exists()
    sent = mails.post()
    assert mails.recipients(sent) == sorted([eero.email, sami.email, kaisa.email])
    assert mails.to(eero, sent).subject == REFUSED
    for one in sent:
        assert not [word for word in ("Eero Virtanen", "Pekka", "työnohja") if word in mails.everything(one)]


@pytest.mark.parametrize("first", ["maija", "pekka"])
def test_the_others_session_stands_whoever_answers_first(
    waits: Booking, aino: User, sami: User, kaisa: User, maija: User, pekka: User, first: str
) -> None:
    answers = [lambda: waits.approve(by=maija), lambda: waits.decline(by=pekka)]
    for answer in answers if first == "maija" else answers[::-1]:
        answer()
    assert fresh(waits).status == Status.CONFIRMED
    assert names(waits) == ["Aino", "Kaisa", "Sami"]
    invited = [one.to[0] for one in mails.post() if mails.files(one)]
    assert sorted(invited) == sorted([aino.email, kaisa.email, sami.email])
    assert Event.objects.filter(name="booking.confirmed").count() == 1


def test_where_all_say_no_it_is_declined_and_its_time_is_free(
    waits: Booking, aino: User, maija: User, pekka: User
) -> None:
    waits.decline(by=pekka)
    mails.gone()
    assert waits.decline(by=maija).status == Status.DECLINED
    assert not waits.allocations.exists()
    assert mails.to(aino, mails.post()).subject == REFUSED
    with pytest.raises(TooLate):
        waits.decline(by=pekka)


def test_each_reads_of_it_what_is_theirs_C22_C42(
    waits: Booking, aino: User, eero: User, sami: User, maija: User, pekka: User
) -> None:
    waits.decline(by=pekka)
    waits.approve(by=maija)
    address = waits.get_absolute_url()
    his = text(reading(eero).get(address))
    assert "Your working time was not approved" in his
    assert not [word for word in ("Confirmed", "Write a wish", "Did something change?") if word in his]
    assert reading(eero).post(f"/bookings/{waits.pk}/wish/", {"text": "x"}).status_code == 422
    assert "Working time not approved: Eero Virtanen" in text(reading(sami).get(address))
    for other in (aino, maija):
        assert "not approved" not in text(reading(other).get(address))
    pekkas = text(reading(pekka).get(address))
    assert "your own people do not take part" in pekkas
    assert "Cancelled" in pekkas and "Confirmed" not in pekkas  # a manager's few words (C10)
    assert "Your own people do not take part" in text(reading(pekka).get(f"/bookings/{waits.pk}/approval/"))
    assert "Not approved" in text(reading(eero).get("/bookings/"))
    assert "9.2." not in page(pekka, "/")
    assert "ti 9.2." not in text(reading(eero).get("/"))
    assert reading(eero).post(f"/bookings/{waits.pk}/absence/", {"answer": "back"}).status_code == 422


def test_before_the_button_it_says_what_a_no_means(waits: Booking, maija: User, pekka: User) -> None:
    path = f"/bookings/{waits.pk}/approval/"
    assert "How the cost is shared does not change." in text(reading(pekka).get(path))
    token = approvals.waiting(pekka, now=NOW)[0].token
    browser = reading(pekka)
    assert browser.post("/approvals/", {"ask": [token], "decision": "decline", "sure": "1"}).status_code == 303
    assert "You did not approve 1 time. Your own people do not take part." in text(browser.get("/approvals/"))
    assert fresh(waits).status == Status.REQUESTED


def test_where_too_few_are_left_the_supervisor_is_asked_E4(
    waits: Booking, sami: User, maija: User, pekka: User
) -> None:
    assert not absences.too_few(fresh(waits), now=NOW)
    waits.decline(by=pekka)
    waits.approve(by=maija)
    assert "Few are coming" in text(reading(sami).get("/"))
    absences.hold_anyway(waits, by=sami, now=NOW)
    assert "Few are coming" not in text(reading(sami).get("/"))


def test_a_pair_of_two_employers_goes_on_with_one_and_the_supervisor_is_asked(
    waits: Booking, sami: User, maija: User, pekka: User
) -> None:
    Process.objects.filter(pk=waits.process_id).update(kind="pair")
    waits = fresh(waits)
    waits.decline(by=pekka)
    assert fresh(waits).approve(by=maija).status == Status.CONFIRMED
    assert "Hold it anyway" in text(reading(sami).get(waits.get_absolute_url()))


def test_whoever_is_out_of_a_pair_changes_nothing_of_the_other_ones_session_E4(
    group_asks: Process, aino: User, eero: User, sami: User, maija: User, pekka: User
) -> None:
    Process.objects.filter(pk=group_asks.pk).update(kind="pair")
    series = book_series(Process.objects.get(pk=group_asks.pk), by=sami)
    series.decline(by=pekka)
    series.approve(by=maija)
    first = series.bookings.order_by("starts_at")[0]
    address, browser = first.get_absolute_url(), reading(eero)
    assert "cancellation/" in reading(aino).get(address).content.decode()
    assert "cancellation/" not in browser.get(address).content.decode()
    for way in ("cancellation/", "rescheduling/"):
        assert browser.get(f"{address}{way}").status_code == 403
        assert browser.post(f"{address}{way}", {"starts_at": NEXT_TUESDAY.isoformat()}).status_code == 403
    path = f"/series/{series.pk}/cancellation/?of={first.pk}&reach=all"
    browser.post(path, {"shown": browser.get(path).context["shown"]})
    assert set(series.bookings.values_list("status", flat=True)) == {Status.CONFIRMED}


def test_he_who_is_out_is_reminded_of_nothing_and_his_calendar_has_it_no_more_D1(
    waits: Booking, eero: User, maija: User, pekka: User
) -> None:
    waits.decline(by=pekka)
    waits.approve(by=maija)
    reminders.remind(now=reminders.due_at(waits, 1))
    assert eero.pk not in set(Reminder.objects.values_list("user", flat=True))
    assert not Booking.objects.met_by(eero).filter(pk=waits.pk).exists()


def test_what_was_confirmed_once_is_taken_out_of_his_calendar_D5(
    waits: Booking, eero: User, sami: User, maija: User, pekka: User
) -> None:
    for manager in (maija, pekka):
        waits.approve(by=manager)
    moved = diary.move(waits, starts_at=NEXT_TUESDAY, by=sami, now=clock.now())
    mails.gone()
    moved.decline(by=pekka)
    [file] = mails.files(mails.to(eero, mails.post()))
    assert "METHOD:CANCEL" in file
    assert fresh(moved).approve(by=maija).status == Status.CONFIRMED


def test_another_time_is_asked_of_both_anew(waits: Booking, sami: User, pekka: User) -> None:
    waits.decline(by=pekka)
    moved = diary.move(waits, starts_at=NEXT_TUESDAY, by=sami, now=clock.now())
    assert not Absence.objects.exists()
    assert names(moved) == ["Aino", "Eero", "Kaisa", "Sami"]
    assert list(Booking.objects.waiting_for(pekka, NOW)) == [moved]


def test_a_series_is_told_of_once_and_stands_for_the_others(
    group_asks: Process, aino: User, eero: User, sami: User, maija: User, pekka: User
) -> None:
    series = book_series(group_asks, by=sami)
    mails.gone()
    series.decline(by=pekka)
    sent = mails.post()
    assert len([one for one in sent if one.to == [eero.email]]) == 1
    assert set(series.bookings.values_list("status", flat=True)) == {Status.REQUESTED}
    series.approve(by=maija)
    assert set(series.bookings.values_list("status", flat=True)) == {Status.CONFIRMED}
    assert [one.to[0] for one in mails.post() if one.to[0] in {aino.email, eero.email}] == [aino.email]


def test_a_new_manager_of_his_decides_anew_C12(
    waits: Booking, eero: User, maija: User, pekka: User, outi: User, merikanta: Organisation
) -> None:
    waits.decline(by=pekka)
    factories.make_manager(user=outi, organisation=merikanta)
    waits.process.participants.filter(user=eero).update(manager=outi)
    waits.approve(by=maija)
    assert fresh(waits).approve(by=outi).status == Status.CONFIRMED
    assert "Eero" in names(waits)


def test_who_said_no_is_not_told_that_nobody_answered(waits: Booking, maija: User, pekka: User) -> None:
    waits.decline(by=pekka)
    mails.gone()
    assert waits.held_until
    taking.lapse_expired(waits.held_until)
    assert [one.to for one in mails.post() if one.to[0] in {maija.email, pekka.email}] == [[maija.email]]


def test_his_deputy_says_no_in_his_place(
    waits: Booking, pekka: User, laura: User, eero: User, merikanta: Organisation
) -> None:
    tiina = factories.make_person(name="Tiina Salo")
    factories.make_employment(employee=tiina, organisation=merikanta, manager=None)
    Deputy.name(manager=pekka, deputy=tiina, by=laura, starts_on=clock.today(), ends_on=clock.today())
    [ask] = approvals.waiting(User.objects.get(pk=tiina.pk), now=NOW)
    client_of(tiina).post(f"/bookings/{waits.pk}/approval/", {"ask": ask.token, "decision": "decline"})
    assert list(Absence.objects.values_list("user", "refused_by")) == [(eero.pk, pekka.pk)]
    assert fresh(waits).status == Status.REQUESTED


def test_of_a_shared_cost_each_employer_is_asked_for_its_own_part_and_no_share_moves(
    waits: Booking, sami: User, laura: User, maija: User, pekka: User, lehtola: Organisation, merikanta: Organisation
) -> None:
    """As for one who is absent (decisions/0019); Merikanta's part waits for Pekka's yes when the month is drafted."""
    halves = [Share(organisation=one, percent=Decimal(50)) for one in (lehtola, merikanta)]
    CostShare.agree(waits.process, halves, on=clock.today(), by=laura)
    waits.decline(by=pekka)
    waits.approve(by=maija)
    Booking.objects.filter(pk=waits.pk).update(status=Status.HELD)
    held = with_payer(Booking.objects.filter(pk=waits.pk)).get()
    found = [one for one in charges_of(Item(booking=held)) if isinstance(one, Charge)]
    assert {one.organisation: (one.net, one.asks) for one in found} == {
        lehtola: (found[0].net, []),
        merikanta: (found[0].net, [pekka]),
    }


def test_he_whose_time_was_refused_was_not_there_however_it_is_marked_C10(
    waits: Booking, sami: User, eero: User, maija: User, pekka: User
) -> None:
    """One tap says that all were there: he had no session, and his manager reads nothing else."""
    waits.decline(by=pekka)
    waits.approve(by=maija)
    Process.objects.filter(pk=waits.process_id).update(attendance="names")
    after = waits.ends_at
    fresh(waits).mark_held(by=sami, now=after)
    assert fresh(waits).attendances.get(user=eero).was == "absent"
    assert "Present None of your people" in text(reading(pekka).get(waits.get_absolute_url()))


def test_the_way_of_the_process_says_to_whom_it_is_not_theirs_C10(
    waits: Booking, aino: User, eero: User, maija: User, pekka: User
) -> None:
    waits.decline(by=pekka)
    path = f"/processes/{waits.process_id}/"
    for waiting in (True, False):
        ways = [" ".join(reading(one).get(path).content.decode().split()) for one in (aino, eero, pekka)]
        assert ["Waiting for" in way for way in ways] == [waiting, False, False]
        assert "Not approved" in ways[1] and "Cancelled" in ways[2]
        assert "Not approved" not in ways[0] and "Cancelled" not in ways[0]
        if waiting:
            waits.approve(by=maija)


def test_it_stands_on_no_sheet_of_those_without_whom_it_is(
    waits: Booking, aino: User, eero: User, maija: User, pekka: User
) -> None:
    waits.decline(by=pekka)
    waits.approve(by=maija)
    path = f"/processes/{waits.process_id}/dates/"
    assert "9 Feb 2027" in text(reading(aino).get(path))
    for out in (eero, pekka):
        assert "9 Feb 2027" not in text(reading(out).get(path))


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_yes_and_a_no_at_once_leave_the_session_to_the_others_A2(
    group_asks: Process, sami: User, maija: User, pekka: User
) -> None:
    for day in ("09", "10", "11"):
        booking = book(group_asks, by=sami, at=factories.helsinki(f"2027-02-{day} 10:00"))
        tally = all_at_once(lambda row=booking: row.approve(by=maija), lambda row=booking: row.decline(by=pekka))
        assert tally == {"done": 2}
        assert fresh(booking).status == Status.CONFIRMED
        assert names(booking) == ["Aino", "Kaisa", "Sami"]
    assert Event.objects.filter(name="booking.confirmed").count() == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_two_noes_at_once_release_it_A2(group_asks: Process, sami: User, maija: User, pekka: User) -> None:
    booking = book(group_asks, by=sami)
    assert all_at_once(lambda: booking.decline(by=maija), lambda: booking.decline(by=pekka)) == {"done": 2}
    assert fresh(booking).status == Status.DECLINED
    assert not booking.allocations.exists()
    assert Event.objects.filter(name="booking.declined").count() == 1
