"""An XML schema that lies on this machine: what it refuses, in words for an office."""

from functools import lru_cache
from typing import Any

from lxml import etree

from invoicing.documents.faults import Fault, Problem


def problems(xml: bytes, *, path: str) -> list[Problem]:
    """The elements that it refuses, each once, in order. Raises OSError or lxml's errors for a schema that is none."""
    schema = _read(path)
    if schema.validate(etree.fromstring(xml)):
        return []
    names = dict.fromkeys((one.path or "").rpartition("/")[2].partition("[")[0] for one in schema.error_log)
    return [Problem(fault=Fault.SCHEMA, where=name) for name in names]


@lru_cache
def _read(path: str) -> Any:
    return etree.XMLSchema(file=path)
