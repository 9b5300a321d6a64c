"""The key store, the sealed columns, and who opened what.

A data key per scope (a process, or a person for what precedes or outlives one) is wrapped by a master key that never
enters the database. Destroying a scope's key makes every text of that scope unreadable, in older backups too as soon
as the second backup file, which holds only this table, is next written.
"""

import hashlib
import hmac
import os
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC
from functools import lru_cache
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.functions import TruncHour

from tyonohjaus.access import Scoped, ScopedQuerySet
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.lib.prepared import NOBODY, Prepared

from . import cipher
from .cipher import Place, Unreadable

SUFFIX = "_sealed"


class DataKey(models.Model):
    """One scope's key, wrapped. In the backup's second file, never in the first."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scope_kind = models.CharField(max_length=20)
    scope_id = models.UUIDField()
    wrapped = models.BinaryField(null=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope_kind", "scope_id"], name="datakey_one_per_scope"),
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=True, destroyed_at__isnull=False)
                | models.Q(wrapped__isnull=False, destroyed_at__isnull=True),
                name="datakey_destroyed_or_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"key of a {self.scope_kind}"

    def open(self) -> bytes:
        """The key itself. Raises Unreadable when it was destroyed or the master key does not fit."""
        if self.wrapped is None:
            raise Unreadable("the key was destroyed")
        return cipher.unwrap(bytes(self.wrapped), masters=master_keys(), key_id=self.pk)

    def rewrap(self) -> None:
        """Under the newest master key; the texts themselves are not touched (C29)."""
        self.wrapped = cipher.wrap(self.open(), master=master_keys()[0], key_id=self.pk)
        self.save(update_fields=["wrapped"])

    def destroy(self) -> None:
        self.wrapped, self.destroyed_at = None, clock.now()
        self.save(update_fields=["wrapped", "destroyed_at"])


def key_for(scope_kind: str, scope_id: uuid.UUID) -> DataKey:
    """The scope's key; made when its first text is written. Two writers at once get the same one."""
    key: DataKey | None = _question_of_key(scope_kind).first({NOBODY: scope_id})
    if key is None:
        new = DataKey(scope_kind=scope_kind, scope_id=scope_id)
        new.wrapped = cipher.wrap(cipher.new_key(), master=master_keys()[0], key_id=new.pk)
        DataKey.objects.bulk_create([new], ignore_conflicts=True)
        key = DataKey.objects.get(scope_kind=scope_kind, scope_id=scope_id)
    return key


@lru_cache(maxsize=10)
def _question_of_key(scope_kind: str) -> Prepared:
    return Prepared.of(DataKey.objects.filter(scope_kind=scope_kind, scope_id=NOBODY))


def blind_mark(scope: tuple[str, uuid.UUID], *parts: object) -> str:
    """A name for `parts` that only the scope's key can make again: whether somebody has answered can be asked of the
    rows, and the rows alone, in a dump or a stolen backup, tell nobody who did (C24, C26)."""
    return blind_marks([(scope, parts)])[0]


def blind_marks(wanted: Sequence[tuple[tuple[str, uuid.UUID], tuple[object, ...]]]) -> list[str]:
    """The same of many, (scope, parts) each: one query, where their keys are made."""
    keys = {
        (key.scope_kind, key.scope_id): key for key in DataKey.objects.filter(scope_id__in={s[1] for s, _ in wanted})
    }
    marks = []
    for scope, parts in wanted:
        key = keys.get(scope) or key_for(*scope)
        secret = hmac.new(key.open(), b"blind mark", hashlib.sha256).digest()
        marks.append(hmac.new(secret, "|".join(map(str, parts)).encode(), hashlib.sha256).hexdigest())
    return marks


def marks_still_made(wanted: Sequence[tuple[tuple[str, uuid.UUID], tuple[object, ...]]]) -> list[str | None]:
    """For a list of what waits for somebody: None of those whose key is gone, where nobody can answer any more."""
    marks: list[str | None] = []
    try:
        marks.extend(blind_marks(wanted))
    except Unreadable:  # of each by itself
        marks = [_mark_still_made(scope, parts) for scope, parts in wanted]
    return marks


def _mark_still_made(scope: tuple[str, uuid.UUID], parts: tuple[object, ...]) -> str | None:
    try:
        return blind_mark(scope, *parts)
    except Unreadable:
        return None


@lru_cache(maxsize=1)
def master_keys() -> list[bytes]:
    """From MASTER_KEY, else from MASTER_KEY_FILE, which is made outside production when it is not there."""
    if settings.MASTER_KEY:
        return cipher.masters_from(settings.MASTER_KEY)
    file = settings.MASTER_KEY_FILE
    if not file.exists() and not settings.PRODUCTION:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as new:
                new.write(urlsafe_b64encode(cipher.new_key()))
        except FileExistsError:
            pass  # another process of this start was faster
    return cipher.masters_from(file.read_text())


class SealedQuerySet(ScopedQuerySet[Any]):
    """Sealed columns are written one row at a time by their verbs, or by `seal_many`: never by value."""

    def update(self, **kwargs: Any) -> int:
        self._refuse(kwargs)
        return super().update(**kwargs)

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None) -> int:
        fields = list(fields)
        self._refuse(fields)
        return super().bulk_update(objs, fields, batch_size)

    def _refuse(self, names: Iterable[str]) -> None:
        if any(name.endswith(SUFFIX) for name in names):
            raise FieldError("A sealed column is written by its verb, never in bulk.")


class SealedModel(Scoped):
    """A row with `…_sealed` columns. Subclasses give verbs (`write(text=, by=)`, `read(by=)`) over these.

    The scope is the process; a model whose texts belong to a person instead overrides `seal_scope`.
    """

    SECTION: ClassVar[str]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    objects: ClassVar = SealedQuerySet.as_manager()

    class Meta:
        abstract = True

    def seal_scope(self) -> tuple[str, uuid.UUID]:
        return "process", self.process_id  # type: ignore[attr-defined]

    def seal_text(self, column: str, text: str) -> None:
        """Set the column; the caller saves. An empty text is kept as NULL: an empty log holds nothing."""
        sealed = None
        if text:
            key = key_for(*self.seal_scope())
            sealed = cipher.seal(text, key=key.open(), key_id=key.pk, place=self._place(column))
        setattr(self, column, sealed)

    def open_text(self, column: str, *, by: Any) -> str:
        """The text, "" when there is none. Leaves one access row (C34). Raises Unreadable."""
        return open_texts([self], column, by=by)[self.pk]

    def readable_text(self, column: str, *, by: Any) -> str:
        """For a page: "" also where the key is gone or does not fit."""
        return readable_texts([self], column, by=by)[0]

    def reopened(self, column: str) -> str:
        """For a verb that adds to what stands there, and for those whom no account of ours reads it as: it leaves no
        access row. Raises Unreadable."""
        blob = getattr(self, column)
        if blob is None:
            return ""
        key = DataKey.objects.filter(pk=cipher.key_of(bytes(blob))).first()
        if key is None:
            raise Unreadable("the key is not in this key store")
        return cipher.unseal(bytes(blob), key=key.open(), place=self._place(column))

    def stand(self, *columns: str) -> str:
        """Of what stands in these columns: another after each writing, and it tells nothing; "" where nothing does."""
        blobs = [bytes(getattr(self, column) or b"") for column in columns]
        return hashlib.sha256(b"".join(blobs)).hexdigest()[:16] if any(blobs) else ""

    def refuse_unseen(self, seen: str | None, **texts: str) -> None:
        """`seen` is the `stand` of these columns when their writer read them (None: not asked). Where nothing stands
        nothing is lost, and a second tap of what stands there already is no other text. The caller holds the row's
        lock. Raises ChangedMeanwhile, Unreadable."""
        stand = self.stand(*texts)
        if seen is None or not stand or seen == stand:
            return
        if any(self.reopened(column) != text for column, text in texts.items()):
            raise ChangedMeanwhile

    @classmethod
    def _at(cls, **where: Any) -> Self:
        """The row that stands there, else a new one, not saved yet."""
        row: Self | None = cls.objects.filter(**where).first()
        return row or cls(**where)

    def _put(self, column: str, text: str) -> None:
        self.seal_text(column, text)
        self.save()

    def _place(self, column: str) -> Place:
        kind, scope_id = self.seal_scope()
        return Place(kind, scope_id, f"{self._meta.label_lower}.{column}", self.pk)


class SealedText(SealedModel):
    """The many that hold one text, whatever else stands beside it."""

    text_sealed = models.BinaryField(null=True)

    class Meta:
        abstract = True

    def read(self, *, by: Any) -> str:
        """Raises Unreadable."""
        return self.open_text("text_sealed", by=by)


class Opening(models.Model):
    """Who opened confidential rows of which scope and section: one row a person and hour, never what stood there."""

    reader_id = models.UUIDField()
    scope_id = models.UUIDField()
    section = models.CharField(max_length=20)
    hour_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reader_id", "scope_id", "section", "hour_at"], name="opening_once_an_hour")
        ]

    def __str__(self) -> str:
        return f"{self.section} at {self.hour_at:%Y-%m-%d %H}"

    @classmethod
    def since(cls, rows: Any, instant: str, *, by: Any, section: str) -> Any:
        """These rows with `opened`: whether this person has opened that section of their process in or after the hour
        of `instant`."""
        here = cls.objects.filter(reader_id=by.pk, section=section, scope_id=models.OuterRef("process"))
        opened = models.Exists(here.filter(hour_at__gte=models.OuterRef("hour")))
        return rows.alias(hour=TruncHour(instant, tzinfo=UTC)).annotate(opened=opened)

    @classmethod
    def note(cls, *, reader_id: uuid.UUID, opened: set[tuple[uuid.UUID, str]]) -> None:
        """`opened`: scope and section."""
        hour = clock.now().replace(minute=0, second=0, microsecond=0)
        rows: list[Any] = [
            cls(reader_id=reader_id, scope_id=scope, section=section, hour_at=hour) for scope, section in sorted(opened)
        ]
        cls.objects.bulk_create(rows, ignore_conflicts=True)


@dataclass
class Reading:
    """Keys that a page has fetched, by primary key, and the scopes and sections that it has opened."""

    keys: dict[uuid.UUID, bytes] = field(default_factory=dict)
    opened: set[tuple[uuid.UUID, str]] = field(default_factory=set)


@contextmanager
def read_together(user: Any) -> Iterator[None]:
    """For a page made of many parts: each key is fetched once, and what they opened is noted together at its end,
    before anything is shown (C34)."""
    user._reading = Reading()
    try:
        yield
        if user._reading.opened:
            Opening.note(reader_id=user.pk, opened=user._reading.opened)
    finally:
        del user._reading


def open_cells(cells: Iterable[tuple[SealedModel, str]], *, by: Any) -> dict[tuple[uuid.UUID, str], str]:
    """The texts in these columns of these rows, of whichever models, by primary key and column: two queries, however
    many. Raises Unreadable."""
    cells = list(cells)
    texts = {(row.pk, column): "" for row, column in cells}
    written = [(row, column, bytes(blob)) for row, column in cells if (blob := getattr(row, column)) is not None]
    if not written:
        return texts
    page: Reading | None = getattr(by, "_reading", None)
    opened = _keys({cipher.key_of(blob) for _row, _column, blob in written}, page)
    sections = {(row.seal_scope()[1], row.SECTION) for row, _column, _blob in written}
    if page is None:
        Opening.note(reader_id=by.pk, opened=sections)
    else:
        page.opened |= sections
    for row, column, blob in written:
        key_id = cipher.key_of(blob)
        if key_id not in opened:
            raise Unreadable("the key is not in this key store")
        texts[row.pk, column] = cipher.unseal(blob, key=opened[key_id], place=row._place(column))
    return texts


def _keys(wanted: set[uuid.UUID], page: Reading | None) -> dict[uuid.UUID, bytes]:
    """Those that are in the key store. Raises Unreadable."""
    known = page.keys if page else {}
    if missing := wanted - known.keys():
        known |= {pk: key.open() for pk, key in DataKey.objects.in_bulk(missing).items()}
    return known


def readable_cells(cells: Iterable[tuple[SealedModel, str]], *, by: Any) -> dict[tuple[uuid.UUID, str], str]:
    """For a page: all "" where a key is gone or does not fit."""
    cells = list(cells)
    try:
        return open_cells(cells, by=by)
    except Unreadable:
        return {(row.pk, column): "" for row, column in cells}


def open_texts(rows: Iterable[SealedModel], column: str, *, by: Any) -> dict[uuid.UUID, str]:
    """The texts of many rows by primary key: two queries, however many rows. Raises Unreadable."""
    opened = open_cells([(row, column) for row in rows], by=by)
    return {pk: text for (pk, _column), text in opened.items()}


def readable_texts(rows: Iterable[SealedModel], column: str, *, by: Any) -> list[str]:
    """For a page: the texts in the order of the rows; all "" where a key is gone or does not fit."""
    rows = list(rows)
    try:
        texts = open_texts(rows, column, by=by)
    except Unreadable:
        return [""] * len(rows)
    return [texts[row.pk] for row in rows]
