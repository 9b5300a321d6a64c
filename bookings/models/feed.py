"""A person's own calendar address: whoever has it reads when they meet, and nothing else."""

import hashlib
import secrets
import uuid
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tyonohjaus.events.record import record
from tyonohjaus.lib import clock


class CalendarFeed(models.Model):
    """One a person. Only the hash of its secret is kept: a stolen database opens no calendar. Closed, the row is gone,
    and its address is as unknown as one that never was."""

    class Title(models.TextChoices):
        NEUTRAL = "neutral", _("The practice's neutral word")
        RESERVED = "reserved", _("Reserved")
        OWN_TIME = "own_time", _("Own time")
        OWN_WORDS = "own_words", _("My own words")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # Made in a session that opens content? Else whoever reads an employer's mailbox could have made it (C6).
    holds_private = models.BooleanField(default=False, editable=False)
    title = models.CharField(max_length=9, choices=Title.choices, default=Title.NEUTRAL)
    own_words = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"since {self.created_at:%Y-%m-%d}"

    @classmethod
    def make(cls, *, by: Any) -> str:
        """A new address for this person, absolute: the only time that it is known. An earlier one opens nothing any
        more; the title that was chosen stays."""
        token = secrets.token_urlsafe(32)
        values = {"token_hash": _hash(token), "holds_private": bool(by.content_open), "created_at": clock.now()}
        with transaction.atomic():
            cls.objects.update_or_create(user_id=by.pk, defaults=values)
            record("person.calendar_opened", subject=by, by=by)
        return settings.SITE_URL + reverse("bookings:calendar_file", args=[token])

    @classmethod
    def find(cls, token: str) -> "CalendarFeed | None":
        """By the hash of it, so that the time of the answer tells nothing of what a right one is like."""
        feeds = cls.objects.select_related("user").exclude(user__is_active=False)
        return feeds.filter(token_hash=_hash(token)).first()

    @classmethod
    def close(cls, user: Any, *, by: Any) -> None:
        """Its address opens nothing any more; by its owner, or because they, or their mailbox, are shut out."""
        with transaction.atomic():
            if cls.objects.filter(user=user).delete()[0]:
                record("person.calendar_closed", subject=user, by=by)

    def call(self, *, title: str, own_words: str) -> None:
        """What its sessions are called. Recorded nowhere: the words are the owner's alone."""
        self.title, self.own_words = title, own_words
        self.save(update_fields=["title", "own_words"])


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
