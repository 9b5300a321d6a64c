"""Questions about one person, put together once.

Django takes ten times as long to make a queryset and its SQL as a database takes to answer it, and most of what a page
asks about somebody is the same for everybody but for one key. So the statement is made of nobody, kept in this process,
and run with the key of whom it is about: what is kept holds nothing of anybody.
"""

import uuid
from dataclasses import dataclass
from typing import Any, Self

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

NOBODY = uuid.UUID(int=0)


def nobody(model: type[Model], **known: Any) -> Any:
    """Whom a question is put together about: a key that nobody has, and what is `known`. Whatever else is asked of them
    is read from the database, which has no such row: a question that hangs on it cannot be made."""
    person: Any = model.from_db(None, [model._meta.pk.attname], [NOBODY])
    vars(person).update(known)
    return person


@dataclass(frozen=True)
class Prepared:
    """A statement with a mark where the person's key comes."""

    sql: str
    params: tuple[Any, ...]

    @classmethod
    def of(cls, rows: QuerySet[Any, Any]) -> Self | None:
        """`rows` of `nobody`; None where there can be none. Raises ValueError where the person does not occur: such a
        statement would be true of everybody."""
        try:
            sql, params = rows.query.sql_with_params()
        except EmptyResultSet:
            return None
        if _key(NOBODY) not in params:
            raise ValueError(f"{rows.model.__name__}: this asks about nobody in particular")
        return cls(sql, tuple(params))

    def about(self, pk: uuid.UUID) -> list[Any]:
        """Its parameters."""
        mark, person = _key(NOBODY), _key(pk)
        return [person if param == mark else param for param in self.params]

    def rows(self, pk: uuid.UUID) -> RawSQL:
        """As a subquery."""
        return RawSQL(self.sql, self.about(pk))  # noqa: S611 (put together by Django itself)

    def answer(self, pk: uuid.UUID) -> tuple[Any, ...]:
        """The one row it has; () where it has none."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.about(pk))
            return tuple(cursor.fetchone() or ())


def _key(pk: uuid.UUID) -> Any:
    """As this database takes it."""
    return pk if connection.features.has_native_uuid_field else pk.hex
