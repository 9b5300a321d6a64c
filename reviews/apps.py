from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        from . import guards, notifications, process_sections  # noqa: F401 (refused; told; shown)
