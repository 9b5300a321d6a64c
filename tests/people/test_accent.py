"""An accent of the practice's own is as easy to read as our lake (LOOK section 2)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tyonohjaus.lib.colour import TEXT, contrast
from tyonohjaus.people.accent import DARK, LIGHT, is_readable, stylesheet, worst_contrast


def tokens(colour: str) -> tuple[dict[str, str], dict[str, str]]:
    light, dark, *_media = stylesheet(colour).splitlines()
    return dict(re.findall(r"--([\w-]+): (#\w+)", light)), dict(re.findall(r"--([\w-]+): (#\w+)", dark))


@pytest.mark.parametrize("colour", ["#1d5661", "#7a1f5c", "#0000ff", "#000000", "#6b3d00"])
def test_dark_colours_may_be_used(colour: str) -> None:
    assert is_readable(colour)


@pytest.mark.parametrize("colour", ["#ffffff", "#ffcc00", "#6f7f7d", "#e07070"])
def test_light_colours_may_not(colour: str) -> None:
    assert not is_readable(colour)
    assert worst_contrast(colour) < TEXT


@given(some.integers(0, 0xFFFFFF))
def test_whatever_may_be_used_reads_in_light_and_in_dark(number: int) -> None:
    colour = f"#{number:06x}"
    if not is_readable(colour):
        return
    for found, grounds in zip(tokens(colour), (LIGHT, DARK), strict=True):
        assert min(contrast(found["lake"], ground) for ground in grounds) >= TEXT
        assert contrast(found["on-lake"], found["lake"]) >= TEXT
        assert contrast(found["on-lake"], found["lake-deep"]) >= TEXT
        assert contrast(found["lake-deep"], found["lake-soft"]) >= TEXT


def test_it_sets_neither_status_colours_nor_heather() -> None:
    light, dark = tokens("#7a1f5c")
    assert set(light) == set(dark) == {"lake", "lake-deep", "lake-soft", "on-lake"}


def test_the_dark_tokens_stand_twice_and_alike() -> None:
    _light, chosen, by_device, *_rest = stylesheet("#7a1f5c").splitlines()
    assert re.findall(r"--[^;]+;", chosen) == re.findall(r"--[^;]+;", by_device)


def test_black_on_white_is_the_most_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
