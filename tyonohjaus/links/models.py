"""Signed single-purpose mail links: one person, one action, one object, once, until an instant.

A link is no login. Only its hash is stored, so that a stolen database opens nothing. GET shows (mail scanners follow
links, E1), POST acts as that person, once. A link whose object has since changed is void: `mark` is what the object
said of itself when the link was made.
"""

import hashlib
import secrets
import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from tyonohjaus.lib import clock


class State(StrEnum):
    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"


class Link(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # None: mailed to an address that belongs to no account. Its page then acts for nobody but who reads that mail.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="links")
    action = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    mark = models.CharField(max_length=96, blank=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["action", "subject_id"], name="link_subject")]

    def __str__(self) -> str:
        return f"{self.action} until {self.expires_at:%Y-%m-%d %H:%M}"

    def state(self, *, now: datetime) -> State:
        if self.used_at:
            return State.USED
        return State.EXPIRED if now >= self.expires_at else State.OPEN

    def use(self, *, now: datetime) -> bool:
        """Spend the link; False when another request was faster or it has expired."""
        open_still = Link.objects.filter(pk=self.pk, used_at=None, expires_at__gt=now)
        return bool(open_still.update(used_at=now))


def make(*, user: Any, action: str, subject_id: uuid.UUID, expires_at: datetime, mark: str = "") -> str:
    """A new link's address, absolute. The token is in it and nowhere else."""
    token = secrets.token_urlsafe(32)
    Link.objects.create(
        token_hash=_hash(token), user=user, action=action, subject_id=subject_id, expires_at=expires_at, mark=mark
    )
    return settings.SITE_URL + reverse(f"link:{action}", kwargs={"token": token})


def find(*, token: str, action: str) -> Link | None:
    """One whose account is closed holds no link: theirs are as unknown as one that never was (C8)."""
    links = Link.objects.select_related("user").exclude(user__is_active=False)
    return links.filter(token_hash=_hash(token), action=action).first()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
