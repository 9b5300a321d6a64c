"""The extractor behind `make catalog` and `make check` (scripts/catalog.py)."""

import ast

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import gettext, override, pgettext

from scripts.catalog import CODE, KEYWORDS, ROOT, Message, entry_for, messages_of
from scripts.compile_catalogs import LOCALE


def in_code(source: str) -> list[Message]:
    return sorted(messages_of(source, name="views.py"))


def in_template(source: str) -> list[Message]:
    return sorted(messages_of("{% load i18n %}" + source, name="page.html"))


def test_code_plain_plural_and_with_context():
    assert in_code('_("Book"); ngettext("%(n)s day", "%(n)s days", n); pgettext_lazy("menu", "Home")') == [
        Message("%(n)s day", "%(n)s days"),
        Message("Book"),
        Message("Home", context="menu"),
    ]


def test_code_inside_an_f_string_is_found_on_every_python():
    assert in_code("""f"<b>{_('Next session')}</b>" """) == [Message("Next session")]


def test_code_joined_literals_are_one_message():
    assert in_code('_("Declining in the calendar "\n  "does not cancel.")') == [
        Message("Declining in the calendar does not cancel.")
    ]


def test_code_computed_text_is_no_message():
    assert in_code("_(label)") == []


def test_template_tags_arguments_and_contexts():
    page = """
      <p title="{% translate "Don't worry" %}">{{ _("Held")|lower }}</p>
        {% include "ui/empty.html" with text=_("Nothing waits") %}
    {% translate "Book" context "verb" %}"""
    assert in_template(page) == [
        Message("Book", context="verb"),
        Message("Don't worry"),
        Message("Held"),
        Message("Nothing waits"),
    ]


def test_template_block_is_trimmed_and_counts():
    page = """
        {% blocktranslate trimmed count n=free|length with name=supervisor %}
          One free time with {{ name }}
        {% plural %}
          {{ n }} free times with {{ name }}
        {% endblocktranslate %}"""
    assert in_template(page) == [Message("One free time with %(name)s", "%(n)s free times with %(name)s")]


def test_template_stray_quotes_and_brackets_do_not_hide_what_follows():
    assert in_template("it's (odd [ \" here {% translate 'Still found' %}") == [Message("Still found")]


def test_an_entry_keeps_its_translation_and_the_remark_of_the_reader():
    old = entry_for(Message("Held"), None, ("Pidetty",))
    old.tcomment = "native check: pidetty or toteutunut?"
    new = entry_for(Message("Held"), old, ("something else",))
    assert (new.msgstr, new.tcomment) == ("Pidetty", "native check: pidetty or toteutunut?")


def test_no_module_calls_it_by_a_name_that_is_not_looked_for():
    """`gettext as _t` would show its sentences in English to everybody."""
    aliases = {
        alias.asname or alias.name
        for folder in CODE
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name
    }
    assert aliases <= set(KEYWORDS)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_what_has_a_plural_is_found_without_a_number_on_every_python(language: str) -> None:
    """A heading "Supervisee" beside "%(n)s supervisees": Debian 12's Python showed it in English."""
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        plurals = [message for message in read_po(file, locale=language) if message.pluralizable and message.id]
    assert len(plurals) > 50
    with override(language):
        for message in plurals:
            one = pgettext(message.context, message.id[0]) if message.context else gettext(message.id[0])
            assert one == message.string[0]
