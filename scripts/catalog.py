"""The message catalogues: found in code and templates, kept in locale/, checked to be whole. No gettext needed.

    python -m scripts.catalog update [words.tsv …]   rewrite locale/{fi,sv}/LC_MESSAGES/django.po
    python -m scripts.catalog check                  fail unless each message is translated, its placeholders intact

Every string the code marks is in a catalogue, and nothing else: what disappears from the code disappears there.
Entries stand in the order of their text, without line numbers, so that a diff shows words and nothing else.
A comment in a catalogue (`# native check: …`) stays. A words file has one message a line:
`English<TAB>Finnish<TAB>Swedish`, with `singular|plural` where there are two; it fills what is still empty.
"""

import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("fi", "sv")
CODE = ("tyonohjaus", "processes", "bookings", "agreements", "intake", "reviews", "voice", "invoicing")
TEMPLATES = ("templates",)
TEMPLATE_KINDS = {".html", ".txt"}

# What marks a string, and what its arguments are.
KEYWORDS = {
    "_": ("text",),
    "gettext": ("text",),
    "gettext_lazy": ("text",),
    "later": ("text",),  # gettext_lazy, where `_` is gettext
    "gettext_noop": ("text",),
    "ngettext": ("text", "plural"),
    "ngettext_lazy": ("text", "plural"),
    "pgettext": ("context", "text"),
    "pgettext_lazy": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
    "npgettext_lazy": ("context", "text", "plural"),
}
BABEL_KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLURAL_FORMS = "nplurals=2; plural=(n != 1);"  # of Finnish and of Swedish
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!%)%[sd]|\{\w*\}")
"""What the programme fills in: %(name)s, %s, {name}."""


@dataclass(frozen=True, order=True)
class Message:
    text: str
    plural: str = ""
    context: str = ""


# Finding


def sources() -> Iterator[Path]:
    for folder in CODE:
        yield from (ROOT / folder).rglob("*.py")
    for folder in (*TEMPLATES, *CODE):
        yield from (file for file in (ROOT / folder).rglob("*") if file.suffix in TEMPLATE_KINDS)


def messages(files: Iterable[Path]) -> set[Message]:
    found = {message for file in files for message in messages_of(file.read_text(), name=str(file))}
    clashing = _two_plurals(found)
    if clashing:
        raise SystemExit(f"One text with two plurals: {', '.join(clashing)}")
    with_plural = {(message.text, message.context) for message in found if message.plural}
    return {message for message in found if message.plural or (message.text, message.context) not in with_plural}


def messages_of(source: str, *, name: str) -> Iterator[Message]:
    """The messages of one Python file or Django template; the ending of `name` tells which it is."""
    return _in_template(source, name) if Path(name).suffix in TEMPLATE_KINDS else _in_code(source)


def _in_code(source: str) -> Iterator[Message]:
    """By the syntax tree, which also sees into f-strings."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (kind := KEYWORDS.get(_name(node.func))):
            texts = [arg.value for arg in node.args[: len(kind)] if isinstance(arg, ast.Constant)]
            parts = {part: text for part, text in zip(kind, texts, strict=False) if isinstance(text, str)}
            if parts.get("text"):
                yield Message(**parts)


def _name(function: ast.expr) -> str:
    return str(getattr(function, "id", "") or getattr(function, "attr", ""))


def _in_template(source: str, name: str) -> Iterator[Message]:
    """Django turns a template into lines that look like Python, but for the indentation; Babel reads on from there."""
    lines = "\n".join(line.lstrip() for line in templatize(source, origin=name).splitlines())
    for _line, text, _comments, context in extract("python", io.BytesIO(lines.encode()), BABEL_KEYWORDS):
        singular, plural = text[:2] if isinstance(text, tuple) else (text, "")
        if singular:
            yield Message(singular, plural or "", context or "")


def _two_plurals(found: set[Message]) -> list[str]:
    plurals: dict[tuple[str, str], set[str]] = {}
    for message in found:
        if message.plural:
            plurals.setdefault((message.text, message.context), set()).add(message.plural)
    return [text for (text, _context), forms in plurals.items() if len(forms) > 1]


# Keeping


def catalogue(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def read(file: Path) -> dict[Message, polib.POEntry]:
    if not file.exists():
        return {}
    entries = [entry for entry in polib.pofile(str(file), encoding="utf-8") if not entry.obsolete]
    return {Message(entry.msgid, entry.msgid_plural, entry.msgctxt or ""): entry for entry in entries}


def entry_for(message: Message, old: polib.POEntry | None, words: tuple[str, ...]) -> polib.POEntry:
    """The entry as it was, else from the words, else empty."""
    entry = polib.POEntry(msgid=message.text, msgctxt=message.context or None)
    if PLACEHOLDER.search(message.text + message.plural):
        entry.flags = ["python-brace-format" if "{" in message.text else "python-format"]
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = {0: "", 1: ""}
    if old is not None and _is_translated(old):
        entry.tcomment = old.tcomment
        entry.flags += [flag for flag in old.flags if flag == "fuzzy"]
        entry.msgstr, entry.msgstr_plural = old.msgstr, old.msgstr_plural
    elif message.plural and len(words) > 1:
        entry.msgstr_plural = {0: words[0], 1: words[1]}
    elif not message.plural and words:
        entry.msgstr = words[0]
    return entry


def _is_translated(entry: polib.POEntry) -> bool:
    return all(entry.msgstr_plural.values()) if entry.msgid_plural else bool(entry.msgstr)


def read_words(files: Iterable[Path]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Language → English → translation, as one or two forms."""
    words: dict[str, dict[str, tuple[str, ...]]] = {language: {} for language in LANGUAGES}
    for file in files:
        for line in file.read_text().splitlines():
            english, *translations = line.split("\t")
            text = english.replace("\\n", "\n")
            for language, translation in zip(LANGUAGES, translations, strict=False):
                forms = _forms(text, translation.replace("\\n", "\n").strip())
                if all(forms):
                    words[language].setdefault(text.split("|")[0] if len(forms) > 1 else text, forms)
    return words


def _forms(text: str, translation: str) -> tuple[str, ...]:
    return tuple(translation.split("|")) if text.count("|") == translation.count("|") == 1 else (translation,)


def update(words_files: list[Path]) -> None:
    wanted, words = sorted(messages(sources())), read_words(words_files)
    for language in LANGUAGES:
        file = catalogue(language)
        old = read(file)
        new = polib.POFile(wrapwidth=110)
        new.metadata = {
            "Language": language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": PLURAL_FORMS,
        }
        new.extend(entry_for(each, old.get(each), words[language].get(each.text, ())) for each in wanted)
        file.parent.mkdir(parents=True, exist_ok=True)
        whole = file.with_suffix(".new")  # another run may be reading
        new.save(str(whole))
        whole.replace(file)
        print(f"{language}: {len(new)} messages, {sum(not _is_translated(entry) for entry in new)} without translation")


# Checking


def faults(language: str, wanted: set[Message]) -> Iterator[str]:
    have = read(catalogue(language))
    yield from (f"not in the catalogue: {message.text!r}" for message in sorted(wanted - have.keys()))
    yield from (f"no longer in the code: {message.text!r}" for message in sorted(have.keys() - wanted))
    for message, entry in have.items():
        if not _is_translated(entry):
            yield f"not translated: {message.text!r}"
        elif "fuzzy" in entry.flags:
            yield f"marked fuzzy: {message.text!r}"
        else:
            yield from _damage(message, entry)


def _damage(message: Message, entry: polib.POEntry) -> Iterator[str]:
    """Placeholders lost or invented, and line ends that the original does not have."""
    translations = list(entry.msgstr_plural.values()) if message.plural else [entry.msgstr]
    expected = {frozenset(PLACEHOLDER.findall(text)) for text in (message.text, message.plural) if text}
    for translation in translations:
        if frozenset(PLACEHOLDER.findall(translation)) not in expected:
            yield f"other placeholders: {message.text!r} → {translation!r}"
        if message.text.endswith("\n") != translation.endswith("\n"):
            yield f"other line end: {message.text!r} → {translation!r}"


def check() -> int:
    wanted = messages(sources())
    found = [f"{language}: {fault}" for language in LANGUAGES for fault in faults(language, wanted)]
    print("\n".join(found) or f"{len(wanted)} messages, whole in {', '.join(LANGUAGES)}")
    if found:
        print(f"{len(found)} faults. make catalog takes up what is new and drops what is gone.")
    return 1 if found else 0


def main() -> int:
    verb, *rest = sys.argv[1:] or [""]
    if verb == "update":
        update([Path(name) for name in rest])
        return 0
    if verb == "check":
        return check()
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main())
