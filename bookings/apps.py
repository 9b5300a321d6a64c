from django.apps import AppConfig


class BookingsConfig(AppConfig):
    name = "bookings"

    def ready(self) -> None:
        from . import guards, notifications, process_sections  # noqa: F401 (refusals; who hears of what; a page's parts)
