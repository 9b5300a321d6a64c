"""Contrast between two colours, by WCAG 2's formula, and shades of one. Pure; colours are `#rrggbb`."""

import re

_HEX = re.compile(r"#[0-9a-f]{6}")
TEXT = 4.5  # the least contrast of text on its ground (WCAG 2.2, 1.4.3)
PAPER, INK = "#ffffff", "#16211f"
ON_PAPER = 7.0  # the least contrast of a practice's colour in print; under it a paper uses ink


def is_colour(text: str) -> bool:
    return bool(_HEX.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def in_print(accent: str) -> str:
    """The practice's colour where it is dark enough to read on paper, else ink."""
    return accent if is_colour(accent) and contrast(accent, PAPER) >= ON_PAPER else INK


def mix(colour: str, other: str, share: float) -> str:
    """`share` of the other colour, from 0 to 1, in the first."""
    parts = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(own * (1 - share) + more * share):02x}" for own, more in parts)


def towards(colour: str, other: str, *, on: str, at_least: float = TEXT) -> str:
    """As little of the other colour as makes it readable on that ground; the other itself when nothing less does."""
    steps = (mix(colour, other, step / 20) for step in range(20))
    return next((shade for shade in steps if contrast(shade, on) >= at_least), other)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
