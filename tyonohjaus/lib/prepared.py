"""Questions put together once.

Django takes ten times as long to make a queryset and its SQL as a database takes to answer it, and most of what a page
asks is the same each time but for whom it is about, and when. So the statement is made of marks, kept in this process,
and run with what comes in their places: what is kept holds nothing of anybody.
"""

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar, Self

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import ModelIterable

NOBODY = uuid.UUID(int=0)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d \d\d:")  # as SQLite keeps one
Mark = uuid.UUID | datetime | date | str


def nobodies(count: int) -> list[uuid.UUID]:
    """So many marks for keys; the first is NOBODY."""
    return [uuid.UUID(int=number) for number in range(count)]


def keys(of: Iterable[uuid.UUID]) -> dict[Any, Any]:
    """Each in the place of one of that many nobodies."""
    return {uuid.UUID(int=number): key for number, key in enumerate(of)}


def never(count: int) -> list[datetime]:
    """So many marks for instants, or by their dates for days: long before anything."""
    return [datetime(1, 1, 1, tzinfo=UTC) + timedelta(days=number) for number in range(count)]


def nobody(model: type[Model], **known: Any) -> Any:
    """Whom a question is put together about: a key that nobody has, and what is `known`. Whatever else is asked of them
    is read from the database, which has no such row: a question that hangs on it cannot be made."""
    person: Any = model.from_db(None, [model._meta.pk.attname], [NOBODY])
    vars(person).update(known)
    return person


@dataclass(frozen=True)
class Prepared:
    """A statement with marks where keys, instants, days and words come. The compiler knows what its columns hold. False
    where there can be no rows: then nothing is asked."""

    sql: str
    params: tuple[Any, ...]
    marks: frozenset[Mark]
    compiler: Any = field(compare=False, repr=False)

    @classmethod
    def of(cls, rows: QuerySet[Any, Any], *marks: Mark) -> Self:
        """`rows` of `nobody`, or of these marks. Raises ValueError where one of them does not occur: such a statement
        would be true of everybody."""
        compiler = rows.query.get_compiler(rows.db)
        wanted = frozenset(marks or [NOBODY])
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return cls("", (), frozenset(), None)
        compiler.query = compiler.where = None  # a hundred kilobytes that nobody asks for any more
        if not all(_kept(mark) in params for mark in wanted):
            raise ValueError(f"{rows.model.__name__}: this asks about nobody in particular")
        return cls(sql, tuple(params), wanted, _with_converters(compiler))

    @classmethod
    def of_the_house(cls, rows: QuerySet[Any, Any]) -> Self:
        """`rows` that are the same to everybody: the practice's own words."""
        compiler = rows.query.get_compiler(rows.db)
        sql, params = compiler.as_sql()
        return cls(sql, tuple(params), frozenset(), _with_converters(compiler))

    @property
    def names_an_instant(self) -> bool:
        """Beside its marks: then it is true of the hour at which it was put together, and of no other."""
        marks = {_kept(mark) for mark in self.marks}
        return any(_is_instant(param) for param in self.params if param not in marks)

    def __bool__(self) -> bool:
        return bool(self.sql)

    def rows(self, pk: uuid.UUID) -> RawSQL:
        """As a subquery."""
        return RawSQL(self.sql, self._about({NOBODY: pk}))  # noqa: S611 (put together by Django itself)

    def all(self, facts: Mapping[Any, Mark]) -> list[Any]:
        """The rows that it finds, as Django makes them, with all that is read along with them."""
        asked: Any = _Asked(self, facts)
        return list(ModelIterable(asked)) if self else []

    def first(self, facts: Mapping[Any, Mark]) -> Any:
        """The first of them; None where it finds none."""
        return next(iter(self.all(facts)), None)

    def answer(self, pk: uuid.UUID) -> tuple[Any, ...]:
        """The one row it has; () where it has none."""
        return next(iter(self.answers({NOBODY: pk})), ())

    def answers(self, facts: Mapping[Any, Mark]) -> list[tuple[Any, ...]]:
        """All its rows, as `values_list` has them, with each fact in the place of its mark."""
        return list(self.compiler.results_iter([self.cells(facts)], tuple_expected=True)) if self else []

    def cells(self, facts: Mapping[Any, Mark]) -> list[Any]:
        """All its rows, as the database hands them out."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self._about(facts))
            return cursor.fetchall()

    def _about(self, facts: Mapping[Any, Mark]) -> list[Any]:
        """Its parameters. Raises ValueError for a mark without its fact: it would be asked about nobody."""
        if not self.marks <= facts.keys():
            raise ValueError("asked without all its facts")
        kept = {_kept(mark): _kept(fact) for mark, fact in facts.items()}
        return [kept.get(param, param) for param in self.params]


class _Asked:
    """Stands where Django looks for a queryset, its query and its compiler, to make rows of what a statement finds."""

    _known_related_objects: ClassVar[dict[Any, Any]] = {}

    def __init__(self, question: Prepared, facts: Mapping[Any, Mark]) -> None:
        self.question, self.facts, self.db, self.query = question, facts, connection.alias, self

    def __getattr__(self, name: str) -> Any:
        return getattr(self.question.compiler, name)

    def get_compiler(self, using: str) -> Self:
        return self

    def execute_sql(self, **_how: Any) -> list[Any]:
        return [self.question.cells(self.facts)]


def _with_converters(compiler: Any) -> Any:
    """It looks for what reads each column at every answer, half of the work of one: now it knows."""
    found = compiler.get_converters([column for column, *_as in compiler.select])
    compiler.get_converters = lambda _columns: found
    return compiler


def _kept(value: Mark) -> Any:
    """As this database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, uuid.UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value


def _is_instant(param: Any) -> bool:
    return isinstance(param, datetime) or (isinstance(param, str) and bool(_INSTANT.match(param)))
