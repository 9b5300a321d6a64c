"""The colours: alike in both dark blocks, and legible on their worst ground (LOOK section 2)."""

import re
from pathlib import Path

import pytest

THEME = (Path(__file__).parents[2] / "static/css/theme.css").read_text("utf-8")
TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})\b")

LIGHT = dict(TOKEN.findall(re.search(r":root \{(.*?)\n\}", THEME, re.DOTALL)[1]))  # type: ignore[index]
DARK_CHOSEN = dict(TOKEN.findall(re.search(r'\[data-bs-theme="dark"\] \{(.*?)\n\}', THEME, re.DOTALL)[1]))  # type: ignore[index]
DARK_DEVICE = dict(TOKEN.findall(re.search(r":root:not\(\[data-bs-theme\]\) \{(.*?)\n  \}", THEME, re.DOTALL)[1]))  # type: ignore[index]

GROUNDS = ("paper", "surface", "quiet")
TEXT = [(ink, ground) for ink in ("ink", "ink-soft", "lake") for ground in GROUNDS]
TEXT += [("lingon", "surface"), ("lingon", "paper"), ("heather", "surface"), ("heather", "paper")]
TEXT += [(name, f"{name}-soft") for name in ("berry", "moss", "lingon", "heather")]
TEXT += [("lake-deep", "lake-soft"), ("on-lake", "lake"), ("on-lake", "lake-deep"), ("ink", "lake-soft")]
TEXT += [("ink", f"{name}-soft") for name in ("berry", "moss", "lingon")]
EDGES = [("edge", "paper"), ("edge", "surface"), ("focus", "paper"), ("focus", "surface"), ("focus", "lake-soft")]


def luminance(colour: str) -> float:
    """WCAG 2 relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_the_dark_block_stands_twice_and_alike() -> None:
    assert DARK_CHOSEN == DARK_DEVICE
    assert len(DARK_CHOSEN) > 20


def test_dark_changes_every_colour_that_light_sets() -> None:
    assert set(DARK_CHOSEN) == set(LIGHT)


@pytest.mark.parametrize("tokens", [LIGHT, DARK_CHOSEN], ids=["light", "dark"])
@pytest.mark.parametrize("ink, ground", TEXT)
def test_text_is_legible(tokens: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(tokens[ink], tokens[ground]) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK_CHOSEN], ids=["light", "dark"])
@pytest.mark.parametrize("edge, ground", EDGES)
def test_edges_and_focus_are_seen(tokens: dict[str, str], edge: str, ground: str) -> None:
    assert contrast(tokens[edge], tokens[ground]) >= 3


def test_nothing_is_loaded_from_elsewhere() -> None:
    addresses = re.findall(r"url\(\"?([^)\"]{1,40})", THEME)
    assert addresses
    assert all(address.startswith(("../fonts/", "data:image/svg+xml")) for address in addresses)
