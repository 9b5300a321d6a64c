from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tyonohjaus.ui.assets import build


class Command(BaseCommand):
    help = "Cut the fonts and write the icon sprite into var/static."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        target = settings.BASE_DIR / "var" / "static"
        self.stdout.write(f"{', '.join(build(target))} written to {target}.")
