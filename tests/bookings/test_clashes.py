"""A group member's own clash: a warning to that member alone; who plans reads that it does not suit somebody (C42)."""

from typing import Any

import pytest
from django.urls import reverse

from bookings.models import Booking, Status
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.pages import fields, landed, links, reading, text
from tests.bookings.stories import NEXT_TUESDAY, TUESDAY, book, move
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User

DOES_NOT_SUIT = "This time does not suit every member."
CLASH = "You have another session at the same time"


@pytest.fixture
def eeros(kuuloke: Any, eero: User, kaisa: User) -> Booking:
    """What Eero pays for himself, with Kaisa, on the Tuesday on which Sami plans the group."""
    own = factories.make_process(supervisor=kaisa, supervisees=[eero])
    return factories.make_booking(process=own, starts_at=TUESDAY)


def sheet(process: Process) -> str:
    return reverse("bookings:slots", args=[process.pk], query={"day": "2027-02-09", "time": "10.00"})


@pytest.mark.parametrize("who", ["sami", "laura"])
def test_who_plans_reads_that_it_does_not_suit_and_may_choose_it_all_the_same_C42(
    group_with_sami: Process, eeros: Booking, who: str, request: pytest.FixtureRequest
) -> None:
    client = reading(request.getfixturevalue(who))
    page = client.get(sheet(group_with_sami))
    assert DOES_NOT_SUIT in text(page)
    assert not [word for word in ("Eero", "Kaisa", eeros.process.code, str(eeros.pk)) if word in page.content.decode()]

    assert client.post(sheet(group_with_sami), fields(page, having="starts_at")).status_code == 303
    assert Booking.objects.filter(process=group_with_sami, starts_at=TUESDAY).exists()


@pytest.mark.sqlite
def test_a_time_that_suits_everybody_says_nothing(group_with_sami: Process, eeros: Booking, sami: User) -> None:
    url = reverse("bookings:slots", args=[group_with_sami.pk], query={"day": "2027-02-09", "time": "11.30"})
    assert DOES_NOT_SUIT not in text(reading(sami).get(url))  # half-open: it begins when Eero's ends


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.DECLINED])
def test_what_was_called_off_clashes_with_nothing(
    group_with_sami: Process, eeros: Booking, sami: User, status: Status
) -> None:
    Booking.objects.filter(pk=eeros.pk).update(status=status)
    assert DOES_NOT_SUIT not in text(reading(sami).get(sheet(group_with_sami)))


@pytest.mark.sqlite
def test_a_time_set_by_hand_says_so_afterwards(group_with_sami: Process, eeros: Booking, sami: User) -> None:
    client = reading(sami)
    answer = client.post(
        reverse("bookings:slots", args=[group_with_sami.pk]), {"by_hand": "1", "day": "2027-02-09", "time": "10:00"}
    )
    page = text(landed(answer, client))
    assert DOES_NOT_SUIT in page
    assert "Kaisa" not in page


@pytest.mark.sqlite
def test_a_move_and_a_series_say_it_before_the_button(group_with_sami: Process, eeros: Booking, sami: User) -> None:
    later = factories.make_booking(process=group_with_sami, starts_at=NEXT_TUESDAY)
    client = reading(sami)
    url = reverse("bookings:rescheduling", args=[later.pk], query={"day": "2027-02-09", "time": "10.00"})
    assert DOES_NOT_SUIT in text(client.get(url))

    plan = {"first_on": "2027-02-09", "time": "10:00", "every": "2", "times": "2"}
    page = text(client.get(reverse("bookings:series_new", args=[group_with_sami.pk]), plan))
    assert page.count("Does not suit every member") == 1
    assert "Kaisa" not in page
    assert "Tue 9 Feb 2027 at 10:00–11:30 Does not suit every member" in page


def test_the_member_alone_is_warned_on_the_sessions_page(
    group_with_sami: Process, eeros: Booking, aino: User, eero: User, sami: User, maija: User, laura: User
) -> None:
    group = book(group_with_sami, by=sami)

    page = reading(eero).get(group.get_absolute_url())
    assert f"{CLASH}: Tue 9 Feb 2027 at 10:00–11:30." in text(page)
    assert links(page, str(eeros.pk))
    assert CLASH in text(reading(eero).get(eeros.get_absolute_url()))
    for other in (aino, sami, maija, laura):
        seen = reading(other).get(group.get_absolute_url())
        assert CLASH not in text(seen)
        assert DOES_NOT_SUIT not in text(seen)
        assert not links(seen, str(eeros.pk))


@pytest.mark.sqlite
@pytest.mark.parametrize("happens", ["booked", "moved"])
def test_no_mail_tells_of_it_since_an_employer_may_read_the_mailbox_C42(
    group_with_sami: Process, eeros: Booking, aino: User, eero: User, sami: User, happens: str
) -> None:
    """Nor do two mails to two members differ, nor what is kept of them: the warning stands on Eero's page alone."""
    if happens == "booked":
        book(group_with_sami, by=sami)
    else:
        move(factories.make_booking(process=group_with_sami, starts_at=NEXT_TUESDAY), by=sami, to=TUESDAY)

    assert Message.objects.get(user=eero).facts == Message.objects.get(user=aino).facts
    sent = mails.post()
    for member in (aino, eero):
        mail = mails.everything(mails.to(member, sent))
        assert not [word for word in ("samaan aikaan", "toinen tapaaminen", "Kaisa") if word in mail]


def test_without_a_clash_nobody_is_warned(group_with_sami: Process, eero: User, sami: User) -> None:
    group = book(group_with_sami, by=sami)
    assert CLASH not in text(reading(eero).get(group.get_absolute_url()))


def test_a_session_that_a_work_mailbox_opened_hears_nothing_of_what_eero_pays_himself_C6_C42(
    group_with_sami: Process, eeros: Booking, eero: User
) -> None:
    groups = factories.make_booking(process=group_with_sami, starts_at=TUESDAY)
    own, at_work = (
        factories.client_of(eero, content=content).get(groups.get_absolute_url()) for content in (True, False)
    )

    assert eeros.get_absolute_url() in own.content.decode()
    assert at_work.status_code == 200
    assert eeros.get_absolute_url() not in at_work.content.decode()
    assert "toinen tapaaminen samaan aikaan" not in text(at_work)
