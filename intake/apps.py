from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"

    def ready(self) -> None:
        from . import notifications, process_sections  # noqa: F401 (who hears of what, and what waits)
