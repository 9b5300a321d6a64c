"""WHO MAY DO WHAT. The whole product's rights on one screen, and the only way to ask for them.

A person holds capacities *in a process, an organisation or the practice*; `User` has no role field. How a person
reaches a root (a process, an organisation, the practice, a person, an invoice …) is declared once, on that model
(`REACHED_BY`); every other model names its way to a root (`scope`). What a person may not see is therefore a 404 by
construction. A confidential model has no way for the manager or the office at all: there is no road, not an `if` that
someone remembered.
"""

import uuid
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import lru_cache, wraps
from typing import Any, ClassVar, Self, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, QuerySet, UUIDField, Value
from django.http import Http404, HttpRequest, HttpResponseBase

from tyonohjaus.lib import clock
from tyonohjaus.lib.prepared import NOBODY, Prepared, nobodies, nobody


class Capacity(StrEnum):
    SUPERVISEE = "supervisee"
    MANAGER = "manager"
    # Answers in a manager's place for some days, and has no other part in it.
    DEPUTY = "deputy"
    SUPERVISOR = "supervisor"
    CO_SUPERVISOR = "co_supervisor"
    BILLING = "billing"
    OFFICE = "office"


class Action(StrEnum):
    # the process and its sessions
    PROCESS_SEE = "process.see"
    PROCESS_EDIT = "process.edit"
    AGREED_THEME_SEE = "agreed_theme.see"
    AGREED_THEME_WRITE = "agreed_theme.write"
    PROCESS_END = "process.end"
    PROCESS_REOPEN = "process.reopen"
    SUBSTITUTE_NAME = "substitute.name"
    COST_SHARE_SEE = "cost_share.see"
    VAT_EXEMPTION_SEE = "vat_exemption.see"
    FRAME_SEE = "frame.see"
    FRAME_EDIT = "frame.edit"
    BOOKING_SEE = "booking.see"
    BOOKING_JOIN = "booking.join"
    BOOKING_CREATE = "booking.create"
    BOOKING_PLAN = "booking.plan"
    BOOKING_ACCEPT = "booking.accept"
    BOOKING_APPROVE = "booking.approve"
    BUDGET_SEE = "budget.see"
    DEPUTY_NAME = "deputy.name"
    BOOKING_RECORD_APPROVAL = "booking.record_approval"
    BOOKING_MOVE = "booking.move"
    BOOKING_PLACE = "booking.place"
    BOOKING_CANCEL = "booking.cancel"
    BOOKING_MARK = "booking.mark"
    BOOKING_WAIVE = "booking.waive"
    AVAILABILITY_EDIT = "availability.edit"
    # content
    LOG_WRITE = "log.write"
    NOTE_READ = "note.read"
    THEMES_READ = "themes.read"
    ASSIGNMENT_READ = "assignment.read"
    SHARED_NOTE_READ = "shared_note.read"
    PAIR_NOTE_READ = "pair_note.read"
    ABSENCE_SAY = "absence.say"
    EARLIER_TIME_ASK = "earlier_time.ask"
    EARLIER_NOTES_ASK = "earlier_notes.ask"
    WISH_READ = "wish.read"
    WISH_WRITE = "wish.write"
    SESSION_CHECK_READ = "session_check.read"
    SESSION_CHECK_WRITE = "session_check.write"
    LEARNING_NOTE = "learning_note.write"
    OWN_NOTE = "own_note.write"
    LENT_NOTE_READ = "lent_note.read"
    GOAL_READ = "goal.read"
    GOAL_WRITE = "goal.write"
    GOAL_RATE = "goal.rate"
    GROUP_GOAL_READ = "group_goal.read"
    GROUP_GOAL_WRITE = "group_goal.write"
    GROUP_GOAL_RATE = "group_goal.rate"
    GROUP_GOAL_SHOWN = "group_goal.shown"
    ORGANISATION_GOAL_SEE = "organisation_goal.see"
    ORGANISATION_GOAL_WRITE = "organisation_goal.write"
    MEETING_LINK_WRITE = "meeting_link.write"
    HANDOVER_ISSUE = "handover.issue"
    # who supervises, publicly, and from the request to the start
    PROFILE_SEE = "profile.see"
    PROFILE_EDIT = "profile.edit"
    CREDENTIAL_CHECK = "credential.check"
    REQUEST_SEE = "request.see"
    REQUEST_PROPOSE = "request.propose"
    REQUEST_EDIT = "request.edit"
    REQUEST_ANSWER = "request.answer"
    REQUEST_START = "request.start"
    REQUEST_CLOSE = "request.close"
    PERMISSION_RECORD = "permission.record"
    REQUEST_WISH_READ = "request_wish.read"
    REQUEST_WISH_WRITE = "request_wish.write"
    BACKGROUND_READ = "background.read"
    BACKGROUND_WRITE = "background.write"
    BILLING_DETAILS_CONFIRM = "billing_details.confirm"
    # the written agreement
    AGREEMENT_SEE = "agreement.see"
    AGREEMENT_COMPOSE = "agreement.compose"
    AGREEMENT_ACCEPT = "agreement.accept"
    AGREEMENT_RECORD = "agreement.record"
    # what a group says to management
    VOICE_READ = "voice.read"
    VOICE_WRITE = "voice.write"
    VOICE_ANSWER = "voice.answer"
    VOICE_RECEIVE = "voice.receive"
    # evaluations, what of them reaches the employer, and how to go on
    EVALUATION_READ = "evaluation.read"
    EVALUATION_INVITE = "evaluation.invite"
    EXTRACT_ACCEPT = "extract.accept"
    INVITATION_SEE = "invitation.see"
    REPORT_SEE = "report.see"
    REVIEW_PLAN = "review.plan"
    CONTINUATION_SEE = "continuation.see"
    CONTINUATION_CHOOSE = "continuation.choose"
    STATISTICS_SEE = "statistics.see"
    FEEDBACK_READ = "feedback.read"
    FEEDBACK_ASK = "feedback.ask"
    # the office
    PRACTICE_EDIT = "practice.edit"
    PERSON_SEE = "person.see"
    PERSON_EDIT = "person.edit"
    ORGANISATION_SEE = "organisation.see"
    ORGANISATION_EDIT = "organisation.edit"
    PRICE_EDIT = "price.edit"
    ROOM_KEEP = "room.keep"
    MESSAGE_SEE = "message.see"
    MESSAGE_RESEND = "message.resend"
    # money
    INVOICE_SEE = "invoice.see"
    INVOICE_ISSUE = "invoice.issue"
    INVOICE_LINE_SEE = "invoice_line.see"
    PACKAGE_EDIT = "package.edit"
    TRAVEL_SEE = "travel.see"
    TRAVEL_ENTER = "travel.enter"
    TRAVEL_LET_GO = "travel.let_go"
    INVOICE_LINE_ANSWER = "invoice_line.answer"
    FEE_AGREE = "fee.agree"
    FEE_NOTE_SEE = "fee_note.see"
    FEE_NOTE_MAKE = "fee_note.make"


_supervisors = frozenset({Capacity.SUPERVISOR, Capacity.CO_SUPERVISOR})
_parties = _supervisors | {Capacity.SUPERVISEE}
_office = frozenset({Capacity.OFFICE})

MAY: dict[Action, frozenset[Capacity]] = {
    Action.PROCESS_SEE: _parties | _office | {Capacity.MANAGER},
    Action.PROCESS_EDIT: _office,
    Action.AGREED_THEME_SEE: _parties | _office | {Capacity.MANAGER},
    Action.AGREED_THEME_WRITE: _supervisors | _office,
    Action.PROCESS_END: _supervisors | _office,
    Action.PROCESS_REOPEN: _supervisors | _office,
    Action.SUBSTITUTE_NAME: _supervisors | _office,
    Action.COST_SHARE_SEE: _office,
    Action.VAT_EXEMPTION_SEE: _office,
    Action.FRAME_SEE: _office | {Capacity.MANAGER},
    Action.FRAME_EDIT: _office,
    Action.BOOKING_SEE: _parties | _office | {Capacity.MANAGER},
    Action.BOOKING_JOIN: _parties,
    Action.BOOKING_CREATE: _parties | _office,
    Action.BOOKING_PLAN: _supervisors | _office,
    Action.BOOKING_ACCEPT: _supervisors,
    Action.BOOKING_APPROVE: frozenset({Capacity.MANAGER, Capacity.DEPUTY}),
    Action.BUDGET_SEE: frozenset({Capacity.MANAGER}),
    Action.DEPUTY_NAME: frozenset({Capacity.MANAGER}),
    Action.BOOKING_RECORD_APPROVAL: _office,
    Action.BOOKING_MOVE: _parties | _office,
    Action.BOOKING_PLACE: _supervisors | _office,
    Action.BOOKING_CANCEL: _parties | _office,
    Action.BOOKING_MARK: _supervisors,
    Action.BOOKING_WAIVE: _supervisors | _office,
    Action.AVAILABILITY_EDIT: _supervisors,
    Action.LOG_WRITE: _supervisors,
    Action.NOTE_READ: _supervisors,
    Action.THEMES_READ: _parties,
    Action.ASSIGNMENT_READ: _parties,
    Action.SHARED_NOTE_READ: _parties,
    Action.PAIR_NOTE_READ: _supervisors,
    Action.ABSENCE_SAY: frozenset({Capacity.SUPERVISEE}),
    Action.EARLIER_TIME_ASK: frozenset({Capacity.SUPERVISEE}),
    Action.EARLIER_NOTES_ASK: frozenset({Capacity.SUPERVISEE}),
    Action.WISH_READ: _parties,
    Action.WISH_WRITE: frozenset({Capacity.SUPERVISEE}),
    Action.SESSION_CHECK_READ: _parties,
    Action.SESSION_CHECK_WRITE: frozenset({Capacity.SUPERVISEE}),
    Action.LEARNING_NOTE: frozenset({Capacity.SUPERVISEE}),
    Action.OWN_NOTE: frozenset({Capacity.SUPERVISEE}),
    Action.LENT_NOTE_READ: _parties,
    Action.GOAL_READ: _parties,
    Action.GOAL_WRITE: frozenset({Capacity.SUPERVISEE}),
    Action.GOAL_RATE: _parties,
    Action.GROUP_GOAL_READ: _parties,
    Action.GROUP_GOAL_WRITE: _parties,
    Action.GROUP_GOAL_RATE: frozenset({Capacity.SUPERVISEE}),
    # Where the agreement says so, the goal's text, and never a rating.
    Action.GROUP_GOAL_SHOWN: frozenset({Capacity.MANAGER}),
    Action.ORGANISATION_GOAL_SEE: _parties | _office | {Capacity.MANAGER},
    Action.ORGANISATION_GOAL_WRITE: _office,
    Action.MEETING_LINK_WRITE: _supervisors,
    Action.HANDOVER_ISSUE: _supervisors,
    Action.PROFILE_SEE: _office | {Capacity.SUPERVISOR},
    Action.PROFILE_EDIT: frozenset({Capacity.SUPERVISOR}),
    Action.CREDENTIAL_CHECK: _office,
    Action.REQUEST_SEE: _office | {Capacity.SUPERVISEE, Capacity.SUPERVISOR, Capacity.MANAGER},
    Action.REQUEST_PROPOSE: frozenset({Capacity.SUPERVISOR}),
    Action.REQUEST_EDIT: frozenset({Capacity.SUPERVISEE}),
    Action.REQUEST_ANSWER: frozenset({Capacity.SUPERVISEE}),
    Action.REQUEST_START: _office | {Capacity.SUPERVISOR},
    Action.REQUEST_CLOSE: _office | {Capacity.SUPERVISEE, Capacity.MANAGER},
    Action.PERMISSION_RECORD: _office,
    Action.REQUEST_WISH_READ: frozenset({Capacity.SUPERVISEE, Capacity.SUPERVISOR}),
    Action.REQUEST_WISH_WRITE: frozenset({Capacity.SUPERVISEE}),
    Action.BACKGROUND_READ: frozenset({Capacity.SUPERVISEE, Capacity.SUPERVISOR}),
    Action.BACKGROUND_WRITE: frozenset({Capacity.MANAGER}),
    Action.BILLING_DETAILS_CONFIRM: _office,
    Action.AGREEMENT_SEE: _parties | _office | {Capacity.MANAGER},
    Action.AGREEMENT_COMPOSE: _supervisors | _office,
    Action.AGREEMENT_ACCEPT: _parties | {Capacity.MANAGER},
    Action.AGREEMENT_RECORD: _office,
    Action.VOICE_READ: _parties,
    Action.VOICE_WRITE: _parties,
    Action.VOICE_ANSWER: frozenset({Capacity.SUPERVISEE}),
    Action.VOICE_RECEIVE: frozenset({Capacity.MANAGER}),
    Action.EVALUATION_READ: _parties,
    Action.EVALUATION_INVITE: frozenset({Capacity.SUPERVISEE}),
    Action.EXTRACT_ACCEPT: frozenset({Capacity.SUPERVISEE}),
    Action.INVITATION_SEE: frozenset({Capacity.SUPERVISEE, Capacity.MANAGER}),
    Action.REPORT_SEE: _parties | {Capacity.MANAGER},
    Action.REVIEW_PLAN: _supervisors | _office,
    Action.CONTINUATION_SEE: _parties | _office | {Capacity.MANAGER},
    Action.CONTINUATION_CHOOSE: _parties | {Capacity.MANAGER},
    Action.STATISTICS_SEE: _office,
    Action.FEEDBACK_READ: _parties,
    Action.FEEDBACK_ASK: frozenset({Capacity.SUPERVISEE}),
    Action.PRACTICE_EDIT: _office,
    Action.PERSON_SEE: _office,
    Action.PERSON_EDIT: _office,
    Action.ORGANISATION_SEE: _office,
    Action.ORGANISATION_EDIT: _office,
    Action.PRICE_EDIT: _office,
    Action.ROOM_KEEP: _office,
    Action.MESSAGE_SEE: _office,
    Action.MESSAGE_RESEND: _office,
    Action.INVOICE_SEE: _office | {Capacity.BILLING, Capacity.MANAGER, Capacity.SUPERVISEE},
    Action.INVOICE_ISSUE: _office,
    Action.INVOICE_LINE_SEE: _office | {Capacity.MANAGER},
    Action.PACKAGE_EDIT: _office,
    Action.TRAVEL_SEE: _supervisors | _office,
    Action.TRAVEL_ENTER: _supervisors,
    Action.TRAVEL_LET_GO: _supervisors | _office,
    Action.INVOICE_LINE_ANSWER: frozenset({Capacity.MANAGER}),
    Action.FEE_AGREE: _office,
    # A co-supervisor's own notes, and nobody else's.
    Action.FEE_NOTE_SEE: _office | {Capacity.CO_SUPERVISOR},
    Action.FEE_NOTE_MAKE: _office,
}

# These open nothing in a session that a code mailed to an employer's domain has opened (C6), and answer 404, never
# 403, to one who has no part in them (C8).
CONTENT = frozenset(
    {
        Action.LOG_WRITE,
        Action.NOTE_READ,
        Action.THEMES_READ,
        Action.ASSIGNMENT_READ,
        Action.SHARED_NOTE_READ,
        Action.PAIR_NOTE_READ,
        Action.EARLIER_NOTES_ASK,
        Action.WISH_READ,
        Action.WISH_WRITE,
        Action.SESSION_CHECK_READ,
        Action.SESSION_CHECK_WRITE,
        Action.LEARNING_NOTE,
        Action.OWN_NOTE,
        Action.LENT_NOTE_READ,
        Action.GOAL_READ,
        Action.GOAL_WRITE,
        Action.GOAL_RATE,
        Action.GROUP_GOAL_READ,
        Action.GROUP_GOAL_WRITE,
        Action.GROUP_GOAL_RATE,
        Action.VOICE_READ,
        Action.VOICE_WRITE,
        Action.VOICE_ANSWER,
        Action.EVALUATION_READ,
        Action.EVALUATION_INVITE,
        Action.EXTRACT_ACCEPT,
        Action.FEEDBACK_READ,
        Action.FEEDBACK_ASK,
        # The remote room: who may enter it, or lead the others to another one, hears everything.
        Action.BOOKING_JOIN,
        Action.MEETING_LINK_WRITE,
        # The key to content: not from a session that has none itself.
        Action.HANDOVER_ISSUE,
        # What one wishes for, and whether one wants this supervisor. (The employer's own background is its own text.)
        Action.REQUEST_ANSWER,
        Action.REQUEST_WISH_READ,
        Action.REQUEST_WISH_WRITE,
        Action.BACKGROUND_READ,
    }
)

_nobody, ONE = nobodies(2)
Row = TypeVar("Row", bound=Model)
View = Callable[..., HttpResponseBase]
Reader = Callable[[Any, Any], Any]

# The models that declare how they are reached.
ROOTS: list[type[Model]] = []


def root(model: type[Row]) -> type[Row]:
    """Class decorator: this model declares `REACHED_BY`, capacity → queryset of the rows that `user` reaches by it.
    `GIVES` are those of them that a row gives by itself, all unless it says otherwise: whoever reaches it by another
    holds that one by a row elsewhere. A test compares."""
    ROOTS.append(model)
    return model


class ScopedQuerySet(QuerySet[Row]):
    """Reading starts from the person. `model.scope` is the lookup that leads to a root ("pk" on a root itself)."""

    def where_user_may(self, user: Any, action: Action, *, within: Any = None) -> Self:
        """`within`: of this root alone; where `read_for` has read it for this person, how they reach it is known."""
        if not getattr(user, "pk", None) or not user.is_active or (action in CONTENT and not user.content_open):
            return self.none()
        model = cast(Any, self.model)
        here = self if within is None else self._within(within)
        if _is_read_for(within, user):
            return here if _may_as_read(within, action) else self.none()
        # Only by the capacities held anywhere: the office's way leads to every row, and a planner that cannot know that
        # this person is not of the office reads the whole table (160 ms for Aino's own sessions, at 1.5 million rows).
        ways = _ways_of(user, root_of(model), held_for(user, action))
        return here.filter(**{f"{model.scope}__in": ways.rows(user.pk)}) if ways else self.none()

    def _within(self, root: Any) -> Self:
        model = cast(Any, self.model)
        if not isinstance(root, root_of(model)):
            raise TypeError(f"{model.__name__} is not reached by way of a {type(root).__name__}")
        return self.filter(**{model.scope: root.pk})

    def visible_to(self, user: Any, *, within: Any = None) -> Self:
        return self.where_user_may(user, cast(Any, self.model).SEE, within=within)


class Scoped(Model):
    """A model whose rows concern people. `scope`: its way to a root; `SEE`: the action that shows a row."""

    scope: ClassVar[str] = "process"
    SEE: ClassVar[Action]

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True


def root_of(model: Any) -> Any:
    """The root model that `model.scope` leads to."""
    if model.scope == "pk":
        return model
    for step in model.scope.split("__"):
        model = model._meta.get_field(step).related_model
    return model


def capacities_of(user: Any) -> frozenset[Capacity]:
    """Every capacity that the person holds anywhere, in one query; kept on the user for the request."""
    if not getattr(user, "pk", None):
        return frozenset()
    if not hasattr(user, "_capacities"):
        question, capacities = _question_of_capacities(user._meta.model, clock.today())
        answers = question.answer(user.pk) if question else ()
        user._capacities = frozenset(capacity for capacity, holds in zip(capacities, answers, strict=False) if holds)
    return user._capacities


@lru_cache(maxsize=2)
def _question_of_capacities(model: Any, _today: date) -> tuple[Prepared | None, list[Capacity]]:
    # What is held, whichever way this session was opened: `where_user_may` asks that.
    person = somebody(model, content_open=True)
    ways: dict[str, Exists] = {}
    capacities: list[Capacity] = []
    for root_model in ROOTS:
        reached_by = cast(Any, root_model).REACHED_BY
        for capacity in getattr(root_model, "GIVES", reached_by):
            ways[f"way_{len(ways)}"] = Exists(reached_by[capacity](person).order_by())
            capacities.append(capacity)
    rows = model._default_manager.filter(pk=person.pk, is_active=True).values_list(*ways.values())
    return Prepared.of(rows), capacities


def _ways_of(user: Any, model: Any, held: frozenset[Capacity]) -> Prepared | None:
    """To the rows of a root that the person reaches by these capacities; None where there is no way."""
    today = clock.today()
    closed, opened = (_ways(user._meta.model, model, held, today, content_open=content) for content in (False, True))
    # Few ways hang on it, and to ask what a session opens may take a query.
    return opened if closed == opened or user.content_open else closed


@lru_cache(maxsize=500)
def _ways(person: Any, model: Any, held: frozenset[Capacity], _today: date, *, content_open: bool) -> Prepared | None:
    them = somebody(person, holding=held, content_open=content_open)
    ways = [way(them) for capacity, way in model.REACHED_BY.items() if capacity in held]
    # One union, never an OR over two to-many paths: measured 0.03–1.1 ms against 55–1,056 ms (DESIGN section 4).
    pks = [way.order_by().values("pk") for way in ways if not way.query.is_empty()]
    return Prepared.of(pks[0].union(*pks[1:]) if pks[1:] else pks[0]) if pks else None


def somebody(person: Any, *, holding: frozenset[Capacity] = frozenset(), content_open: bool) -> Any:
    """Of whom a question is prepared: one who holds these capacities, and is nobody."""
    return nobody(person, is_active=True, content_open=content_open, _capacities=holding)


def held_for(user: Any, action: Action) -> frozenset[Capacity]:
    """Those of the person's capacities that allow it somewhere."""
    return MAY[action] & capacities_of(user)


def may(user: Any, action: Action, row: Any = None) -> bool:
    """May this person do this: to this row, or, without one, anywhere at all?"""
    if action in CONTENT and not getattr(user, "content_open", False):
        return False
    if row is None:
        return bool(held_for(user, action))
    if _is_read_for(row, user):
        return _may_as_read(row, action)
    return _one(type(row), row.pk, user, action) is not None


def _one(model: Any, pk: Any, user: Any, action: Action, read: Reader | None = None) -> Any:
    """The row with this key, if this person may do this to it. Each page asks so, and once more for each of its
    buttons."""
    question = _question_of_one(user, model, action, read) if isinstance(pk, uuid.UUID) else None
    if question is None:
        return _where(model, pk, user, action, read).first()
    return question.first({NOBODY: user.pk, ONE: pk})


def _where(model: Any, pk: Any, user: Any, action: Action, read: Reader | None) -> Any:
    rows = model._default_manager.where_user_may(user, action).filter(pk=pk)
    return read(rows, user) if read else rows


def _question_of_one(user: Any, model: Any, action: Action, read: Reader | None) -> Prepared | None:
    """None where it is to be put together each time."""
    if not getattr(user, "pk", None) or not user.is_active:
        return None
    asked, today = (user._meta.model, model, action, read, capacities_of(user)), clock.today()
    closed, opened = (_one_of(*asked, today, content_open=content) for content in (False, True))
    return opened if closed == opened or user.content_open else closed


@lru_cache(maxsize=500)
def _one_of(
    person: Any,
    model: Any,
    action: Action,
    read: Reader | None,
    held: frozenset[Capacity],
    _today: date,
    *,
    content_open: bool,
) -> Prepared | None:
    them = somebody(person, holding=held, content_open=content_open)
    question = Prepared.of(_where(model, ONE, them, action, read), NOBODY, ONE)
    return None if question.names_an_instant else question


def read_for(rows: Any, user: Any) -> Any:
    """For a page made of many parts: rows of a root that know by which of their capacities this person reaches each, so
    that `may`, and whatever is read `within` them, asks the database nothing more about it."""
    held = capacities_of(user) if user.is_active else frozenset()
    roads = {f"as_{capacity}": way(user) for capacity, way in rows.model.REACHED_BY.items() if capacity in held}
    reached = {name: Exists(way.filter(pk=OuterRef("pk")).order_by()) for name, way in roads.items()}
    return rows.annotate(read_by=Value(user.pk, output_field=UUIDField()), **reached)


def _is_read_for(row: Any, user: Any) -> bool:
    return getattr(row, "read_by", None) == user.pk


def _may_as_read(row: Any, action: Action) -> bool:
    return any(getattr(row, f"as_{capacity}", False) for capacity in MAY[action])


def public(view: View) -> View:
    """Mark a view that needs no sign-in. It must not show anything of anybody but what they have published."""
    marked = cast(Any, view)
    marked.access = "public"
    marked.login_required = False
    return view


def own(view: View) -> View:
    """Mark a view that shows only the signed-in person's own account or own lists."""
    cast(Any, view).access = "own"
    return view


def needs(action: Action, *, on: type[Model] | None = None, read: Reader | None = None) -> Callable[[View], View]:
    """Mark a view with the action it needs; with `on` it is called with that row instead of its primary key. `read`
    says what is to be read along with the row, never which rows.

    Not visible is a 404 by the same code path as an unknown id. Visible but not yours to do is a 403, only where
    the row's own page opens to you, and never for content.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if on is None:
                if not may(request.user, action):
                    raise Http404
                return view(request, *args, **kwargs)
            return view(request, _row(on, kwargs.pop("pk"), request.user, action, read), *args, **kwargs)

        marked = cast(Any, guarded)
        marked.access, marked.on = action, on
        return guarded

    return decorate


def _row(model: Any, pk: object, user: Any, action: Action, read: Reader | None) -> Any:
    row = _one(model, pk, user, action, read)
    if row is None and action not in CONTENT and action is not model.SEE and _one(model, pk, user, model.SEE):
        raise PermissionDenied
    if row is None:
        raise Http404
    return row
