"""Contrast as WCAG 2 counts it."""

import pytest

from tyonohjaus.lib.colour import contrast

WHITE = "#ffffff"


def test_the_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#51605d", WHITE) == pytest.approx(6.6, abs=0.05)
    assert contrast(WHITE, "#51605d") == contrast("#51605d", WHITE)
