"""The demo practice stands as the mock-ups show it on Monday 1.2.2027, and each part of the supervision process at a
point where something goes on in it: issue 3, Show. Its whole story is told once, for all of these. Its lists and verbs
need no demo app."""

from datetime import date

import pytest
from django.core.mail import EmailMessage

from agreements.models import Signature, Version
from bookings import frames
from bookings.models import AgendaWish, Assignment, Booking, DiscussedThemes, EarlierAsk, SharedNote, Status
from intake.models import Request
from invoicing import fees
from processes import goals, parties
from processes.models import AgreedTheme, FrameAgreement, OwnNote, Payer, PersonalGoal, Process
from reviews.models import ApprovedText, Continuation, Evaluation, ReviewPlan, due
from tests.factories import NOW, helsinki
from tests.lists.story import everything
from tyonohjaus.demo.cast import CAST
from tyonohjaus.demo.load import load
from tyonohjaus.demo.story.telling import person, process
from tyonohjaus.demo.story.two_employers import the_group
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.outbox.models import Message, State
from tyonohjaus.people.models import Organisation, Practice, Profile, User
from voice.models import AgreedAction, ManagementMessage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told"), pytest.mark.sqlite]


def agreement(row: Process) -> Version:
    return Version.objects.in_force().get(process=row)


# (a) Aino with Sami, and Lehtola pays


def test_ainos_agreement_is_in_force_and_on_its_way_to_paper() -> None:
    version = agreement(process("D-01"))
    assert (version.number, version.terms.kind, version.papers.count()) == (1, "three_party", 1)


def test_ainos_goals_have_a_path() -> None:
    told = goals.Read.of(person("Aino"), personal=PersonalGoal.objects.visible_to(person("Aino")).standing()).own()
    assert [(one.scale.in_levels, len(one.rated)) for one in told] == [(False, 8), (True, 4)]


def test_aino_tries_something_and_wishes_for_something() -> None:
    aino = person("Aino")
    assert Assignment.latest_of_each(aino).get().process == process("D-01")
    assert AgendaWish.readable_by(person("Sami")).get().booking.process == process("D-02")
    assert OwnNote.readable_by(aino).count() == 1


def test_themes_agreed_beforehand_are_open_to_her_manager() -> None:
    assert len(AgreedTheme.of(process("D-01"), by=person("Maija"))) == 2


def test_an_evaluation_and_how_to_go_on_wait_for_aino_and_no_more_for_sami() -> None:
    for name, waits in (("Aino", True), ("Sami", False)):
        assert bool(Evaluation.objects.waiting_for(person(name))) is waits
        assert bool(Continuation.objects.waiting_for(person(name))) is waits


# (b) Four times for an association, by two supervisors


def test_harjus_group_rated_its_goal_twice_and_sees_how() -> None:
    assert [answered for _round, answered in goals.shown_rounds(process("D-03"), person("Noora"))] == [5, 5]


def test_a_message_to_management_was_sent_one_action_is_done_and_another_message_waits_for_noora() -> None:
    riitta = person("Riitta")
    assert ManagementMessage.objects.sent_to(riitta).count() == 1
    assert [action.done_on is None for action in AgreedAction.received_by(riitta).order_by("place")] == [False, True]
    assert len(ManagementMessage.unanswered_by(person("Noora"))) == 1
    assert ManagementMessage.unanswered_by(person("Antti")) == []


def test_what_all_of_the_group_accepted_stands_on_its_employers_page() -> None:
    assert ApprovedText.readable_by(person("Riitta")).count() == 1


def test_kaisas_fee_for_harjus_group_waits_for_laura() -> None:
    [one] = fees.owed(until=date(2027, 1, 31))
    assert (one.person, one.booking.process, one.agreed.fee) == (person("Kaisa"), process("D-03"), 110)


# (c) Internal


def test_an_internal_agreement_names_no_price() -> None:
    terms = agreement(process("D-08")).terms
    assert (terms.kind, terms.price) == ("internal", None)


# (d) A manager is supervised


def test_maija_is_supervised_and_her_own_manager_is_asked_C11() -> None:
    row = process("D-09")
    assert agreement(row).terms.kind == "managers_own"
    waiting = Booking.objects.waiting_for(person("Kari"), NOW)
    assert {booking.process for booking in waiting} == {row}
    for name in ("Aino", "Eero", "Anna", "Liisa"):
        assert row not in Process.objects.visible_to(person(name))


# (e) Two employers


def test_two_employers_share_one_left_one_came_and_pekka_has_not_accepted() -> None:
    row = the_group()
    assert sorted(share.percent for share in row.cost_shares.all()) == [40, 60]
    assert {one.user.name.split()[0] for one in parties.supervisees(row)} == {"Eero", "Anna", "Elina", "Ville"}
    asked = Signature.objects.waiting().filter(version__process=row)
    assert [(one.user.name, one.version.number) for one in asked] == [("Pekka Aaltonen", 2)]


def test_who_came_later_asks_to_read_what_was_shared_before() -> None:
    assert EarlierAsk.unanswered(person("Eero")).count() == 1
    assert SharedNote.readable_by(person("Eero")).filter(process=the_group()).count() == 1
    assert not SharedNote.readable_by(person("Ville")).filter(process=the_group()).exists()


# From the public page on


def test_supervisors_have_public_pages_and_somebody_who_found_one_is_to_meet_him() -> None:
    assert [page.name for page in Profile.objects.published()] == ["Kaisa Lindqvist", "Sami Rautio"]
    request = Request.objects.going_on().get()
    assert request.state == "open"
    meeting = Booking.objects.coming(NOW).get(process__introduces__request=request)
    assert (meeting.minutes, meeting.status, meeting.price) == (30, "confirmed", None)


# More


def test_a_framework_agreement_is_near_its_ceiling() -> None:
    (use,) = frames.near(FrameAgreement.objects.with_prices())
    assert 80 <= use.percent < 100


def test_a_process_is_over_and_its_follow_up_is_to_come() -> None:
    row = process("D-14")
    final = Evaluation.objects.get(process=row, kind="final")
    assert (row.state, final.status) == ("over", "concluded")
    assert final.shown_on
    assert due.follow_up_on(final.shown_on, ReviewPlan.of(row)).isoformat() == "2027-04-07"
    assert ApprovedText.readable_by(person("Pekka")).count() == 1


def test_one_process_has_no_written_agreement_and_one_keeps_no_content() -> None:
    assert not Version.objects.filter(process=process("D-04")).exists()
    assert not process("D-13").keeps_content
    assert process("D-13").payer == Payer.EMPLOYER


# The whole


def test_everybody_is_invented_C41(told: list[EmailMessage]) -> None:
    """Addresses end in what nobody can own, business IDs stand in a range that is not given out."""
    assert all(user.email.endswith(".example") for user in User.objects.all())
    kept = Organisation.objects.exclude(business_id="").values_list("business_id", flat=True)
    assert all(str(number).startswith("90000") for number in [*kept, Practice.objects.get().business_id])


def test_what_was_written_is_on_record_as_everybodys_is(told: list[EmailMessage]) -> None:
    """By the verbs of pages: that it was written is told beside the sealed rows, never what (C34)."""
    written = set(Event.objects.filter(name__endswith=".written").values_list("name", flat=True))
    assert written >= {"themes.written", "assignment.written", "note.written", "goal.written", "wish.written"}


def test_monday_morning_looks_as_drawn(told: list[EmailMessage]) -> None:
    """Everybody of the cast is there; each finds what the mock-ups show them."""
    names = User.objects.filter(email__in=[part.address for part in CAST]).values_list("name", flat=True)
    assert set(names) == {part.name for part in CAST}

    coming = Booking.objects.visible_to(person("Aino")).coming(NOW)
    assert [(booking.process, booking.starts_at) for booking in coming] == [
        (process("D-02"), helsinki("2027-02-03 13:00"))
    ]
    assert process("D-01").bookings.filter(status=Status.HELD).count() == 5

    waiting = Booking.objects.waiting_for(person("Maija"), clock.now())
    assert {booking.process for booking in waiting} == {process("D-13"), process("D-11"), process("D-12")}
    assert (waiting.filter(series=None).count(), waiting.exclude(series=None).count()) == (2, 10)

    his = Booking.objects.visible_to(person("Sami"))
    assert [booking.starts_at for booking in his.unmarked(NOW)] == [
        helsinki("2027-01-26 10:00"),
        helsinki("2027-01-27 13:00"),
    ]
    assert his.filter(starts_at__range=clock.day_bounds(clock.today())).count() == 2


def test_january_was_lived_in(told: list[EmailMessage]) -> None:
    """There is something to bill, content under seal, and the mail has gone out without a word of it."""
    assert Practice.objects.get().billing_starts_on == date(2027, 1, 1)
    january = Booking.objects.filter(starts_at__range=clock.day_bounds(date(2027, 1, 1), date(2027, 1, 31)))
    charged = [booking for booking in january.select_related("process") if booking.charged_percent and booking.price]
    assert {booking.process.payer for booking in charged} == {"employer", "self"}
    assert any(booking.status == Status.CANCELLED for booking in charged)

    aino = person("Aino")
    assert Assignment.readable_by(aino).count() == 1
    assert DiscussedThemes.readable_by(aino).count() == 2
    assert not DiscussedThemes.objects.visible_to(person("Maija")).exists()

    sent = Message.objects.filter(state=State.SENT)
    assert len(told) == sent.count() > 25
    assert not Message.objects.exclude(pk__in=sent).filter(send_at__lt=NOW).exists()
    themes = [word for row in DiscussedThemes.readable_by(aino) for word in row.read(by=aino)]
    said = " ".join(f"{message.subject} {message.body}" for message in told)
    assert not any(word in said for word in themes)


def test_a_second_load_changes_nothing(told: list[EmailMessage]) -> None:
    before = everything()
    assert not load()
    assert everything() == before
