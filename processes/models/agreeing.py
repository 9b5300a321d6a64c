"""How a process is agreed on and changed. Past days stay as they were: people are ended by date and never removed, a
changed price holds for times booked later, and the ground of the agreement stands once a session has begun."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.signing import Signer
from django.db import models, transaction

from processes import heads
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.people.models import Employment
from tyonohjaus.people.models.dated import current, not_over

from .shares import CostShare
from .states import State

# What the past was told and billed by: another payer would read, and pay for, what was never theirs (DOMAIN 4.3).
GROUND = frozenset({"kind", "payer", "organisation"})


class GroundStands(Exception):
    """A session has begun, so kind, payer and organisation stay: end this process and start a new one."""


class SessionsAhead(Exception):
    """Booked times stand in the way: those who give them cannot leave before `last_on`, nor can the process end."""

    def __init__(self, last_on: date) -> None:
        super().__init__(f"until {last_on}")
        self.last_on = last_on


class OtherCalendars(SessionsAhead):
    """Of the booked times the supervisee's own is taken in the one kind, and not in the other."""


class Over(Exception):
    """The process has ended: nobody joins it any more, and its days stay. It may be taken up again."""


class SupervisorManages(Exception):
    """Whoever says yes for `person` would supervise them: nobody opens up to who decides about their work."""

    def __init__(self, person: Any) -> None:
        super().__init__(str(person.pk))
        self.person = person


@dataclass(frozen=True, kw_only=True)
class People:
    supervisor: Any
    supervisees: tuple[Any, ...]
    co_supervisor: Any = None

    def by_capacity(self) -> list[tuple[Any, str]]:
        pairs = [(user, "supervisee") for user in self.supervisees] + [(self.supervisor, "supervisor")]
        return [*pairs, (self.co_supervisor, "co_supervisor")] if self.co_supervisor else pairs

    @property
    def leading(self) -> set[Any]:
        """The keys of those who supervise."""
        return {user.pk for user in (self.supervisor, self.co_supervisor) if user}


class Agreeing(models.Model):
    if TYPE_CHECKING:  # what Process is, beside this
        kind: str
        payer: str
        organisation_id: Any
        bookings: Any
        participants: Any

        @property
        def employer_is_party(self) -> bool: ...

        @classmethod
        def locked(cls, pk: Any) -> Any: ...

    class Meta:
        abstract = True

    @classmethod
    def start(cls, *, people: People, by: Any, organisation_goal: str = "", **terms: Any) -> Any:
        """A new process. Who is in it from the start has been so since its first day, or, before that, since today.

        Raises WrongHeads, SupervisorManages.
        """
        if terms["payer"] != "nobody":  # one may get to know a supervisor for all the others
            heads.count(terms["kind"], len(people.supervisees))
        with transaction.atomic():
            process: Any = cls._default_manager.create(**terms)
            process._refuse_managers(people)
            process._meet(people, on=min(clock.today(), process.starts_on), joined_at=None)
            process._write_goal(organisation_goal)
            record("process.started", subject=process, by=by)
        return process

    def change(
        self,
        *,
        people: People,
        by: Any,
        organisation_goal: str = "",
        people_from: date | None = None,
        sooner: Collection[Any] = (),
        seen: str | None = None,
        **terms: Any,
    ) -> Any:
        """Other terms, and other people from `people_from` on (default: at once). `sooner`: the keys of those who were
        to leave later and leave by that day already. `seen` is the mark of what stood there when the change was begun.

        Raises ChangedMeanwhile, WrongHeads, SupervisorManages, GroundStands, OtherCalendars, SessionsAhead, Over.
        """
        with transaction.atomic():
            row: Any = type(self).locked(self.pk)
            if seen is not None and seen != row.mark:
                raise ChangedMeanwhile
            was_over, here = row.state == State.OVER, row._how_many
            changed = row._write_terms(terms)
            if "payer" in changed and not row.bills_employer:
                CostShare.agree(row, [], on=row.starts_on, by=by)  # no employer is to pay, or to learn of it
            heads.count(row.kind, len(people.supervisees), before=here)
            row._refuse_managers(people)
            row._refuse_sessions_after(row.ends_on if "ends_on" in changed else None)
            on = max(people_from or clock.today(), clock.today())  # nobody joins the past (C23)
            joined_at = clock.now() if on == clock.today() else None
            joined, left = row._meet(people, on=on, joined_at=joined_at, sooner=sooner)
            if was_over and (joined or {"starts_on", "ends_on"} & set(changed)):
                raise Over
            row._ask_managers_anew(by=by, everybody=bool({"payer", "organisation"} & set(changed)))
            if row._write_goal(organisation_goal):
                changed.append("organisation_goal")
            if changed or joined or left:
                record("process.changed", subject=row, by=by, changed=sorted(changed), joined=joined, left=left)
        return row

    def extend(self, *, by_sessions: int, by: Any) -> Any:
        """So many sessions more than agreed. A number that was never agreed does not grow, nor that of what is over."""
        with transaction.atomic():
            row: Any = type(self).locked(self.pk)
            if row.agreed_count and row.state != State.OVER:
                changed = row._write_terms({"agreed_count": row.agreed_count + by_sessions})
                record("process.changed", subject=row, by=by, changed=changed, joined=[], left=[])
        return row

    @property
    def mark(self) -> str:
        """Of all that `change` may change: another than before, once anything of it has."""
        terms = [str(getattr(self, field.attname)) for field in self._meta.concrete_fields]
        people = sorted(f"{row.user_id} {row.capacity}" for row in self._going_on())
        return Signer(salt="agreement").signature("\x1f".join([*terms, *people, self._goal]))

    @property
    def ground_stands(self) -> bool:
        return self.bookings.filter(starts_at__lte=clock.now()).exists()

    @property
    def last_session_on(self) -> date | None:
        """The day of the last time that is booked ahead."""
        ahead = self.bookings.coming(clock.now()).last()
        return ahead.day if ahead else None

    def manager_of(self, user: Any) -> Any:
        """Who says yes for this supervisee: their manager at the process's organisation, nobody while they have none
        there (C11); of one who does not work there, as in a group of many employers, the manager where they do (S2-5).
        Nobody where they pay themselves, or nobody pays: no manager hears of it."""
        if not self.employer_is_party or self.organisation_id is None:
            return None
        leading = set(self.participants.supervising().filter(not_over()).values_list("user", flat=True))
        return next((manager for manager in self._managers_at_work(user) if manager.pk not in leading), None)

    def supervisee_of_their_manager(self, people: People) -> Any:
        """One of these people who would be supervised by whoever says yes for them; None, as it should be."""
        if not self.employer_is_party or self.organisation_id is None:
            return None
        for user in people.supervisees:
            if any(manager.pk in people.leading for manager in self._managers_at_work(user)):
                return user
        return None

    def _managers_at_work(self, user: Any) -> list[Any]:
        """Their manager at the process's organisation; of one who does not work there, those where they do."""
        works = list(
            Employment.objects.filter(current(), employee=user).select_related("manager").order_by("organisation")
        )
        here = [work for work in works if work.organisation_id == self.organisation_id]
        return [work.manager for work in here or works if work.manager and work.manager.is_active]

    def _refuse_managers(self, people: People) -> None:
        if person := self.supervisee_of_their_manager(people):
            raise SupervisorManages(person)

    def _write_terms(self, terms: dict[str, Any]) -> list[str]:
        changed = [name for name, value in terms.items() if getattr(self, name) != value]
        if GROUND & set(changed) and self.ground_stands:
            raise GroundStands
        alone = self.kind in heads.ALONE
        if "kind" in changed and alone != (terms["kind"] in heads.ALONE) and (last := self.last_session_on):
            raise OtherCalendars(last)
        for name in changed:
            setattr(self, name, terms[name])
        if changed:
            self.save(update_fields=changed)
        return changed

    def leaving_after(self, day: date) -> list[Any]:
        """Those who have a last day ahead: on this one, or later."""
        rows = self.participants.filter(not_over(day), ends_on__isnull=False, stands_for=None)
        return list(rows.select_related("user").order_by("user__name", "pk"))

    def _meet(
        self, people: People, *, on: date, joined_at: datetime | None, sooner: Collection[Any] = ()
    ) -> tuple[list[Any], list[Any]]:
        """Who is in it from that day on: the keys of those who joined and who left."""
        wanted = {(user.pk, capacity): user for user, capacity in people.by_capacity()}
        rows = {row.of: row for row in self._going_on()}
        left = [row for key, row in rows.items() if key not in wanted]
        left += [row for row in self.leaving_after(on) if row.user_id in sooner and row.of not in wanted]
        goes = {row.capacity for row in left}
        comes = {capacity for _user, capacity in wanted.keys() - rows.keys()}
        changing = goes | comes
        # A co-supervisor may go at once: their time is free again (C25).
        if any(map(self._gives_time, comes | goes - {"co_supervisor"})):
            self._refuse_sessions_after(on - timedelta(days=1))
        if "supervisee" in changing and self.kind in heads.ALONE and self.bookings.charged_since(on).exists():
            raise SessionsAhead(on)  # of today, and over: whoever takes their place today would pay for it
        left += [row for row in self._still_there(comes & self._of_one_at_a_time, on=on) if row not in left]
        for row in left:
            row.close(before=on)
        for key, user in wanted.items():
            if key not in rows:
                self._join(user, capacity=key[1], on=on, joined_at=joined_at)
        return [user.pk for key, user in wanted.items() if key not in rows], [row.user_id for row in left]

    @property
    def _of_one_at_a_time(self) -> set[str]:
        return {"supervisor", "co_supervisor"} | ({"supervisee"} if self.kind in heads.ALONE else set())

    def _still_there(self, capacities: set[str], *, on: date) -> list[Any]:
        """Who was to leave later, where another takes their place from that day on already."""
        return [row for row in self.leaving_after(on) if row.capacity in capacities]

    def _gives_time(self, capacity: str) -> bool:
        """Is the time of the booked sessions taken in the diaries of those with this capacity?"""
        return capacity != "supervisee" or self.kind in heads.ALONE

    def _refuse_sessions_after(self, day: date | None) -> None:
        if day and (last := self.last_session_on) and last > day:
            raise SessionsAhead(last)

    @property
    def _how_many(self) -> int | None:
        """Supervisees now, where their number may be one or another."""
        several = not heads.HEADS[self.kind].is_one_number
        return self.participants.supervised().filter(ends_on=None).count() if several else None

    def _going_on(self) -> Iterable[Any]:
        return self.participants.filter(ends_on=None)

    def _join(self, user: Any, *, capacity: str, on: date, joined_at: datetime | None) -> None:
        """One who was to leave, and has not yet, stays."""
        rows = self.participants.filter(user=user, capacity=capacity, stands_for=None)
        stays = [row for row in rows if row.may_stay(on)]
        for row in stays[:1]:
            row.stay(on=on, joined_at=joined_at)
        if not stays:
            manager = self.manager_of(user) if capacity == "supervisee" else None
            days = {"starts_on": on, "joined_at": joined_at}
            self.participants.create(user=user, capacity=capacity, manager=manager, **days)

    def _ask_managers_anew(self, *, by: Any, everybody: bool) -> None:
        """For each supervisee, or for those alone who have nobody yet."""
        for row in self._going_on():
            if row.capacity == "supervisee" and (everybody or row.manager_id is None):
                row.ask(self.manager_of(row.user), by=by)

    def _write_goal(self, text: str) -> bool:
        """Did it change?"""
        from .goals import OrganisationGoal

        return OrganisationGoal.keep_first(self, text)

    @property
    def _goal(self) -> str:
        from .goals import OrganisationGoal

        first = OrganisationGoal.first_of(self)
        return first.text if first else ""
