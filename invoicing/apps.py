from django.apps import AppConfig


class InvoicingConfig(AppConfig):
    name = "invoicing"

    def ready(self) -> None:
        from . import guards, notifications, process_sections  # noqa: F401 (they register)
