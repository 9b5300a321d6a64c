"""When a manager changes, the old one loses and the new one gains what is still to be approved (C12)."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from bookings.models import Approval, Booking, Status
from bookings.problems import NobodyToAsk, NotBookable
from processes import parties
from processes.models import Participant, People, Process
from tests.bookings.mails import gone, link, post, recipients, to
from tests.bookings.pages import reading, text, tree
from tests.bookings.stories import book, book_series
from tests.factories import client_of, helsinki, make_booking, make_manager, make_person, make_process
from tests.forms import faults, finnish
from tests.invoicing.month import issue
from tests.processes import agreement
from tyonohjaus.access import Action, may
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import Employment, Organisation, User
from tyonohjaus.people.models.dated import current

pytestmark = pytest.mark.both


@pytest.fixture
def kari(lehtola: Organisation) -> User:
    """Another manager at Lehtola."""
    user = make_person(name="Kari Johtaja", email="kari.johtaja@lehtola.example")
    make_manager(user=user, organisation=lehtola)
    return user


@pytest.fixture
def asked(aino: User, sami: User, lehtola: Organisation) -> Process:
    return make_process(supervisor=sami, supervisees=[aino], organisation=lehtola, approval="each", attendance="names")


@pytest.fixture
def answered(asked: Process, maija: User) -> Booking:
    booking = make_booking(process=asked, starts_at=helsinki("2027-01-12 10:00"))
    times = {"for_starts_at": booking.starts_at, "for_ends_at": booking.ends_at}
    Approval.objects.create(booking=booking, manager=maija, answer="approved", **times)
    return booking


@pytest.fixture
def waiting(asked: Process) -> Booking:
    return make_booking(process=asked, starts_at=helsinki("2027-02-09 10:00"), status=Status.REQUESTED)


def change(laura: User, aino: User, to: User) -> None:
    work = aino.employments.get(ends_on=None)
    page = f"/people/employments/{work.pk}/manager/"
    assert client_of(laura).post(page, {"manager": to.pk, "sure": "on"}).status_code == 303


def fresh(user: User) -> User:
    """What they may now: it is kept on the user for a request."""
    return User.objects.get(pk=user.pk)


def test_the_request_that_waits_goes_from_maija_to_kari(
    laura: User, aino: User, maija: User, kari: User, waiting: Booking
) -> None:
    assert list(Booking.objects.waiting_for(maija, clock.now())) == [waiting]
    change(laura, aino, kari)
    assert list(Booking.objects.waiting_for(maija, clock.now())) == []
    assert list(Booking.objects.waiting_for(kari, clock.now())) == [waiting]
    waiting.approve(by=kari)
    waiting.refresh_from_db()
    assert waiting.status == Status.CONFIRMED


def test_kari_is_asked_for_what_waits_and_maijas_link_shows_nothing_more_C12(
    laura: User, aino: User, maija: User, kari: User, asked: Process, kuuloke: object
) -> None:
    booking = book(asked, by=aino)
    old = link(to(maija, post()))
    change(laura, aino, kari)

    mails = post()
    assert recipients(mails) == [kari.email]
    assert "9.2.2027" in Client().get(link(to(kari, mails))).content.decode()
    void = Client().get(old).content.decode()
    assert "Aino" not in void
    assert 'name="ask"' not in void
    booking.refresh_from_db()
    assert booking.status == Status.REQUESTED


def test_an_answer_that_maija_sends_after_it_went_to_kari_decides_nothing(
    laura: User, aino: User, maija: User, kari: User, waiting: Booking
) -> None:
    change(laura, aino, kari)
    for answer in (waiting.approve, waiting.decline):
        with pytest.raises(TooLate):
            answer(by=maija)
    assert not Approval.objects.exists()


def test_a_series_that_waits_is_asked_in_one_mail(
    laura: User, aino: User, maija: User, kari: User, asked: Process, kuuloke: object, sami: User
) -> None:
    book_series(asked, by=sami)
    gone()
    change(laura, aino, kari)
    mails = post()
    assert recipients(mails) == [kari.email]
    assert link(to(kari, mails)).startswith("/l/")


def test_who_was_asked_already_is_not_asked_again(
    laura: User, aino: User, eero: User, maija: User, kari: User, sami: User, lehtola: Organisation, kuuloke: object
) -> None:
    group = make_process(supervisor=sami, supervisees=[aino, eero], organisation=lehtola, approval="each")
    book(group, by=sami)
    assert maija.email in recipients(post())
    change(laura, aino, kari)
    assert recipients(post()) == [kari.email], "Maija still answers for Eero"


def test_maija_sees_nothing_of_the_process_any_more(
    laura: User, aino: User, maija: User, kari: User, asked: Process
) -> None:
    change(laura, aino, kari)
    assert client_of(maija).get(f"/processes/{asked.pk}/").status_code == 404
    assert client_of(kari).get(f"/processes/{asked.pk}/").status_code == 200


def test_kari_sees_what_is_ahead_and_no_session_of_before_C12(
    laura: User, aino: User, maija: User, kari: User, answered: Booking, waiting: Booking
) -> None:
    assert client_of(maija).get(f"/bookings/{answered.pk}/").status_code == 200
    change(laura, aino, kari)
    assert client_of(kari).get(f"/bookings/{answered.pk}/").status_code == 404
    assert client_of(kari).get(f"/bookings/{waiting.pk}/").status_code == 200
    assert list(Booking.objects.visible_to(fresh(kari))) == [waiting]


def test_the_manager_of_one_who_joins_late_sees_no_session_of_before(
    laura: User, aino: User, sami: User, outi: User, lehtola: Organisation, merikanta: Organisation, pekka: User
) -> None:
    Employment.begin(employee=outi, organisation=merikanta, manager=pekka, by=laura)
    group = make_process(supervisor=sami, supervisees=[aino], organisation=lehtola, kind="group")
    before = make_booking(process=group, starts_at=helsinki("2027-01-12 10:00"), status=Status.HELD)
    after = make_booking(process=group, starts_at=helsinki("2027-02-09 10:00"))
    agreement.change(group, by=laura, people=People(supervisor=sami, supervisees=(aino, outi)))
    assert parties.managers(group)[-1] == pekka
    assert list(Booking.objects.visible_to(fresh(pekka))) == [after]
    assert before in Booking.objects.visible_to(sami)


def test_what_maija_approved_stays_hers(laura: User, aino: User, kari: User, answered: Booking, maija: User) -> None:
    change(laura, aino, kari)
    approval = Approval.objects.get()
    assert (approval.manager, approval.answer) == (maija, "approved")


def test_with_the_last_of_her_people_maija_loses_lehtolas_invoices_C12(
    laura: User, aino: User, eero: User, maija: User, kari: User, asked: Process, kuuloke: object
) -> None:
    Process.objects.filter(pk=asked.pk).update(approval="frame", names_on_invoice_since=asked.starts_on)
    make_booking(process=asked, starts_at=helsinki("2027-01-12 10:00"), status=Status.HELD)
    [invoice] = issue(laura)
    change(laura, aino, kari)
    assert may(fresh(maija), Action.INVOICE_SEE, invoice), "she is Eero's manager still"
    change(laura, eero, kari)
    assert not may(fresh(maija), Action.INVOICE_SEE, invoice)
    assert may(fresh(kari), Action.INVOICE_SEE, invoice)


def test_and_so_when_the_last_of_them_leaves(laura: User, aino: User, maija: User, lehtola: Organisation) -> None:
    aino.employments.get().end(by=laura)
    assert not lehtola.memberships.filter(current(), user=maija).exists()
    assert Event.objects.filter(name="membership.ended").count() == 1


def test_the_history_of_managers_is_kept(laura: User, aino: User, maija: User, kari: User) -> None:
    """S0-17."""
    change(laura, aino, kari)
    rows = Employment.objects.filter(employee=aino).order_by("starts_on")
    assert [row.manager for row in rows] == [maija, kari]
    event = Event.objects.get(name="employment.manager_changed")
    assert (event.facts["before"], event.facts["now"]) == (str(maija.pk), str(kari.pk))


def test_each_process_that_follows_records_it(laura: User, aino: User, kari: User, asked: Process) -> None:
    change(laura, aino, kari)
    event = Event.objects.get(name="process.manager_changed")
    assert (event.subject_id, event.actor, event.facts["person"]) == (asked.pk, laura.pk, str(aino.pk))


def test_twice_in_a_day_is_no_trouble(laura: User, aino: User, maija: User, kari: User, asked: Process) -> None:
    change(laura, aino, kari)
    change(laura, aino, maija)
    change(laura, aino, maija)
    assert parties.supervisees(asked)[0].manager == maija
    assert aino.employments.filter(ends_on=None).count() == 1


def test_eeros_manager_is_his_own(
    laura: User, aino: User, eero: User, maija: User, kari: User, sami: User, lehtola: Organisation
) -> None:
    group = make_process(supervisor=sami, supervisees=[aino, eero], organisation=lehtola, approval="each")
    change(laura, aino, kari)
    managers = {row.user.name: row.manager and row.manager.name for row in parties.supervisees(group)}
    assert managers == {"Aino Mäkelä": "Kari Johtaja", "Eero Virtanen": "Maija Korhonen"}


def test_a_process_that_aino_pays_herself_hears_nothing(
    laura: User, aino: User, kari: User, sami: User, kuuloke: object
) -> None:
    own = make_process(supervisor=sami, supervisees=[aino])
    change(laura, aino, kari)
    assert parties.supervisees(own)[0].manager is None
    assert not Event.objects.filter(name="process.manager_changed").exists()


def test_when_aino_leaves_lehtola_no_manager_there_sees_her_times(
    laura: User, aino: User, maija: User, asked: Process
) -> None:
    work = aino.employments.get()
    client_of(laura).post(f"/people/employments/{work.pk}/end/")
    assert not may(maija, Action.PROCESS_SEE, asked)
    assert parties.supervisees(asked)[0].manager is None


def test_with_no_manager_left_a_time_is_refused_and_not_held_until_it_lapses(
    laura: User, aino: User, asked: Process, sami: User, kuuloke: object
) -> None:
    client_of(laura).post(f"/people/employments/{aino.employments.get().pk}/end/")
    for attempt in (lambda: book(asked, by=aino), lambda: book_series(asked, by=sami)):
        with pytest.raises(NotBookable) as refusal:
            attempt()
        assert refusal.value.problems == (NobodyToAsk(),)
    assert "Ask the office to name one." in text(reading(aino).get(f"/processes/{asked.pk}/slots/"))


def test_a_manager_named_later_answers_for_processes_that_had_none(
    laura: User, outi: User, merikanta: Organisation, pekka: User, sami: User
) -> None:
    waiting = make_process(supervisor=sami, supervisees=[outi], organisation=merikanta, approval="each")
    Employment.begin(employee=outi, organisation=merikanta, manager=pekka, by=laura)
    assert parties.supervisees(waiting)[0].manager == pekka


def test_who_manages_aino_elsewhere_says_nothing_of_what_lehtola_agreed_C11(
    laura: User, aino: User, asked: Process, merikanta: Organisation, pekka: User
) -> None:
    """With nobody at Lehtola, nobody: not even when the office changes the agreement."""
    Employment.begin(employee=aino, organisation=merikanta, manager=pekka, by=laura)
    aino.employments.get(organisation=asked.organisation).change_manager(to=None, by=laura)
    agreement.change(asked, by=laura, cost_centre="4411")
    assert parties.supervisees(asked)[0].manager is None
    assert client_of(pekka).get(f"/processes/{asked.pk}/").status_code == 404


def test_a_change_at_another_employer_of_the_same_manager_changes_nothing_here(
    laura: User, aino: User, maija: User, asked: Process, merikanta: Organisation, pekka: User
) -> None:
    elsewhere = Employment.begin(employee=aino, organisation=merikanta, manager=maija, by=laura)
    elsewhere.change_manager(to=pekka, by=laura)
    assert parties.supervisees(asked)[0].manager == maija


def test_one_who_has_left_the_process_is_left_as_they_were(
    laura: User, aino: User, maija: User, kari: User, asked: Process
) -> None:
    row = parties.supervisees(asked)[0]
    row.close(before=clock.today())
    change(laura, aino, kari)
    assert Participant.objects.get(pk=row.pk).manager == maija


def test_managers_of_the_employer_are_offered_first_then_its_people_then_others(
    laura: User, aino: User, eero: User, maija: User, kari: User, pekka: User
) -> None:
    page = reading(laura).get(f"/people/employments/{aino.employments.get().pk}/manager/")
    groups = {group.get("label"): group.xpath(".//option/text()") for group in tree(page).xpath("//optgroup")}
    assert list(groups) == ["Managers there", "Others who work there", "Others"]
    assert groups["Managers there"] == ["Kari Johtaja", "Maija Korhonen"]
    assert groups["Others who work there"] == ["Eero Virtanen"]
    assert "Pekka Aaltonen" in groups["Others"]


def test_one_from_elsewhere_is_asked_back_before_they_become_a_manager_here(
    laura: User, aino: User, maija: User, pekka: User
) -> None:
    work = aino.employments.get()
    page, client = f"/people/employments/{work.pk}/manager/", finnish(laura)

    answer = client.post(page, {"manager": pekka.pk})

    assert answer.status_code == 422
    assert "Merikannan hyvinvointialue" in faults(answer)["sure"]
    assert aino.employments.get(ends_on=None).manager == maija
    assert client.post(page, {"manager": pekka.pk, "sure": "on"}).status_code == 303
    assert aino.employments.get(ends_on=None).manager == pekka


def test_nobody_is_a_manager_that_needs_no_asking_back(laura: User, aino: User) -> None:
    page = f"/people/employments/{aino.employments.get().pk}/manager/"
    assert client_of(laura).post(page, {"manager": ""}).status_code == 303


def test_the_new_manager_is_chosen_from_others_than_aino_E3(laura: User, aino: User) -> None:
    page = f"/people/employments/{aino.employments.get().pk}/manager/"
    answer = finnish(laura).post(page, {"manager": aino.pk})
    assert answer.status_code == 422
    assert set(faults(answer)) == {"manager"}
    assert "Maija Korhonen" in text(reading(laura).get(page))


def test_the_database_too_refuses_an_own_manager_E3(aino: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Employment.objects.filter(employee=aino).update(manager=aino)


@pytest.mark.parametrize("who", ["maija", "sami", "aino"])
def test_nobody_else_changes_it(request: pytest.FixtureRequest, aino: User, kari: User, who: str) -> None:
    page = f"/people/employments/{aino.employments.get().pk}/manager/"
    assert client_of(request.getfixturevalue(who)).post(page, {"manager": kari.pk}).status_code == 404
