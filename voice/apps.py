from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "voice"

    def ready(self) -> None:
        from . import guards, notifications, process_sections  # noqa: F401 (refused; told; shown)
