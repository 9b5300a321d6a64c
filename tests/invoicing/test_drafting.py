"""The 1st of February: January's sessions become one draft a payer and references, however often it is run."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bookings.models import Booking, Status
from invoicing import hours
from invoicing.models import Invoice, Line
from invoicing.monthly_run import NotOver, draft_month, month_that_ended
from processes.models import Process
from tests import factories
from tests.factories import NOW, helsinki
from tests.invoicing.month import FEBRUARY, JANUARY, MARCH_FIRST, approved, cancelled, draft, held, sessions, state
from tyonohjaus.events.models import Event
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def framed(aino_with_sami: Process) -> Process:
    """Lehtola has approved all of Aino's sessions in advance."""
    aino_with_sami.approval = "frame"
    aino_with_sami.save()
    return aino_with_sami


def test_held_and_chargeable_sessions_lie_on_one_draft(framed: Process, aino: User, lehtola: Organisation) -> None:
    took_place = held(framed, "2027-01-11 09:00")
    did_not_come = factories.make_booking(process=framed, starts_at=helsinki("2027-01-18 09:00"), status="no_show")
    too_late = cancelled(framed, "2027-01-25 09:00", by=aino, share=100)
    cancelled(framed, "2027-01-26 09:00", by=aino, share=0)
    factories.make_booking(process=framed, starts_at=helsinki("2027-01-27 09:00"), status="declined")
    factories.make_booking(process=framed, starts_at=helsinki("2027-01-28 09:00"), status="confirmed")

    [invoice] = draft()

    assert sessions(invoice) == [took_place, did_not_come, too_late]
    assert invoice.organisation == lehtola
    assert (invoice.cost_centre, invoice.buyer_reference) == ("4410", "Toimintaterapia")
    assert (invoice.period_first_on, invoice.period_last_on) == (JANUARY, date(2027, 1, 31))
    assert invoice.number is None


def test_again_nothing_changes(framed: Process, group_with_sami: Process) -> None:
    held(framed), held(group_with_sami, "2027-01-13 13:00")
    draft()
    before = (_rows(Invoice), _rows(Line), _rows(Message), Event.objects.count())

    for _again in range(3):
        outcome = draft_month(JANUARY, now=NOW)

    assert (outcome.new, outcome.gone) == (0, 0)
    assert (_rows(Invoice), _rows(Line), _rows(Message), Event.objects.count()) == before


def test_the_share_of_the_price_is_that_of_the_rule(framed: Process, aino: User) -> None:
    framed.cancellation_share = 50
    framed.save()
    cancelled(framed, "2027-01-25 09:00", by=aino, share=50)
    factories.make_booking(process=framed, starts_at=helsinki("2027-01-18 09:00"), status="no_show")

    draft()

    assert {line.share for line in Line.objects.all()} == {50}
    assert {line.net for line in Line.objects.all()} == {Decimal("87.50")}


def test_internal_supervision_is_never_invoiced_S1_7(
    kuuloke: Practice, aino: User, sami: User, lehtola: Organisation
) -> None:
    internal = factories.make_process(supervisor=sami, supervisees=[aino], organisation=lehtola, payer="internal")
    held(internal)

    assert draft() == []
    assert not Line.objects.exists()


def test_history_before_the_start_of_billing_is_never_invoiced(framed: Process, kuuloke: Practice) -> None:
    held(framed, "2026-12-31 09:00")
    first = held(framed, "2027-01-01 00:00")  # midnight in Helsinki, still December in UTC

    [invoice] = draft()

    assert sessions(invoice) == [first]


def test_nothing_is_invoiced_before_the_practice_says_from_when(framed: Process, kuuloke: Practice) -> None:
    held(framed)
    Practice.objects.update(billing_starts_on=None)

    assert draft() == []


def test_the_month_ends_in_helsinki(framed: Process) -> None:
    held(framed, "2027-02-01 00:30")  # 22.30 on 31.1. in UTC

    assert draft() == []
    assert month_that_ended(helsinki("2027-02-01 00:01")) == JANUARY
    assert month_that_ended(helsinki("2027-01-31 23:59")) == date(2026, 12, 1)


def test_a_month_that_goes_on_is_not_drafted(framed: Process) -> None:
    with pytest.raises(NotOver):
        draft_month(FEBRUARY, now=NOW)


def test_one_who_pays_themselves_is_a_consumer_or_their_own_business(
    kuuloke: Practice, aino: User, eero: User, sami: User, lehtola: Organisation
) -> None:
    private = factories.make_process(supervisor=sami, supervisees=[aino])
    own = factories.make_organisation(name="Tmi Eero Virtanen", business_id="9000015-0", own_of=eero)
    business = factories.make_process(supervisor=sami, supervisees=[eero], organisation=own, payer="self")
    held(private, "2027-01-11 09:00"), held(business, "2027-01-12 09:00")

    draft()

    assert Invoice.objects.get(consumer=aino).organisation is None
    assert Invoice.objects.get(organisation=own).consumer is None
    assert not Invoice.objects.filter(organisation=lehtola).exists()


def test_an_employer_never_gets_the_invoice_of_one_who_pays_themselves(
    kuuloke: Practice, aino: User, sami: User, lehtola: Organisation
) -> None:
    """Even if the office wrote the employer down beside it (DOMAIN 4.3)."""
    held(factories.make_process(supervisor=sami, supervisees=[aino], organisation=lehtola, payer="self"))

    assert draft() == []


def test_of_several_who_pay_together_nobody_is_guessed(kuuloke: Practice, aino: User, eero: User, sami: User) -> None:
    held(factories.make_process(supervisor=sami, supervisees=[aino, eero], kind="pair", payer="self"))

    assert draft() == []


def test_each_reference_has_its_own_invoice(framed: Process, aino: User, sami: User, lehtola: Organisation) -> None:
    other = factories.make_process(
        supervisor=sami, supervisees=[aino], organisation=lehtola, cost_centre="9900", approval="frame"
    )
    held(framed), held(other, "2027-01-12 09:00")

    assert [invoice.cost_centre for invoice in draft()] == ["4410", "9900"]


# --- before it is issued, a draft follows the sessions


def test_a_waived_session_leaves_its_draft(framed: Process, aino: User, sami: User) -> None:
    stays, late = held(framed), cancelled(framed, "2027-01-25 09:00", by=aino, share=100)
    draft()

    late.waive(by=sami, now=NOW)

    assert sessions(draft()[0]) == [stays]


def test_a_draft_that_is_left_empty_goes(framed: Process, aino: User, sami: User) -> None:
    late = cancelled(framed, "2027-01-25 09:00", by=aino, share=100)
    draft()
    late.waive(by=sami, now=NOW)

    assert draft() == []


def test_a_session_marked_otherwise_changes_its_line(framed: Process, sami: User) -> None:
    framed.cancellation_share = 50
    framed.save()
    session = held(framed)
    draft()

    session.mark_no_show(by=sami, now=NOW)
    draft()

    assert Line.objects.get().share == 50


def test_a_mended_price_changes_the_line(framed: Process, laura: User) -> None:
    session = held(framed)
    draft()

    session.reprice(by=laura, price=Decimal("160.50"))
    draft()

    assert Line.objects.get().net == Decimal("160.50")


def test_a_mended_reference_moves_the_line(framed: Process, laura: User) -> None:
    session = held(framed)
    draft()
    framed.cost_centre = "9900"
    framed.save()

    [invoice] = draft()

    assert (invoice.cost_centre, sessions(invoice)) == ("9900", [session])


def test_a_session_without_a_price_waits_for_one(framed: Process, laura: User) -> None:
    session = held(framed, price=None)
    assert draft() == []

    session.reprice(by=laura, price=Decimal(175))

    assert sessions(draft()[0]) == [session]


def test_a_session_for_nothing_is_on_no_invoice(framed: Process) -> None:
    held(framed, price=0)

    assert draft() == []


# --- what nobody approved waits for a yes


def test_only_employers_without_approval_or_frame_are_asked(
    aino_with_sami: Process, framed: Process, group_with_sami: Process, aino: User, sami: User, maija: User
) -> None:
    asked = held(group_with_sami, "2027-01-13 13:00")
    in_frame = held(framed, "2027-01-11 09:00")
    said_yes = approved(held(group_with_sami, "2027-01-20 13:00"), by=maija)
    own = held(factories.make_process(supervisor=sami, supervisees=[aino]), "2027-01-14 09:00")

    draft()

    assert state(asked) == Line.State.WAITING
    assert [state(booking) for booking in (in_frame, said_yes, own)] == [Line.State.READY] * 3
    line = Line.objects.get(booking=asked)
    assert line.invoice is None  # it is held back, not the invoice
    assert line.answer_by_on == date(2027, 2, 8)  # five working days


def test_a_yes_to_another_start_is_no_yes(group_with_sami: Process, maija: User) -> None:
    moved = approved(held(group_with_sami, "2027-01-13 13:00"), by=maija)
    Booking.objects.filter(pk=moved.pk).update(
        starts_at=moved.starts_at + timedelta(days=1), ends_at=moved.ends_at + timedelta(days=1)
    )

    draft()

    assert state(moved) == Line.State.WAITING


def test_where_nobody_can_be_asked_nothing_waits(kuuloke: Practice, sami: User, lehtola: Organisation) -> None:
    unmanaged = factories.make_person(name="Iida Metsä")
    session = held(factories.make_process(supervisor=sami, supervisees=[unmanaged], organisation=lehtola))

    draft()

    assert state(session) == Line.State.READY


def test_an_accepted_line_goes_on_the_draft(group_with_sami: Process, maija: User) -> None:
    session = held(group_with_sami)
    assert draft() == []

    Line.objects.get().accept(by=maija)

    assert sessions(draft()[0]) == [session]


def test_silence_accepts_after_the_last_day(group_with_sami: Process) -> None:
    session = held(group_with_sami)
    draft()

    assert hours.accept_silence(date(2027, 2, 8)) == 0
    assert hours.accept_silence(date(2027, 2, 9)) == 1

    assert sessions(draft()[0]) == [session]
    assert Event.objects.get(name="line.accepted").actor is None


def test_a_returned_line_is_held_back_until_the_office_settles_it(
    group_with_sami: Process, framed: Process, maija: User, laura: User
) -> None:
    session, other = held(group_with_sami, "2027-01-13 13:00"), held(framed)
    draft()
    Line.objects.get(booking=session).give_back(by=maija, returned_as="price")
    hours.accept_silence(date(2027, 3, 1))

    [invoice] = draft()
    assert sessions(invoice) == [other]

    Line.objects.get(booking=session).settle(by=laura, price=Decimal("150.00"))

    assert sessions(draft()[0]) == [other, session]
    session.refresh_from_db()
    assert session.price == Decimal("150.00")


def test_another_sum_is_asked_anew(group_with_sami: Process, maija: User, laura: User) -> None:
    """Maija said yes to 175; she has not said yes to 200."""
    session = held(group_with_sami)
    draft()
    Line.objects.get().accept(by=maija)
    session.reprice(by=laura, price=Decimal(200))

    assert draft() == []
    assert state(session) == Line.State.WAITING
    assert Event.objects.filter(name="hours.asked").count() == 2


def test_a_line_settled_at_nought_is_not_billed(group_with_sami: Process, maija: User, laura: User) -> None:
    held(group_with_sami)
    draft()
    Line.objects.get().give_back(by=maija, returned_as="not_held")
    Line.objects.get().settle(by=laura, price=Decimal(0))

    assert draft() == []
    assert not Line.objects.exists()


# --- late ones


def test_a_session_marked_late_goes_on_the_next_invoice_with_its_own_day(framed: Process, laura: User) -> None:
    from invoicing.monthly_run import issue_all

    held(framed, "2027-01-11 09:00")
    draft()
    issue_all(JANUARY, by=laura, now=NOW)
    late, february = held(framed, "2027-01-25 09:00"), held(framed, "2027-02-08 09:00")

    assert draft(JANUARY) == []  # January's invoice has gone out
    [invoice] = draft(FEBRUARY, now=MARCH_FIRST)

    assert sessions(invoice) == [late, february]


def test_a_draft_that_was_not_issued_keeps_its_lines(framed: Process) -> None:
    january, february = held(framed, "2027-01-11 09:00"), held(framed, "2027-02-08 09:00")
    draft()

    [invoice] = draft(FEBRUARY, now=MARCH_FIRST)

    assert sessions(invoice) == [february]
    assert sessions(Invoice.objects.of_month(JANUARY).get()) == [january]


def test_a_run_asks_the_database_as_often_for_one_session_as_for_many(
    framed: Process, django_assert_num_queries: object, aino: User, sami: User
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    held(framed, "2027-01-04 09:00"), draft()
    with CaptureQueriesContext(connection) as one:
        draft_month(JANUARY, now=NOW)
    for day in (11, 18, 25):
        held(framed, f"2027-01-{day} 09:00")
    draft()
    with CaptureQueriesContext(connection) as many:
        draft_month(JANUARY, now=NOW)

    assert len(one) == len(many)


def test_what_is_no_longer_charged_has_no_status(framed: Process) -> None:
    session = held(framed)
    draft()
    Booking.objects.filter(pk=session.pk).update(status=Status.CONFIRMED)

    draft()

    assert not Line.objects.exists()


def _rows(model: type) -> list[dict[str, object]]:
    return list(model._default_manager.order_by("pk").values())
