"""Where a request stands, for one who reads it: its way, its people, who wants to start with whom (S0-4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.models import Booking
from processes.models import Process
from tyonohjaus.access import Action
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge, Link, Row, Step
from tyonohjaus.ui.words import when_short

from .models import Answer, Candidate, Member, Permission, Request, State


@dataclass(frozen=True, kw_only=True)
class Considered:
    """One supervisor on the shortlist, as this reader sees it."""

    pk: Any
    name: str
    profile_url: str
    meeting: Row | None
    yes: str
    own: str
    may_answer: bool


def steps(request: Request) -> list[Step]:
    """Asked → getting to know each other → everybody wants to start → started; or closed."""
    alone = request.members.staying().count() == 1
    order = [State.ASKED, State.OPEN, State.AGREED, State.STARTED]
    titles = {
        State.ASKED: _("Asked"),
        State.OPEN: _("Getting to know each other"),
        State.AGREED: _("Decision to start") if alone else _("Everybody wants to start"),
        State.STARTED: _("Started"),
    }
    if request.state == State.CLOSED:
        closed = Step(title=_("Closed"), icon="x", here=True)
        return [Step(title=titles[State.ASKED]), closed]
    reached = order.index(State(request.state))
    return [
        Step(
            title=titles[state],
            state="done" if place < reached or state == State.STARTED == request.state else "ahead",
            here=place == reached,
            icon="check" if place <= reached else "hourglass",
        )
        for place, state in enumerate(order)
    ]


def considered(request: Request, user: Any) -> list[Considered]:
    """In a fixed number of queries, however many there are."""
    rows = list(
        request.candidates.select_related("supervisor__user", "supervisor__profile", "process")
        .prefetch_related("answers")
        .order_by("supervisor__user__name", "pk")
    )
    members = list(request.members.staying())
    own = next((member for member in members if member.user_id == user.pk), None)
    meetings = _Meetings(rows, user)
    return [_considered(row, members, own, meetings.of(row)) for row in rows]


def members(request: Request, *, addresses: bool, records: bool = False) -> list[Row]:
    """Who has joined, by name; who was invited only by an address, to the one who gave it (C4). `records`: to the
    office, which may write down a permission that it heard by phone."""
    rows = []
    staying = request.members.staying().select_related("user", "permission").order_by("user__name", "email", "pk")
    for member in staying:
        title = str(member.user) if member.user else (member.email if addresses else _("Somebody invited"))
        act = _to_record(member) if records else None
        rows.append(Row(title=title, badge=_standing_of(member, request), act=act))
    return rows


def _standing_of(member: Member, request: Request) -> Badge | None:
    if member.user is None:
        return Badge(kind="waits", text=_("Invited"))
    if not request.asks_permission:
        return None
    permission = getattr(member, "permission", None)
    if permission and permission.answer == Permission.Said.YES:
        return Badge(kind="agreed", text=_("Permission given"))
    return Badge(kind="waits", text=_("Permission asked") if permission else _("Permission not asked yet"))


def _to_record(member: Member) -> Link | None:
    permission = getattr(member, "permission", None)
    if permission is None or not permission.is_waiting:
        return None
    return Link(reverse("intake:recorded_permission", args=[permission.pk]), _("Write down an answer by phone"))


def _considered(row: Candidate, members: Iterable[Member], own: Member | None, meeting: Row | None) -> Considered:
    answers = {answer.member_id: answer.answer for answer in row.answers.all()}
    wanted = list(members)
    yes = sum(answers.get(member.pk) == Answer.Will.START for member in wanted)
    profile = getattr(row.supervisor, "profile", None)
    public = reverse("intake:supervisor", args=[profile.pk]) if profile and profile.published_at else ""
    mine = answers.get(own.pk, "") if own else ""
    return Considered(
        pk=row.pk,
        name=str(row.supervisor),
        profile_url=public,
        meeting=meeting,
        yes=_who_wants(yes, among=len(wanted)),
        own=str(Answer.Will(mine).label) if mine else "",
        may_answer=own is not None and own.user_id is not None,
    )


def _who_wants(yes: int, *, among: int) -> str:
    if among == 1:
        return _("Wants to start") if yes else ""
    counts = {"yes": yes, "all": among}
    return ngettext("%(yes)d of %(all)d wants to start", "%(yes)d of %(all)d want to start", yes) % counts


class _Meetings:
    """The introductory meetings of several candidates, read at once."""

    def __init__(self, rows: Iterable[Candidate], user: Any) -> None:
        processes = [row.process_id for row in rows if row.process_id]
        found = Booking.objects.counted().filter(process__in=processes).order_by("starts_at")
        # The last time of each that was not called off.
        self.booked = {booking.process_id: booking for booking in found}
        seen = Booking.objects.visible_to(user).filter(pk__in=[booking.pk for booking in self.booked.values()])
        self.seen = set(seen.values_list("pk", flat=True))
        may_book: Any = Process.objects.where_user_may(user, Action.BOOKING_CREATE)
        self.may_book = set(may_book.filter(pk__in=processes, ends_on=None).values_list("pk", flat=True))

    def of(self, row: Candidate) -> Row | None:
        if row.process_id is None:
            return None
        title = _("Introductory meeting")
        if booking := self.booked.get(row.process_id):
            when = when_short(booking.starts_at, end=booking.ends_at, language=spoken())
            return Row(title=title, note=when, url=booking.get_absolute_url() if booking.pk in self.seen else "")
        if row.process_id not in self.may_book:
            return Row(title=title, note=_("No time yet"))
        url = reverse("bookings:slots", args=[row.process_id])
        return Row(title=title, note=_("No time yet"), act=Link(url, _("Choose a time")))
