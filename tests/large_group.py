"""The group of "Must hold" (issue of the process): 15 members, two supervisors, 40 sessions, and every part in use. The
test of its queries and `benchmarks/group_process.py` fill the same one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bookings.models import Log, Origin, Status, write_log
from processes.models import (
    Agreed,
    AgreedTheme,
    GoalRating,
    GoalRound,
    GroupGoal,
    MeetingLink,
    OrganisationGoal,
    PersonalGoal,
    Process,
)
from reviews.models import Continuation, Evaluation
from tests.agreements.paper import in_force
from tests.factories import make_booking
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User
from voice.models import ManagementMessage, Proposal, Words

MEMBERS, SESSIONS = 15, 40
LOGGED = 4  # of the newest: the page shows no older ones


def book_all(group: Process, *, now: datetime) -> None:
    """One every other week, half of them held."""
    for number in range(SESSIONS):
        starts_at = now + timedelta(weeks=2 * (number - SESSIONS // 2), hours=3)
        status = Status.HELD if starts_at < now else Status.CONFIRMED
        make_booking(process=group, starts_at=starts_at, status=status, origin=Origin.PLANNED)


def use_every_part(group: Process, members: Sequence[User], *, sami: User, laura: User) -> None:
    _aim(group, members, sami, laura)
    in_force(group, by=laura)
    for accepting in (members, members[:1]):
        words = Words(text="Tarvitsemme tilan", actions=[Proposal(what="Tila")])
        message = ManagementMessage.begin(group, words=words, by=members[0]).propose(by=members[0], seen=1)
        for member in accepting:
            message.answer(yes=True, by=member, seen=1)
    Evaluation.open(group, kind="mid", basis="session 20")
    Continuation.open(group, by=sami)
    MeetingLink.write(process=group, url="https://huone.example/1", by=sami)
    for booking in group.bookings.filter(status=Status.HELD).order_by("-starts_at")[:LOGGED]:
        write_log(booking, Log(themes=["Työn rajat"], shared=True, assignment="Kokeile", note="Oma"), by=sami)


def _aim(group: Process, members: Sequence[User], sami: User, laura: User) -> None:
    OrganisationGoal.write(process=group, text="Työ jaksaa paremmin", by=laura)
    AgreedTheme.agree(group, [Agreed("Rajat")], shown=True, by=laura)
    for member in members:
        goal = PersonalGoal.write(process=group, owner=member, text="Varmemmin", success="Kysyn ensin")
        for author in (member, sami):
            GoalRating.write(goal=goal, value=4, by=author, on=clock.today(), step="Askel")
    GroupGoal.write(process=group, text="Puhumme ajoissa", by=members[0])
    GoalRound.begin(group, by=sami)
