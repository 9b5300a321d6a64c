from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class SealedConfig(AppConfig):
    name = "tyonohjaus.sealed"

    def ready(self) -> None:
        """In production a key that does not fit ends the start, and not the first note that somebody writes."""
        from .models import master_keys

        if settings.PRODUCTION:
            try:
                master_keys()
            except (ValueError, OSError) as problem:
                raise ImproperlyConfigured(f"MASTER_KEY, or the file of MASTER_KEY_FILE: {problem}") from None
