"""An agreement offered and accepted, as tests need it; and its PDF, read."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdf

from agreements import composing, printing
from agreements.models import Paper, Version
from agreements.text.terms import Choices
from processes.models import Process
from tyonohjaus.people.models import User


def offered(process: Process, *, by: User, choices: Choices | None = None, **more: Any) -> Version:
    """`more` are choices other than the usual ones."""
    fresh = Process.objects.get(pk=process.pk)
    chosen = replace(choices or composing.choices_of(fresh), **more)
    draft = composing.draft(fresh, chosen)
    return composing.offer(fresh, chosen, seen=draft.mark, by=by)


def accepted(version: Version) -> Version:
    """By everybody who is still asked."""
    while asked := version.signatures.waiting().select_related("user").order_by("user__name").first():
        version = version.accept(by=asked.user)
    return Version.objects.get(pk=version.pk)


def accepted_by(version: Version, *people: User) -> Version:
    for person in people:
        version = version.accept(by=person)
    return version


def in_force(process: Process, *, by: User, **more: Any) -> Version:
    return accepted(offered(process, by=by, **more))


def printed(version: Version, *, reader: User | None = None) -> bytes:
    printing.make_all()
    paper = Paper.objects.get(version=version, reader=reader)
    assert paper.pdf
    return bytes(paper.pdf)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(pdf)).pages)
