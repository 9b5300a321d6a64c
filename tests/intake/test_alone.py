"""Eero alone: from the public page to a process that begins (S0-3, S0-5)."""

import pytest
from django.test import Client

from bookings import offers
from intake.models import Request, State
from intake.notifications import NEWS
from processes.models import Payer, Process
from tests.bookings.pages import reading, text
from tests.intake.stories import answer, client_of, confirmed, link_of, published, written_to
from tyonohjaus.lib import clock
from tyonohjaus.outbox.compose import compose
from tyonohjaus.people.models import User

EERO = "eero@kotiposti.example"
ASKED = {"name": "Eero Virtanen", "email": EERO, "for_whom": "self", "others": "", "payer": "self", "language": "fi"}


def test_eero_asks_confirms_meets_and_starts_S0_3_S0_5(kuuloke, sami, laura) -> None:
    page = published(sami)
    anybody = Client()
    assert b"Toimintaterapeutti" in anybody.get(f"/supervisors/{page.pk}/").content
    done = anybody.post(f"/supervisors/{page.pk}/request/", ASKED)
    assert (done.status_code, done["Location"]) == (303, "/supervisors/asked/")
    assert not User.objects.filter(email=EERO).exists()

    path = link_of(written_to(EERO)[0])
    assert anybody.get(path).status_code == 200
    assert Request.objects.get().state == State.ASKED  # GET shows, and no more (E1)
    assert anybody.post(path).status_code == 303
    eero = User.objects.get(email=EERO)
    request = Request.objects.get()
    assert (request.state, request.user, request.name, request.email) == (State.OPEN, eero, "", "")

    intro = Process.objects.get()
    assert (intro.payer, intro.price, intro.organisation, intro.length_minutes) == (Payer.NOBODY, None, None, 30)
    eeros = client_of(eero)
    assert eeros.get(f"/requests/{request.pk}/").status_code == 200
    slot = offers.suggestions(intro, last=None, now=clock.now())[0]
    taken = eeros.post(
        f"/processes/{intro.pk}/slots/", {"starts_at": slot.start.isoformat(), "request_key": request.pk}
    )
    assert taken.status_code == 303
    booking = intro.bookings.get()
    assert booking.minutes == 30
    assert booking.status == "confirmed"

    candidate = request.candidates.get()
    eeros.post(f"/requests/answers/{candidate.pk}/", {"answer": "start"})
    request.refresh_from_db()
    assert request.state == State.AGREED
    samis = client_of(sami)
    form = {
        "kind": "individual",
        "starts_on": "1.2.2027",
        "length_minutes": "90",
        "every_weeks": "4",
        "agreed_count": "10",
        "place": "remote",
        "price": "140,00",
    }
    begun = samis.post(f"/requests/{request.pk}/start/", form)
    assert begun.status_code == 303, begun.content.decode()
    request.refresh_from_db()
    assert request.state == State.STARTED
    assert request.process.payer == Payer.SELF
    intro.refresh_from_db()
    booking.refresh_from_db()
    assert intro.ends_on is not None
    assert booking.status == "cancelled"


@pytest.mark.sqlite
def test_the_mail_of_a_confirmed_request_says_what_to_do_next(kuuloke, sami, eero, maija) -> None:
    published(sami)
    confirmed(sami, email=eero.email)
    [said] = [compose(one).body for one in written_to(eero.email) if one.template == NEWS]
    assert "Valitse seuraavaksi aika tutustumistapaamiselle." in said
    confirmed(sami, email=maija.email, for_whom="staff", payer="employer")
    [said] = [compose(one).body for one in written_to(maija.email) if one.template == NEWS]
    assert "tutustumistapaamiselle" not in said, "its members choose"


def test_of_one_alone_nobody_is_counted(kuuloke, sami, eero) -> None:
    published(sami)
    request = confirmed(sami, email=eero.email)
    path = f"/requests/{request.pk}/"
    page = text(reading(eero).get(path))
    assert "0 of 1" not in page
    assert "Everybody wants to start" not in page
    answer(request, eero, "start")
    for reader in (eero, sami):
        assert "Wants to start" in text(reading(reader).get(path))
