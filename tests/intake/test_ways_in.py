"""Who can start it, and what the free meeting is: no bill, no manager, no double booking (S0-1, S0-5, S4-16)."""

from datetime import date

import pytest

from bookings import diary, offers
from bookings.models import Status
from bookings.problems import NotBookable
from intake import starting
from intake.models import Candidate, Request, State
from invoicing import monthly_run
from invoicing.models import Line
from processes.models import Kind, Payer, Process
from processes.waiting import waiting_for
from tests.intake.stories import answer, client_of, confirmed, published, written_to
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Practice

EERO = "eero@kotiposti.example"
TERMS = {"starts_on": date(2027, 2, 1), "length_minutes": 90, "every_weeks": 4, "agreed_count": 10, "place": "remote"}


def test_a_supervisor_proposes_it_and_the_other_confirms_S0_1(kuuloke, sami) -> None:
    form = {"name": "Eero", "email": EERO, "for_whom": "self", "others": "", "payer": "self", "language": "fi"}
    assert client_of(sami).post("/requests/new/", form).status_code == 303
    request = Request.objects.get()
    assert (request.state, request.proposed_by) == (State.ASKED, sami)
    assert len(written_to(EERO)) == 1
    assert request.confirm(now=clock.now()).state == State.OPEN


def test_one_who_is_none_proposes_nothing(kuuloke, aino, laura) -> None:
    assert client_of(aino).get("/requests/new/").status_code == 404
    assert client_of(laura).get("/requests/new/").status_code == 404


def test_the_meeting_is_as_long_as_the_practice_says_and_never_billed_S0_5(kuuloke, sami, laura) -> None:
    Practice.objects.update(introduction_minutes=45, billing_starts_on=date(2020, 1, 1))
    request = confirmed(sami, email=EERO)
    intro = Process.objects.get()
    now = clock.now()
    slot = offers.suggestions(intro, last=None, now=now)[0]
    booking = diary.book(intro, starts_at=slot.start, by=request.user, now=now)
    assert (booking.minutes, booking.price, booking.status) == (45, None, Status.CONFIRMED)
    booking.mark_held(by=sami, now=booking.ends_at)
    monthly_run.draft_month(date(2027, 2, 1), now=clock.at(date(2027, 3, 2), clock.local(now).time()))
    assert not Line.objects.exists()


def test_two_who_want_the_same_time_do_not_both_get_it(kuuloke, sami) -> None:
    first, second = confirmed(sami, email=EERO), confirmed(sami, email="ville@kotiposti.example")
    intros = [Candidate.objects.get(request=one).process for one in (first, second)]
    slot = offers.suggestions(intros[0], last=None, now=clock.now())[0]
    diary.book(intros[0], starts_at=slot.start, by=first.user, now=clock.now())
    with pytest.raises(NotBookable):
        diary.book(intros[1], starts_at=slot.start, by=second.user, now=clock.now())


def test_any_member_of_a_group_chooses_the_time_of_the_free_meeting_and_moves_it(kuuloke, sami) -> None:
    request = confirmed(sami, email=EERO, for_whom="group", others=("ville@kotiposti.example",))
    ville = request.members.get(user=None).join(name="Ville", now=clock.now()).user
    intro = Process.objects.get()
    first, second, *_rest = offers.suggestions(intro, last=None, now=clock.now())
    villes = client_of(ville)
    form = {"starts_at": first.start.isoformat(), "request_key": str(request.pk)}
    assert villes.post(f"/processes/{intro.pk}/slots/", form).status_code == 303
    booking = intro.bookings.get()
    moved = client_of(request.user).post(
        f"/bookings/{booking.pk}/rescheduling/", {"starts_at": second.start.isoformat(), "request_key": str(ville.pk)}
    )
    assert moved.status_code == 303
    booking.refresh_from_db()
    assert booking.starts_at == second.start


def test_a_second_supervisor_on_the_shortlist_is_met_too_and_the_other_meeting_ends_S0_4(
    kuuloke, sami, kaisa, laura
) -> None:
    published(sami)
    other = published(kaisa)
    request = confirmed(sami, email=EERO)
    eeros = client_of(request.user)
    assert eeros.post(f"/requests/{request.pk}/supervisors/", {"profile": str(other.pk)}).status_code == 303
    assert request.candidates.count() == 2
    answer(request, request.user, "not", supervisor=sami)
    request = answer(request, request.user, "start", supervisor=kaisa)
    process = starting.start(request, by=kaisa, kind=Kind.INDIVIDUAL, organisation=None, price=140, **TERMS)
    assert process.participants.get(capacity="supervisor").user == kaisa
    assert not Process.objects.filter(payer=Payer.NOBODY, ends_on=None).exists()


def test_a_supervisor_who_is_not_chosen_cannot_start_it(kuuloke, sami, kaisa) -> None:
    request = confirmed(sami, email=EERO)
    request.consider(kaisa.supervisor, by=request.user)
    answer(request, request.user, "start", supervisor=kaisa)
    form = {"kind": "individual", "starts_on": "1.2.2027", "length_minutes": "90", "every_weeks": "4", "price": "1"}
    page = client_of(sami).post(f"/requests/{request.pk}/start/", form | {"place": "remote", "agreed_count": ""})
    assert page.status_code in {403, 404, 422}
    request.refresh_from_db()
    assert request.state == State.AGREED


def test_what_waits_is_told_to_each_at_home(kuuloke, sami, laura, outi) -> None:
    request = confirmed(sami, email=EERO)
    eero = request.user
    eero.content_open = True
    assert [row.title for row in waiting_for(eero)]
    assert any("pyyntö" in row.title for row in waiting_for(laura))
    answer(request, eero, "start")
    assert any(row.url == request.get_absolute_url() for row in waiting_for(sami))
    assert waiting_for(outi) == []


def test_the_office_sees_all_requests_and_closes_one(kuuloke, sami, laura) -> None:
    request = confirmed(sami, email=EERO)
    office = client_of(laura)
    assert "Aino Mäkelä" in office.get("/requests/").content.decode()
    assert office.get(f"/requests/{request.pk}/").status_code == 200
    assert office.post(f"/requests/{request.pk}/end/").status_code == 303
    assert office.post(f"/requests/{request.pk}/end/").status_code == 422
    assert "Aino Mäkelä" in office.get("/requests/?show=over").content.decode()
    assert Process.objects.get().ends_on is not None


def test_the_office_names_a_payer_that_is_new_S1_3(kuuloke, sami, laura) -> None:
    request = confirmed(sami, email=EERO, payer="unknown")
    office, path = client_of(laura), f"/requests/{request.pk}/payer/"
    assert office.post(path, {"payer": "self", "organisation": "", "new_name": "Uusi Oy"}).status_code == 422
    assert office.post(path, {"payer": "employer", "organisation": "", "new_name": "Uusi Oy"}).status_code == 303
    request.refresh_from_db()
    assert str(request.organisation) == "Uusi Oy"
    assert client_of(request.user).post(path, {"payer": "self"}).status_code == 403
