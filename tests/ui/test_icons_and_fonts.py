"""The icon sprite and the cut fonts: complete, and small."""

import re
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError

from tyonohjaus.ui import assets
from tyonohjaus.ui.icons import ICONS
from tyonohjaus.ui.templatetags.ui import NOTICE_ICONS, STATUS_ICONS

HOME = Path(__file__).parents[2]
MADE = HOME / "var" / "static"
TEMPLATES = sorted((HOME / "templates").rglob("*.html"))
CODE = [
    file
    for folder in ("tyonohjaus", "processes", "bookings", "invoicing")
    for file in (HOME / folder).rglob("*.py")
    if file.name != "icons.py"
]
IN_TEMPLATES = re.compile(
    r"""\{%\s*icon\s+["']([a-z0-9-]+)["']|\bicon=["']([a-z0-9-]+)["']|ui/icon\.html["'] with name=["']([a-z0-9-]+)"""
)
IN_STATUS_TAGS = re.compile(r"""\{%\s*status\s+\S+\s+\S+\s+["']([a-z0-9-]+)["']""")
IN_CODE = re.compile(r"""\bicon=["']([a-z0-9-]+)["']|\bItem\(\s*["']([a-z0-9-]+)["']|\bGap\(\s*["']([a-z0-9-]+)["']""")


def named(texts: list[Path], *patterns: re.Pattern[str]) -> set[str]:
    return {
        name
        for text in texts
        for pattern in patterns
        for found in pattern.findall(text.read_text("utf-8"))
        for name in ([found] if isinstance(found, str) else found)
        if name
    }


def test_each_icon_that_a_template_names_is_in_the_sprite() -> None:
    wanted = named(TEMPLATES, IN_TEMPLATES, IN_STATUS_TAGS)
    assert len(wanted) > 15
    assert wanted - set(ICONS) == set()


def test_each_icon_that_code_names_is_in_the_sprite() -> None:
    assert named(CODE, IN_CODE) | set(STATUS_ICONS.values()) | set(NOTICE_ICONS.values()) <= set(ICONS)


def test_the_wheel_has_every_icon() -> None:
    with zipfile.ZipFile(str(files("lucide") / "lucide.zip")) as wheel:
        assert {f"{name}.svg" for name in ICONS} <= set(wheel.namelist())


def test_the_tuple_is_in_order_and_without_doubles() -> None:
    assert list(ICONS) == sorted(set(ICONS))


def test_an_icon_that_is_not_in_the_sprite_is_an_error_not_a_hole() -> None:
    with pytest.raises(TemplateSyntaxError, match="unicorn"):
        Template('{% icon "unicorn" %}').render(Context())


def test_fonts_and_sprite_are_cut_small() -> None:
    """As they are served: `make env` cuts them anew with other code or wheels. To cut them here takes five seconds."""
    sizes = {name: (MADE / "fonts" / name).stat().st_size for name in assets.FONTS}
    assert 20_000 < sizes["sans.woff2"] < 35_000
    assert 15_000 < sizes["serif.woff2"] < 30_000
    sprite = (MADE / assets.SPRITE).read_text()
    assert sprite == assets.sprite(ICONS)
    assert sprite.count("<symbol id=") == len(ICONS)
