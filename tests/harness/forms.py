"""The forms that stand on a page, read from its HTML as a browser would, and what a careless or hostile hand types."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.urls import resolve
from lxml import html

ECHO = "<script>zqbad"
HTML = f"{ECHO}</script>\"'&"
LONG = "ä" * 10_000
NUL = "a\0b"
UNKNOWN = "00000000-0000-4000-8000-000000000000"
ODD = ["👩🏽‍🚒", "=1+1", "   ", "-1", "9" * 40, "NaN", "1e999", "٣", "2027-02-31", "25.61", UNKNOWN]
# What may pass for right in a field, and must then do no harm behind it.
PLAUSIBLE = {
    "hidden": [NUL, "0001-01-01T00:00", "9999-12-31T23:59:59+14:00", UNKNOWN, "//muu.example"],
    "number": ["0", "-1", "32767"],
    "email": ["ä@ö.fi"],
    "text": ["0", "31.12.2099", "1.1.2000", "23.59", "2147483648", "👩🏽‍🚒" * 20, "0,005"],
}
CHOSEN = {"radio", "checkbox", "select"}
TYPED = {"text", "email", "url", "search", "tel", "number", "date", "time", "textarea"}
LONG_ENOUGH = {"text", "url", "search", "tel", "textarea"}
ASKS = ("input", "textarea", "select")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Field:
    name: str
    kind: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """As it stands there, with the button that is pressed: `fields` hold what a browser would send untouched."""

    path: str
    method: str
    fields: tuple[Field, ...]
    button: tuple[str, str]

    @property
    def likeness(self) -> tuple[Any, ...]:
        """Forms with the same fields that go to the same kind of address."""
        names = tuple(sorted({field.name for field in self.fields}))
        return self.method, _shape(self.path), names, (self.button[0], _ID.sub("id", self.button[1]))

    def filled(self, **instead: str) -> dict[str, list[str]]:
        data = {field.name: list(field.values) for field in self.fields if field.values}
        if self.button[0]:
            data[self.button[0]] = [self.button[1]]
        return data | {name: [value] for name, value in instead.items()}

    @property
    def asks(self) -> set[tuple[str, str]]:
        """What it asks for, and where; that it is sent there at all, too."""
        where = _shape(self.path)
        return {(where, name) for name in ("", *(field.name for field in self.fields))}

    @property
    def typed(self) -> list[Field]:
        return [field for field in self.fields if field.kind in TYPED]


def forms_on(page: bytes, path: str) -> list[Form]:
    """Each form with each of its buttons; not those of the frame, which are the same everywhere."""
    found = []
    for form in _tree(page).iterfind(".//form"):
        action = urlsplit(urljoin(path, form.get("action") or path))
        target = f"{action.path}?{action.query}" if action.query else action.path
        fields = _fields(form)
        method = (form.get("method") or "get").lower()
        found += [Form(target, method, fields, button) for button in _buttons(form) or [("", "")]]
    return found


def questions_on(page: bytes) -> set[str]:
    """The names that its links carry in their query strings."""
    links = [urlsplit(link.get("href") or "") for link in _tree(page).iterfind(".//a")]
    return {name for link in links if not link.netloc for name, _value in parse_qsl(link.query)}


def kept(page: bytes, name: str) -> list[str]:
    """What stands in the fields of that name."""
    inputs = [item for item in _tree(page).iter("input", "textarea") if item.get("name") == name]
    return [(item.text or "").lstrip("\n") if item.tag == "textarea" else item.get("value") or "" for item in inputs]


def refused_on(page: bytes) -> set[str]:
    """The names of the fields that stand there as wrong."""
    return {item.get("name") for item in _tree(page).iter(*ASKS) if "is-invalid" in (item.get("class") or "").split()}


def nonsense_for(form: Form, *, turn: int, whole: bool) -> list[dict[str, str]]:
    """What is put over its good answers, each time into many fields: HTML; NUL, which PostgreSQL does not take;
    something else in each, numbers too large for any column among it. The `whole` of it has also what may pass for
    right, texts longer than columns beside choices that are none, and each hidden answer alone; less has NUL in every
    second field and something else in the others. `turn` decides which values fall to whom, so that forms share the
    work."""
    places, typed = list(enumerate(form.fields)), form.typed
    odd = {field.name: ODD[(turn + place) % len(ODD)] for place, field in places}
    # A hidden answer that is the same as what was typed may say that nothing was.
    markup = {field.name: HTML if field in typed else f"{ECHO}2</script>" for field in form.fields}
    if not whole:
        mixed = {field.name: odd[field.name] if (turn + place) % 2 else NUL for place, field in places}
        return [markup, mixed] if form.fields else [{}]
    found = [markup, {field.name: NUL for field in form.fields}]
    if typed:
        longs = {field.name: LONG for field in typed if field.kind in LONG_ENOUGH}
        found += [odd, {field.name: _plausible(field, turn + place) for place, field in places if field in typed}]
        found.append(longs | {field.name: (NUL, UNKNOWN)[turn % 2] for field in form.fields if field.kind in CHOSEN})
    if len(form.fields) > 1:
        found += [{field.name: _plausible(field, turn + place)} for place, field in places if field.kind == "hidden"]
    return [one for one in found if one] or [{}]


def _plausible(field: Field, turn: int) -> str:
    values = PLAUSIBLE.get(field.kind, PLAUSIBLE["text"])
    return values[turn % len(values)]


def hidden_by(form: Form, status: int, page: bytes, put: dict[str, str]) -> dict[str, str]:
    """What this answer does not tell of, for the next question: the odd values beside one that was refused. Where it
    does not say which, what a hand has typed goes without the rest."""
    if status in {200, 302, 303}:
        return {}
    refused = refused_on(page) & put.keys() or put.keys() - {field.name for field in form.typed}
    return {name: value for name, value in put.items() if name not in refused} if refused else {}


def _fields(form: Any) -> tuple[Field, ...]:
    by_name: dict[str, tuple[str, list[str]]] = {}
    for item in form.iter(*ASKS):
        name, kind = item.get("name"), (item.get("type") or item.tag if item.tag == "input" else item.tag)
        if not name or name == "csrfmiddlewaretoken" or kind in {"submit", "button", "file"}:
            continue
        _kind, values = by_name.setdefault(name, ("text" if kind == "input" else kind, []))
        values.extend(_values(item, kind))
    return tuple(Field(name, kind, tuple(values)) for name, (kind, values) in by_name.items())


def _values(item: Any, kind: str) -> list[str]:
    if kind == "select":
        chosen = [option.get("value") or "" for option in item.iter("option") if option.get("selected") is not None]
        return chosen or [option.get("value") or "" for option in item.iter("option")][:1]
    if kind in CHOSEN:
        return [item.get("value") or "on"] if item.get("checked") is not None else []
    return [(item.text or "") if kind == "textarea" else item.get("value") or ""]


def _buttons(form: Any) -> list[tuple[str, str]]:
    presses = [item for item in form.iter("button") if (item.get("type") or "submit") == "submit"]
    return [(item.get("name") or "", item.get("value") or "") for item in presses]


def _shape(path: str) -> str:
    """Whatever row, month or token stands in it."""
    return resolve(urlsplit(path).path).view_name


def _tree(page: bytes) -> Any:
    return html.fromstring(page.decode() or "<p>", parser=html.HTMLParser(encoding="utf-8"))
