"""One request, and what is to be known of it: status, headers, body, how many queries, what it wrote."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.test import Client

# What a request may write besides its business: its session, who opened what, how often somebody tried.
NO_BUSINESS = {"django_session", "usersessions_usersession", "sealed_opening", "cache"}
_WRITE = re.compile(
    r"^\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+[\"`]?(\w+)", re.IGNORECASE
)
_PASSING = re.compile(r"^\s*(?:SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)", re.IGNORECASE)
_NOISE = (
    (re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+'), rb"\1token"),
    (re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), b"id"),
)
_NOISY_HEADERS = {"Date", "Content-Length", "Set-Cookie", "X-CSRFToken"}


@dataclass
class Queries:
    """What a request asked of the database."""

    count: int = 0
    written: set[str] = field(default_factory=set)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not _PASSING.match(sql):
            self.count += 1
            if table := _WRITE.match(sql):
                self.written.add(table[1])
        return execute(sql, params, many, context)

    @property
    def business(self) -> set[str]:
        return self.written - NO_BUSINESS


@dataclass(frozen=True)
class Visit:
    status: int
    headers: dict[str, str]
    body: bytes
    queries: Queries
    fault: str

    @property
    def likeness(self) -> tuple[Any, ...]:
        """What a stranger can compare: all but tokens, the id that they typed themselves, and the clock."""
        kept = {name: _plain(value.encode()) for name, value in self.headers.items() if name not in _NOISY_HEADERS}
        return self.status, tuple(sorted(kept.items())), _plain(self.body), self.queries.count


def visit(client: Client, path: str, *, method: str = "GET", data: Any = None, follow: bool = False) -> Visit:
    """Ask, and leave neither database nor browser changed. A form that a browser sends has at least its token."""
    data = {"csrfmiddlewaretoken": "token", **(data or {})} if method == "POST" else data
    cookies, queries = client.cookies.copy(), Queries()
    client.raise_request_exception = False
    with as_if(), connection.execute_wrapper(queries):
        answer = getattr(client, method.lower())(path, data, follow=follow)
        body = b"".join(answer) if answer.streaming else answer.content
    client.cookies = cookies
    fault = repr(answer.exc_info[1]) if getattr(answer, "exc_info", None) else ""
    return Visit(answer.status_code, dict(answer.headers), body, queries, fault)


@contextmanager
def as_if() -> Iterator[None]:
    """What happens inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _plain(text: bytes) -> bytes:
    for pattern, instead in _NOISE:
        text = pattern.sub(instead, text)
    return text
