"""Frozen dataclasses to JSON and back without the loss of a digit: Decimals as they are written, days as ISO.

One input has one text (sorted keys, no spaces), so that its hash can stand for it.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

T = TypeVar("T")

READERS: dict[type, Callable[[Any], Any]] = {
    Decimal: Decimal,
    date: date.fromisoformat,
    bytes: lambda text: b64decode(text, validate=True),
    UUID: UUID,
}


def dump(thing: Any) -> str:
    return json.dumps(_plain(thing), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def load(cls: type[T], text: str) -> T:
    """ValueError or TypeError when the text does not fit the class; a field that is missing takes its default."""
    return _typed(cls, json.loads(text))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    match value:
        case Enum():
            return value.value
        case tuple():
            return [_plain(item) for item in value]
        case Decimal() | UUID():
            return str(value)
        case date():
            return value.isoformat()
        case bytes():
            return b64encode(value).decode()
        case None | bool() | int() | str():
            return value
    raise TypeError(f"No place for {type(value).__name__} in a frozen document")


def _typed(kind: Any, data: Any) -> Any:
    if get_origin(kind) in (Union, UnionType):
        return None if data is None else _typed(next(arg for arg in get_args(kind) if arg is not type(None)), data)
    if get_origin(kind) is tuple:
        return tuple(_typed(get_args(kind)[0], item) for item in _of(list, data))
    if is_dataclass(kind):
        return _object(kind, _of(dict, data))
    if issubclass(kind, Enum):
        return kind(data)
    if reader := READERS.get(kind):
        return reader(_of(str, data))
    return _of(kind, data)


def _object(kind: Any, data: dict[str, Any]) -> Any:
    hints = _hints(kind)
    if unknown := data.keys() - hints.keys():
        raise ValueError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    return kind(**{name: _typed(hints[name], value) for name, value in data.items()})


def _of(kind: type, data: Any) -> Any:
    if type(data) is not kind:
        raise ValueError(f"Expected {kind.__name__}, found {type(data).__name__}")
    return data


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
