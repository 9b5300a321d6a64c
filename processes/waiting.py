"""What waits for a person's own act, whichever room it belongs to: each home shows it under one heading."""

from collections.abc import Callable, Iterable
from typing import Any

from tyonohjaus.ui.parts import Row

Maker = Callable[[Any], Iterable[Row]]
_makers: list[Maker] = []


def waits(maker: Maker) -> Maker:
    """Decorator: asked for each home with the person. What a row says may be read over a shoulder: neither whose
    content it leads to nor what stands there (C1 in spirit), and nothing at all that this session may not open (C6)."""
    if maker not in _makers:
        _makers.append(maker)
    return maker


def waiting_for(user: Any) -> list[Row]:
    return [row for maker in _makers for row in maker(user)]
