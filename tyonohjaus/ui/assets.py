"""Cut fonts and the icon sprite, made from wheels into `var/static`: nothing third-party lies in the repository.

Fonts: Latin with punctuation, woff2, about 27 and 22 kB. Icons: one file of symbols, cached by browsers.
"""

import os
import re
import zipfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from .icons import ICONS

Axes = Mapping[str, float | tuple[float, float]]
LATIN = "U+0020-007E,U+00A0-017F,U+2010-2015,U+2018-201A,U+201C-201E,U+2022,U+2026,U+20AC,U+2190,U+2192,U+2212"
FONTS: dict[str, tuple[str, str, Axes]] = {
    "sans.woff2": ("fontpkg_source_sans_3", "SourceSans3[wght].ttf", {"wght": (400, 700)}),
    "serif.woff2": ("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf", {"wght": 500, "opsz": 28}),
}
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "lnum", "tnum"]
SPRITE = "icons.svg"


def build(target: Path) -> list[str]:
    """Write them under `target`; answers their names. When that is needed, `scripts/environment.py` knows."""
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    for name, (package, source, axes) in FONTS.items():
        _put(target / "fonts" / name, cut_font(package, source, axes))
    _put(target / SPRITE, sprite(ICONS).encode())
    return [*FONTS, SPRITE]


def cut_font(package: str, source: str, axes: Axes) -> bytes:
    """Subset first, then fix the axes: the other way round fontTools fails on these files."""
    from io import BytesIO

    from fontTools import subset  # 0.3 s to import: only when there is work
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    options = subset.Options(flavor="woff2", hinting=False)
    options.layout_features = FEATURES
    font = TTFont(str(files(package) / "files" / source))
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(LATIN))
    cutter.subset(font)
    made = BytesIO()
    subset.save_font(instancer.instantiateVariableFont(font, dict(axes)), made, options)
    return made.getvalue()


def sprite(names: tuple[str, ...]) -> str:
    with zipfile.ZipFile(str(files("lucide") / "lucide.zip")) as icons:
        symbols = [_symbol(name, icons.read(f"{name}.svg").decode()) for name in names]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def _symbol(name: str, svg: str) -> str:
    opened = re.sub(r"<svg[^>]*>", f'<symbol id="{name}" viewBox="0 0 24 24">', svg, flags=re.DOTALL)
    return re.sub(r"\s+", " ", opened).replace("</svg>", "</symbol>").strip()


def _put(file: Path, content: bytes) -> None:
    """Written aside and moved, so that a page never meets half a file."""
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    aside.write_bytes(content)
    aside.replace(file)
