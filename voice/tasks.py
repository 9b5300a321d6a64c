from contextlib import suppress

from celery import shared_task

from tyonohjaus.lib.moves import TooLate
from tyonohjaus.lib.rounds import each

from .models import ManagementMessage


@shared_task
def ask_anew() -> None:
    """A day has come on which somebody joins or leaves, as it was agreed long before."""
    each(ManagementMessage.asked_of_others_than_now(), _reopen, of="messages whose group has changed")


def _reopen(message: ManagementMessage) -> None:
    with suppress(TooLate):  # sent or stopped at this very moment
        message.reopen(by=None)
