"""Every state of a line × every verb has its one result (E2): what its payer or the office may still say of it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from invoicing.models import Line
from processes.models import Process
from tests.database import undone
from tests.factories import NOW
from tests.invoicing.month import draft, held
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both]

READY, WAITING, RETURNED, LET_GO = Line.State.READY, Line.State.WAITING, Line.State.RETURNED, Line.State.LET_GO
GONE = "gone"

VERBS: dict[str, Callable[..., object]] = {
    "accept": lambda line, maija, laura: line.accept(by=maija),
    "give back": lambda line, maija, laura: line.give_back(by=maija, returned_as="price"),
    "settle": lambda line, maija, laura: line.settle(by=laura, price=Decimal(150)),
    "settle at nought": lambda line, maija, laura: line.settle(by=laura, price=Decimal(0)),
    "ask again": lambda line, maija, laura: line.ask_again(
        by=laura, price=Decimal(150), answer_by_on=date(2027, 2, 15)
    ),
    "let go": lambda line, maija, laura: line.let_go(by=laura, now=NOW),
    "charge after all": lambda line, maija, laura: line.charge_after_all(by=laura),
}
# Whatever stands not here comes too late, and changes nothing.
RESULTS = {
    ("accept", WAITING): READY,
    ("give back", WAITING): RETURNED,
    ("settle", WAITING): READY,
    ("settle", RETURNED): READY,
    ("settle at nought", WAITING): LET_GO,
    ("settle at nought", RETURNED): LET_GO,
    ("ask again", RETURNED): WAITING,
    ("let go", WAITING): LET_GO,
    ("let go", RETURNED): LET_GO,
    ("charge after all", LET_GO): GONE,
}


@pytest.mark.parametrize("state", Line.State.values)
def test_each_state_and_verb_of_a_line_gives_the_one_allowed_result_E2(
    group_with_sami: Process, maija: User, laura: User, state: str
) -> None:
    held(group_with_sami)
    draft()
    Line.objects.update(state=state)
    for verb, act in VERBS.items():
        with undone():
            _gives_the_one_allowed_result(verb, state, partial(act, maija=maija, laura=laura))


def _gives_the_one_allowed_result(verb: str, state: str, act: Callable[..., object]) -> None:
    before = Line.objects.values().get()
    expected = RESULTS.get((verb, Line.State(state)))
    if expected is None:
        with pytest.raises(TooLate):
            act(Line.objects.get())
        assert Line.objects.values().get() == before, verb
        return
    act(Line.objects.get())
    assert Line.objects.values_list("state", flat=True).first() == (None if expected == GONE else expected), verb
