"""Short ways into the middle of an evaluation."""

from typing import Any

from processes.models import Process
from reviews.models import Evaluation, Given, Kind
from tests import factories


def given(text: str = "Sujuu hyvin", *, score: int = 7, **more: Any) -> Given:
    return Given(texts={"1": text}, scores={"2": score}, **more)


def opened(process: Process, kind: str = Kind.MID, *, basis: str = "session 5") -> Evaluation:
    row = Evaluation.open(process, kind=kind, basis=basis)
    assert row
    return row


def shown(process: Process, *answerers: Any, kind: str = Kind.MID) -> Evaluation:
    """All of these answered, in the words of their first names; the rest is not waited for."""
    row = opened(process, kind)
    for user in answerers:
        row = row.answer(given(f"zz {user.first_name}"), by=user)
    return row if row.status == "shown" else row.show(by=answerers[-1])


def big_group(supervisor: Any, organisation: Any, *, members: list[Any], **more: Any) -> Process:
    """With strangers to make it a group of at least four."""
    strangers = [factories.make_person(name=f"Jäsen {number}") for number in range(4 - len(members))]
    return factories.make_process(
        supervisor=supervisor, supervisees=[*members, *strangers], organisation=organisation, **more
    )
