"""What an outside co-supervisor is paid: agreed by the office, noted once a month, and no session twice (issue 5)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from bookings.models import Booking
from invoicing.documents.pdf import render_fee_note
from invoicing.fees import MadeAlready, make, owed, token_of
from invoicing.models import AgreedFee, FeeNote, Invoice, NumberSeries, PaidSession
from invoicing.monthly_run import NotOver
from invoicing.tasks import sweep
from processes.models import Participant, Process
from tests import factories
from tests.bookings.mails import post
from tests.database import refused
from tests.factories import NOW, helsinki
from tests.forms import faults, finnish, queries, typed
from tests.harness.sinks import pdf_text
from tests.invoicing.month import FEBRUARY, JANUARY, MARCH_FIRST, held
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = [pytest.mark.django_db, pytest.mark.both]
LAST = date(2027, 1, 31)
EIGHTY = Decimal("80.00")


@pytest.fixture
def shared(kuuloke: Practice, aino: User, eero: User, sami: User, kaisa: User, lehtola: Organisation) -> Process:
    """A group of Sami's and Kaisa's, who is from outside."""
    return factories.make_process(
        supervisor=sami, co_supervisor=kaisa, supervisees=[aino, eero], organisation=lehtola, length_minutes=120
    )


def agree(process: Process, kaisa: User, laura: User, fee: str = "80", **more: Any) -> AgreedFee:
    said = {"vat": AgreedFee.Vat.OUTSIDE, "starts_on": date(2027, 1, 1), **more}
    return AgreedFee.agree(process, person=kaisa, fee=Decimal(fee), by=laura, **said)


def note(
    kaisa: User, laura: User, first: date = JANUARY, *, absent: tuple[Booking, ...] = (), now: Any = NOW
) -> FeeNote:
    after = first.replace(day=28)
    until = after.replace(day=31) if first == JANUARY else after
    shown = token_of(owed(until=until, person=kaisa))
    return make(kaisa, first, shown=shown, absent=frozenset(one.pk for one in absent), by=laura, now=now)


def days(found: FeeNote) -> list[tuple[date, Decimal]]:
    return [(row.performed_on, row.fee) for row in found.frozen().rows]


# --- what is owed


def test_held_sessions_since_the_agreed_day_are_owed_at_the_fee_of_their_day(
    shared: Process, kaisa: User, laura: User
) -> None:
    held(shared, "2026-12-15 12:00")  # before anything was agreed
    first, second = held(shared, "2027-01-12 12:00"), held(shared, "2027-01-26 12:00")
    factories.make_booking(process=shared, starts_at=helsinki("2027-01-19 12:00"))  # not held
    held(shared, "2027-02-02 12:00")  # of another month
    agree(shared, kaisa, laura)
    agree(shared, kaisa, laura, "95", starts_on=date(2027, 1, 20))

    assert [(one.booking, one.agreed.fee) for one in owed(until=LAST)] == [(first, EIGHTY), (second, Decimal(95))]
    agree(shared, kaisa, laura, "0", starts_on=date(2027, 1, 20))
    assert [one.booking for one in owed(until=LAST)] == [first], "nought ends it"


def test_neither_before_they_came_nor_where_a_substitute_stood_in(
    shared: Process, kaisa: User, sami: User, laura: User
) -> None:
    agree(shared, kaisa, laura)
    held(shared, "2027-01-12 12:00")
    there = held(shared, "2027-01-26 12:00")
    days_of = {"starts_on": date(2027, 1, 12), "ends_on": date(2027, 1, 12)}
    onni = factories.make_person(name="Onni Aho", email="onni@aho.example")
    co = Participant.As.CO_SUPERVISOR
    Participant.objects.create(process=shared, user=onni, capacity=co, stands_for=kaisa, **days_of)
    agree(shared, onni, laura, "60")
    agree(shared, sami, laura, "500")  # leads the process: this is no fee of theirs

    assert [(one.person, one.booking.day.day) for one in owed(until=LAST)] == [(kaisa, 26), (onni, 12)]
    shared.participants.filter(user=kaisa).update(starts_on=date(2027, 1, 27))
    assert not owed(until=LAST, person=kaisa)
    assert there


def test_one_who_stood_in_and_then_stays_is_paid_once_and_can_be(
    shared: Process, kaisa: User, sami: User, laura: User
) -> None:
    """Their days as a substitute go on beside those of a co-supervisor."""
    days_of = {"starts_on": date(2027, 1, 11), "ends_on": date(2027, 1, 31)}
    co = Participant.As.CO_SUPERVISOR
    Participant.objects.create(process=shared, user=kaisa, capacity=co, stands_for=sami, **days_of)
    agree(shared, kaisa, laura)
    there = held(shared, "2027-01-12 12:00")

    assert [one.booking for one in owed(until=LAST)] == [there]
    assert days(note(kaisa, laura)) == [(there.day, EIGHTY)]


# --- the note


def test_a_note_is_frozen_takes_no_number_and_holds_no_name(
    shared: Process, kaisa: User, laura: User, aino: User
) -> None:
    agree(shared, kaisa, laura)
    held(shared, "2027-01-12 12:00")
    held(shared, "2027-01-26 12:00")

    made = note(kaisa, laura)

    assert days(made) == [(date(2027, 1, 12), EIGHTY), (date(2027, 1, 26), EIGHTY)]
    assert (made.gross, made.address) == (Decimal(160), kaisa.email)
    assert not Invoice.objects.exists()
    assert NumberSeries.peek(on=NOW.date()) == 1
    for hidden in (aino.name, "Eero", "Sami", "Lehtola"):
        assert hidden not in made.document, "C17, C19"


def test_of_a_session_that_they_missed_nothing_is_paid_and_it_does_not_come_back(
    shared: Process, kaisa: User, laura: User
) -> None:
    agree(shared, kaisa, laura)
    missed = held(shared, "2027-01-12 12:00")
    held(shared, "2027-01-26 12:00")
    made = note(kaisa, laura, absent=(missed,))

    assert days(made) == [(date(2027, 1, 12), Decimal(0)), (date(2027, 1, 26), EIGHTY)]
    assert "inget arvode" in pdf_text(render_fee_note(made.frozen()))
    assert not owed(until=LAST)


def test_what_is_marked_late_goes_on_the_next_note_with_its_own_day(shared: Process, kaisa: User, laura: User) -> None:
    agree(shared, kaisa, laura)
    held(shared, "2027-01-12 12:00")
    first = note(kaisa, laura)
    late = held(shared, "2027-01-26 12:00")
    with pytest.raises(MadeAlready):
        note(kaisa, laura)
    held(shared, "2027-02-09 12:00")
    with time_machine.travel(MARCH_FIRST):
        second = note(kaisa, laura, FEBRUARY, now=MARCH_FIRST)

    assert days(second) == [(late.day, EIGHTY), (date(2027, 2, 9), EIGHTY)]
    assert second.frozen().period_first_on == JANUARY
    assert second.frozen().file_name == "palkkiotosite202702.pdf"
    first.refresh_from_db()
    assert days(first) == [(date(2027, 1, 12), EIGHTY)], "frozen"


def test_made_is_what_was_shown_and_never_before_the_month_is_over(shared: Process, kaisa: User, laura: User) -> None:
    agree(shared, kaisa, laura)
    held(shared, "2027-01-12 12:00")
    with pytest.raises(NotOver):
        note(kaisa, laura, FEBRUARY)
    shown = token_of(owed(until=LAST, person=kaisa))
    agree(shared, kaisa, laura, "90")
    with pytest.raises(ChangedMeanwhile):
        make(kaisa, JANUARY, shown=shown, absent=frozenset(), by=laura, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        make(laura, JANUARY, shown=token_of([]), absent=frozenset(), by=laura, now=NOW)
    assert not FeeNote.objects.exists()


def test_one_who_is_registered_reads_the_vat_of_each_day_and_is_asked_for_an_invoice(
    shared: Process, kaisa: User, laura: User
) -> None:
    """Whether the practice itself is registered changes nothing of it."""
    Practice.objects.update(vat=Practice.Vat.SMALL)
    agree(shared, kaisa, laura, "80.01", vat=AgreedFee.Vat.REGISTERED)
    for day in (11, 12, 26):
        held(shared, f"2027-01-{day} 12:00")
    made = note(kaisa, laura).frozen()

    [rate] = made.rates
    assert (rate.base, rate.tax, made.gross) == (Decimal("240.03"), Decimal("61.21"), Decimal("301.24")), "tax once"
    text = " ".join(pdf_text(render_fee_note(made)).split())
    assert "skicka en faktura" in text
    assert "Moms 25,5 %" in text.replace("\u00a0", " ")


# --- the database


def test_the_database_keeps_the_note(shared: Process, kaisa: User, laura: User) -> None:
    agree(shared, kaisa, laura)
    held(shared, "2027-01-12 12:00")
    note(kaisa, laura).take_back(by=laura, now=NOW)
    for sql in (
        "UPDATE invoicing_feenote SET document = ''",
        "UPDATE invoicing_feenote SET gross = 1",
        "UPDATE invoicing_feenote SET period_first_on = '2026-01-01'",
        "DELETE FROM invoicing_feenote",
        "UPDATE invoicing_paidsession SET fee = 1",
        "DELETE FROM invoicing_paidsession",
        "DELETE FROM invoicing_feenotetakenback",
    ):
        assert refused(sql), sql


def test_the_database_refuses_a_session_twice_and_a_note_twice(
    shared: Process, kaisa: User, sami: User, laura: User
) -> None:
    agree(shared, kaisa, laura)
    booking = held(shared, "2027-01-12 12:00")
    made = note(kaisa, laura)
    for person in (kaisa, sami):  # again, and as if it were another's
        with pytest.raises(IntegrityError), transaction.atomic():
            PaidSession.objects.create(note=made, booking=booking, person=person, fee=EIGHTY)
    stands = {"document": made.document, "gross": made.gross, "by": laura}
    for edition in (0, 1):  # nor in the place of one that holds
        with pytest.raises(IntegrityError), transaction.atomic():
            FeeNote.objects.create(person=kaisa, period_first_on=JANUARY, edition=edition, **stands)
        with pytest.raises(IntegrityError), transaction.atomic():
            PaidSession.objects.create(note=made, booking=booking, person=kaisa, fee=EIGHTY, edition=edition)


# --- paper and post


def test_the_worker_prints_it_and_it_goes_to_who_is_paid(shared: Process, kaisa: User, laura: User) -> None:
    kaisa.language = "fi"
    kaisa.save()
    agree(shared, kaisa, laura)
    held(shared, "2027-01-12 12:00")
    made = note(kaisa, laura)
    sweep()
    sweep()

    made.refresh_from_db()
    text = " ".join(pdf_text(bytes(made.pdf)).replace("\u00a0", " ").split())
    for said in ("Palkkiotosite", "ei lasku", "Maksamme tämän palkkion sinulle", "80,00 €", shared.code, "120 min"):
        assert said in text, said
    assert "ennakkoperintärekisterissä" in text
    for hidden in ("Aino", "Eero", "Sami", "Lehtola", "Viitenumero"):
        assert hidden not in text, hidden
    [mail] = [one for one in post() if "Palkkiotosite" in one.subject]
    assert mail.to == [kaisa.email]
    assert [file[0] for file in mail.attachments] == ["palkkiotosite202701.pdf"]


def test_where_an_employer_reads_the_mail_it_is_given_by_hand_C6(shared: Process, kaisa: User, laura: User) -> None:
    kaisa.email = "kaisa.lindqvist@lehtola.example"  # as Maija's, a manager's
    kaisa.save()
    factories.make_manager(
        user=factories.make_person(name="Mika", email="mika@lehtola.example"), organisation=shared.organisation
    )
    agree(shared, kaisa, laura)
    held(shared, "2027-01-12 12:00")
    made = note(kaisa, laura)
    sweep()

    assert made.address == ""
    assert not Message.objects.filter(about_id=made.pk).exists()


# --- pages


def page(name: str, row: Any) -> str:
    return reverse(f"invoicing:{name}", args=[getattr(row, "pk", row)])


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ").split())


def test_a_name_that_the_paper_would_leave_out_is_told_before(shared: Process, kaisa: User, laura: User) -> None:
    """As of an invoice (documents/problems.py): the note would say whose it is not."""
    agree(shared, kaisa, laura)
    held(shared, "2027-01-12 12:00")
    kaisa.name = "花子 🌸"
    kaisa.save(update_fields=["name"])
    pressed = {"person": str(kaisa.pk), "shown": token_of(owed(until=LAST))}

    answer = finnish(laura, content=False).post(page("fees", JANUARY), pressed, follow=True)

    assert "花子 🌸: Merkki, jota ei voi tulostaa: nimi." in text_of(answer)
    assert not FeeNote.objects.exists()


def test_laura_agrees_looks_and_makes_it_and_kaisa_reads_her_own(
    shared: Process, kaisa: User, sami: User, laura: User, maija: User
) -> None:
    """C35: a code, days and minutes, by a session that opens no content."""
    held(shared, "2027-01-12 12:00")
    office = finnish(laura, content=False)
    values = {"person": str(kaisa.pk), "fee": "80", "vat": "outside", "starts_on": "1.1.2027"}
    wrong = office.post(page("fee_new", shared), values | {"fee": "kahdeksan", "starts_on": "1.1.2020"})
    assert (wrong.status_code, set(faults(wrong)), typed(wrong, "fee")) == (422, {"fee", "starts_on"}, "kahdeksan")
    assert office.post(page("fee_new", shared), values | {"person": str(sami.pk)}).status_code == 422
    assert office.post(page("fee_new", shared), values | {"fee": "8000"}).status_code == 422  # 80,00 without its comma
    assert office.post(page("fee_new", shared), values).status_code == 303
    assert "80,00 € tapaamisesta 1.1.2027 alkaen" in text_of(office.get(reverse("processes:detail", args=[shared.pk])))

    shown = text_of(office.get(page("fees", JANUARY)))
    for said in ("Kaisa Lindqvist", shared.code, "120 min", "80,00 €"):
        assert said in shown, said
    for hidden in ("Aino", "Eero"):
        assert hidden not in shown
    pressed = {"person": str(kaisa.pk), "shown": token_of(owed(until=LAST))}
    assert office.post(page("fees", JANUARY), pressed | {"shown": "x"}).status_code == 422
    assert office.post(page("fees", JANUARY), pressed | {"absent": "x"}).status_code == 422
    assert office.post(page("fees", JANUARY), pressed | {"person": str(sami.pk)}).status_code == 422
    assert office.post(page("fees", JANUARY)).status_code == 422
    assert [office.post(page("fees", JANUARY), pressed).status_code for _time in range(2)] == [303, 303]
    made = FeeNote.objects.get()
    sweep()

    own = finnish(kaisa)
    shared.participants.filter(user=kaisa).update(ends_on=date(2027, 1, 31))  # theirs when it is over, too
    assert reverse("invoicing:fee_notes") in text_of(own.get(reverse("home")))
    assert page("fee_note_pdf", made) in text_of(own.get(reverse("invoicing:fee_notes")))
    answer = own.get(page("fee_note_pdf", made))
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")
    assert own.get(page("fees", JANUARY)).status_code == 404
    for somebody in (finnish(sami), finnish(maija), finnish(kaisa, content=False)):
        assert somebody.get(page("fee_note_pdf", made)).status_code == 404


def test_another_co_supervisor_reads_none_of_it(shared: Process, kaisa: User, laura: User, onni_too: User) -> None:
    agree(shared, kaisa, laura)
    held(shared, "2027-01-12 12:00")
    made = note(kaisa, laura)
    others = finnish(onni_too)

    assert others.get(page("fee_note_pdf", made)).status_code == 404
    assert page("fee_note_pdf", made) not in text_of(others.get(reverse("invoicing:fee_notes")))


@pytest.fixture
def onni_too(shared: Process) -> User:
    """A second co-supervisor of the same group."""
    onni = factories.make_person(name="Onni Aho", email="onni@aho.example")
    co = Participant.As.CO_SUPERVISOR
    Participant.objects.create(process=shared, user=onni, capacity=co, starts_on=shared.starts_on)
    return onni


def test_the_page_asks_as_much_for_three_as_for_one(
    shared: Process, kaisa: User, laura: User, aino: User, sami: User, onni_too: User
) -> None:
    office = finnish(laura)
    agree(shared, kaisa, laura)
    held(shared, "2027-01-12 12:00")
    once = queries(office, page("fees", JANUARY))
    agree(shared, onni_too, laura)
    other = factories.make_process(supervisor=sami, co_supervisor=kaisa, supervisees=[aino])
    agree(other, kaisa, laura)
    for process, day in ((shared, 13), (shared, 26), (other, 27)):
        held(process, f"2027-01-{day} 12:00")

    assert queries(office, page("fees", JANUARY)) == once
