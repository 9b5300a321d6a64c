"""The practice's own colour: four tokens of the theme, for light and for dark. Never a status colour, never heather."""

from tyonohjaus.lib.colour import TEXT, contrast, mix, towards

WHITE, BLACK = "#ffffff", "#000000"
# Grounds on which the accent is read as text, from static/css/theme.css: --surface, --paper, --quiet.
LIGHT = ("#fdfdfb", "#f2f4f0", "#e6ebe5")
DARK = ("#1a2327", "#12191c", "#253136")
LIGHT_QUIET, DARK_QUIET = LIGHT[2], DARK[2]
CALM = 7.0  # as our own lake reads in the dark


def worst_contrast(colour: str) -> float:
    """On a light page: as text, also on its own tint, and under white text."""
    return min(contrast(colour, ground) for ground in (*LIGHT, WHITE, _tint(colour)))


def is_readable(colour: str) -> bool:
    return worst_contrast(colour) >= TEXT


def stylesheet(colour: str) -> str:
    """The accent in both themes. In the dark it is lightened until it reads; "" for no colour of their own."""
    if not colour:
        return ""
    light = _tokens(colour, deep=mix(colour, BLACK, 0.25), soft=_tint(colour), on=WHITE)
    glow = towards(colour, WHITE, on=DARK_QUIET, at_least=CALM)
    on_glow = towards(colour, BLACK, on=glow, at_least=CALM)
    dark = _tokens(glow, deep=mix(glow, WHITE, 0.3), soft=mix(DARK_QUIET, colour, 0.3), on=on_glow)
    return (
        f":root {{ {light} }}\n"
        f'[data-bs-theme="dark"] {{ {dark} }}\n'
        f"@media (prefers-color-scheme: dark) {{ :root:not([data-bs-theme]) {{ {dark} }} }}\n"
    )


def _tint(colour: str) -> str:
    return mix(LIGHT_QUIET, colour, 0.1)


def _tokens(lake: str, *, deep: str, soft: str, on: str) -> str:
    return f"--lake: {lake}; --lake-deep: {deep}; --lake-soft: {soft}; --on-lake: {on};"
