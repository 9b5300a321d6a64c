import hashlib
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction

from tyonohjaus.events.models import history
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.codes import random_code, typed

from .dated import current
from .practice import OfficeRole

VALID = timedelta(days=14)


class TheOfficesOwn(Exception):
    """Who has put this address there, or could have, must not hold the key to it too."""


class HandoverCode(models.Model):
    """A one-time code that a supervisor gives to a supervisee by hand or by voice; only its hash is stored (C6)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="handover_codes")
    code_hash = models.CharField(max_length=64)
    # Nobody of the portal: the operator of the machine.
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"code until {self.expires_at:%Y-%m-%d}"

    @classmethod
    def issue(cls, *, user: Any, by: Any) -> str:
        """A fresh code, shown once; earlier ones are void. `by` is None for the operator's. Raises TheOfficesOwn."""
        if not cls.may_come_from(by, user=user):
            raise TheOfficesOwn
        code = random_code(5, 5)
        with transaction.atomic():
            cls.objects.filter(user=user, used_at=None).delete()
            row = cls.objects.create(
                user=user, code_hash=_hash(user, code), issued_by=by, expires_at=clock.now() + VALID
            )
            record("handover.issued", subject=user, by=by, via="" if by else "operator", code=row.pk)
        return code

    @classmethod
    def may_come_from(cls, giver: Any, *, user: Any) -> bool:
        """To an address that the office gave, the code comes from other hands: one alone could else sign in as any
        supervisee (C28, C43, docs/decisions/0010). The operator's serves everybody."""
        if giver is None or not user.given_address:
            return True
        changed = history(user).filter(name="person.address_changed", actor=giver.pk)
        return not (OfficeRole.objects.filter(current(), user=giver).exists() or changed.exists())

    @classmethod
    def use(cls, *, user: Any, code: str, now: datetime) -> bool:
        """Spend the code; False when it is not this person's, used or expired."""
        people = user._meta.model._default_manager.filter(pk=user.pk)
        with transaction.atomic():
            people.select_for_update().get()  # whoever changes their address meanwhile waits
            used = cls.objects.filter(user=user, code_hash=_hash(user, code), used_at=None, expires_at__gt=now).update(
                used_at=now
            )
            if used:
                people.update(given_address="")
                record("handover.used", subject=user, by=user)
        return bool(used)


def _hash(user: Any, code: str) -> str:
    return hashlib.sha256(f"{settings.SECRET_KEY}:{user.pk}:{typed(code)}".encode()).hexdigest()
