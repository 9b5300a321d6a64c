import base64
import uuid
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from tyonohjaus.lib import clock


class SentMail(models.Model):
    """A mail that would have left the house, as its reader would have got it. In the demo only: nowhere else is
    anything rendered kept (docs/decisions)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=clock.now)
    sender = models.CharField(max_length=320)
    recipient = models.CharField(max_length=320)
    reply_to = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=998)
    text = models.TextField()
    html = models.TextField(blank=True)
    # name, mimetype and base64 content of each
    attachments = models.JSONField(default=list)

    objects: ClassVar[models.Manager["SentMail"]] = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["-at"], name="sent_mail_newest")]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("demo:mail", args=[self.pk])

    def attached(self, number: int) -> tuple[str, str, bytes]:
        """Name, mimetype, content. Raises IndexError."""
        part: dict[str, Any] = self.attachments[number]
        return part["name"], part["mimetype"], base64.b64decode(part["content"])
