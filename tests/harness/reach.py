"""What the access table promises: who reaches which row in which capacity, and so what an address must answer.

Computed from `MAY` and each root's `REACHED_BY` alone, not by the querysets that the views use; tests/world.STANDS says
the same by hand (test_table.py compares).
"""

import uuid
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from bookings.models import Booking
from invoicing.models import Line
from processes import heads
from processes.models.process import PRIVATE
from tests.harness.addresses import Address
from tyonohjaus.access import CONTENT, MAY, ROOTS, Action, Capacity, root_of
from tyonohjaus.people.models import Organisation
from tyonohjaus.sealed.models import SealedModel
from voice.models import ManagementMessage

OPENS = {200, 302, 303}  # 302: a page that sends on
ACTS = {302, 303, 400, 405, 422}  # an empty form: done, refused, or no form at all
SIGN_IN, HIDDEN, REFUSED = {302}, {404}, {403}

# Pages that answer a POST themselves, with 200: what they show, they show once.
SHOWN_ONCE = {"bookings:calendar_address", "processes:handover_issue"}


@dataclass
class Reach:
    """One person's: root model → primary key → capacities. `content`: does their session open content? (C6)"""

    content: bool = True
    who: Any = None
    roots: dict[Any, dict[Any, set[Capacity]]] = field(default_factory=dict)

    @classmethod
    def of(cls, user: Any, *, content: bool = True) -> "Reach":
        reach, user = cls(content, user.pk), copy(user)
        user.content_open = content  # what they pay themselves is closed like content
        for model in ROOTS:
            rows: dict[Any, set[Capacity]] = {}
            for capacity, way in model.REACHED_BY.items():  # type: ignore[attr-defined]
                for pk in way(user).values_list("pk", flat=True):
                    rows.setdefault(pk, set()).add(capacity)
            reach.roots[model] = rows
        return reach

    def capacities(self, row: Any) -> set[Capacity]:
        root, pk = root_of(type(row)), _root_pk(row)
        return self.roots[root].get(pk, set())

    def anywhere(self) -> set[Capacity]:
        return {capacity for rows in self.roots.values() for held in rows.values() for capacity in held}

    def allows(self, action: Action, row: Any = None) -> bool:
        if action in CONTENT and not self.content:
            return False
        held = self.anywhere() if row is None else self.capacities(row)
        return bool(held & MAY[action])


def answers(address: Address, reach: Reach | None, row: Any, *, method: str) -> set[int]:
    """The statuses that the table allows. `reach` is None for one who is not signed in; `row` for an unknown id."""
    done = OPENS if method == "GET" else ACTS | ({200} if address.name in SHOWN_ONCE else set())
    if address.access == "public":
        return done
    if reach is None:
        return SIGN_IN
    if address.access == "own":
        return done
    if not address.takes_row:
        return done if reach.allows(address.access) else HIDDEN
    if row is None:
        return HIDDEN
    if reach.allows(address.access, row):
        narrowed = _narrowed(address, reach, row)
        # A method that the address does not know is told before the row is looked at.
        return narrowed | {405} if narrowed else done
    seen = reach.allows(row.SEE, row) and address.access is not row.SEE and not _another_pays(reach, row)
    return REFUSED if seen and address.access not in CONTENT else HIDDEN


def _is(reach: Reach, row: Any, *capacities: Capacity) -> bool:
    return bool(reach.capacities(row) & set(capacities))


def _another_pays(reach: Reach, row: Any) -> bool:
    """A line that another employer pays is not there for a manager, whosever time it is (docs/decisions/0017)."""
    if not isinstance(row, Line) or _is(reach, row, Capacity.OFFICE):
        return False
    return row.payer is None or Capacity.MANAGER not in reach.roots[Organisation].get(row.payer.pk, set())


def _is_a_member_only(reach: Reach, row: Any) -> bool:
    """Who does not change a group's session for all."""
    return row.process.is_shared and not _is(reach, row, Capacity.SUPERVISOR, Capacity.CO_SUPERVISOR, Capacity.OFFICE)


def _reads_goal(reach: Reach, row: Any) -> bool:
    return row.owner_id == reach.who or _is(reach, row, Capacity.SUPERVISOR, Capacity.CO_SUPERVISOR)


def _has_no_group_goals(process: Any) -> bool:
    return process.kind in heads.ALONE or not process.keeps_content


def _is_not_asked_as_deputy(reach: Reach, row: Any) -> bool:
    """A deputy opens what waits for the manager's own people's time, and nothing else (C7)."""
    return not _is(reach, row, Capacity.MANAGER) and isinstance(row, Booking) and row.status != "requested"


OWN_GOAL = tuple(f"processes:goal_{verb}" for verb in ("edit", "scale", "aside", "lock", "up"))

# Where a view opens to fewer than the table says: its address, when it does not, and what it then answers.
NARROWED: list[tuple[tuple[str, ...], Callable[[Reach, Any], bool], set[int]]] = [
    (
        ("bookings:rescheduling", "bookings:cancellation", "bookings:series_cancel"),
        _is_a_member_only,
        REFUSED,
    ),  # E4
    (("bookings:approval",), _is_not_asked_as_deputy, HIDDEN),
    (("agreements:compose",), lambda _reach, row: row.payer == "nobody" or row.trade != "supervision", HIDDEN),
    (("processes:goal",), lambda _reach, row: not row.keeps_content, HIDDEN),  # no content is stored (C44)
    (("processes:goal_detail", "processes:goal_rating"), lambda reach, row: not _reads_goal(reach, row), HIDDEN),  # C22
    (OWN_GOAL, lambda reach, row: row.owner_id != reach.who, HIDDEN),  # its owner alone changes it
    # of more than one, and where content is kept (C44); to a payer who has managers
    (("processes:group_goal", "processes:round_new"), lambda _reach, row: _has_no_group_goals(row), HIDDEN | {405}),
    (("processes:goals_shown",), lambda _reach, row: row.kind in heads.ALONE or row.payer in PRIVATE, HIDDEN),
    (("processes:handover_issue",), lambda _reach, row: row.capacity != "supervisee", HIDDEN),  # they alone need a code
    # only who stands in for somebody is taken away again
    (("bookings:substitute_end",), lambda _reach, row: row.stands_for_id is None, HIDDEN),
    # a voice has a group whose employer is a party (C44); management reads what all have accepted (C26)
    (("voice:new",), lambda _reach, row: not ManagementMessage.is_for(row), HIDDEN),
    (("voice:received",), lambda _reach, row: row.status != "sent", HIDDEN),
    # a manager is asked where an employer is to pay (S0-2); whoever has joined a request leaves by themselves
    (("intake:permission",), lambda _reach, row: row.payer != "employer" or row.for_whom == "staff", HIDDEN),
    (("intake:removal",), lambda _reach, row: bool(row.user_id or row.left_at), HIDDEN),
    (("voice:done",), lambda _reach, row: row.message.status != "sent", HIDDEN),
    # the employer's page of one who pays themselves; one's own ticked answers by an employer's mailbox (C6)
    (("reviews:feedback_ask",), lambda _reach, row: not row.keeps_content, HIDDEN),  # no content is stored (C44)
    (("reviews:report",), lambda _reach, row: row.payer in PRIVATE, HIDDEN | {405}),
    (("reviews:invitation",), lambda reach, row: not reach.content and _is(reach, row, Capacity.SUPERVISEE), HIDDEN),
]


def _narrowed(address: Address, reach: Reach, row: Any) -> set[int]:
    """Empty where the view opens as the table says."""
    return next((answer for names, closed, answer in NARROWED if address.name in names and closed(reach, row)), set())


def choose(rows: list[Any], reach: Reach, action: Action) -> tuple[list[Any], Any, Any]:
    """All that are this person's to open, one that they see and may not, one that is foreign."""
    own = [row for row in rows if reach.allows(action, row)]
    others = [row for row in rows if row not in own]
    seen = next((row for row in others if reach.allows(row.SEE, row)), None)
    foreign = next((row for row in others if not reach.allows(row.SEE, row)), None)
    return own, seen, foreign


def one_of_each(rows: list[Any]) -> list[Any]:
    """Rows of one kind and state make the same page: the first of each, in an order that does not hang on their ids, so
    that processes, each with its own world, may share the pages."""
    found: dict[Any, Any] = {}
    for row in rows:
        found.setdefault(likeness(row), row)
    return [found[one] for one in sorted(found, key=str)]


def one_of_each_trait(rows: list[Any]) -> list[Any]:
    """Fewer: each state, each kind … with whichever others it stands together."""
    found, met = [], set()
    for row in rows:
        traits = set(enumerate(likeness(row)))
        if traits - met:
            found.append(row)
            met |= traits
    return found


def holds_content(row: Any) -> bool:
    """May it hold some? Of sessions, which are many, those of which something sealed is written."""
    written = [way for way in row._meta.related_objects if issubclass(way.related_model, SealedModel)]
    return not isinstance(row, Booking) or any(
        way.related_model._base_manager.filter(**{way.field.name: row}).exists() for way in written
    )


def shows_content(address: Address) -> bool:
    """Pages where every row with content counts: those of content, what a group tells its management, and a row's own
    page."""
    return address.access in CONTENT | {Action.VOICE_RECEIVE} or (
        address.takes_row and address.access is address.on.SEE
    )


def likeness(row: Any) -> tuple[Any, ...]:
    terms = ("kind", "payer", "no_content_since", "status", "capacity", "state", "number")
    process = getattr(row, "process", None)
    return (*(str(getattr(row, name, "")) for name in terms), process and process.is_shared)


def _root_pk(row: Any) -> uuid.UUID | None:
    scope = type(row).scope
    if scope == "pk":
        return row.pk
    *steps, last = scope.split("__")
    for step in steps:
        row = getattr(row, step)
        if row is None:
            return None
    return getattr(row, f"{last}_id")
