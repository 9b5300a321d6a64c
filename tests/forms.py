"""What a page says about a form: which fields are faulty, in which words, and what still stands in them."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override

from tests.bookings.pages import reading, tree
from tyonohjaus.people.models import User

ERROR = "_error"


def finnish(user: User, *, content: bool = True) -> Client:
    """A signed-in browser whose pages are in Finnish."""
    return reading(user, language="fi", content=content)


def said(sentence: str, **values: Any) -> str:
    """How a Finnish page says this."""
    with override("fi"):
        return (gettext(sentence) % values) if values else gettext(sentence)


def faults(response: Any) -> dict[str, str]:
    """Field → what stands beside it. The field itself must be marked, and tied to the words."""
    found = {}
    for place in tree(response).xpath(f"//*[starts-with(@id, 'id_') and contains(@id, '{ERROR}')]"):
        key = place.get("id")[: -len(ERROR)]
        tied = tree(response).xpath(f"//*[contains(concat(' ', @aria-describedby, ' '), ' {place.get('id')} ')]")
        assert tied, f"nothing is tied to {place.get('id')}"
        found[key.removeprefix("id_")] = " ".join(place.text_content().split())
    return found


def typed(response: Any, name: str) -> Any:
    """What stands in the field now: a text, or the ticked or chosen values."""
    inputs = tree(response).xpath(f"//main//*[self::input or self::select or self::textarea][@name='{name}']")
    assert inputs, f"no field {name}"
    if inputs[0].get("type") in {"radio", "checkbox"}:
        return [field.get("value") for field in inputs if field.get("checked") is not None]
    if inputs[0].tag == "select":
        return inputs[0].value
    return inputs[0].get("value", "")


def summary(response: Any) -> str:
    """The notice on top."""
    return " ".join(tree(response).xpath("//*[@role='alert']")[0].text_content().split())


def queries(client: Client, path: str) -> int:
    """How many a page asks, the second time."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)
