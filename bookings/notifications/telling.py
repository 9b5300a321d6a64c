"""Queue a mail about sessions: who gets it, what it knows, whom an answer reaches."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from bookings.approvals import ApprovalCard, cards_of, deputy_for
from bookings.approvals.marks import mark
from bookings.models import Approval, Booking, Series, Status
from bookings.told import inside_sentence, neutral_label
from processes import parties
from processes.models import Process
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.outbox.compose import LinkTo, queue
from tyonohjaus.people.assurance import is_employers

REQUEST = "bookings/mail/request"
WAITS = "bookings/mail/waits"
BOOKED_FOR = "bookings/mail/booked_for"
CONFIRMED = "bookings/mail/confirmed"
MOVED = "bookings/mail/moved"
SERIES_MOVED = "bookings/mail/series_moved"
PLACE = "bookings/mail/place"
LENGTH = "bookings/mail/length"
REMINDER = "bookings/mail/reminder"
CANCELLED = "bookings/mail/cancelled"
DECLINED = "bookings/mail/declined"
ASKED = "bookings/mail/asked"
TURNED_DOWN = "bookings/mail/turned_down"
LAPSED = "bookings/mail/lapsed"
UNANSWERED = "bookings/mail/unanswered"
OUT = "bookings/mail/out"
REFUSED = "bookings/mail/refused"
CALLED_OFF = "bookings/mail/called_off"
COMING = "bookings/mail/coming"
OFFERED = "bookings/mail/offered"
RECORDED = "bookings/mail/recorded"
PASSING = [REQUEST, WAITS, ASKED, BOOKED_FOR, CONFIRMED, MOVED, SERIES_MOVED, PLACE, LENGTH, REMINDER]
"""What a later change of the session makes untrue."""

INVITATION = "invitation"


def tell(
    user: Any,
    template: str,
    bookings: list[Booking],
    *,
    about: Booking | Series | Process,
    once: str,
    reply_to: str = "",
    attach: str = "",
    link: LinkTo | None = None,
    befores: Mapping[str, str] | None = None,
    **facts: Any,
) -> None:
    """The one place that queues. The facts are times, words of state, and what C1 allows a manager. `befores` holds
    the earlier starts of moved times, by booking."""
    if not user.is_active:
        return
    with translation.override(user.language):
        label = inside_sentence(neutral_label())
    facts |= {"times": [_time(booking, befores or {}) for booking in bookings], "label": label}
    facts["path"] = bookings[0].get_absolute_url() if len(bookings) == 1 else reverse("bookings:list")
    queue(to=user, template=template, about=about, facts=facts, once=once, reply_to=reply_to, attach=attach, link=link)


def tell_manager(
    manager: Any, template: str, bookings: list[Booking], *, instead: Any = None, once: str, **more: Any
) -> None:
    """Whose time it is, as far as C1 allows; no calendar file. Answers go to the office, whose address is every mail's
    own. `instead`: to who answers in the manager's place; the mail does not say in whose."""
    process = bookings[0].process
    named = parties.named_to_manager(process, manager, bookings[0].day)
    reader = instead or manager
    with translation.override(reader.language):
        whose = parties.names(named)
    if instead:
        more["instead_of"], once = str(manager.pk), f"{once}:{manager.pk}"
    tell(reader, template, bookings, whose=whose, people=len(named), code=process.code, once=once, **more)


def tell_participants(
    bookings: list[Booking],
    template: str,
    *,
    about: Booking | Series | Process,
    once: str,
    invite: bool,
    but: Any = None,
    only: Collection[str] = (),
    **facts: Any,
) -> None:
    """Each person who takes part on the day, one by one, of the times that are theirs (C4). `but`: not this user;
    `only`: these, by their keys as events keep them."""
    process = bookings[0].process
    parties.with_people([process])
    for user, theirs in _by_person(bookings, process):
        if user.pk == but or (only and str(user.pk) not in only):
            continue
        tell(
            user,
            template,
            theirs,
            about=about,
            once=once,
            reply_to=answers_to(process, user),
            attach=INVITATION if invite else "",
            invited=invite,
            pays=parties.standing(process, user).pays and not is_employers(user.email),  # who need not know it (C6)
            **facts,
        )


def tell_who_is_out(user: Any, bookings: list[Booking], *, about: Process, once: str) -> None:
    """To one who takes part in these times no more: the files take them out of their calendar, and nobody else's."""
    reply_to = answers_to(about, user)
    tell(user, OUT, bookings, about=about, once=once, reply_to=reply_to, attach=INVITATION)


def tell_whose_time_was_refused(manager: Any, bookings: list[Booking], *, about: Booking | Series, once: str) -> None:
    """The members to whose working time this manager said no: the times stand without them."""
    process, invited = bookings[0].process, in_calendars(bookings)
    if invited:
        Booking.objects.filter(pk__in=[booking.pk for booking in bookings]).revise()
    told: dict[str, Any] = {"about": about, "once": once, "attach": INVITATION if invited else "", "invited": invited}
    for person in parties.own_people(process, manager, bookings[0].day):
        theirs = [booking for booking in bookings if person.user_id in booking.refused]
        if theirs:
            tell(person.user, REFUSED, theirs, reply_to=answers_to(process, person.user), **told)


def answers_to(process: Process, user: Any) -> str:
    """Whom a participant's answer reaches: the supervisor, whose own answers go to the office as every mail's do."""
    supervisor = next((one.user for one in parties.supervisors(process)), None)
    return supervisor.email if supervisor and supervisor != user else ""


def ask(
    managers: list[Any],
    bookings: list[Booking],
    *,
    series: Series | None = None,
    before: datetime | None = None,
    before_until: datetime | None = None,
    once: str = "",
) -> None:
    """Ask each for a yes, and who answers in their place today, by a signed link that a change of the session makes
    void. `once`: of what is asked anew. `before`, `before_until`: when it began, or
    ended, before it changed."""
    now, earlier = clock.now(), {"before": before, "before_until": before_until}
    for manager, card in zip(managers, cards_of(bookings, managers), strict=True):
        deputy = deputy_for(manager, bookings[0], now=now)
        for instead in [None, deputy] if deputy else [None]:
            _ask(manager, REQUEST, bookings, card, series=series, instead=instead, again=once, **earlier)


def ask_again(manager: Any, template: str, bookings: list[Booking], *, instead: Any = None, again: str = "") -> None:
    """What waits for their answer still: all of it of one series, or one session. `again`: which time this is."""
    [card] = cards_of(bookings, [manager])
    _ask(manager, template, bookings, card, series=bookings[0].series, instead=instead, again=again)


def _ask(
    manager: Any,
    template: str,
    bookings: list[Booking],
    card: ApprovalCard,
    *,
    series: Series | None,
    instead: Any,
    again: str = "",
    **facts: Any,
) -> None:
    first = bookings[0]
    until = max(booking.held_until for booking in bookings if booking.held_until)
    said = mark(card, of_series=bool(series), instead_of=manager if instead else None)
    tell_manager(
        manager,
        template,
        bookings,
        instead=instead,
        about=series or first,
        once=again or (str(series.pk) if series else state_of(first)),
        link=LinkTo("series" if series else "approval", (series or first).pk, until, said),
        minutes=card.minutes,
        in_all=card.in_all,
        remote=card.remote,
        price=card.price,
        vat_percent=card.vat_percent,
        gross=card.gross,
        held_until=card.held_until,
        **facts,
    )


def who_approved(bookings: list[Booking]) -> list[Any]:
    """The managers who had said yes to any of these times, as they stood last."""
    return who_answered(bookings, answer=Approval.Answer.APPROVED)


def who_answered(bookings: list[Booking], **which: Any) -> list[Any]:
    given = Approval.objects.filter(booking__in=bookings, **which).select_related("manager")
    now = {booking.pk: booking for booking in bookings}
    asked = [approval for approval in given if approval.asked_of(now[approval.booking_id])]
    return list({approval.manager_id: approval.manager for approval in asked}.values())


def in_calendars(bookings: list[Booking]) -> bool:
    """Has a mail put any of these into calendars? It is confirmed, or was, whatever it is now."""
    if any(booking.status == Status.CONFIRMED for booking in bookings):
        return True  # also of a series that was confirmed as a whole, of which no session has an event of its own
    history = Event.objects.filter(
        subject_type=Booking._meta.label_lower, subject_id__in=[booking.pk for booking in bookings]
    )
    return history.filter(Q(name="booking.confirmed") | Q(facts__was=Status.CONFIRMED)).exists()


def state_of(booking: Booking) -> str:
    """What of the session a mail tells: a moved one mails again."""
    return f"{booking.pk}:{booking.starts_at:%Y%m%dT%H%M}:{booking.sequence}"


def _time(booking: Booking, befores: Mapping[str, str]) -> dict[str, str]:
    time = {"id": str(booking.pk), "start": booking.starts_at.isoformat(), "end": booking.ends_at.isoformat()}
    before = befores.get(str(booking.pk))
    return time | {"before": before} if before else time


def _by_person(bookings: list[Booking], process: Process) -> list[tuple[Any, list[Booking]]]:
    theirs: dict[Any, list[Booking]] = {}
    for booking in bookings:
        booking.process = process  # whose people are read
        for person in booking.people():
            theirs.setdefault(person.user, []).append(booking)
    return list(theirs.items())
