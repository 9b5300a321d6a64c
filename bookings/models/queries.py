"""Which sessions: the words for them that pages, rules and tasks use."""

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from processes import heads
from processes.models import PRIVATE, UNBILLED, Participant, Payer
from processes.parties import people_of
from tyonohjaus.access import Action, Capacity, ScopedQuerySet, held_for, root_of, somebody
from tyonohjaus.lib import clock
from tyonohjaus.lib.prepared import Prepared
from tyonohjaus.people.models import Deputy, Practice
from tyonohjaus.people.models.dated import current, not_over
from tyonohjaus.people.models.deputy import deputised_by
from tyonohjaus.people.models.organisation import ApprovalMode

from .approval import Approval
from .facts import Absence
from .states import OPEN, TAKES_TIME, Status

if TYPE_CHECKING:
    from .booking import Booking  # noqa: F401 (named as text below)


def during(start: datetime, end: datetime) -> models.Q:
    """Of whatever starts and ends: what takes some of this half-open time."""
    return models.Q(starts_at__lt=end, ends_at__gt=start)


# What waits may wait for the supervisor alone: see Process.asks_manager.
_ASKED_OF_MANAGERS = models.Q(
    status=Status.REQUESTED,
    process__payer=Payer.EMPLOYER,
    process__approval__in=[ApprovalMode.SERIES, ApprovalMode.EACH],
)


def _of_other_days(user: Any) -> models.Q:
    """To a substitute: the sessions of all days but their own."""
    standing_in = Participant.objects.filter(
        current(), process=models.OuterRef("process"), user=user, stands_for__isnull=False
    )
    return models.Q(models.Exists(standing_in)) & ~models.Q(models.Exists(standing_in.since("starts_at")))


def _after_they_leave(user: Any) -> models.Q:
    """To a supervisee whose last day is agreed: what comes after it is theirs who come in their place."""
    own = Participant.objects.supervised().filter(process=models.OuterRef("process"), user=user)
    leaving = own.filter(current(), ends_on__lt=models.OuterRef("starts_at__date"))
    return models.Q(models.Exists(leaving)) & ~models.Q(models.Exists(own.since("starts_at")))


def _before_they_came(user: Any) -> models.Q:
    """To one who came in another's place: what was theirs alone. A group's days are everybody's; and who was the first
    there reads what a list has brought of before the agreed day."""
    here = Participant.objects.supervised().filter(process=models.OuterRef("process"))
    own, others = here.filter(user=user), here.exclude(user=user).filter(starts_on__lte=clock.today())
    came_later = models.Exists(own.filter(current())) & models.Exists(others) & ~models.Exists(own.since("starts_at"))
    return models.Q(came_later, process__kind__in=heads.ALONE)


@lru_cache(maxsize=20)
def _question_of_answers(model: Any, person: Any, held: frozenset[Capacity], _today: date) -> Prepared:
    """Which sessions are theirs to answer: each mail that asks for a yes asks it, and once more before it is sent."""
    them = somebody(person, holding=held, content_open=False)
    return Prepared.of(model.objects.all()._to_approve(them, held).values("pk"))


class BookingQuerySet(ScopedQuerySet["Booking"]):
    def where_user_may(self, user: Any, action: Action, *, within: Any = None) -> Self:
        """One who is there as a manager alone, of the sessions since they are: a new manager, or that of a late joiner,
        gains what is ahead (C12, C23). One who leaves, or stands in, not of the days on which others meet; one who came
        in another's place not of theirs."""
        held = held_for(user, action)
        if within is not None and action in {Action.BOOKING_APPROVE, Action.BUDGET_SEE}:
            return self.filter(process=within).where_user_may(user, action)
        if action is Action.BOOKING_APPROVE:
            return self._answered_by(user, held)
        rows = super().where_user_may(user, action, within=within)
        if action is Action.BUDGET_SEE:
            joiners = self._of_joiners(user).values("pk")
            rows = self.filter(models.Q(pk__in=rows.values("pk")) | models.Q(pk__in=joiners))
        if Capacity.OFFICE in held:
            return rows
        if Capacity.CO_SUPERVISOR in held:
            rows = rows.exclude(_of_other_days(user))
        if Capacity.SUPERVISEE in held:
            rows = rows.exclude(_after_they_leave(user)).exclude(_before_they_came(user))
        if Capacity.MANAGER not in held:
            return rows
        people = Participant.objects.filter(process=models.OuterRef("process"))
        party = people.filter(current(), user=user)
        return rows.filter(models.Exists(party) | models.Exists(people.managed_since(user, "starts_at")))

    def _answered_by(self, user: Any, held: frozenset[Capacity]) -> Self:
        if not user.is_active:
            return self.none()
        question = _question_of_answers(self.model, user._meta.model, held, clock.today())
        return self.filter(pk__in=question.rows(user.pk)) if question else self.none()

    def _to_approve(self, user: Any, held: frozenset[Capacity]) -> Self:
        """Those of their own people, and, in a manager's place, of that manager's."""
        own = self.where_user_may(user, Action.BUDGET_SEE)
        if Capacity.DEPUTY not in held:
            return own
        others = self._in_anothers_place(user, deputised_by(user).values("manager"))
        return self.filter(models.Q(pk__in=own.values("pk")) | models.Q(pk__in=others.values("pk")))

    def _in_anothers_place(self, deputy: Any, managers: Any) -> Self:
        """To a deputy: what waits, and what they have answered; nothing else of it (C7)."""
        people = Participant.objects.supervised().filter(not_over(), process=models.OuterRef("process"))
        answered = Approval.objects.filter(booking=models.OuterRef("pk"), deputy=deputy)
        return self.filter(
            _ASKED_OF_MANAGERS | models.Q(models.Exists(answered)),
            models.Exists(people.filter(manager__in=managers).since("starts_at")),
            process__in=root_of(self.model).REACHED_BY[Capacity.DEPUTY](deputy),
        )

    def _of_joiners(self, manager: Any) -> Self:
        """Sessions of a day by which their own people will have joined: the yes is asked before that day."""
        people = Participant.objects.filter(process=models.OuterRef("process"), starts_on__gt=clock.today())
        return self.filter(models.Exists(people.managed(manager, "starts_at"))).exclude(process__payer__in=PRIVATE)

    def open(self) -> "BookingQuerySet":
        return self.filter(status__in=OPEN)

    def confirmed(self) -> "BookingQuerySet":
        return self.filter(status=Status.CONFIRMED)

    def counted(self) -> "BookingQuerySet":
        """Those that use up the agreed number of sessions."""
        return self.filter(status__in=TAKES_TIME)

    def met_by(self, user: Any) -> "BookingQuerySet":
        """At which this person is supervised: not those of after they leave, nor of before they came, nor those to
        which their manager said no."""
        own = Participant.objects.supervised().filter(user=user, process=models.OuterRef("process"))
        refused = Absence.objects.filter(booking=models.OuterRef("pk"), user=user, refused_by__isnull=False)
        return self.filter(models.Exists(own.since("starts_at"))).exclude(models.Exists(refused))

    def coming(self, now: datetime) -> "BookingQuerySet":
        return self.open().filter(ends_at__gt=now).order_by("starts_at")

    def charged_since(self, day: date) -> "BookingQuerySet":
        """Of that day and later, also when over: those that are, or may come to be, charged."""
        late = models.Q(status=Status.CANCELLED, cancellation__share__gt=0)
        return self.filter(models.Q(status__in=TAKES_TIME) | late, starts_at__gte=clock.day_bounds(day)[0])

    def over(self, now: datetime) -> "BookingQuerySet":
        """All but what is coming: past, or called off; the latest first."""
        return self.exclude(status__in=OPEN, ends_at__gt=now).order_by("-starts_at", "pk")

    def unmarked(self, now: datetime) -> "BookingQuerySet":
        return self.confirmed().filter(ends_at__lte=now).order_by("starts_at")

    def billable(self, practice: Practice, *, until: date) -> "BookingQuerySet":
        """Of the days that the practice bills, up to that one, and not free of charge."""
        start = practice.billing_starts_on
        if start is None or until < start:
            return self.none()
        begin, end = clock.day_bounds(start, until)
        return self.filter(starts_at__gte=begin, starts_at__lt=end).exclude(process__payer__in=UNBILLED)

    def expired(self, now: datetime) -> "BookingQuerySet":
        return self.filter(status=Status.REQUESTED, held_until__lte=now)

    def waiting_for(self, manager: Any, now: datetime, *, deputy: Any = None) -> "BookingQuerySet":
        """Requests that wait for this manager's answer, about their own people, in time; with `deputy`, those of them
        that this person may answer in the manager's place."""
        answered = Approval.objects.filter(
            booking=models.OuterRef("pk"),
            manager=manager,
            for_starts_at=models.OuterRef("starts_at"),
            for_ends_at=models.OuterRef("ends_at"),
        )
        people = Participant.objects.filter(process=models.OuterRef("process"))
        waiting = (
            self.where_user_may(manager, Action.BOOKING_APPROVE)
            .filter(_ASKED_OF_MANAGERS, models.Exists(people.managed(manager, "starts_at")), held_until__gt=now)
            .exclude(models.Exists(answered))
            .order_by("held_until", "starts_at")
        )
        if deputy is None:
            return waiting
        place = deputised_by(deputy).filter(manager=manager) if deputy.is_active else Deputy.objects.none()
        return waiting.filter(pk__in=self._in_anothers_place(deputy, place.values("manager")).values("pk"))

    def revise(self) -> None:
        """Who takes part in them has changed: another SEQUENCE, and the others need not be told."""
        keys = list(self.values_list("pk", flat=True))
        self.model.objects.filter(pk__in=keys).update(sequence=models.F("sequence") + 1)

    def with_people(self) -> "BookingQuerySet":
        """What a row on a list shows, in a fixed number of queries."""
        rows = self.with_yeses().select_related(
            "process__organisation", "process__frame", "room", "cancellation", "waiver"
        )
        return rows.prefetch_related(people_of("process__"), "absences")

    def with_yeses(self) -> "BookingQuerySet":
        """Whose yes is missing (`acceptance.missing`): one question more where a supervisor's is."""
        return self.select_related("acceptance").prefetch_related("acceptance__booking__approvals")
