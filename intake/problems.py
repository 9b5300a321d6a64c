"""Why a process cannot be started yet: what is so, and what to do."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tyonohjaus.ui import words
from tyonohjaus.ui.language import spoken


class Problem:
    """`sentence()` speaks the language of the moment."""

    def sentence(self) -> str:
        raise NotImplementedError


class NotAgreed(Problem):
    def sentence(self) -> str:
        return _("Not everybody has said yes to the same supervisor yet.")


class NotChosen(Problem):
    def sentence(self) -> str:
        return _("They chose another supervisor, who starts the process, or the office does.")


class NoEmployer(Problem):
    def sentence(self) -> str:
        return _("The office says first which organisation pays. The process can be started after that.")


@dataclass(frozen=True)
class Unpermitted(Problem):
    members: tuple[Any, ...]

    def sentence(self) -> str:
        names = words.listed([str(member.user) for member in self.members], language=spoken())
        return _("The manager's permission is still missing for: %(names)s.") % {"names": names}


class NotStartable(Exception):
    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(type(problem).__name__ for problem in problems))
        self.problems = problems
