"""Places where text could come to rest: the log as it is written, tasks on their way, sessions, tables, a PDF."""

import base64
import io
import logging
import pickle
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pikepdf
import pypdf
from celery.signals import before_task_publish
from django.contrib.sessions.models import Session
from django.core.mail import EmailMultiAlternatives
from django.db import connection

from tests.bookings import mails
from tyonohjaus.lib.logs import Plain


@contextmanager
def log_lines() -> Iterator[io.StringIO]:
    """All that is logged meanwhile, of every level, in the product's own form."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(Plain())
    listened = [logging.getLogger(name) for name in ("", "django", "django.server")]
    levels = [logger.level for logger in listened]
    for logger in listened:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    try:
        yield lines
    finally:
        for logger, level in zip(listened, levels, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(level)


@contextmanager
def tasks() -> Iterator[list[str]]:
    """Name, headers and body of every task that is handed to the broker meanwhile."""
    sent: list[str] = []

    def note(sender: str, body: Any, headers: Any, **_more: Any) -> None:
        sent.append(f"{sender} {headers!r} {body!r}")

    before_task_publish.connect(note)
    try:
        yield sent
    finally:
        before_task_publish.disconnect(note)


def sessions() -> list[str]:
    return [repr(row.get_decoded()) for row in Session.objects.all()]


def tables() -> dict[str, bytes]:
    """Every column of every row, as a dump would hold it; what the cache holds is unpacked."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            values = [value for row in cursor.fetchall() for value in row]
            found[table] = b"\n".join(_bytes(value) for value in values)
            if table == "cache":
                found[table] += b"\n".join(_unpacked(value) for value in values)
    return found


def mail_text(mail: EmailMultiAlternatives) -> str:
    """Every word of it: headers, both bodies, calendar files and the text of what is attached."""
    pdfs = [part for part in mail.attachments if part.mimetype == "application/pdf"]  # type: ignore[union-attr]
    mail.attachments = [part for part in mail.attachments if part not in pdfs]
    return "\n".join([mails.everything(mail), *(f"{part.filename} {pdf_text(part.content)}" for part in pdfs)])


def pdf_text(pdf: bytes) -> str:
    """What is printed, what is said of it (title, author, XMP), and every stream unpacked."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    said = [page.extract_text() for page in reader.pages] + [repr(reader.metadata)]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for thing in opened.objects:
            said.append(repr(thing))
            if isinstance(thing, pikepdf.Stream):
                with suppress(pikepdf.PdfError):  # pictures
                    said.append(thing.read_bytes().decode("latin-1"))
    return "\n".join(said)


def _bytes(value: Any) -> bytes:
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return str(value).encode()


def _unpacked(value: Any) -> bytes:
    with suppress(Exception):  # not every column is a cached value
        return repr(pickle.loads(base64.b64decode(value))).encode()
    return b""
