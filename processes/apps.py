from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProcessesConfig(AppConfig):
    name = "processes"

    def ready(self) -> None:
        from . import guards, notifications, prompts  # noqa: F401 (what is refused; who follows what; what waits)

        post_migrate.connect(_first_rows, sender=self, dispatch_uid="the theme list")


def _first_rows(**kwargs: Any) -> None:
    from .models import Question, Theme

    Theme.objects.fill_when_empty()
    Question.objects.fill_when_empty()
