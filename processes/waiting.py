"""What waits for a person's own act, whichever room it belongs to: each home shows it under one heading."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Exists, QuerySet

from tyonohjaus.ui.parts import Row

Rows = Callable[[Any], QuerySet[Any]]
Maker = Callable[[Any], Iterable[Row]]
_makers: dict[Maker, Rows] = {}


def waits(among: Rows) -> Callable[[Maker], Maker]:
    """Decorator: asked for each home with the person, where there is anything `among` these rows. What a row says may
    be read over a shoulder: neither whose content it leads to nor what stands there (C1 in spirit), and nothing at all
    that this session may not open (C6)."""

    def register(maker: Maker) -> Maker:
        _makers[maker] = among
        return maker

    return register


def waiting_for(user: Any) -> list[Row]:
    """Most homes have nothing of most rooms: whether there is anything is asked of all of them in one query."""
    asked = {maker: rows for maker, among in _makers.items() if not (rows := among(user)).query.is_empty()}
    if not asked:
        return []
    questions = {f"room_{place}": Exists(rows.order_by()) for place, rows in enumerate(asked.values())}
    found = user._meta.model._default_manager.filter(pk=user.pk).values_list(*questions.values()).get()
    return [row for maker, any_there in zip(asked, found, strict=True) if any_there for row in maker(user)]
