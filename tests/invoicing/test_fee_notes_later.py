"""What becomes of a fee note after it was made: paid, sent to another address, taken back and made anew (0047)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from invoicing.documents.pdf import render_fee_note
from invoicing.fees import owed
from invoicing.models import FeeNote, NotMade
from invoicing.tasks import sweep
from processes.models import Process
from tests.bookings.mails import post
from tests.factories import NOW, client_of
from tests.forms import faults, finnish
from tests.harness.sinks import pdf_text
from tests.invoicing.month import JANUARY, TODAY, held
from tests.invoicing.test_fee_notes import EIGHTY, LAST, agree, days, note, page, shared, text_of
from tyonohjaus.events.models import Event
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User

__all__ = ["shared"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def made(shared: Process, kaisa: User, laura: User) -> FeeNote:
    agree(shared, kaisa, laura)
    held(shared, "2027-01-12 12:00")
    return note(kaisa, laura)


def test_one_that_was_wrong_stays_and_its_sessions_go_on_a_new_one(
    made: FeeNote, shared: Process, kaisa: User, laura: User
) -> None:
    assert not owed(until=LAST)
    made.take_back(by=laura, now=NOW)
    agree(shared, kaisa, laura, "90", starts_on=JANUARY)
    assert [one.agreed.fee for one in owed(until=LAST)] == [Decimal(90)]

    again = note(kaisa, laura)

    assert (days(made), days(again)) == ([(held_on(made), EIGHTY)], [(held_on(made), Decimal(90))])
    assert (again.edition, again.frozen().file_name) == (1, "palkkiotosite202701v2.pdf")
    assert "ersätter ett tidigare" in " ".join(pdf_text(render_fee_note(again.frozen())).split())
    assert not owed(until=LAST)
    with pytest.raises(TooLate):
        made.take_back(by=laura, now=NOW)
    again.take_back(by=laura, now=NOW)
    assert note(kaisa, laura).edition == 2
    assert Event.objects.filter(name="fee_note.taken_back").count() == 2


def held_on(found: FeeNote) -> object:
    return found.frozen().rows[0].performed_on


def test_one_that_is_taken_back_before_its_mail_left_does_not_leave(made: FeeNote, laura: User) -> None:
    sweep()
    assert Message.objects.waiting().filter(about_id=made.pk).count() == 1
    made.take_back(by=laura, now=NOW)
    assert not [one for one in post() if one.attachments]


def test_what_is_paid_is_not_taken_back_before_that_mark_is(made: FeeNote, laura: User) -> None:
    made.mark_paid(on=TODAY, by=laura, now=NOW)
    for refused in (
        lambda: made.take_back(by=laura, now=NOW),
        lambda: made.mark_paid(on=TODAY, by=laura, now=NOW),
    ):
        with pytest.raises(TooLate):
            refused()
    made.mark_unpaid(by=laura)
    with pytest.raises(TooLate):
        made.mark_unpaid(by=laura)
    made.take_back(by=laura, now=NOW)
    with pytest.raises(TooLate):
        made.mark_paid(on=TODAY, by=laura, now=NOW)


def test_sent_again_it_goes_to_the_address_of_today_and_once(made: FeeNote, kaisa: User, laura: User) -> None:
    with pytest.raises(NotMade):
        made.mail(to=kaisa.email, by=laura)
    sweep()
    User.objects.filter(pk=kaisa.pk).update(email="kaisa@uusi.example")
    office = finnish(laura, content=False)
    assert "kaisa@uusi.example" in text_of(office.get(page("fee_note", made)))

    for _press in range(2):
        assert office.post(page("fee_note_mail", made)).status_code == 303

    attached = [one.to for one in post() if [file[0] for file in one.attachments] == ["palkkiotosite202701.pdf"]]
    assert sorted(attached) == [[kaisa.email], ["kaisa@uusi.example"]]
    made.refresh_from_db()
    assert made.address == "kaisa@uusi.example"

    User.objects.filter(pk=kaisa.pk).update(is_active=False)
    assert office.post(page("fee_note_mail", made)).status_code == 303
    made.refresh_from_db()
    assert made.address == "kaisa@uusi.example", "nobody took it anywhere else"
    assert Event.objects.filter(name="fee_note.mailed").count() == 1


def test_laura_pays_it_mends_that_and_takes_it_back_on_its_page(
    made: FeeNote, kaisa: User, laura: User, maija: User
) -> None:
    office = finnish(laura, content=False)
    wrong = office.post(page("fee_note_payment", made), {"paid_on": str(TODAY + timedelta(days=1))})
    assert (wrong.status_code, set(faults(wrong))) == (422, {"paid_on"})
    assert office.post(page("fee_note_payment", made), {"paid_on": str(TODAY)}).status_code == 303
    shown = text_of(office.get(page("fee_note", made)))
    assert "Merkintä oli virhe" in shown
    assert reverse("invoicing:fee_note_withdrawal", args=[made.pk]) not in shown
    late = office.post(page("fee_note_withdrawal", made))
    assert (late.status_code, "Mitään ei merkitty" in text_of(late)) == (422, True)
    assert "Maksettu" in text_of(finnish(kaisa).get(reverse("invoicing:fee_notes")))
    assert office.post(page("fee_note_unpaid", made)).status_code == 303
    assert office.post(page("fee_note_withdrawal", made)).status_code == 303
    assert "Peruttu" in text_of(finnish(kaisa).get(reverse("invoicing:fee_notes")))
    assert kaisa.name in text_of(office.get(page("fees", JANUARY)))

    for somebody in (client_of(kaisa), client_of(maija)):
        for name in ("fee_note", "fee_note_payment", "fee_note_unpaid", "fee_note_mail", "fee_note_withdrawal"):
            ask = somebody.get if name == "fee_note" else somebody.post
            assert ask(page(name, made)).status_code in {403, 404}
