"""The forms that stand on a page, read from its HTML as a browser would, and what a careless or hostile hand types."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml import html

HTML = "<script>zqbad</script>\"'&"
LONG = "ä" * 10_000
NUL = "a\0b"
UNKNOWN = "00000000-0000-4000-8000-000000000000"
ODD = ["👩🏽‍🚒", "=1+1", "   ", "-1", "9" * 40, "NaN", "1e999", "٣", "2027-02-31", "25.61", UNKNOWN]
# What may pass for right in a field, and must then do no harm behind it.
PLAUSIBLE = {
    "hidden": [NUL, "0001-01-01T00:00", "9999-12-31T23:59:59+14:00", UNKNOWN, "//muu.example"],
    "number": ["0", "-1", "32767"],
    "email": [HTML, "ä@ö.fi"],
    "choice": [NUL, UNKNOWN],
    "text": [HTML, "0", "31.12.2099", "1.1.2000", "23.59", "2147483648", "👩🏽‍🚒" * 20, "0,005"],
}
TYPED = {"text", "email", "url", "search", "tel", "number", "date", "time", "textarea"}


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
        return self.method, _shape(self.path), tuple(sorted({field.name for field in self.fields})), self.button

    def filled(self, **instead: str) -> dict[str, list[str]]:
        data = {field.name: list(field.values) for field in self.fields if field.values}
        if self.button[0]:
            data[self.button[0]] = [self.button[1]]
        return data | {name: [value] for name, value in instead.items()}

    @property
    def asks(self) -> tuple[Any, ...]:
        """The same for each of its buttons."""
        return self.likeness[:-1]

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


def full_of_one_nonsense(form: Form) -> list[dict[str, list[str]]]:
    """The same in all fields."""
    return [form.filled(**{field.name: value for field in form.fields}) for value in (HTML, LONG, NUL)]


def full_of_nonsense(form: Form, *, turn: int) -> list[dict[str, list[str]]]:
    """Something else in each field, numbers too large for any column among it."""
    return [
        form.filled(
            **{field.name: ODD[(turn + place + times * 4) % len(ODD)] for place, field in enumerate(form.fields)}
        )
        for times in range(2)
    ]


def plausible_for(field: Field, *, turn: int) -> list[str]:
    """HTML where anything may be written, and one of the rest; else two: `turn` decides which, so that forms share the
    work."""
    kind = "choice" if field.kind in {"radio", "checkbox", "select"} else field.kind
    values = PLAUSIBLE.get(kind, PLAUSIBLE["text"])
    if values is PLAUSIBLE["text"]:
        return [values[0], values[1 + turn % (len(values) - 1)]]
    return [values[turn % len(values)], values[(turn + 1) % len(values)]]


def _fields(form: Any) -> tuple[Field, ...]:
    by_name: dict[str, tuple[str, list[str]]] = {}
    for item in form.iter("input", "textarea", "select"):
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
    if kind in {"radio", "checkbox"}:
        return [item.get("value") or "on"] if item.get("checked") is not None else []
    return [(item.text or "") if kind == "textarea" else item.get("value") or ""]


def _buttons(form: Any) -> list[tuple[str, str]]:
    presses = [item for item in form.iter("button") if (item.get("type") or "submit") == "submit"]
    return [(item.get("name") or "", item.get("value") or "") for item in presses]


def _shape(path: str) -> str:
    return "/".join("id" if "-" in part and len(part) == 36 else part for part in urlsplit(path).path.split("/"))


def _tree(page: bytes) -> Any:
    return html.fromstring(page.decode() or "<p>", parser=html.HTMLParser(encoding="utf-8"))
