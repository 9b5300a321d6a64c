import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Capacity, Scoped, ScopedQuerySet, root
from tyonohjaus.events.changes import change
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock


class Language(models.TextChoices):
    FINNISH = "fi", _("Finnish")
    SWEDISH = "sv", _("Swedish")
    ENGLISH = "en", _("English")


class Theme(models.TextChoices):
    AUTO = "", _("As on this device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class UserManager(BaseUserManager["User"].from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, *, name: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, *, name: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, name=name, password=password, is_staff=True, is_superuser=True, **fields)


def _by_office(user: Any) -> models.QuerySet["User"]:
    from .practice import for_office

    return for_office(User.objects.all(), user)


@root
class User(AbstractBaseUser, PermissionsMixin, Scoped):
    """A person. What they may do hangs on capacities held elsewhere, never on this row."""

    scope = "pk"
    SEE = Action.PERSON_SEE
    REACHED_BY: ClassVar[dict[Capacity, Callable[[Any], models.QuerySet[Any]]]] = {Capacity.OFFICE: _by_office}
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    # Does this session open content? Set for a request by people.assurance; without a request the answer is no.
    content_open = False

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.FINNISH)
    theme = models.CharField(max_length=5, choices=Theme.choices, default=Theme.AUTO, blank=True)
    # A consumer's bill goes here.
    street = models.CharField(_("street address"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    city = models.CharField(_("post office"), max_length=60, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    # When the password was last set by one who had proved more than an employer's mailbox (C6).
    password_proven_at = models.DateTimeField(null=True, blank=True, editable=False)
    # An address that the office put in place of another: it opens booking only, until a handover code was used
    # (C6, docs/decisions/0010).
    given_address = models.EmailField(blank=True, editable=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)

    objects: ClassVar = UserManager()

    class Meta:
        # Kept in lower case, so that unique means one person an address on every database.
        constraints = [models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_address_lower")]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def was_reached(self) -> bool:
        """Were they asked to sign in, or have they without being asked?"""
        return bool(self.invited_at or self.last_login)

    @property
    def may_have_content(self) -> bool:
        """Also of one who is in a process, where others may have written for them."""
        return self.was_reached or self.participations.exists()

    @property
    def has_met_a_supervisor(self) -> bool:
        """Somewhere, some time: themselves, or as the manager of one who has."""
        return self.participations.filter(capacity="supervisee").exists() or self.approves.exists()

    def choose_theme(self, theme: str) -> None:
        self.theme = theme
        self.save(update_fields=["theme"])

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.first_name

    def change(self, *, by: Any, **values: Any) -> "User":
        return change(self, values, event="person.changed", by=by)

    def invite(self, *, by: Any, now: datetime) -> None:
        """Send the invitation to sign in; again, when it was lost."""
        with transaction.atomic():
            self.invited_at = now
            self.save(update_fields=["invited_at"])
            record("person.invited", subject=self, by=by, at=now)
