from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "voice"

    def ready(self) -> None:
        from . import notifications  # noqa: F401 (who hears of what)
