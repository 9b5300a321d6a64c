"""What holds for every template of the house. One test asks all of them: to begin 1,400 tests would take longer."""

import re
from collections.abc import Callable
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "templates"
PAGES = sorted(file for file in TEMPLATES.rglob("*.html") if "mail" not in file.relative_to(TEMPLATES).parts)
PAGES = [file for file in PAGES if file.parent.name not in {"email", "print"}]
PARTIALS = sorted((TEMPLATES / "ui").glob("*.html"))


def failing(files: list[Path], holds: Callable[[str], bool]) -> list[str]:
    """The names of those whose source breaks the rule."""
    assert len(files) > 10
    return [str(file.relative_to(TEMPLATES)) for file in files if not holds(file.read_text("utf-8"))]


def test_nothing_inline() -> None:
    """C32: the policy would not let it work. Blocks of data (JSON) are no script."""

    def nothing_inline(source: str) -> bool:
        scripts = re.findall(r"<script\b([^>]*)>", source)
        return not re.search(r"\sstyle=|<style\b|\son[a-z]+=|javascript:", source) and all(
            "src=" in attributes or 'type="application/json"' in attributes for attributes in scripts
        )

    assert failing(PAGES, nothing_inline) == []


def test_a_comment_ends_on_its_line() -> None:
    """Django shows a `{#` that runs over a line end to the reader."""
    assert failing(PAGES, lambda source: not re.search(r"\{#(?:(?!#\}).)*$", source, re.MULTILINE)) == []


def test_forms_that_post_carry_a_token() -> None:
    def token_in_each(source: str) -> bool:
        forms = re.findall(r"<form\b[^>]*method=\"post\".*?</form>", source, re.DOTALL)
        return all("{% csrf_token %}" in form for form in forms)

    assert failing(PAGES, token_in_each) == []


def test_a_partial_says_what_it_needs_and_is_small() -> None:
    assert failing(PARTIALS, lambda source: source.startswith("{# ")) == []
    assert failing(PARTIALS, lambda source: source.count("\n") <= 40) == []


def test_a_whole_form_tells_its_faults_itself() -> None:
    """A page that tells them too says each twice."""
    assert failing(PAGES, lambda source: not ('"ui/form.html"' in source and '"ui/faults.html"' in source)) == []
