"""What a supervisor has chosen to publish of themselves, for those who look for one (S0-3, S0-18, S4-16)."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, NamedTuple

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Capacity, Scoped, ScopedQuerySet, root
from tyonohjaus.events.changes import change
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock

from .practice import for_office
from .supervisor import Supervisor
from .user import Language


class Sought(NamedTuple):
    """What somebody looks for: parts of words; "" is anything."""

    profession: str = ""
    area: str = ""
    language: str = ""
    remote: str = ""
    method: str = ""
    approach: str = ""


class ProfileQuerySet(ScopedQuerySet["Profile"]):
    def published(self) -> "ProfileQuerySet":
        """By name. Not of one whose account is closed."""
        return (
            self.filter(published_at__isnull=False, supervisor__user__is_active=True)
            .select_related("supervisor__user")
            .prefetch_related("credentials")
            .order_by("supervisor__user__name", "pk")
        )

    def matching(self, sought: Sought) -> "list[Profile]":
        """Compared here: a practice has few supervisors, and not every database folds the case of ä and ö."""
        return [profile for profile in self.published() if profile.suits(sought)]


def _by_supervisor(user: Any) -> models.QuerySet["Profile"]:
    return Profile.objects.filter(supervisor__user=user)


def _by_office(user: Any) -> models.QuerySet["Profile"]:
    return for_office(Profile.objects.all(), user)


@root
class Profile(Scoped):
    """One page for everybody to read, once it is published. Nothing stands there that its owner did not write."""

    class Meets(models.TextChoices):
        BOTH = "both", _("Remotely and on site")
        REMOTE = "remote", _("Only remotely")
        ON_SITE = "on_site", _("Only on site")

    scope = "pk"
    SEE = Action.PROFILE_SEE
    REACHED_BY: ClassVar[dict[Capacity, Callable[[Any], models.QuerySet[Any]]]] = {
        Capacity.SUPERVISOR: _by_supervisor,
        Capacity.OFFICE: _by_office,
    }
    GIVES: ClassVar[tuple[Capacity, ...]] = ()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supervisor = models.OneToOneField(Supervisor, models.PROTECT, related_name="profile")
    profession = models.CharField(max_length=80, blank=True)
    approach = models.CharField(max_length=1000, blank=True)
    methods = models.CharField(max_length=300, blank=True)
    areas = models.CharField(max_length=200, blank=True)
    # Their codes with a space between: "fi sv".
    languages = models.CharField(max_length=8, default=Language.FINNISH)
    meets = models.CharField(max_length=7, choices=Meets.choices, default=Meets.BOTH)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar = ProfileQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.supervisor)

    @property
    def name(self) -> str:
        return str(self.supervisor.user.name)

    @property
    def remote(self) -> bool:
        return self.meets != self.Meets.ON_SITE

    def suits(self, sought: Sought) -> bool:
        held = {
            "profession": self.profession,
            "area": self.areas,
            "language": self.languages,
            "method": self.methods,
            "approach": self.approach,
        }
        wanted = {name: getattr(sought, name).strip().casefold() for name in held}
        return all(text in held[name].casefold() for name, text in wanted.items()) and (
            self.remote or not sought.remote
        )

    @classmethod
    def of(cls, supervisor: Supervisor) -> "Profile":
        """The supervisor's own; not saved yet, where they have none."""
        return cls.objects.filter(supervisor=supervisor).first() or cls(supervisor=supervisor)

    def write(self, *, by: Any, credentials: Iterable["Named"], **values: Any) -> "Profile":
        """Credentials that stay as they were stay checked; one that is written anew is not."""
        with transaction.atomic():
            row, _new = Profile.objects.get_or_create(supervisor=self.supervisor)
            row = change(row, values, event="profile.changed", by=by)
            if row._keep(list(credentials)):
                record("profile.credentials_changed", subject=row, by=by)
        return row

    def publish(self, *, by: Any) -> "Profile":
        return change(self, {"published_at": self.published_at or clock.now()}, event="profile.published", by=by)

    def withdraw(self, *, by: Any) -> "Profile":
        """At once nobody finds it any more."""
        return change(self, {"published_at": None}, event="profile.withdrawn", by=by)

    def mark_checked(self, credentials: Iterable[Any], *, by: Any) -> None:
        """The practice has seen papers of these, and of no others (S1-14)."""
        seen = {row.pk for row in credentials}
        with transaction.atomic():
            rows = list(self.credentials.select_for_update())
            for row in rows:
                if (row.pk in seen) != (row.checked_on is not None):
                    row.checked_on, row.checked_by = (clock.today(), by) if row.pk in seen else (None, None)
                    row.save(update_fields=["checked_on", "checked_by"])
                    record("credential.checked" if row.checked_on else "credential.unchecked", subject=row, by=by)

    def _keep(self, wanted: list["Named"]) -> bool:
        """Did anything change?"""
        before = {row.named: row for row in self.credentials.all()}
        gone = [row.pk for named, row in before.items() if named not in wanted]
        fresh = [named for named in dict.fromkeys(wanted) if named not in before]
        Credential.objects.filter(pk__in=gone).delete()
        Credential.objects.bulk_create(Credential(profile=self, **named._asdict()) for named in fresh)
        return bool(gone or fresh)


class Named(NamedTuple):
    """A training or a membership as its owner writes it."""

    kind: str
    name: str
    year: int | None


class Credential(Scoped):
    """A training or a membership: said by the supervisor, perhaps checked by the practice."""

    class Kind(models.TextChoices):
        TRAINING = "training", _("Training")
        MEMBERSHIP = "membership", _("Membership")

    scope: ClassVar[str] = "profile"
    SEE = Action.PROFILE_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="credentials")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1950), MaxValueValidator(2099)]
    )
    checked_on = models.DateField(null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "kind", "name", "year"], name="credential_once"),
            models.CheckConstraint(
                condition=models.Q(checked_on__isnull=True, checked_by__isnull=True)
                | models.Q(checked_on__isnull=False, checked_by__isnull=False),
                name="credential_checked_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.year}" if self.year else self.name

    @property
    def named(self) -> Named:
        return Named(self.kind, self.name, self.year)
