"""Send one message, and know afterwards what is known."""

import logging
import smtplib
import uuid
from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives, get_connection

from tyonohjaus.lib import clock
from tyonohjaus.lib.claim import claim

from .compose import compose, is_still_so
from .models import Message

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)

_SERVER_SAID_NO = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)


def deliver(pk: uuid.UUID) -> None:
    message = claim(Message.objects.waiting(), lease=LEASE, pk=pk, along=("user", "practice"))
    if message is None:
        return
    if message.handed_over_at:
        message.mark_uncertain()  # a worker died between the server's answer and our commit
    elif not is_still_so(message):
        message.drop()
    elif mail := _composed(message):
        _send(message, mail)


def _composed(message: Message) -> EmailMultiAlternatives | None:
    try:
        mail = compose(message)
        mail.message()  # what cannot be put into a header shows now, before anything is handed over
        return mail
    except Exception as problem:
        # Whatever is wrong with its words or its attachment, the office must see it, and the others must go.
        log.exception("message %s could not be composed", message.pk)
        _put_back(message, type(problem).__name__)
        return None


def _send(message: Message, mail: EmailMultiAlternatives) -> None:
    mail.connection = get_connection()
    try:
        mail.connection.open()
    except OSError as problem:
        _put_back(message, type(problem).__name__)
        return
    message.hand_over()
    try:
        mail.send()
    except _SERVER_SAID_NO as problem:
        _answered_no(message, problem)
    except OSError:
        message.mark_uncertain()  # the line broke after the text began to go
    else:
        message.mark_sent()
    finally:
        mail.connection.close()


def _answered_no(message: Message, problem: smtplib.SMTPException) -> None:
    """The server said no: for now (4xx) or for good (5xx)."""
    codes = (
        [answer[0] for answer in problem.recipients.values()]
        if isinstance(problem, smtplib.SMTPRecipientsRefused)
        else [getattr(problem, "smtp_code", 500)]
    )
    name = f"{type(problem).__name__} {codes[0] if codes else ''}".strip()
    if all(400 <= code < 500 for code in codes):
        _put_back(message, name)
    else:
        message.refuse(problem=name)


def _put_back(message: Message, problem: str) -> None:
    """Later, and later each time."""
    until: datetime = clock.machine_now() + timedelta(minutes=2**message.attempts)
    message.put_back(problem=problem, until=until)
