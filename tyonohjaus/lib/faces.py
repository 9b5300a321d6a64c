"""The faces of our papers: Fira Sans with figures of one width where it has figures that run.

Asked for by a style, each text on a page carries the wish, and nothing behind WeasyPrint lets go of it again: 3 % of a
page's time, and 60 kB a page for ever. So the wish is granted once, in the face itself.
"""

from io import BytesIO

from fontTools.ttLib import TTFont

from .typeface import FACES, face

ONE_WIDTH = "tnum"


def faces() -> dict[int, bytes]:
    """By weight; 0.15 s. The same bytes each time, since they go into files that must be the same."""
    return {weight: _with_tabular_figures(name) for weight, name in FACES.items()}


def _with_tabular_figures(name: str) -> bytes:
    made = BytesIO()
    with TTFont(face(name), recalcTimestamp=False) as font:
        wider = _substitutes(font)
        for table in font["cmap"].tables:
            table.cmap = {character: wider.get(glyph, glyph) for character, glyph in table.cmap.items()}
        font.save(made)
    return made.getvalue()


def _substitutes(font: TTFont) -> dict[str, str]:
    """Glyph by glyph, as the face itself says."""
    table = font["GSUB"].table
    records = table.FeatureList.FeatureRecord
    used = {at for record in records if record.FeatureTag == ONE_WIDTH for at in record.Feature.LookupListIndex}
    return {
        glyph: other
        for at in sorted(used)
        for part in table.LookupList.Lookup[at].SubTable
        for glyph, other in part.mapping.items()
    }
