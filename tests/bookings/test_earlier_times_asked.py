"""The wish for an earlier time: asked for, changed, taken back (E5)."""

from datetime import date

import pytest

from bookings.earlier_times import offer_freed
from bookings.models import (
    Booking,
    TimeOffer,
    TimeWish,
)
from processes.models import Process
from processes.models.agreeing import People
from tests.bookings import mails
from tests.bookings.earlier import held, the_offer
from tests.bookings.pages import reading, text
from tests.factories import NOW, client_of, make_person
from tyonohjaus.people.models import User


def test_never_to_one_who_took_the_wish_back_E5(theirs: Booking, wish: TimeWish, aino: User, eero: User) -> None:
    theirs.cancel(by=aino, now=NOW)
    offer_freed(NOW)
    path = f"/processes/{wish.process_id}/earlier-time/"
    assert reading(eero).post(path, {"take_back": str(TimeWish.objects.waiting().get().pk)}).status_code == 303
    assert the_offer().status == "withdrawn"
    assert not held()
    assert not mails.post() or eero.email not in mails.recipients(mails.post())
    offer_freed(NOW)
    assert TimeOffer.objects.count() == 1


@pytest.mark.parametrize("goes", ["leaves", "closes their account"])
def test_of_one_who_left_nothing_is_held_and_nobody_else_reads_the_wish_C22(
    theirs: Booking, wish: TimeWish, aino: User, eero: User, sami: User, laura: User, goes: str
) -> None:
    Booking.objects.filter(process=wish.process).delete()
    theirs.cancel(by=aino, now=NOW)
    offer_freed(NOW)
    assert held() == {"Eero Virtanen", "Sami Rautio"}
    new, process = make_person(name="Uusi Ohjattava"), wish.process
    if goes == "leaves":
        process.change(people=People(supervisor=sami, supervisees=(new,)), by=laura)
    else:
        User.objects.filter(pk=eero.pk).update(is_active=False)
    offer_freed(NOW)
    assert held() == set()
    assert the_offer().status == "withdrawn"
    assert eero.email not in mails.recipients(mails.post())
    if goes == "leaves":
        browser = reading(new)
        assert "You have asked for an earlier time" not in text(browser.get(f"/processes/{process.pk}/earlier-time/"))
        assert "An earlier time is held for you" not in text(browser.get("/"))


def test_the_page_asks_changes_and_takes_back(eeros: Process, eero: User) -> None:
    path = f"/processes/{eeros.pk}/earlier-time/"
    form = {"from_on": "8.2.2027", "weekdays": ["1", "3"], "parts": ["morning"]}
    assert reading(eero).post(path, form).status_code == 303
    wish = TimeWish.objects.get()
    assert (wish.from_on, wish.weekdays, wish.parts) == (date(2027, 2, 8), [1, 3], ["morning"])
    reading(eero).post(path, form | {"weekdays": []})
    assert TimeWish.objects.get().weekdays == []
    for bad in ({"from_on": "31.1.2027"}, {"from_on": "x"}, {"from_on": "8.2.2027", "weekdays": ["9"]}):
        assert reading(eero).post(path, bad).status_code == 422
    reading(eero).post(path, {"take_back": str(TimeWish.objects.waiting().get().pk)})
    assert TimeWish.objects.get().ended_at


def test_a_group_has_no_such_page_to_fill_and_others_none_at_all(
    group_with_sami: Process, aino_with_sami: Process, aino: User, sami: User, maija: User, laura: User, outi: User
) -> None:
    path = f"/processes/{group_with_sami.pk}/earlier-time/"
    assert reading(aino).post(path, {"from_on": "8.2.2027"}).status_code == 422
    assert not TimeWish.objects.exists()
    own = f"/processes/{aino_with_sami.pk}/earlier-time/"
    assert [client_of(user).get(own).status_code for user in (aino, sami, maija, laura, outi)] == [
        200,
        403,
        403,
        403,
        404,
    ]


@pytest.mark.sqlite
def test_what_was_taken_back_or_changed_in_another_window_is_not_written_over(wish: TimeWish, eero: User) -> None:
    path, client = f"/processes/{wish.process_id}/earlier-time/", reading(eero)
    form = {"from_on": "8.2.2027", "weekdays": ["1"]}
    old = form | {"seen": TimeWish.seen(wish.process)}
    assert client.post(path, form | {"weekdays": ["2"], "seen": old["seen"]}).status_code == 303
    changed = client.post(path, old)
    assert changed.status_code == 422
    assert "changed or taken back in another window" in text(changed)
    assert TimeWish.objects.get().weekdays == [2]

    old["seen"] = TimeWish.seen(wish.process)
    assert client.post(path, {"take_back": str(wish.pk)}).status_code == 303
    assert client.post(path, old).status_code == 422
    assert not TimeWish.objects.waiting().exists()

    anew = client.post(path, form | {"seen": ""})
    assert anew.status_code == 303
    assert client.post(path, {"take_back": str(wish.pk)}).status_code == 422  # of the wish before
    assert TimeWish.objects.waiting().exists()
    assert client.post(path, form | {"seen": ""}).status_code == 303  # a second tap of the same
