"""What a session costs, whom it is billed to, and what is never billed."""

from decimal import Decimal

import pytest

from invoicing.models import Invoice, Line
from processes.models import Process
from tests import factories
from tests.factories import NOW, helsinki
from tests.invoicing.month import cancelled, draft, held, sessions
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = pytest.mark.django_db


def test_the_share_of_the_price_is_that_of_the_rule(framed: Process, aino: User) -> None:
    framed.cancellation_share = 50
    framed.save()
    cancelled(framed, "2027-01-25 09:00", by=aino, share=50)
    factories.make_booking(process=framed, starts_at=helsinki("2027-01-18 09:00"), status="no_show")

    draft()

    assert {line.share for line in Line.objects.all()} == {50}
    assert {line.net for line in Line.objects.all()} == {Decimal("87.50")}


def test_a_waived_absence_that_was_a_held_session_after_all_is_charged(framed: Process, sami: User) -> None:
    session = factories.make_booking(process=framed, starts_at=helsinki("2027-01-18 09:00"))
    session.mark_no_show(by=sami, now=NOW)
    session.waive(by=sami, now=NOW)
    assert draft() == []

    session.mark_held(by=sami, now=NOW)

    draft()
    assert Line.objects.get(booking=session).net == Decimal("175.00")


def test_an_absence_stays_waived_however_it_is_named(framed: Process, sami: User) -> None:
    """Nobody who was told that it is not charged reads otherwise because it was a late cancellation."""
    session = factories.make_booking(process=framed, starts_at=helsinki("2027-01-18 09:00"))
    session.mark_no_show(by=sami, now=NOW)
    session.waive(by=sami, now=NOW)

    session.mark_cancelled_late(by=sami, now=NOW)

    assert draft() == []


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


def test_a_session_for_nothing_is_on_no_invoice(framed: Process) -> None:
    held(framed, price=0)

    assert draft() == []


def test_a_session_without_a_price_waits_for_one(framed: Process, laura: User) -> None:
    session = held(framed, price=None)
    assert draft() == []

    session.reprice(by=laura, price=Decimal(175))

    assert sessions(draft()[0]) == [session]


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
