from typing import Any

from django.core.management.base import BaseCommand

from tyonohjaus.demo.clock import follow_environment, the_clock
from tyonohjaus.demo.load import load


class Command(BaseCommand):
    help = "Put the demo practice into an empty portal. A second run changes nothing."

    def handle(self, **options: Any) -> None:
        follow_environment(the_clock())
        loaded = load()
        if options["verbosity"]:
            self.stdout.write("The demo practice is in the portal." if loaded else "There is a practice already.")
