from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils.translation import gettext as _

from tyonohjaus.demo.cast import CAST
from tyonohjaus.lib import clock
from tyonohjaus.ui import words
from tyonohjaus.ui.language import spoken


class Command(BaseCommand):
    help = "Say who can sign in to the demo, and where."

    def handle(self, **options: Any) -> None:
        now = words.plain(words.when(clock.now(), language=spoken()))
        self.stdout.write("  " + _("The demo's clock: %(now)s") % {"now": now})
        for label, name in ((_("Sign in with one click"), "demo:who"), (_("Sent mail"), "demo:mails")):
            self.stdout.write(f"  {label}: {settings.SITE_URL}{reverse(name)}")
        self.stdout.write("")
        width = max(len(part.address) for part in CAST)
        for part in CAST:
            self.stdout.write(f"  {part.address:<{width}}  {part.name}: {part.what}")
