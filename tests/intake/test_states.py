"""Every state × every verb of a request: allowed exactly where MOVES says, else TooLate and nothing changed (E2)."""

from typing import Any

import pytest

from intake.models import MOVES, Request, State
from tests import factories
from tests.intake.stories import answer, ask
from tyonohjaus.events.models import history
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate


def in_state(state: str, sami: Any) -> Request:
    request = ask(sami, email="eero@kotiposti.example")
    if state == State.ASKED:
        return request
    request = request.confirm(now=clock.now())
    if state == State.OPEN:
        return request
    if state == State.CLOSED:
        return request.close(by=request.user)
    request = answer(request, request.user, "start")
    return request if state == State.AGREED else started(request, sami)


def started(request: Request, sami: Any) -> Request:
    return request.mark_started(factories.make_process(supervisor=sami, supervisees=[request.user]), by=sami)


def press(verb: str, request: Request, sami: Any) -> Request:
    if verb == "confirm":
        return request.confirm(now=clock.now())
    if verb == "start" and request.user:
        return started(request, sami)
    if verb == "close":
        return request.close(by=sami)
    if request.user is None:
        raise TooLate(request)  # nobody is there who could answer
    return answer(request, request.user, "start" if verb == "agree" else "not")


@pytest.mark.parametrize("verb", MOVES)
@pytest.mark.parametrize("state", State.values)
def test_a_verb_does_what_the_table_says_and_elsewhere_nothing(kuuloke, sami, state: str, verb: str) -> None:
    request = in_state(state, sami)
    assert request.state == state
    before = history(request).count()
    if state in MOVES[verb].sources:
        assert press(verb, request, sami).state == MOVES[verb].target
        assert MOVES[verb].event in set(history(request).values_list("name", flat=True))
    elif verb in {"agree", "reconsider"} and state in {State.OPEN, State.AGREED}:
        assert press(verb, request, sami).state == state  # an answer that changes nothing for all
    else:
        with pytest.raises(TooLate):
            press(verb, request, sami)
        request.refresh_from_db()
        assert (request.state, history(request).count()) == (state, before)
