from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "tyonohjaus.events"

    def ready(self) -> None:
        from . import guards  # noqa: F401 (what the database refuses)
