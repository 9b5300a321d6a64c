"""How a goal is measured, and what its ratings come to: 0–10, or goal attainment scaling (Kiresuk & Sherman 1968) with
words for its levels. Pure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, localcontext

LEVELS = (-2, -1, 0, 1, 2)
WRITTEN_IN_ORDER = (0, 1, 2, -1, -2)  # what is hoped for first; what is more and less is told from there
TEN = tuple(range(11))
WEIGHTS = (1, 2, 3, 4)
RHO = Decimal("0.30")  # how much goals of one person are expected to go together


class NoLevelZero(ValueError):
    """Other levels have words and 0, which they are told from, has none."""


class OutOfRange(ValueError):
    """No such level, rating or weight."""


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Without words for level 0 it goes from 0 to 10. `baseline` is the level at the start.

    Raises NoLevelZero, OutOfRange.
    """

    words: Mapping[int, str] = field(default_factory=dict)
    baseline: int | None = None
    weight: int = 1

    def __post_init__(self) -> None:
        if self.words and not self.words.get(0):
            raise NoLevelZero
        if set(self.words) - set(LEVELS) or self.baseline not in {None, *LEVELS} or self.weight not in WEIGHTS:
            raise OutOfRange

    @property
    def in_levels(self) -> bool:
        return bool(self.words)

    @property
    def values(self) -> tuple[int, ...]:
        return LEVELS if self.in_levels else TEN

    def packed(self) -> str:
        if not self.in_levels:
            return ""
        return json.dumps({"words": self.words, "baseline": self.baseline, "weight": self.weight}, ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> "Scale":
        if not text:
            return cls()
        kept = json.loads(text)
        words = {int(level): said for level, said in kept["words"].items()}
        return cls(words=words, baseline=kept["baseline"], weight=kept["weight"])


def t_score(rated: Iterable[tuple[int, int]]) -> Decimal:
    """Of each goal its weight and level: 50 + 10·Σwx / √((1−ρ)·Σw² + ρ·(Σw)²), half up to two decimals.

    50 is what was hoped for at the start. In decimals from end to end, so that every machine rounds alike. Source:
    docs/domain.md. Raises OutOfRange, also for no goal at all.
    """
    pairs = list(rated)
    if not pairs or any(weight not in WEIGHTS or level not in LEVELS for weight, level in pairs):
        raise OutOfRange
    total = sum(weight for weight, _level in pairs)
    squares = sum(weight * weight for weight, _level in pairs)
    reached = sum(weight * level for weight, level in pairs)
    with localcontext(prec=28):
        spread = ((1 - RHO) * squares + RHO * total * total).sqrt()
        return (50 + 10 * reached / spread).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
