"""Logs that cannot carry content: no bodies, no cookies, no locals, no query strings, no link tokens (C30)."""

import logging
import re
from collections.abc import ItemsView
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

# /l/approval/<token>/, /calendar/<token>.ics, /sign-in/password/reset/key/<token>/: all that follows
TOKEN_PATH = re.compile(r"(/l/|/calendar/|/password/reset/key/)[^\s\"?]+")
QUERY = re.compile(r"\?[^\s\"]*")


def cut(text: str) -> str:
    """A request line without the token of a signed link and without its query string."""
    return QUERY.sub("", TOKEN_PATH.sub(r"\1…", text))


class Plain(logging.Formatter):
    """Level, logger and message. Of an exception only its type and the lines of code it went through."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the name is logging's)
        return cut(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the name is logging's)
        kind, _value, trace = ei
        frames = []
        while trace is not None:
            code = trace.tb_frame.f_code
            frames.append(f"  {code.co_filename}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        return "\n".join([*frames, getattr(kind, "__name__", str(kind))])


class NothingFilter(SafeExceptionReporterFilter):
    """Even with DEBUG on, a report shows no POST, no cookie and no local variable."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: Any) -> ItemsView[str, Any]:
        return dict[str, Any]().items()
