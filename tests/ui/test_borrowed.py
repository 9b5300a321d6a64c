"""The sentences of Django and allauth that we say in our own words still exist there."""

import gettext
from importlib.resources import files

from django.utils.functional import Promise

from tyonohjaus.ui.borrowed import BORROWED

THEIRS = [
    gettext.translation("django", str(files("allauth") / "locale"), ["fi"]),
    gettext.translation("django", str(files("django.conf") / "locale"), ["fi"]),
]


def test_the_libraries_still_say_each_sentence() -> None:
    """A reworded sentence would come out in their Finnish again: say it anew in borrowed.py and in our catalogues."""
    sentences = [sentence for sentence in BORROWED if not isinstance(sentence, Promise)]
    assert len(sentences) > 100
    gone = [each for each in sentences if all(catalogue.gettext(each) == each for catalogue in THEIRS)]
    assert gone == []
