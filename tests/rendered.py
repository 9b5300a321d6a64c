"""A pytest plugin: what `response.context` knows is what a page was given, not also what each of its parts saw.

Django's own instrument copies the context of every included template: a tenth of what a page costs in a test.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.template.base import Template


@pytest.fixture(autouse=True, scope="session")
def parts_are_not_noted(django_test_environment: None) -> Iterator[None]:
    noting: Any = Template._render  # type: ignore[attr-defined]

    def render(self: Any, context: Any) -> str:
        is_part = isinstance(context.template, Template) and context.template is not self
        return self.nodelist.render(context) if is_part else noting(self, context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield
