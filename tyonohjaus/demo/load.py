"""The demo practice: its lists, and then what its people did with the portal in January 2027.

Each chapter happens at its own hour, by the verbs that pages use; what lies ahead of the demo's clock has not happened.
"""

from django.db import transaction

from tyonohjaus.lib import clock
from tyonohjaus.outbox import tasks as outbox
from tyonohjaus.people.models import User

from .clock import at
from .story import STORY


def load() -> bool:
    """Put the practice into an empty portal; False where there is one already."""
    if User.objects.exists():
        return False
    told = sorted(STORY, key=lambda one: one[0])
    first = told[0]
    with transaction.atomic():
        for instant, chapter in told:
            # A demo set to begin before the story does begins with its first chapter all the same.
            if instant <= clock.now() or (instant, chapter) == first:
                with at(instant):
                    chapter()
                    outbox.sweep()
    return True
