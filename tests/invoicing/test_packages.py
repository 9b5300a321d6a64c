"""Four sessions, one price: one line in the month of the first, and none of their own (docs/decisions/0041)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from bookings.models import Booking
from invoicing.composing import House
from invoicing.documents.problems import problems
from invoicing.documents.wording import service_text
from invoicing.freezing import preview
from invoicing.models import Invoice, Line, Package, PackageBilled, PackedSession
from invoicing.monthly_run import draft_month, hours_waiting
from processes.models import CostShare, Process, Share
from tests.factories import NOW, helsinki
from tests.forms import faults, finnish
from tests.invoicing.month import FEBRUARY, JANUARY, MARCH_FIRST, cancelled, draft, held, issue, sessions
from tests.invoicing.test_crediting import credit
from tyonohjaus.people.models import Organisation, User

pytestmark = [pytest.mark.django_db, pytest.mark.both]

DAYS = ("2027-01-04 09:00", "2027-01-11 09:00", "2027-01-18 09:00", "2027-01-25 09:00")


def buy(process: Process, *, by: User, sessions: int = 4, **values: Any) -> Package:
    terms = {"price": Decimal("560.00"), "starts_on": JANUARY, "ends_on": None, "bought_on": JANUARY} | values
    return Package.enter(process, by=by, sessions=sessions, **terms)


def billed(invoice: Invoice) -> list[tuple[int, Decimal]]:
    """Day of the month and net sum of each line."""
    rows = invoice.lines.select_related("booking", "package").order_by("booking__starts_at")
    return [(line.booking.day.day, line.net) for line in rows]


def test_the_sessions_of_a_package_are_one_line_and_the_next_has_its_own_price(framed: Process, laura: User) -> None:
    package = buy(framed, by=laura, sessions=3)
    for day in DAYS:
        held(framed, day)

    [invoice] = draft()

    assert billed(invoice) == [(4, Decimal(560)), (25, Decimal(175))]
    assert PackedSession.objects.filter(package=package).count() == 3
    document = preview(invoice, house=House.read(), on=date(2027, 2, 1), running=1)
    assert problems(document) == []
    assert service_text(document.lines[0], "fi").replace("\xa0", " ") == "Työnohjaus, yksilö, paketti 3 × 90 min"
    assert (document.lines[0].process_code, document.sums.net) == (framed.code, Decimal(735))


def test_again_nothing_changes_and_no_more_is_asked_of_the_database(framed: Process, laura: User) -> None:
    buy(framed, by=laura)
    held(framed, DAYS[0])
    draft()
    with CaptureQueriesContext(connection) as one:
        assert draft_month(JANUARY, now=NOW).new == 0
    held(framed, DAYS[1]), held(framed, DAYS[2])
    draft()
    with CaptureQueriesContext(connection) as many:
        draft_month(JANUARY, now=NOW)
    assert len(one) == len(many)


def test_what_is_used_in_later_months_is_on_no_invoice_again(framed: Process, laura: User) -> None:
    buy(framed, by=laura)
    held(framed, DAYS[0])
    issue(laura)
    for day in ("02-01", "02-08", "02-15", "02-22"):
        held(framed, f"2027-{day} 09:00")

    [february] = draft(FEBRUARY, now=MARCH_FIRST)

    assert billed(february) == [(22, Decimal(175))]
    assert issue(laura, FEBRUARY, now=MARCH_FIRST)
    assert PackedSession.objects.count() == 4


def test_only_sessions_of_its_days_and_those_that_are_charged_take_a_place(
    framed: Process, laura: User, aino: User, sami: User
) -> None:
    buy(framed, by=laura, sessions=2, starts_on=date(2027, 1, 10), ends_on=date(2027, 1, 20))
    first, waived = held(framed, DAYS[0]), cancelled(framed, DAYS[1], by=aino, share=100)
    held(framed, DAYS[2]), held(framed, DAYS[3])
    draft()
    assert Line.objects.get(package__isnull=False).booking == waived

    waived.waive(by=sami, now=NOW)

    assert billed(draft()[0]) == [(4, Decimal(175)), (18, Decimal(560)), (25, Decimal(175))]
    assert first.pk not in PackedSession.objects.values_list("booking", flat=True)


def test_a_package_that_is_credited_is_billed_once_again_and_right(framed: Process, laura: User) -> None:
    package = buy(framed, by=laura)
    held(framed, DAYS[0]), held(framed, DAYS[1])
    [invoice] = issue(laura)
    with pytest.raises(PackageBilled):
        package.change(by=laura, price=Decimal(500))
    credit(invoice, by=laura)
    package.change(by=laura, price=Decimal(500))

    [right] = issue(laura)

    assert billed(right) == [(4, Decimal(500))]
    assert draft() == []


def test_one_that_is_credited_and_taken_back_leaves_each_session_its_own_price(framed: Process, laura: User) -> None:
    package = buy(framed, by=laura)
    held(framed, DAYS[0]), held(framed, DAYS[1])
    [invoice] = issue(laura)
    credit(invoice, by=laura)
    package.withdraw(by=laura)

    [right] = draft()

    assert billed(right) == [(4, Decimal(175)), (11, Decimal(175))]
    assert not PackedSession.objects.exists()


def test_employers_share_a_package_to_the_cent(
    framed: Process, laura: User, lehtola: Organisation, merikanta: Organisation
) -> None:
    halves = [Share(organisation=whose, percent=Decimal(50)) for whose in (lehtola, merikanta)]
    CostShare.agree(framed, halves, on=date(2026, 1, 1), by=laura)
    CostShare.objects.update(starts_on=date(2026, 1, 1))
    buy(framed, by=laura, price=Decimal("555.55"))
    held(framed, DAYS[0]), held(framed, DAYS[1])

    assert sorted(line.net for line in Line.objects.filter(invoice__in=draft())) == [
        Decimal("277.77"),
        Decimal("277.78"),
    ]


def test_the_payer_answers_for_a_package_as_for_a_session(aino_with_sami: Process, maija: User, laura: User) -> None:
    buy(aino_with_sami, by=laura)
    held(aino_with_sami, DAYS[0]), held(aino_with_sami, DAYS[1])
    assert draft() == []

    [card] = hours_waiting(maija)

    assert (card.sessions, card.minutes, card.net) == (4, 90, Decimal(560))
    line = Line.objects.get()
    line.give_back(by=maija, returned_as="price")
    line.settle(by=laura, price=Decimal(500))
    assert billed(draft()[0]) == [(4, Decimal(500))]
    assert Package.objects.get().price == Decimal(500)
    assert {one.price for one in Booking.objects.all()} == {Decimal(175)}, "the sessions keep their own"


def test_the_database_lets_no_session_be_paid_twice(framed: Process, group_with_sami: Process, laura: User) -> None:
    """E6: of one package at most, with no line beside it, and the package on one line."""
    package, other = buy(framed, by=laura), buy(framed, by=laura, bought_on=FEBRUARY)
    first, second = held(framed, DAYS[0]), held(framed, DAYS[1])
    alone = held(group_with_sami, "2027-01-13 13:00")
    draft()
    packed = {"service": "package", "package": package, "price": 560, "share": 100}
    own = {"service": "session", "price": 175, "share": 100}
    for wrong in (
        lambda: PackedSession.objects.create(package=other, booking=first),
        lambda: PackedSession.objects.create(package=other, booking=alone),
        lambda: Line.objects.create(booking=second, **own),
        lambda: Line.objects.create(booking=second, **packed),
        lambda: Line.objects.create(booking=second, **packed, edition=1),
        lambda: Line.objects.create(booking=second, **packed | {"package": None}),
        lambda: PackedSession.objects.filter(booking=second).update(booking=alone),
        lambda: PackedSession.objects.filter(booking=second).update(package=other),
        lambda: Line.objects.filter(booking=alone).update(booking=second),
        lambda: Line.objects.filter(booking=first).update(package=other),
        lambda: Line.objects.filter(booking=first).update(package=None, service="session"),
        lambda: Line.objects.filter(booking=alone).update(organisation=framed.organisation, part=50, amount=1),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


@pytest.mark.sqlite
def test_laura_enters_changes_and_takes_back(framed: Process, laura: User) -> None:
    client = finnish(laura)
    fields = {"sessions": "4", "price": "560,00", "bought_on": "4.1.2027", "starts_on": "1.1.2027", "ends_on": ""}
    for _press in range(2):
        assert client.post(f"/processes/{framed.pk}/packages/", fields | {"known": "0"}).status_code == 303
    package = Package.objects.get()
    assert "4 tapaamista, 560,00 €" in client.get(f"/processes/{framed.pk}/").content.decode().replace("\xa0", " ")

    page = f"/processes/packages/{package.pk}/"
    assert client.post(page, fields | {"price": "520"}).status_code == 303
    assert Package.objects.get().price == Decimal(520)
    for typed, where in (
        ({"price": "-1"}, {"price"}),
        ({"price": "0"}, {"price"}),
        ({"price": "99999999"}, {"price"}),
        ({"price": "56000"}, {"price"}),
        ({"sessions": "1"}, {"sessions"}),
        ({"sessions": "1000"}, {"sessions"}),
        ({"ends_on": "31.12.2026"}, {"ends_on"}),
        ({"starts_on": "31.2.2027"}, {"starts_on"}),
    ):
        answer = client.post(page, fields | typed)
        assert (answer.status_code, set(faults(answer))) == (422, where)

    assert client.post(f"{page}withdrawal/").status_code == 303
    assert not Package.objects.get().holds_on(date(2027, 1, 4))


@pytest.mark.sqlite
def test_what_has_gone_out_is_not_changed_on_its_page(framed: Process, laura: User) -> None:
    package = buy(framed, by=laura)
    held(framed, DAYS[0])
    assert sessions(issue(laura)[0])
    client, page = finnish(laura), f"/processes/packages/{package.pk}/"

    assert "Paketista on jo lähtenyt lasku." in client.get(page).content.decode()
    assert client.post(f"{page}withdrawal/").status_code == 422
    assert Package.objects.get().holds_on(helsinki("2027-01-04 09:00").date())
