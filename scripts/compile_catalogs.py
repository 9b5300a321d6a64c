"""Each django.po beside its django.mo, by Babel; what is fresh is left alone. Part of `make env` and of the image.

Not `pybabel compile`: its checks take "after that, % of the price" for a format. `make check` has its own.
"""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_one(po: Path) -> None:
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parts[-3])
    part = po.with_suffix(".part")  # a portal that starts meanwhile reads the old one or the new one
    with part.open("wb") as target:
        write_mo(target, catalogue)
    part.replace(po.with_suffix(".mo"))


def is_fresh(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime


def main() -> None:
    for po in LOCALE.glob("*/LC_MESSAGES/*.po"):
        if not is_fresh(po):
            compile_one(po)


if __name__ == "__main__":
    main()
