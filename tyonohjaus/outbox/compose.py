"""`queue()` a message inside the transaction that it tells of; `compose()` makes its text when it is sent."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models, transaction
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import translation

from tyonohjaus.celery import hurry
from tyonohjaus.lib import clock
from tyonohjaus.links.models import make

from . import quiet
from .models import Message


@dataclass(frozen=True)
class Attachment:
    """`alternative`: besides a file, a form of the mail itself, as calendars expect an invitation."""

    name: str
    content: bytes
    mimetype: str
    alternative: bool = False


# What a message may carry is made when it is sent, from live rows; the maker stands in the app that knows how.
_makers: dict[str, Callable[[Message], list[Attachment]]] = {}


def attachment(name: str) -> Callable[[Callable[[Message], list[Attachment]]], Callable[[Message], list[Attachment]]]:
    def register(maker: Callable[[Message], list[Attachment]]) -> Callable[[Message], list[Attachment]]:
        _makers[name] = maker
        return maker

    return register


# Asked just before a message is sent, by template: is what it says still so? Only an app knows that of its rows.
_questions: dict[str, Callable[[Message], bool]] = {}


def still_so(*templates: str) -> Callable[[Callable[[Message], bool]], Callable[[Message], bool]]:
    """Register the question for these templates. A message whose answer is no is dropped, not sent (D1)."""

    def register(question: Callable[[Message], bool]) -> Callable[[Message], bool]:
        _questions.update(dict.fromkeys(templates, question))
        return question

    return register


def is_still_so(message: Message) -> bool:
    if message.user and not message.user.is_active:
        return False  # their account was closed since
    question = _questions.get(message.template)
    return question is None or question(message)


@dataclass(frozen=True)
class LinkTo:
    """A signed link to be minted when the message is sent: `action` names the URL, `mark` what makes it void."""

    action: str
    subject_id: uuid.UUID
    expires_at: datetime
    mark: str = ""


def queue(
    *,
    to: Any,
    template: str,
    about: models.Model,
    facts: dict[str, Any],
    once: str,
    address: str = "",
    language: str = "",
    reply_to: str = "",
    attach: str = "",
    link: LinkTo | None = None,
    send_at: datetime | None = None,
) -> None:
    """Write a message row, in the recipient's language. `to` is a person, or None with an organisation's `address`.
    One whose account is closed gets none.

    `once` makes it once-only: template, recipient and `once` together are the idempotency key.
    """
    if quiet.now() or (to and not to.is_active):
        return
    recipient = str(to.pk) if to else address
    row = Message(
        key=f"{template}:{recipient}:{once}",
        user=to,
        address=address or to.email,
        reply_to=reply_to,
        language=to.language if to else language or settings.LANGUAGE_CODE,
        template=template,
        facts=facts,
        about_type=about._meta.label_lower,
        about_id=about.pk,
        attach=attach,
        link=vars(link) if link else None,
        send_at=send_at or clock.now(),
    )
    Message.objects.bulk_create([row], ignore_conflicts=True)
    transaction.on_commit(lambda: hurry("tyonohjaus.outbox.tasks.deliver", str(row.pk)))


@dataclass
class Text:
    """The parts of a mail, read from its one text template; the same words make text/plain and HTML."""

    subject: str = ""
    preview: str = ""
    heading: str = ""
    paragraphs: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    button: tuple[str, str] | None = None
    after: list[str] = field(default_factory=list)
    fine_print: list[str] = field(default_factory=list)


def read(source: str) -> Text:
    """A mail template: one thing a line.

    `Subject:`, `Preview:`, `# heading`, `| label | value`, `[button label] address`, `~ fine print`; anything else is
    a paragraph, before the button or after it.
    """
    text = Text()
    for line in filter(None, (line.strip() for line in source.splitlines())):
        mark, _space, rest = line.partition(" ")
        if mark in {"Subject:", "Preview:", "#"}:
            setattr(text, {"Subject:": "subject", "Preview:": "preview", "#": "heading"}[mark], rest.strip())
        elif mark == "|":
            label, _bar, value = rest.partition(" | ")
            text.facts.append((label.strip(), value.strip()))
        elif mark == "~":
            text.fine_print.append(rest.strip())
        elif line.startswith("["):
            label, _bracket, url = line[1:].partition("]")
            text.button = (url.strip(), label.strip())
        else:
            (text.after if text.button else text.paragraphs).append(line)
    return text


def compose(message: Message) -> EmailMultiAlternatives:
    """The mail itself, with a fresh signed link where it has one. Nothing of it is stored."""
    practice = message.practice
    with translation.override(message.language):
        text = _text(message, practice, link=_mint(message))
        frame = vars(text) | {"brand": practice.mail_sender, "practice": practice, "footer": _footer(practice)}
        mail = EmailMultiAlternatives(
            subject=text.subject,
            body=render_to_string("mail/frame.txt", frame),
            from_email=formataddr((practice.mail_sender, settings.DEFAULT_FROM_EMAIL)),
            to=[message.address],
            reply_to=[message.reply_to or practice.email] if message.reply_to or practice.email else None,
            headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(
            render_to_string("mail/frame.html", frame | {"language": message.language}), "text/html"
        )
        for part in _makers[message.attach](message) if message.attach else []:
            if part.alternative:
                mail.attach_alternative(part.content.decode(), part.mimetype)
            mail.attach(part.name, part.content, part.mimetype)
    return mail


def subjects_of(messages: Iterable[Message]) -> list[str]:
    """What each is about, in its reader's language: all that the office is shown of a mail. No link is made."""
    practice = _practice()
    return [_subject(message, practice) for message in messages]


def _subject(message: Message, practice: Any) -> str:
    try:
        with translation.override(message.language):
            return _text(message, practice, link="").subject
    except Exception:  # noqa: BLE001 (what is wrong with its words is why it stands on the office's list)
        return message.template


def _text(message: Message, practice: Any, *, link: str) -> Text:
    more = {"site": settings.SITE_URL, "practice": practice, "recipient": message.user, "link": link}
    # Plain words: the frame escapes them for HTML.
    source = get_template(f"{message.template}.txt").template  # type: ignore[attr-defined]
    return read(source.render(Context(_one_line(message.facts) | more, autoescape=False)))


def _one_line(fact: Any) -> Any:
    """A template says one thing a line: no name that somebody chose may begin another."""
    if isinstance(fact, dict):
        return {name: _one_line(value) for name, value in fact.items()}
    if isinstance(fact, list):
        return [_one_line(value) for value in fact]
    return " ".join(fact.split()) if isinstance(fact, str) else fact


def _practice() -> Any:
    from django.apps import apps

    return apps.get_model("people.Practice").objects.get()


def _mint(message: Message) -> str:
    if not message.link:
        return ""
    link = message.link
    return make(
        user=message.user,
        action=link["action"],
        subject_id=uuid.UUID(link["subject_id"]),
        expires_at=datetime.fromisoformat(link["expires_at"]),
        mark=link["mark"],
    )


def _footer(practice: Any) -> str:
    return " · ".join(word for word in (practice.mail_sender, practice.phone) if word)
