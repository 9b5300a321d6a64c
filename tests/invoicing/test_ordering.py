"""Many invoices by one press: the request orders them, workers issue them one by one, and rows say how far they are."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from bookings.models import Booking
from invoicing import tasks
from invoicing.composing import House
from invoicing.concerns.drafts import ChangedSince
from invoicing.freezing import freeze
from invoicing.issuing import NOT_ORDERED, ChangedSinceOrdered, as_shown
from invoicing.models import Invoice
from invoicing.monthly_run import concerns, issue_ordered, month_of, progress_of
from invoicing.views import month as page
from processes.models import Process
from tests.factories import NOW
from tests.invoicing.month import JANUARY, draft, held, order_ready, print_all
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(framed: Process, private: Process) -> tuple[Process, Process]:
    held(framed), held(private, "2027-01-12 09:00")
    draft()
    return framed, private


def test_what_a_worker_left_the_next_one_does(two: tuple[Process, Process], laura: User) -> None:
    """Ended in the middle, run twice: each has one number, and nobody else's name stands on it."""
    assert order_ready(laura) == 2
    assert [one.number for one in issue_ordered(now=NOW, at_most=1).done] == ["20270001"]
    left = progress_of(JANUARY)
    assert (left.ordered, left.issued, left.total, left.is_under_way) == (1, 1, 2, True)
    assert month_of(JANUARY, now=NOW).ready == [], "no second press for what is under way"
    assert [one.number for one in issue_ordered(now=NOW).done] == ["20270002"]
    assert issue_ordered(now=NOW).done == []
    assert set(Invoice.objects.values_list("issued_by", flat=True)) == {laura.pk}
    assert (progress_of(JANUARY).printed, progress_of(JANUARY).done) == (0, 0)
    print_all()
    done = progress_of(JANUARY)
    assert (done.ordered, done.issued, done.printed) == (0, 2, 2)
    assert done == month_of(JANUARY, now=NOW).progress


def test_what_has_changed_since_the_press_is_shown_again_instead(
    two: tuple[Process, Process], laura: User, outi: User
) -> None:
    """A draft that has grown, or whose session says something else: the office sends what it has seen."""
    order_ready(laura)
    held(two[0], "2027-01-25 09:00")
    draft()
    outcome = issue_ordered(now=NOW)
    assert [one.payer for one in outcome.done] == [outi]
    [again] = month_of(JANUARY, now=NOW).ready
    assert (again.document.sums.net, again.is_ordered) == (Decimal("350.00"), False)


def test_another_session_at_the_same_sum_does_not_go_out_unseen(
    two: tuple[Process, Process], laura: User, outi: User
) -> None:
    """One was called off after all, and one of the same price came in its place: the office is told."""
    order_ready(laura)
    Booking.objects.filter(process=two[0]).update(status="cancelled")
    held(two[0], "2027-01-25 09:00")
    draft()
    before = Invoice.objects.get(organisation__isnull=False)
    assert before.ordered_content

    outcome = issue_ordered(now=NOW)

    assert [one.payer for one in outcome.done] == [outi]
    assert [problems for _draft, problems in outcome.refused] == [[ChangedSinceOrdered()]]
    month = month_of(JANUARY, now=NOW)
    assert [type(one) for one in concerns(month) if isinstance(one, ChangedSince)] == [ChangedSince]
    order_ready(laura)
    assert not [one for one in concerns(month_of(JANUARY, now=NOW)) if isinstance(one, ChangedSince)]
    assert [one.payer for one in issue_ordered(now=NOW + timedelta(days=1)).done] == [before.organisation]


def test_who_presses_again_for_what_has_changed_is_not_told_that_it_has(
    two: tuple[Process, Process], laura: User
) -> None:
    """While a worker is on its way with what was ordered first: what counts stands in the row that it locks."""
    order_ready(laura)
    read_before = Invoice.objects.to_issue().get(organisation__isnull=False)
    held(two[0], "2027-01-25 09:00")
    draft()
    Invoice.objects.update(**NOT_ORDERED)
    order_ready(laura)

    issued = read_before.issue(by=laura, now=NOW, freeze=as_shown(freeze(House.read())))

    assert issued.net == Decimal("350.00")


def test_what_another_worker_has_kept_back_is_told_once(two: tuple[Process, Process], laura: User) -> None:
    order_ready(laura)
    read_before = Invoice.objects.to_issue().get(organisation__isnull=False)
    Invoice.objects.update(**NOT_ORDERED)

    with pytest.raises(TooLate):
        read_before.issue(by=laura, now=NOW, freeze=as_shown(freeze(House.read())))


def test_a_buyer_that_has_moved_meanwhile_is_shown_first(two: tuple[Process, Process], laura: User, outi: User) -> None:
    order_ready(laura)
    User.objects.filter(pk=outi.pk).update(street="Koivukuja 1")

    assert [draft.payer for draft, _problems in issue_ordered(now=NOW).refused] == [outi]


@pytest.mark.sqlite
def test_the_page_answers_at_once_and_tells_how_far_it_is(
    two: tuple[Process, Process], office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without JavaScript the same counts stand on the page; with it, a small answer of counts alone."""
    monkeypatch.setattr(page, "AT_ONCE", 1)
    shown = office.get("/billing/2027-01/").context["month"].token
    assert office.post(reverse("invoicing:issue", args=[JANUARY]), {"shown": shown}).status_code == 303
    whole = office.get("/billing/2027-01/")
    assert (whole.context["progress"].issued, whole.context["progress"].total) == (1, 2)
    small = office.get("/billing/2027-01/", headers={"HX-Request": "true"})
    assert "payer-rows" not in small.content.decode()
    assert 'max="2"' in small.content.decode()
    tasks.sweep()
    assert progress_of(JANUARY).issued == 2
