"""Each django.po beside its django.mo, by Babel; what is fresh is left alone. Part of `make env` and of the image.

Not `pybabel compile`: its checks take "after that, % of the price" for a format. `make check` has its own.
"""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser

LOCALE = Path(__file__).resolve().parent.parent / "locale"


class Whole(Catalog):
    """What has a plural is also found without a number. Newer Pythons look there by themselves; with the 3.11.2 of
    Debian 12 `_("Supervisee")` stayed English, since it also stands beside its plural."""

    def __iter__(self) -> Iterator[Message]:
        for message in super().__iter__():
            yield message
            if isinstance(message.id, tuple) and message.string:
                yield Message(message.id[0], message.string[0], context=message.context)


def compile_one(po: Path) -> None:
    catalogue = Whole(locale=po.parts[-3])
    with po.open("rb") as source:
        PoFileParser(catalogue).parse(source)
    part = po.with_suffix(".part")  # a portal that starts meanwhile reads the old one or the new one
    with part.open("wb") as target:
        write_mo(target, catalogue)
    part.replace(po.with_suffix(".mo"))


def is_fresh(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime >= max(made_of.stat().st_mtime for made_of in (po, Path(__file__)))


def main() -> None:
    for po in LOCALE.glob("*/LC_MESSAGES/*.po"):
        if not is_fresh(po):
            compile_one(po)


if __name__ == "__main__":
    main()
