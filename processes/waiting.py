"""What waits for a person's own act, whichever room it belongs to: each home shows it under one heading."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Exists, QuerySet

from tyonohjaus.access import Capacity, capacities_of, somebody
from tyonohjaus.lib import clock
from tyonohjaus.lib.prepared import Prepared
from tyonohjaus.ui.parts import Row

Rows = Callable[[Any], QuerySet[Any]]
Maker = Callable[[Any], Iterable[Row]]
_makers: dict[Maker, Rows] = {}


def waits(among: Rows) -> Callable[[Maker], Maker]:
    """Decorator: asked for each home with the person, where there is anything `among` these rows. What a row says may
    be read over a shoulder: neither whose content it leads to nor what stands there (C1 in spirit), and nothing at all
    that this session may not open (C6).

    `among` is asked once a day of somebody with the same capacities, and may hang on nothing but these, on the day and
    on what the session opens: not on the hour, nor on what is said of the person elsewhere."""

    def register(maker: Maker) -> Maker:
        _makers[maker] = among
        return maker

    return register


def waiting_for(user: Any) -> list[Row]:
    """Most homes have nothing of most rooms: whether there is anything is asked of all of them in one query."""
    held, rooms = capacities_of(user), tuple(_makers.items())
    asked = _question(user._meta.model, held, rooms, clock.today(), content_open=bool(user.content_open))
    if asked is None:
        return []
    question, makers = asked
    found = zip(makers, question.answer(user.pk), strict=True)
    return [row for maker, any_there in found if any_there for row in maker(user)]


@lru_cache(maxsize=100)
def _question(
    model: Any, held: frozenset[Capacity], rooms: tuple[tuple[Maker, Rows], ...], _today: date, *, content_open: bool
) -> tuple[Prepared, list[Maker]] | None:
    """To put it together takes twenty times as long as to answer it."""
    person = somebody(model, holding=held, content_open=content_open)
    asked = {maker: rows for maker, among in rooms if not (rows := among(person)).query.is_empty()}
    questions = [Exists(rows.order_by()) for rows in asked.values()]
    question = Prepared.of(model._default_manager.filter(pk=person.pk).values_list(*questions)) if questions else None
    return (question, list(asked)) if question else None
