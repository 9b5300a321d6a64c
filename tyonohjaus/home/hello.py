from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tyonohjaus.ui.words import part_of_day


def hello(user: Any, *, now: datetime) -> str:
    """What one wishes on meeting, by the hour in Helsinki."""
    greeting = {
        "morning": _("Good morning, %(name)s."),
        "day": _("Good day, %(name)s."),
        "evening": _("Good evening, %(name)s."),
    }[part_of_day(now)]
    return greeting % {"name": user.first_name}
