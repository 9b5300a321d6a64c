from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "tyonohjaus.events"

    def ready(self) -> None:
        from tyonohjaus.lib import guards

        for table in ("events_event", "events_seal", "events_sealedevent"):
            guards.register(*guards.append_only(table))
