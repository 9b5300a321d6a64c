from django.apps import AppConfig


class BookingsConfig(AppConfig):
    name = "bookings"

    def ready(self) -> None:
        from . import (  # noqa: F401 (they register)
            budget_sections,
            calls,
            frame_sections,
            gaps,
            guards,
            log_sections,
            notifications,
            process_sections,
            without_whereabouts,
        )
