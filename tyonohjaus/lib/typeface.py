"""The typeface of every paper, and what it can write.

What it cannot would be missing on the sheet without a word, or be set in whatever fonts the machine has.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path

FACES = {400: "FiraSans-Regular.ttf", 500: "FiraSans-Medium.ttf"}


def face(name: str) -> Path:
    return Path(str(files("fontpkg_fira_sans") / "files" / name))


def writes(text: str) -> bool:
    """Has each of its characters a shape, in every weight?"""
    return _shapes().issuperset(map(ord, text))


@cache
def _shapes() -> frozenset[int]:
    """About 1,700: Latin, Greek and Cyrillic letters. 0.15 s, once a process."""
    from fontTools.ttLib import TTFont

    found = []
    for name in FACES.values():
        with TTFont(face(name), lazy=True) as font:
            found.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*found)
