"""Who is who in one process, by name: read from `with_people`, where it was asked, else with one query each time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Prefetch

from tyonohjaus.access import Capacity, capacities_of
from tyonohjaus.lib import clock
from tyonohjaus.lib.prepared import Prepared, keys, nobodies
from tyonohjaus.ui import words
from tyonohjaus.ui.language import spoken

from . import heads
from .models import PRIVATE, AttendanceShown, Participant, Payer, Process


def with_people(processes: Iterable[Process]) -> None:
    """Read everybody of these processes at once."""
    unread = [process for process in processes if not _are_read(process)]
    found = defaultdict(list)
    for one in _asked(unread) if unread else []:
        found[one.process_id].append(one)
    for process in unread:
        people: Any = process.participants.all()
        people._result_cache, people._prefetch_done = found[process.pk], True
        vars(process).setdefault("_prefetched_objects_cache", {})["participants"] = people


def people_of(process: str = "") -> Prefetch:
    """The same for a query's rows; `process` leads from them to their process: "booking__process__"."""
    return Prefetch(f"{process}participants", Participant.objects.by_name())


def supervisees(process: Process, on: date | None = None) -> list[Participant]:
    return _supervised(_on(process, on))


def own_people(process: Process, manager: Any, on: date | None = None) -> list[Participant]:
    """The supervisees for whom this person says yes or no."""
    return [person for person in supervisees(process, on) if person.manager_id == manager.pk]


def managers(process: Process, at: datetime | None = None) -> list[Any]:
    """Whose yes is asked: each supervisee's own manager of today, once, by name (C12); of a session that begins `at`,
    of those who are there then, also where they join by that day. One who cannot sign in any more answers nothing, and
    is not waited for."""
    on = max(clock.day_of(at), clock.today()) if at else None
    people = [one for one in supervisees(process, on) if at is None or one.was_in(at)]
    found = {one.manager_id: one.manager for one in people if one.manager and one.manager.is_active}
    return sorted(found.values(), key=lambda manager: (manager.name, manager.pk))


def supervisors(process: Process, on: date | None = None) -> list[Participant]:
    """The supervisor first, then the co-supervisor."""
    return _supervising(_on(process, on))


def meeting(process: Process, on: date | None = None) -> list[Participant]:
    """Who leads the sessions of that day: those for whom a substitute stands in then are left out."""
    return _leading(_on(process, on))


def both_sides(process: Process, on: date) -> tuple[list[Participant], list[Participant]]:
    """Who leads the sessions of that day, and who is supervised then, in one question."""
    here = _on(process, on)
    return _leading(here), _supervised(here)


def lasting(process: Process) -> list[Participant]:
    """Today's supervisors without who stands in for some days: whoever answers for the process as a whole."""
    return _lasting(_on(process, None))


def answering(process: Process) -> tuple[list[Participant], list[Participant]]:
    """Who is supervised today, and who answers for the process as a whole, in one question."""
    here = _on(process, None)
    return _supervised(here), _lasting(here)


def supervisors_since(process: Process, instant: datetime) -> list[Participant]:
    """Today's supervisors who were so at that instant: what is older than that is not theirs to read."""
    then = [one for one in _people(process) if one.capacity != Participant.As.SUPERVISEE and one.was_in(instant)]
    return [one for one in supervisors(process) if one.user_id in {was.user_id for was in then}]


def may_hear_of(process: Process, instant: datetime, user: Any) -> bool:
    """Of a session at that instant: one who came in another's place not of theirs. A group's days are everybody's."""
    here = [one for one in _people(process) if one.capacity == Participant.As.SUPERVISEE]
    own = [one for one in here if one.user_id == user.pk]
    others = any(one.user_id != user.pk and one.starts_on <= clock.today() for one in here)
    came_later = bool(own) and others and not any(one.was_in(instant) for one in own)
    return process.kind not in heads.ALONE or not came_later


def names(people: Iterable[Participant], *, after: Iterable[str] = ()) -> str:
    """`Sami Rautio ja Kaisa Lindqvist`; `after` are others who are named first ("sinä")."""
    named = [*after, *(person.user.name for person in people)]
    return words.listed(named, language=spoken())


def named_to(process: Process, user: Any, *, standing: "Standing") -> list[Participant]:
    """The supervisees whom this person reads by name."""
    if not standing.reads_as_payer:
        return supervisees(process)
    return named_to_manager(process, user) if standing.manager else []


def named_to_manager(process: Process, manager: Any, on: date | None = None) -> list[Participant]:
    """Their own people, where the agreement lets the payer read names (DOMAIN 4.3)."""
    return own_people(process, manager, on) if process.attendance == AttendanceShown.NAMES else []


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Who one person is in one process: it chooses what a page tells. What they may do is asked of access."""

    supervisee: bool
    supervisor: bool
    manager: bool
    office: bool
    # Pays for it themselves: sees the price, with VAT (DOMAIN 4.3).
    pays: bool

    @property
    def party(self) -> bool:
        return self.supervisee or self.supervisor

    @property
    def reads_as_payer(self) -> bool:
        """Neither one of its people nor of the office: told what a payer is told, and no more (C10)."""
        return not self.party and not self.office

    @property
    def sets_times(self) -> bool:
        """May set a time that is not offered, plan a series, and change a group's session (E4)."""
        return self.supervisor or self.office


def standing(process: Process, user: Any) -> Standing:
    now_here = _on(process, None)
    held = {person.capacity for person in now_here if person.user_id == user.pk}
    supervisee = Participant.As.SUPERVISEE in held
    return Standing(
        supervisee=supervisee,
        supervisor=bool(held - {Participant.As.SUPERVISEE}),
        manager=process.payer not in PRIVATE and bool(own_people(process, user)),
        office=Capacity.OFFICE in capacities_of(user),
        pays=supervisee and process.payer == Payer.SELF,
    )


def _on(process: Process, on: date | None) -> list[Participant]:
    day = on or clock.today()
    return [person for person in _people(process) if person.holds_on(day)]


def _supervised(here: list[Participant]) -> list[Participant]:
    return [person for person in here if person.capacity == Participant.As.SUPERVISEE]


def _supervising(here: list[Participant]) -> list[Participant]:
    people = [person for person in here if person.capacity != Participant.As.SUPERVISEE]
    return sorted(people, key=lambda person: person.capacity != Participant.As.SUPERVISOR)


def _lasting(here: list[Participant]) -> list[Participant]:
    return [one for one in _supervising(here) if one.stands_for_id is None]


def _leading(here: list[Participant]) -> list[Participant]:
    people = _supervising(here)
    away = {one.stands_for_id for one in people if one.stands_for_id}
    return [one for one in people if one.user_id not in away]


def _people(process: Process) -> Iterable[Participant]:
    return process.participants.all() if _are_read(process) else _asked([process])


def _are_read(process: Process) -> bool:
    return "participants" in getattr(process, "_prefetched_objects_cache", ())


def _asked(processes: Sequence[Process]) -> list[Participant]:
    """The same rows as `people_of`. Asked on nearly every page and for every mail."""
    of = {process.pk: process for process in processes}
    people: list[Participant] = _question_of_people(len(of)).all(keys(of))
    for one in people:
        one.process = of[one.process_id]
    return people


@lru_cache(maxsize=100)
def _question_of_people(count: int) -> Prepared:
    of = nobodies(count)
    return Prepared.of(Participant.objects.filter(process__in=of).by_name(), *of)
