"""What every kind of concern has: plain data with words, and an act. None writes anything."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise

from tyonohjaus.ui.parts import Badge

FAULT, WAITS = "fault", "waits"


@dataclass(frozen=True)
class Act:
    """Where it is mended. `posts`: the button does it at once."""

    url: str
    label: str
    posts: bool = False


@dataclass(frozen=True, kw_only=True)
class Concern:
    """`badge` says what it is, `whose` (in bold) whom it concerns; `sentence()` what is so and what comes of it."""

    KIND: ClassVar[str] = FAULT
    ICON: ClassVar[str] = ""
    NAME: ClassVar[str | Promise] = ""

    def badge(self) -> Badge:
        return Badge(kind=self.KIND, text=str(self.NAME), icon=self.ICON)

    def whose(self) -> str:
        return ""

    def sentence(self) -> str:
        raise NotImplementedError

    def act(self) -> Act:
        raise NotImplementedError

    def acts(self) -> list[Act]:
        """Several, where each thing has its own."""
        return [self.act()]
