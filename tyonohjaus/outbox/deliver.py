"""Send one message, and know afterwards what is known."""

import smtplib
import uuid
from datetime import datetime, timedelta

from django.core.mail import get_connection

from tyonohjaus.lib import clock
from tyonohjaus.lib.claim import claim

from .compose import compose, is_still_so
from .models import Message, State

LEASE = timedelta(minutes=2)


def deliver(pk: uuid.UUID) -> None:
    message = claim(Message.objects.filter(state=State.WAITING, send_at__lte=clock.now()), lease=LEASE, pk=pk)
    if message is None:
        return
    if message.handed_over_at:
        message.mark_uncertain()  # a worker died between the server's answer and our commit
        return
    if not is_still_so(message):
        message.drop()
        return
    mail = compose(message)
    connection = get_connection()
    mail.connection = connection
    try:
        connection.open()
    except OSError as problem:
        message.put_back(problem=type(problem).__name__, until=_later(message))
        return
    message.hand_over()
    try:
        mail.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as problem:
        _answered(message, problem)
    except OSError:
        message.mark_uncertain()  # the line broke after the text began to go
    else:
        message.mark_sent()
    finally:
        connection.close()


def _answered(message: Message, problem: smtplib.SMTPException) -> None:
    """The server said no: for now (4xx) or for good (5xx)."""
    codes = (
        [answer[0] for answer in problem.recipients.values()]
        if isinstance(problem, smtplib.SMTPRecipientsRefused)
        else [getattr(problem, "smtp_code", 500)]
    )
    name = f"{type(problem).__name__} {codes[0] if codes else ''}".strip()
    if all(400 <= code < 500 for code in codes):
        message.put_back(problem=name, until=_later(message))
    else:
        message.refuse(problem=name)


def _later(message: Message) -> datetime:
    return clock.machine_now() + timedelta(minutes=2**message.attempts)
