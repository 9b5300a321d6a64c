from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "agreements"

    def ready(self) -> None:
        from . import guards, notifications, process_sections  # noqa: F401 (refused; told; shown)
