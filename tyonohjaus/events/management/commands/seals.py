"""`seals`: has anybody changed or removed a sealed event (C34)? Exit status 1 with the first that does not hold."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tyonohjaus.events.models import Seal, broken_seals


class Command(BaseCommand):
    help = "Check every seal over the event log. Exit status 1 tells of the first that does not hold."

    def handle(self, **options: Any) -> None:
        broken = next(broken_seals(), None)
        if broken:
            raise CommandError(f"Seal {broken.pk} of {broken.at:%Y-%m-%d %H:%M} UTC does not hold.")
        self.stdout.write(f"{Seal.objects.count()} seals hold.")
