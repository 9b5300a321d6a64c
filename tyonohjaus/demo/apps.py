from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "tyonohjaus.demo"

    def ready(self) -> None:
        from tyonohjaus.lib.clock import shift_by

        from .clock import the_clock

        shift_by(the_clock().shift)
