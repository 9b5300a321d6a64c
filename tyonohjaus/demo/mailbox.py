"""Where mail goes in the demo: nowhere but to the page of sent mail."""

import base64
from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from .models import SentMail


class MailboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            _keep(mail)
        return len(email_messages)


def _keep(mail: EmailMessage) -> None:
    alternatives = getattr(mail, "alternatives", [])
    html = next((str(content) for content, mimetype in alternatives if mimetype == "text/html"), "")
    SentMail.objects.create(
        sender=mail.from_email,
        recipient=", ".join(mail.recipients()),
        reply_to=", ".join(mail.reply_to),
        subject=mail.subject,
        text=mail.body,
        html=html,
        attachments=[_part(part) for part in mail.attachments],
    )


def _part(part: Any) -> dict[str, str]:
    name, content, mimetype = part
    content = content.encode() if isinstance(content, str) else content
    return {"name": name, "mimetype": mimetype, "content": base64.b64encode(content).decode()}
