from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"

    def ready(self) -> None:
        from . import notifications  # noqa: F401 (who hears of what)
