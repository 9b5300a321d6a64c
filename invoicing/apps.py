from django.apps import AppConfig


class InvoicingConfig(AppConfig):
    name = "invoicing"

    def ready(self) -> None:
        from . import guards, notifications  # noqa: F401 (what the database refuses; who hears of what)
