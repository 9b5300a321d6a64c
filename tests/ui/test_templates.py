"""What holds for every template of the house."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
PAGES = sorted(file for file in TEMPLATES.rglob("*.html") if "mail" not in file.relative_to(TEMPLATES).parts)
PAGES = [file for file in PAGES if file.parent.name not in {"email", "print"}]
PARTIALS = sorted((TEMPLATES / "ui").glob("*.html"))


def name(file: Path) -> str:
    return str(file.relative_to(TEMPLATES))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_nothing_inline(page: Path) -> None:
    """C32: the policy would not let it work. Blocks of data (JSON) are no script."""
    source = page.read_text("utf-8")
    assert not re.search(r"\sstyle=|<style\b|\son[a-z]+=|javascript:", source)
    for attributes in re.findall(r"<script\b([^>]*)>", source):
        assert "src=" in attributes or 'type="application/json"' in attributes


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_comment_ends_on_its_line(page: Path) -> None:
    """Django shows a `{#` that runs over a line end to the reader."""
    assert not re.search(r"\{#(?:(?!#\}).)*$", page.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_forms_that_post_carry_a_token(page: Path) -> None:
    forms = re.findall(r"<form\b[^>]*method=\"post\".*?</form>", page.read_text("utf-8"), re.DOTALL)
    assert all("{% csrf_token %}" in form for form in forms)


@pytest.mark.parametrize("partial", PARTIALS, ids=name)
def test_a_partial_is_small_and_says_what_it_needs(partial: Path) -> None:
    source = partial.read_text("utf-8")
    assert source.startswith("{# ")
    assert source.count("\n") <= 40


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_whole_form_tells_its_faults_itself(page: Path) -> None:
    """A page that tells them too says each twice."""
    source = page.read_text("utf-8")
    assert not ('"ui/form.html"' in source and '"ui/faults.html"' in source)
