"""The supervisor's yes to the slot and the manager's to absence and cost are two things (decision 0032): a supervisor
may say theirs of each request. Aino books with Sami, who has chosen so; Maija is her manager."""

from datetime import timedelta

import pytest
import time_machine

from bookings import diary, earlier_times, offers, tasks
from bookings.models import (
    Acceptance,
    Booking,
    FreedTime,
    MailChoice,
    Origin,
    Status,
    TimeOffer,
    TimeWish,
    Yes,
    missing,
)
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.pages import fields, landed, links, reading, text
from tests.bookings.stories import NEXT_TUESDAY, TUESDAY, book, book_series, move
from tests.factories import NOW, helsinki
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.lib.periods import Period
from tyonohjaus.people.models import User


@pytest.fixture(autouse=True)
def sami_confirms_each(sami: User) -> None:
    sami.supervisor.change(by=sami, confirms_requests=True)


def test_what_aino_books_is_held_until_sami_says_yes(aino_with_sami: Process, aino: User, sami: User) -> None:
    booking = book(aino_with_sami, by=aino)

    assert (booking.status, booking.origin) == (Status.REQUESTED, Origin.BOOKED)
    assert booking.held_until == helsinki("2027-02-04 16:00")  # as for a manager: the third working day at four
    assert booking.allocations.exists()
    assert booking.accept(by=sami).status == Status.CONFIRMED
    assert Acceptance.objects.get().by == sami


def test_nothing_is_asked_of_what_who_sets_times_has_set(
    aino_with_sami: Process, aino: User, sami: User, laura: User
) -> None:
    """Nor of one that Sami has moved, or made longer: that is his yes."""
    assert book(aino_with_sami, by=sami).status == Status.CONFIRMED
    assert book(aino_with_sami, by=laura, at=NEXT_TUESDAY).status == Status.CONFIRMED
    assert {one.status for one in book_series(aino_with_sami, by=sami, days=("03-09",)).bookings.all()} == {"confirmed"}
    assert not Acceptance.objects.exists()

    asked = move(
        book(aino_with_sami, by=aino, at=helsinki("2027-03-16 10:00")), by=sami, to=helsinki("2027-03-17 10:00")
    )
    assert asked.status == Status.CONFIRMED
    assert not Acceptance.objects.exists()


def test_a_time_that_was_held_for_aino_needs_no_yes_once_more(aino_with_sami: Process, aino: User, sami: User) -> None:
    wish = TimeWish.ask(aino_with_sami, by=aino, from_on=clock.today())
    FreedTime.objects.create(user=sami, starts_at=TUESDAY, ends_at=TUESDAY + timedelta(minutes=90))
    earlier_times.offer_freed(NOW)

    booking = earlier_times.take(TimeOffer.objects.get(wish=wish), by=aino, now=NOW)

    assert booking.status == Status.CONFIRMED


def test_another_time_that_aino_chooses_is_asked_anew(aino_with_sami: Process, aino: User, sami: User) -> None:
    booking = book(aino_with_sami, by=aino).accept(by=sami)
    asked = booking.times

    moved = move(booking, by=aino)

    assert moved.status == Status.REQUESTED
    with pytest.raises(TooLate):
        moved.accept(by=sami, shown=asked)
    assert moved.accept(by=sami, shown=moved.times).status == Status.CONFIRMED


def test_of_another_time_sami_has_one_mail_that_tells_it_and_asks_C4(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    booking = book(aino_with_sami, by=aino).accept(by=sami)
    mails.gone()

    move(booking, by=aino)

    told = mails.post()
    assert mails.recipients(told) == sorted([aino.email, sami.email])
    asked = mails.to(sami, told)
    assert "Vahvistettavana" in asked.subject
    assert "Aiempi aika" in str(asked.body)
    assert mails.event(mails.files(asked)[0])["STATUS"] == "TENTATIVE"


def test_of_two_who_lead_it_either_is_enough(kuuloke: object, aino: User, sami: User, kaisa: User) -> None:
    """Also the one who has not chosen to be asked."""
    pair = factories.make_process(supervisor=sami, supervisees=[aino], co_supervisor=kaisa)

    assert book(pair, by=aino).accept(by=kaisa).status == Status.CONFIRMED


def test_it_is_offered_only_while_there_is_time_to_answer(aino_with_sami: Process, aino: User) -> None:
    soon = Period(NOW, NOW + timedelta(hours=48))
    assert offers.open_slots(aino_with_sami, window=soon, now=NOW) == []


@pytest.mark.parametrize("answered", ["nobody", "maija", "sami"])
def test_without_both_it_lapses_and_all_are_told(
    asked: Process, aino: User, sami: User, maija: User, answered: str
) -> None:
    booking = book(asked, by=aino)
    mails.gone()
    if answered == "maija":
        booking.approve(by=maija)
    if answered == "sami":
        booking.accept(by=sami)
    with time_machine.travel(booking.held_until, tick=False):
        tasks.lapse()
        told = mails.post()

    booking.refresh_from_db()
    assert booking.status == Status.LAPSED
    assert not booking.allocations.exists()
    assert {aino.email, sami.email} <= set(mails.recipients(told))
    said = "Ei hyväksytty ajoissa" if answered == "sami" else "Ei vahvistettu ajoissa"
    assert said in mails.to(aino, told).subject
    assert maija.email in mails.recipients(told)  # it lapsed without her answer, or in spite of it


def test_a_no_frees_the_time_and_tells_aino_and_the_manager_who_had_said_yes(
    asked: Process, aino: User, sami: User, maija: User
) -> None:
    booking = book(asked, by=aino)
    booking.approve(by=maija)
    mails.gone()

    assert booking.turn_down(by=sami).status == Status.DECLINED

    assert Event.objects.filter(name="booking.turned_down", actor=sami.pk).exists()
    assert FreedTime.objects.filter(starts_at=TUESDAY).exists()
    told = mails.post()
    assert mails.recipients(told) == sorted([aino.email, maija.email])
    assert "Aika ei sovi" in mails.to(aino, told).subject


def test_no_manager_is_asked_about_a_time_that_waits_for_the_supervisor_alone(
    aino_with_sami: Process, aino: User, maija: User
) -> None:
    """Neither where the agreement asks none, nor by a deputy's way (C7)."""
    aino_with_sami.participants.filter(user=aino).update(manager=maija)
    book(aino_with_sami, by=aino)

    assert not Booking.objects.waiting_for(maija, NOW).exists()


# --- mail


def test_sami_is_mailed_what_waits_for_him_unless_he_wants_none(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    booking = book(aino_with_sami, by=aino)
    (mail,) = mails.post()
    assert mail.to == [sami.email]
    assert mail.subject.startswith("Vahvistettavana:")
    assert aino.name not in mails.everything(mail)  # C1
    booking.turn_down(by=sami)
    mails.gone()

    MailChoice.choose(by=sami, reminders=[], unwanted=[MailChoice.Nudge.REQUEST])
    book(aino_with_sami, by=aino)
    assert mails.post() == []


def test_what_was_answered_before_the_mail_went_is_not_asked(aino_with_sami: Process, aino: User, sami: User) -> None:
    book(aino_with_sami, by=aino).accept(by=sami)
    assert all("Vahvistettavana" not in mail.subject for mail in mails.post())


# --- pages


@pytest.mark.sqlite
def test_sami_finds_it_at_home_and_says_yes(asked: Process, aino: User, sami: User, maija: User) -> None:
    booking = book(asked, by=aino)
    client = reading(sami)
    home = client.get("/")
    (url, *_rest) = links(home, "/acceptance/")
    assert "held until" in text(home)
    shown = client.get(url)
    assert "Waits for your confirmation until" in text(shown)
    assert links(shown, "/rescheduling/")

    after = landed(client.post(url, fields(shown, having="shown") | {"answer": "yes"}), client)
    assert "It still waits for the manager's approval." in text(after)
    assert "Waiting for the manager's approval" in text(after)
    again = client.post(url, {"shown": booking.shown, "answer": "no"})
    assert again.status_code == 422
    assert "Your answer is not needed here now." in text(again)
    assert not links(client.get("/"), "/acceptance/")


@pytest.mark.sqlite
def test_aino_reads_whose_yes_is_missing(asked: Process, aino: User, sami: User, maija: User) -> None:
    client = reading(aino, language="fi")
    sheet = text(client.get(f"/processes/{asked.pk}/slots/?day=2027-02-09&time=10.00"))
    assert "Sami Rautio ja Maija" in sheet
    booking = book(asked, by=aino)
    url = booking.get_absolute_url()
    assert "Odottaa työnohjaajan vahvistusta ja esihenkilön hyväksyntää" in text(client.get(url))
    assert "Odottaa työnohjaajan vahvistusta ja esihenkilön hyväksyntää" in text(client.get("/"))
    booking.approve(by=maija)
    assert "Odottaa työnohjaajan vahvistusta" in text(client.get(url))
    assert "ja esihenkilön hyväksyntää" not in text(client.get(url))
    assert "Odottaa vahvistusta" in text(reading(maija, language="fi").get(url))
    booking.turn_down(by=sami)
    assert "Ei sovi työnohjaajalle" in text(client.get(url))


@pytest.mark.sqlite
def test_bad_input_answers_nothing_and_others_find_no_such_page(
    asked: Process, aino: User, sami: User, maija: User, laura: User, outi: User
) -> None:
    booking = book(asked, by=aino)
    url = f"/bookings/{booking.pk}/acceptance/"
    client = reading(sami)
    for data in ({}, {"answer": "yes"}, {"answer": "perhaps", "shown": booking.shown}, {"answer": "yes", "shown": "x"}):
        assert client.post(url, data).status_code == 422
    moved = move(booking, by=aino)
    stale = client.post(url, {"answer": "yes", "shown": booking.shown})
    assert stale.status_code == 422
    assert "Look at it once more." in text(stale)
    assert Acceptance.waits(moved)
    for user, answer in ((aino, 403), (maija, 403), (laura, 403), (outi, 404)):
        assert reading(user).get(url).status_code == answer


@pytest.mark.sqlite
def test_the_choice_stands_on_the_hours_page_and_is_off_by_default(sami: User, kaisa: User) -> None:
    assert not factories.make_supervisor(user=factories.make_person(name="Uusi Ohjaaja")).confirms_requests
    client = reading(sami)
    assert "you confirm each time" in text(client.get("/hours/"))
    form = fields(client.get("/hours/terms/"), having="confirms_requests")
    form.pop("confirms_requests")
    landed(client.post("/hours/terms/", form), client)
    sami.supervisor.refresh_from_db()
    assert not sami.supervisor.confirms_requests


def test_a_list_asks_whose_yes_is_missing_in_one_question(
    asked: Process, aino: User, maija: User, django_assert_num_queries: object
) -> None:
    asked.open_bookings = 5
    asked.save(update_fields=["open_bookings"])
    for day in ("02-09", "02-16", "02-23"):
        diary.book(asked, starts_at=helsinki(f"2027-{day} 10:00"), by=aino, now=NOW)
    rows = list(Booking.objects.with_people())
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert [missing(row) for row in rows] == [{Yes.SUPERVISOR, Yes.MANAGER}] * 3
