"""The sentences of Django and allauth that we say in our own words still exist there."""

import gettext
from importlib.resources import files

import pytest
from django.utils.functional import Promise

from tyonohjaus.ui.borrowed import BORROWED

THEIRS = [
    gettext.translation("django", str(files("allauth") / "locale"), ["fi"]),
    gettext.translation("django", str(files("django.conf") / "locale"), ["fi"]),
]


@pytest.mark.parametrize("sentence", [sentence for sentence in BORROWED if not isinstance(sentence, Promise)])
def test_the_library_still_says_it(sentence: str) -> None:
    """A reworded sentence would come out in their Finnish again: say it anew in borrowed.py and in our catalogues."""
    assert any(catalogue.gettext(sentence) != sentence for catalogue in THEIRS)
