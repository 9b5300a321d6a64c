"""A tree of XML from what there is: an element without content is none, so nothing empty is ever written."""

from typing import Any

from lxml import etree

Element = Any  # lxml says no types
Content = Element | str | None


def element(tag: str, *content: Content, **attributes: str) -> Element | None:
    """The element with its text or its children in order, or None where all of them are missing."""
    there = [part for part in content if part is not None and part != ""]
    if not there:
        return None
    made = etree.Element(tag, attributes)
    for part in there:
        if isinstance(part, str):
            made.text = part
        else:
            made.append(part)
    return made


def written(root: Element | None, *, prefixes: dict[str | None, str] | None = None) -> bytes:
    """UTF-8 with its declaration, indented; the same bytes for the same tree. `prefixes` names its namespaces."""
    assert root is not None
    if prefixes:
        root = _with_prefixes(root, prefixes)
    etree.indent(root)
    text: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text + b"\n"


def _with_prefixes(root: Element, prefixes: dict[str | None, str]) -> Element:
    named = etree.Element(root.tag, root.attrib, nsmap=prefixes)
    named.extend(root)
    etree.cleanup_namespaces(named)
    return named
